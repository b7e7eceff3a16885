import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { meeting, offer } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { MarkSearch, findIn, textMark } from '../../src/marks.ts';
import { bothAgree, motion, press } from '../../src/proceedings.ts';
import { action, board, printedRecord, takeHome, verify } from '../../src/work.ts';
import { PROCESS } from './cast.ts';
import { a1, album, all, allSeePhase, b1, server } from './stage.ts';
import { PLAN, FLOATING, SHARED, CONDITION, FALLBACK, SURVEY, READOUT, READOUT_AR } from './words.ts';

/** They close, take home what proves itself, and meet again. */

test('it is closed by both heads, who sign the record of it', async () => {
  await press(b1, 'take-up');
  await motion(a1, 'nextItem').getByTestId('agree').click();
  for (const one of all()) await one.page.getByTestId('current-item').getByText('Two alternatives').waitFor();
  await bothAgree(a1, b1, 'closing');
  await allSeePhase('closed');
  for (const one of [a1, b1]) {
    await one.showOnTable('record');
    await one.page.getByTestId('sign').click();
    await one.page.getByTestId('confirm').click();
  }
  for (const one of [a1, b1])
    await eventually('both have signed', async () =>
      assert.equal(await one.page.locator('[data-testid="signature"][data-given="true"]').count(), 2),
    );
  await album.take(a1.page, 'record');
  await album.take(b1.page, 'record-ar');
});

test('each takes it home and verifies it without the server; on paper it has the mark of whoever printed it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-story-'));
  try {
    for (const one of [a1, b1]) {
      const file = join(folder, `${one.number}.parley`);
      const code = await takeHome(one, file);
      const { exit, output } = await verify(file, '--code', code);
      assert.equal(exit, 0, output);
      for (const said of [PLAN, FLOATING, CONDITION, 'Robin Vale', 'نور الهضبة'])
        assert.ok(output.includes(said), `${said} in ${output}`);
      for (const secret of [FALLBACK, 'We can accept the second']) assert.ok(!output.includes(secret), output);
      if (one === a1) writeFileSync(album.path('verify.txt'), output);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const [one, name] of [
    [a1, 'printed'],
    [b1, 'printed-ar'],
  ] as const) {
    const pages = await printedRecord(one);
    assert.ok(pages.length > 10_000, `${pages.length} bytes`);
    writeFileSync(album.path(`${name}.pdf`), pages);
  }
});

test('the next one, in person, has what is left: of the agenda, positions, and what is to be done', async () => {
  await press(a1, 'schedule-open');
  await meeting(a1.page, 'agreed').getByTestId('follow-up').click();
  assert.match(await a1.page.getByTestId('carried').innerText(), /5 positions on alternatives\s+1 open action/);
  await offer(a1.page, { walls: ['2027-04-07T10:00'], venue: 'Quay House, room 3' });
  await press(b1, 'schedule-open');
  await meeting(b1.page, 'proposed').getByTestId('accept').click();
  await a1.page.locator('[data-testid="meeting"][data-state="agreed"]').nth(1).waitFor();
  await a1.open('course');
  const agenda = await a1.page.getByTestId('agenda').locator('ol > li').allInnerTexts();
  assert.equal(agenda.length, 3, agenda.join());
  await b1.closePanels();
  await bothAgree(a1, b1, 'opening');
  await allSeePhase('open');
  await a1.open('course');
  await eventually('what was dealt with is off the agenda', async () => {
    const left = await a1.page.getByTestId('agenda').locator('ol > li').allInnerTexts();
    assert.ok(!left.some((item) => item.includes('The plan')), left.join());
    assert.ok(
      left.some((item) => item.includes('What is said in public')),
      left.join(),
    );
  });
  await a1.showOnTable('actions');
  await action(a1, SURVEY).waitFor();
  await a1.showOnTable('alternatives');
  await board(a1).getByTestId('overlap').getByText(FLOATING).waitFor();
});

test('the server’s disk, memory and log show no title, name or word of it', async () => {
  const people = PROCESS.sides.flatMap((side) => side.people);
  const names = people.map((one) => (typeof one === 'string' ? one : one.name));
  const said = [PLAN, FLOATING, SHARED, CONDITION, FALLBACK, SURVEY, READOUT, READOUT_AR, 'لا نقبل أقلّ من رصيفين'];
  const marks = [PROCESS.title, ...names, ...said].map(textMark);
  const search = new MarkSearch([...marks, ...all().map((one) => textMark(one.seat))]);
  const dump = join(server.data, 'heap.hprof');
  server.dumpHeap(dump);
  await search.file(dump);
  rmSync(dump);
  for (const { bytes } of server.stored()) search.feed(bytes, true);
  const seats = all().map((one) => one.seat);
  assert.deepEqual(
    search.lines.filter((line) => !seats.some((seat) => line.startsWith(seat))),
    [],
  );
  for (const seat of seats) assert.ok(search.found.has(seat), 'what has to be there is found');
  assert.deepEqual(findIn(server.log, marks), []);
});
