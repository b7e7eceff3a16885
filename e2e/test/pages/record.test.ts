import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { type Person, meetTwoASide } from '../../src/people.ts';
import { openRecord, sealRecord } from '../../src/sealed-box.ts';
import { bothAgree } from '../../src/proceedings.ts';
import { ParleyServer } from '../../src/server.ts';
import { takeHome, verify } from '../../src/work.ts';

/** The record of a meeting: kept by all, signed by both heads, taken home by each, and verified without the server. */
let browser: Browser;
let server: ParleyServer;
let a1: Person;
let a2: Person;
let b1: Person;
let b2: Person;
const folder = mkdtempSync(join(tmpdir(), 'parley-record-'));

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1, b2] = await meetTwoASide(browser, organiser);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const lines = (one: Person): Promise<string[]> => one.page.getByTestId('record-line').locator('.what').allInnerTexts();

test('all read the same record of who came, and of what was agreed', async () => {
  await bothAgree(a1, b1, 'opening');
  for (const one of [a1, a2, b1, b2]) await one.showOnTable('record');
  await eventually('everybody is in it', async () => {
    const text = (await lines(b2)).join('\n');
    for (const name of ['Head of Harbour', 'Adviser of Harbour', 'Head of Ridge', 'Adviser of Ridge'])
      assert.ok(text.includes(`At the table: ${name}`), text);
    assert.ok(text.includes('Agreed: Open the meeting'), text);
  });
  const [first, ...others] = await Promise.all([a1, a2, b1, b2].map(lines));
  for (const other of others) assert.deepEqual(other, first);
  assert.deepEqual(await accessibilityFaults(a1.page), []);
});

test('once it is closed, each head signs it for the side, and nobody else does', async () => {
  await bothAgree(a1, b1, 'closing');
  for (const one of [a1, b1]) {
    await one.showOnTable('record');
    await one.page.getByTestId('sign').click();
    await one.page.getByTestId('confirm').click();
    await one.page.getByTestId('sign').waitFor({ state: 'detached' });
  }
  await eventually('both have signed', async () =>
    assert.equal(await b2.page.locator('[data-testid="signature"][data-given="true"]').count(), 2),
  );
  assert.equal(await b2.page.getByTestId('sign').count(), 0);
});

let taken: { file: string; code: string };
/** Of the organiser's key, as the page of the meeting says it. */
let fingerprint: string;
/** The page that checks files. */
let checker: Page;

async function organisersKey(one: Person): Promise<string> {
  await one.page.getByTestId('security').click();
  const shown = await one.page.getByTestId('fingerprint').innerText();
  await one.page.getByRole('dialog').locator('button.close').click();
  return shown;
}

test('each takes it home sealed, and anybody who has the code verifies it without the server', async () => {
  const file = join(folder, 'record.parley');
  taken = { file, code: await takeHome(a1, file) };
  fingerprint = await organisersKey(b1);
  checker = await (await browser.newContext()).newPage();
  await checker.goto(server.origin);
  const [opened] = await Promise.all([checker.waitForEvent('popup'), checker.getByTestId('check-link').click()]);
  checker = opened;
  await checker.getByTestId('check-page').waitFor();
  // What follows is done without it.
  await server.stop();
  const bytes = readFileSync(taken.file);
  for (const secret of [TWO_A_SIDE.title, 'Head of Harbour', 'opening'])
    assert.equal(bytes.includes(secret), false, secret);
  const { exit, output } = await verify(taken.file, '--code', taken.code);
  assert.equal(exit, 0, output);
  assert.match(output, /Head of Ridge/);
  assert.match(output, /signs the record/);
  assert.ok(output.includes(`Organiser's key: ${fingerprint}`), `${fingerprint}\n${output}`);
  const verdict = JSON.parse((await verify(taken.file, '--code', taken.code, '--json')).output) as {
    faults: unknown[];
    names: boolean;
    signed: { n: number }[];
    whole: number;
  };
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.names, true);
  const signed = verdict.signed.map(({ n }) => n);
  assert.ok(signed.every((n) => n > 0) && verdict.whole === Math.min(...signed) + 1, JSON.stringify(verdict));
  assert.equal((await verify(taken.file, '--code', 'A'.repeat(26))).exit, 2);
});

async function check(name: string, buffer: Buffer, code: string): Promise<void> {
  await checker.getByTestId('check-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await checker.getByTestId('check-code').fill(code);
  await checker.getByTestId('check').click();
}

test('a page says the same of it, and sends nothing for that: there is no server', async () => {
  const album = new Album();
  const sent: string[] = [];
  checker.on('request', (request) => sent.push(request.url()));
  const { file, code } = taken;
  const sealed = readFileSync(file);
  await check('record.parley', sealed, code.toLowerCase().replaceAll('-', ' '));
  const verdict = checker.getByTestId('verdict');
  await verdict.waitFor();
  assert.equal(await verdict.getAttribute('data-proven'), 'true');
  assert.equal(await verdict.getByTestId('fingerprint').innerText(), fingerprint);
  assert.equal(await verdict.locator('[data-testid="check-signed"][data-signed="true"]').count(), 2);
  assert.equal(await verdict.locator('h2').innerText(), TWO_A_SIDE.title);
  const text = (await verdict.getByTestId('check-line').allInnerTexts()).join('\n');
  for (const said of ['Agreed: Open the meeting', 'Head of Ridge', 'Signed the record'])
    assert.ok(text.includes(said), text);
  assert.deepEqual(await accessibilityFaults(checker), []);
  await album.take(checker, 'check-proven');

  const json = openRecord(sealed, code).toString();
  const tampered = json.replaceAll('\\"line\\":\\"', '\\"line\\":\\"x').replace('propose', 'oppose');
  assert.notEqual(tampered, json);
  await check('record.parley', sealRecord(Buffer.from(tampered), code), code);
  await checker.locator('[data-testid="verdict"][data-proven="false"]').waitFor();
  const faults = checker.getByTestId('check-fault');
  assert.match(await faults.first().innerText(), /not signed by the device/);
  await album.take(checker, 'check-faulty');

  const damaged = Buffer.from(sealed);
  damaged[500]! ^= 1;
  for (const [bytes, key, words] of [
    [sealed, 'A'.repeat(26), /code is that of another file/],
    [damaged, code, /damaged/],
    [sealed, 'A'.repeat(25), /no opening code/],
    [Buffer.from('something else'), code, /no record and no archive/],
    [sealRecord(Buffer.from('{}'), code), code, /no record/],
  ] as const) {
    await check('record.parley', bytes, key);
    const unread = checker.getByTestId('check-unread').filter({ hasText: words });
    await unread.waitFor();
    assert.equal(await checker.getByTestId('verdict').count(), 0);
  }
  assert.deepEqual(
    sent.filter((url) => !url.startsWith('data:')),
    [],
  );
});
