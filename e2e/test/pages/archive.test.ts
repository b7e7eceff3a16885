import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';
import { sendPaper } from '../../src/work.ts';

/** What a side takes home, and what is left of it on the server once both sides have it. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let b1: Person;
const album = new Album();
const folder = mkdtempSync(join(tmpdir(), 'parley-archive-'));
const SAID = 'The pilots are heard first';
const PAPER = 'The northern pier, in plain words.';

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const [first, , third] = organiser.links;
  [a1, b1] = (await Promise.all([first!, third!].map((link, at) => Person.arrive(browser, at + 1, link)))) as [
    Person,
    Person,
  ];
  await meet([a1], [b1]);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function takeArchive(one: Person): Promise<{ file: string; code: string }> {
  await one.showOnTable('record');
  await one.page.getByTestId('take-archive').click();
  const code = await one.page.getByTestId('opening-code').innerText();
  assert.deepEqual(await accessibilityFaults(one.page), []);
  const [download] = await Promise.all([
    one.page.waitForEvent('download'),
    one.page.getByTestId('save-archive').click(),
  ]);
  const file = join(folder, `${one.number}.parley`);
  await download.saveAs(file);
  await one.page.getByTestId('archive-saved').waitFor();
  await album.take(one.page, 'archive-taken');
  await one.page.getByRole('dialog').locator('button.close').click();
  return { file, code };
}

test('an archive is sealed, and the page that checks files shows what is in it', async () => {
  await a1.write(SAID);
  const paper = { name: 'pier.txt', mimeType: 'text/plain', buffer: Buffer.from(PAPER) };
  await (await sendPaper(b1, paper, 'all')).waitFor({ state: 'hidden' });
  await a1.showOnTable('papers');
  await a1.page.getByTestId('paper').waitFor();
  const { file, code } = await takeArchive(a1);
  const sealed = readFileSync(file);
  assert.equal(sealed.subarray(0, 24).toString(), 'parley sealed archive 1\n');
  for (const secret of [SAID, PAPER, TWO_A_SIDE.title, 'index.html', 'pier'])
    assert.equal(sealed.includes(secret), false, secret);

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.origin}/check`);
  await page.getByTestId('check-file').setInputFiles(file);
  await page.getByTestId('check-code').fill(code);
  await page.getByTestId('check').click();
  await page.getByTestId('archive-contents').waitFor();
  await page.getByTestId('verdict').waitFor();
  assert.equal(await page.getByTestId('check-fault').count(), 0);
  assert.deepEqual(await accessibilityFaults(page), []);
  await album.take(page, 'archive-checked');
  await page.locator('summary').click();
  const files = await page.getByTestId('archive-file').locator('bdi').allInnerTexts();
  for (const name of ['index.html', 'record.json', 'contents.json', 'chat.json', 'papers/01-pier.txt'])
    assert.ok(files.includes(name), files.join());
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-zip').click()]);
  const zip = join(folder, 'archive.zip');
  await download.saveAs(zip);
  // Read by another program.
  const read = (name: string): string => execFileSync('python3', ['-c', READ, zip, name], { encoding: 'utf8' });
  assert.equal(read('papers/01-pier.txt'), PAPER);
  assert.ok(read('chat.json').includes(SAID), 'the chat is in it');
  const index = read('index.html');
  for (const text of [SAID, TWO_A_SIDE.title, 'Head of Ridge', 'papers/01-pier.txt'])
    assert.ok(index.includes(text), text);
  const shown = await context.newPage();
  await shown.setContent(index);
  assert.deepEqual(await accessibilityFaults(shown), []);
  await album.take(shown, 'archive-page');
  await page.getByTestId('check-code').fill('A'.repeat(26));
  await page.getByTestId('check').click();
  await page.getByTestId('check-unread').waitFor();
  await context.close();
});

test('the page says the same in Arabic', async () => {
  const context = await browser.newContext({ locale: 'ar' });
  const page = await context.newPage();
  await page.goto(`${server.origin}/check`);
  await page.getByTestId('check-page').waitFor();
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  assert.deepEqual(await accessibilityFaults(page), []);
  await album.take(page, 'check-ar');
  await context.close();
});

const READ = 'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())';

/** Opens the dates beside the table. */
async function openSchedule(one: Person): Promise<void> {
  await one.open('course');
  await one.page.getByTestId('schedule-open').click();
  await one.page.getByTestId('purge').waitFor();
}

async function agree(one: Person, button: string): Promise<void> {
  await one.page.getByTestId(button).click();
  const confirm = one.page.getByTestId('confirm-purge');
  assert.equal(await confirm.isDisabled(), true);
  await one.page.getByTestId('purge-has-archive').check();
  assert.equal(await confirm.isDisabled(), true);
  await one.page.getByTestId('purge-understands').check();
  assert.deepEqual(await accessibilityFaults(one.page), []);
  await album.take(one.page, `purge-ask-${one.number}`);
  await confirm.click();
}

test('one head alone deletes nothing, and the other may end it', async () => {
  for (const one of [a1, b1]) await openSchedule(one);
  await agree(a1, 'propose-purge');
  await b1.page.getByTestId('withdraw-purge').click();
  await a1.page.getByTestId('propose-purge').waitFor();
  assert.equal(server.hasStored(meetingId()), true);
});

const meetingId = (): string => new URL(organiser.links[0]!).pathname.split('/').at(-1)!;

test('both heads have all deleted: everybody is told, and the disk has nothing of it', async () => {
  const id = meetingId();
  await agree(a1, 'propose-purge');
  await b1.page.getByTestId('accept-purge').waitFor();
  await album.take(b1.page, 'purge-proposed');
  await agree(b1, 'accept-purge');
  for (const one of [a1, b1]) {
    await one.page.getByTestId('purged').waitFor();
    assert.match(await one.page.getByTestId('purged').innerText(), /by both sides on/);
    assert.deepEqual(await accessibilityFaults(one.page), []);
  }
  await album.take(a1.page, 'purged');
  for (const text of [id, a1.seat, b1.seat]) {
    assert.equal(server.hasStored(text), false, text);
    assert.ok(!server.stored().some(({ name }) => name.includes(text)), text);
  }
  await a1.page.getByTestId('forget-meeting').click();
  await eventually('the browser has forgotten it', async () =>
    assert.match(await a1.page.getByTestId('forgotten').innerText(), /has forgotten/),
  );
  const kept = await a1.page.evaluate(
    (meeting) => Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.includes(meeting)),
    id,
  );
  assert.deepEqual(kept, []);
});

test('a link says so afterwards, the organiser’s as well, and after a restart', async () => {
  await organiser.page.getByRole('heading', { name: 'This meeting’s data was deleted' }).waitFor();
  await server.stop();
  await server.start();
  const late = await Person.arrive(browser, 4, organiser.links[3]!);
  await late.page.getByTestId('purged').waitFor();
  await late.close();
  await organiser.page.goto(`${server.origin}/check`);
  await organiser.page.goBack();
  await organiser.page.getByRole('heading', { name: 'This meeting’s data was deleted' }).waitFor();
});
