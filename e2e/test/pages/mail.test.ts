import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { visitingDates } from '../../src/dates.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { ParleyServer } from '../../src/server.ts';

/** Dates that a head sends to calendars, to a mail server that keeps what it gets. */
interface Got {
  to: readonly string[];
  text: string;
}

const HARBOUR = 'dates@harbour.example';
const RIDGE = 'dates@ridge.example';
const STAFF = 'staff@harbour.example';
const HEAD_A = 0;
const MEMBER_A = 1;
const HEAD_B = 2;

const got: Got[] = [];
const mails = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo: ({ address }, _, done) => {
    if (address.startsWith('nobody@')) done(Object.assign(new Error('no such box'), { responseCode: 550 }));
    else done();
  },
  onData: (stream, session, done) => {
    let text = '';
    stream.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    stream.on('end', () => {
      got.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
      done();
    });
  },
});

let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;

before(async () => {
  const listener = mails.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  [browser, server] = await Promise.all([
    launch(),
    ParleyServer.start(
      ...['--smtp-host', '127.0.0.1', '--smtp-port', String(port), '--smtp-tls', 'none'],
      ...['--mail-from', 'meetings@parley.example'],
    ),
  ]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
  await new Promise<void>((resolve) => mails.close(resolve));
});

const visiting = (at: number, act: (page: Page) => Promise<void>): Promise<void> =>
  visitingDates(browser, organiser.links[at]!, 'Europe/Lisbon', act);

const meeting = (page: Page) => page.getByTestId('meeting').first();

async function tellAddress(page: Page, address: string): Promise<void> {
  await page.getByTestId('describe').click();
  await page.locator('#side-mail').fill(address);
  await page.getByTestId('send-side').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function offer(page: Page, wall: string): Promise<void> {
  await page.locator('#offer-start-0').fill(wall);
  await page.getByTestId('send-offer').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Presses the button, and sends what is offered first; gives each address's fate. */
async function send(page: Page, more = ''): Promise<string[]> {
  await meeting(page).getByTestId('mail').click();
  const dialog = page.getByRole('dialog');
  assert.match(await dialog.getByTestId('mail-seen').innerText(), /not sealed/);
  if (more !== '') await dialog.locator('[name="mail-more"]').fill(more);
  assert.deepEqual(await accessibilityFaults(page), []);
  await dialog.getByTestId('send-mail').click();
  const results = dialog.getByTestId('mail-results').locator('li');
  await results.first().waitFor();
  const fates = await results.evaluateAll((all) => all.map((one) => one.getAttribute('data-fate') ?? ''));
  await dialog.locator('button[value="cancel"]').click();
  return fates;
}

/** The calendar in a mail: property with its parameters → value. */
function calendarIn({ text }: Got): Map<string, string> {
  const part = text.split(/\r?\n--[^\r\n]+/).find((each) => each.includes('text/calendar'))!;
  const [head, ...rest] = part.split(/\r?\n\r?\n/);
  const body = rest.join('\r\n\r\n');
  const plain = /base64/i.test(head!)
    ? Buffer.from(body, 'base64').toString('utf8')
    : body
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const lines = plain.replace(/\r?\n /g, '').split(/\r?\n/);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

function saysNothingElse(mail: Got): void {
  const decoded = mail.text + [...calendarIn(mail)].join('\n');
  for (const said of [...TWO_A_SIDE.sides.map((side) => side.name), TWO_A_SIDE.title, 'Quay House', 'Lisbon'])
    assert.ok(!decoded.includes(said), `${said} in ${decoded}`);
}

test('a head proposes a date at a place, and sends it', async () => {
  await visiting(HEAD_B, (page) => tellAddress(page, RIDGE));
  await visiting(HEAD_A, async (page) => {
    await tellAddress(page, HARBOUR);
    await page.getByTestId('propose-meeting').click();
    await page.locator('#offer-format').selectOption('inPerson');
    await page.locator('#offer-venue').fill('Quay House');
    await offer(page, '2027-03-29T10:00');
    assert.deepEqual(await send(page, `${STAFF} nobody@harbour.example`), ['sent', 'sent', 'refused']);
  });
  assert.deepEqual(
    got.map(({ to }) => to),
    [[RIDGE], [STAFF]],
  );
  const entry = calendarIn(got[0]!);
  assert.deepEqual(
    ['METHOD', 'SEQUENCE', 'DTSTART', 'STATUS'].map((name) => entry.get(name)),
    ['REQUEST', '0', '20270329T090000Z', 'TENTATIVE'],
  );
  assert.ok(!got[0]!.text.includes(STAFF) && !got[1]!.text.includes(RIDGE), 'nobody sees another’s address');
  got.forEach(saysNothingElse);
});

test('the other agrees and answers; a moved date has the same UID and a higher SEQUENCE', async () => {
  const uid = calendarIn(got[0]!).get('UID');
  await visiting(HEAD_B, async (page) => {
    await meeting(page).getByTestId('accept').click();
    assert.deepEqual(await send(page), ['sent']);
    await meeting(page).getByTestId('make-offer').click();
    await offer(page, '2027-03-30T10:00');
  });
  const reply = got.at(-1)!;
  assert.deepEqual(reply.to, [HARBOUR]);
  assert.equal(calendarIn(reply).get('METHOD'), 'REPLY');
  await visiting(HEAD_A, async (page) => {
    await meeting(page).getByTestId('accept').click();
    await page.locator('[data-testid="offer"]').waitFor({ state: 'hidden' });
    assert.deepEqual(await send(page), ['sent']);
  });
  const moved = calendarIn(got.at(-1)!);
  assert.deepEqual([moved.get('UID'), moved.get('DTSTART')], [uid, '20270330T090000Z']);
  assert.ok(Number(moved.get('SEQUENCE')) > Number(calendarIn(reply).get('SEQUENCE')), 'it rises');
  got.forEach(saysNothingElse);
});

test('who does not speak for a side is offered nothing, and no address is in the log', async () => {
  await visiting(MEMBER_A, async (page) => {
    await meeting(page).waitFor();
    assert.equal(await meeting(page).getByTestId('mail').count(), 0);
  });
  assert.ok(!server.log.includes('.example'), server.log);
  assert.equal(await server.metric('parley_mails_total', 'sent'), got.length);
});
