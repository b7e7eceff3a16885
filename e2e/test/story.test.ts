import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Album } from '../src/album.ts';
import { launch } from '../src/browser.ts';
import { eventually, throughout } from '../src/eventually.ts';
import { Link } from '../src/link.ts';
import { Organiser, type Form } from '../src/organiser.ts';
import { Person, allSeeAndHearAll } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * What Parley is for, from end to end: two delegations agree on a date, meet, confer apart, lose a network and a server, and agree on
 * when they meet again. It takes the pictures of the documentation on its way (`npm run pictures`).
 */
const PROCESS: Form = {
  title: 'Harbour access: the plan and two alternatives',
  sides: [
    {
      name: 'Harbour',
      people: [
        { name: 'Robin Vale', title: 'Head of delegation', agency: 'Office of Ports', role: 'head' },
        { name: 'Kim Ashford', title: 'Head of delegation', agency: 'Treasury', role: 'head' },
        { name: 'Sam Lowell', title: 'Pilotage', agency: 'Pilots’ Service', role: 'adviser' },
      ],
    },
    {
      name: 'التلّ',
      people: [
        { name: 'نور الهضبة', title: 'رئاسة الوفد', agency: 'هيئة الطرق', role: 'head' },
        { name: 'سلام الرصيف', title: 'الرسوم', agency: 'الخزانة', role: 'expert' },
      ],
    },
  ],
};
const LISBON = 'Europe/Lisbon';
const AMMAN = 'Asia/Amman';
const DUBAI = 'Asia/Dubai';

// Two cores encode and decode for all of them.
const SMALL = { fps: 5, height: 360 } as const;
// A picture that has changed all over is blurred at first.
const SHARPEN_MS = 3000;
const OUTAGE_MS = 8000;

const album = new Album();
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
/** The first head of Harbour, the second, and their adviser. */
let a1: Person;
let a2: Person;
let a3: Person;
/** The head of the other side, who reads Arabic, and its expert. */
let b1: Person;
let b2: Person;
/** b2's way to the server. */
let cable: Link;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  cable = await Link.open(server.httpPort, server.mediaPorts);
  organiser = await Organiser.create(browser, server.origin, PROCESS);
  const places = [
    { locale: 'en-GB', timezoneId: LISBON },
    { locale: 'en-GB', timezoneId: LISBON },
    { locale: 'en-GB', timezoneId: DUBAI },
    { locale: 'ar', timezoneId: AMMAN },
    { locale: 'ar', timezoneId: AMMAN },
  ];
  [a1, a2, a3, b1, b2] = (await Promise.all(
    places.map((place, at) =>
      Person.arrive(browser, at + 1, organiser.links[at]!, {
        ...SMALL,
        ...(at === 4 ? { via: cable } : {}),
        context: { ...place, acceptDownloads: true },
      }),
    ),
  )) as [Person, Person, Person, Person, Person];
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  cable?.close();
  await browser?.close();
  await server?.dispose();
});

const all = (): Person[] => [a1, a2, a3, b1, b2];

// --- on the page with the dates ---

async function toDates({ page }: Person): Promise<Page> {
  if ((await page.getByTestId('wants').count()) === 0) await page.getByTestId('prepare').click();
  await page.getByTestId('wants').waitFor();
  return page;
}

const meeting = (page: Page, state: string) => page.locator(`[data-testid="meeting"][data-state="${state}"]`).first();

async function describe(one: Person, zone: string, emblem: string): Promise<void> {
  const page = await toDates(one);
  await page.getByTestId('describe').click();
  await page.locator('#side-zone').selectOption(zone);
  await page.locator('#side-emblem').fill(emblem);
  await page.getByTestId('send-side').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

interface Offered {
  walls: string[];
  /** In person where there is one. */
  venue?: string;
}

/** Fills the open form with dates, and sends it. */
async function offer(page: Page, { walls, venue }: Offered): Promise<void> {
  if (venue !== undefined) {
    await page.locator('#offer-format').selectOption('inPerson');
    await page.locator('#offer-venue').fill(venue);
  }
  const dates = page.locator('[id^="offer-start-"]');
  while ((await dates.count()) < walls.length) await page.getByTestId('add-date').click();
  while ((await dates.count()) > walls.length)
    await page.getByRole('dialog').locator('li .button.danger').last().click();
  for (const [at, wall] of walls.entries()) await page.locator(`#offer-start-${at}`).fill(wall);
  await page.getByTestId('send-offer').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function calendarOf({ page }: Person): Promise<{ text: string; of: (name: string) => string | undefined }> {
  const downloading = page.waitForEvent('download');
  await meeting(page, 'agreed').getByTestId('calendar').click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const lines = text.split('\r\n');
  return { text, of: (name) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) };
}

// --- at the table ---

const motion = (one: Person, matter: string) => one.page.locator(`[data-motion="${matter}"]`);

async function press(one: Person, id: string): Promise<void> {
  await one.open('course');
  await one.page.getByTestId('course').getByTestId(id).first().click();
}

/** One head proposes, the other side's agrees. */
async function bothAgree(proposing: Person, agreeing: Person, matter: string): Promise<void> {
  await press(proposing, `propose-${matter}`);
  await motion(agreeing, matter).getByTestId('agree').click();
  const confirm = agreeing.page.getByTestId('confirm');
  await motion(agreeing, matter)
    .waitFor({ state: 'detached' })
    .catch(() => confirm.click());
}

/** Pictures of somebody's page in which everybody is a figure, and quiet but for one. */
async function portray(one: Person, name: string, speaker?: Person): Promise<void> {
  const level = (other: Person): number => (other === speaker ? 0.5 : 0);
  for (const other of all()) {
    await other.page.evaluate(() => window.instruments.show('portrait'));
    await other.page.evaluate((value) => window.instruments.speak(value), level(other));
  }
  if (album.isWanted) await one.page.waitForTimeout(SHARPEN_MS);
  await album.take(one.page, name);
  for (const other of all()) {
    await other.page.evaluate(() => window.instruments.show('plain'));
    await other.page.evaluate(() => window.instruments.speak(0.3));
  }
}

async function allSeePhase(phase: string): Promise<void> {
  for (const { page } of all())
    await page.locator(`[data-testid="course-strip"][data-phase="${phase}"]`).waitFor({ timeout: 20_000 });
}

async function starts(people: readonly Person[]): Promise<string[]> {
  return Promise.all(
    people.map(async (one) => `${one.number}: ${(await one.connection()).made} ${one.sockets.opened}`),
  );
}

// --- the story ---

test('the sides agree to meet in person, and the first cancels it with a reason', async () => {
  await describe(a1, LISBON, '⚓');
  await describe(b1, AMMAN, '▲');
  const page = await toDates(a1);
  await album.take(page, 'preparation');
  await page.getByTestId('propose-meeting').click();
  await offer(page, { walls: ['2027-03-17T10:00'], venue: 'Quay House, room 3' });
  await meeting(b1.page, 'proposed').getByTestId('accept').click();
  await meeting(page, 'agreed').getByTestId('cancel').click();
  await page.locator('#ground').fill('The ferry is out of service');
  await page.getByTestId('send-ground').click();
  await meeting(b1.page, 'agreed').getByText('The ferry is out of service').waitFor();
  await meeting(b1.page, 'agreed').getByTestId('accept').click();
  await meeting(page, 'cancelled').waitFor();
});

let uid = '';

test('it asks for a meeting by video on one of two dates, the second counters, and both agree', async () => {
  await a1.page.getByTestId('propose-meeting').click();
  await offer(a1.page, { walls: ['2027-03-24T10:00', '2027-03-25T15:00'] });
  const other = await toDates(b1);
  await meeting(other, 'proposed').getByTestId('make-offer').click();
  // The week after, when the one side's clocks have changed and the other's have not.
  await offer(other, { walls: ['2027-03-29T12:00'] });
  await meeting(a1.page, 'countered').waitFor();
  for (const [one, name] of [
    [a1, 'dates'],
    [b1, 'dates-ar'],
  ] as const) {
    await meeting(one.page, 'countered').scrollIntoViewIfNeeded();
    await album.take(one.page, name);
  }
  await meeting(a1.page, 'countered').getByTestId('accept').click();
  await meeting(other, 'agreed').waitFor();
  for (const one of [a1, b1]) {
    const entry = await calendarOf(one);
    assert.equal(entry.of('DTSTART'), '20270329T090000Z');
    for (const said of ['Harbour', 'التلّ', 'alternatives', 'Robin', 'نور'])
      assert.ok(!entry.text.includes(said), `${said} in ${entry.text}`);
    uid = entry.of('UID') ?? '';
  }
});

test('the date moves by agreement, and the calendars’ entry with it', async () => {
  await meeting(b1.page, 'agreed').getByTestId('make-offer').click();
  await offer(b1.page, { walls: ['2027-03-30T12:00'] });
  await meeting(a1.page, 'agreed').getByTestId('accept').click();
  await eventually('the entry has moved', async () => {
    const entry = await calendarOf(a1);
    assert.deepEqual([entry.of('UID'), entry.of('SEQUENCE'), entry.of('DTSTART')], [uid, '1', '20270330T090000Z']);
  });
});

test('each enters through the own side’s anteroom, let in by its own head', async () => {
  for (const one of [a1, b1]) await one.page.goto(one.link);
  await Promise.all([a1, a2, b1].map((one) => one.enter()));
  await a3.enter();
  await a1.page.locator(`[data-testid="admit"][data-seat="${a3.seat}"]`).first().waitFor();
  await throughout('who waits is at no table', 1000, async () => {
    assert.notEqual(await a3.page.getByTestId('to-table').getAttribute('aria-disabled'), null);
    assert.equal(await b1.page.locator(`[data-testid="admit"][data-seat="${a3.seat}"]`).count(), 0, 'the other head');
  });
  await portray(a1, 'anteroom');
  await a1.admit(a3);
  await b2.enter();
  await b1.page.locator(`[data-testid="admit"][data-seat="${b2.seat}"]`).first().waitFor();
  await portray(b1, 'anteroom-ar');
  await b1.admit(b2);
  await Promise.all(all().map((one) => one.toTable()));
  await allSeeAndHearAll(...all());
});

test('whoever was not invited is not let in, and learns nothing', async () => {
  const address = new URL(a1.link);
  const secret = `A${address.hash.slice(2)}`;
  for (const link of [
    `${address.origin}${address.pathname}#${secret}`,
    `${address.origin}/m/AAAAAAAAAAAAAAAAAAAAAA#${secret}`,
  ]) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString())));
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link is not known' }).waitFor();
    assert.equal(heard.length, 1, heard.join('\n'));
    assert.match(heard[0] ?? '', /"refused"/);
    assert.ok((heard[0] ?? '').length < 200, heard[0]);
    await context.close();
  }
});

test('both heads read the same words, and the meeting opens by a key of each side', async () => {
  await a1.page.getByTestId('verification').click();
  await a1.page.getByTestId('compare-words').click();
  await b1.page.getByTestId('words-call').getByRole('button').click();
  const digits = await Promise.all([a1, b1].map((one) => one.page.getByTestId('verification-digits').textContent()));
  assert.match(digits[0] ?? '', /^(\d{5} ){5}\d{5}$/);
  assert.equal(digits[0], digits[1]);
  for (const one of [a1, b1]) await one.page.getByTestId('words-match').click();
  for (const one of [a1, b1]) await one.page.keyboard.press('Escape');
  await allSeePhase('notOpen');
  await bothAgree(a1, b1, 'opening');
  await allSeePhase('open');
});

test('an agenda that both sides agreed; speakers in turn, and how long each side spoke', async () => {
  await press(a1, 'edit-agenda');
  const dialog = a1.page.getByRole('dialog');
  for (const [at, [text, minutes, label]] of (
    [
      ['The plan', '20', 'onRecord'],
      ['Two alternatives', '40', 'chathamHouse'],
      ['What is said in public', '15', 'offRecord'],
    ] as const
  ).entries()) {
    if (at > 0) await dialog.getByTestId('add-item').click();
    await dialog.locator(`input[id="item-${at}"]`).fill(text);
    await dialog.locator(`input[id="minutes-${at}"]`).fill(minutes);
    await dialog.locator(`select[id="label-${at}"]`).selectOption(label);
  }
  await dialog.getByTestId('propose-agenda').click();
  await dialog.waitFor({ state: 'hidden' });
  await motion(b1, 'newAgenda').getByTestId('agree').click();
  await a1.page.getByTestId('agenda').getByText('Two alternatives').waitFor();
  await press(b1, 'take-up');
  await motion(a1, 'nextItem').getByTestId('agree').click();
  for (const one of all()) await one.page.getByTestId('current-item').getByText('The plan').waitFor();
  await a3.page.keyboard.press('h');
  await b1.page.keyboard.press('h');
  await b2.page.keyboard.press('h');
  await eventually('three hands are in line', async () => {
    await a1.open('course');
    assert.equal(await a1.page.getByTestId('speakers').locator('li').count(), 3);
  });
  await press(a1, 'next');
  for (const one of all()) await one.page.getByTestId('speech').waitFor();
  const speaking = await a1.page.getByTestId('speech').getAttribute('data-seat');
  const speaker = all().find((one) => one.seat === speaking);
  for (const one of all()) if (one !== a1) await one.closePanels();
  await portray(a1, 'speakers', speaker);
  await b1.open('course');
  await portray(b1, 'speakers-ar', speaker);
  for (const one of [a1, b1]) await one.closePanels();
  await portray(a1, 'meeting', speaker);
  await portray(b1, 'meeting-ar', speaker);
});

test('each side confers by itself and returns, and nobody connects anew', async () => {
  await bothAgree(b1, a1, 'recess');
  await allSeePhase('recess');
  const before = await starts(all());
  await Promise.all(all().map((one) => one.toCaucus()));
  await Promise.all([allSeeAndHearAll(a1, a2, a3), allSeeAndHearAll(b1, b2)]);
  for (const one of [a1, a2, a3]) for (const other of [b1, b2]) assert.equal(await one.tile(other), undefined);
  await a2.write('We can accept the second if the fees stay');
  await a1.reads('We can accept the second if the fees stay');
  await b1.write('لا نقبل أقلّ من رصيفين');
  await b2.reads('لا نقبل أقلّ من رصيفين');
  await a1.closePanels();
  await portray(a1, 'caucus');
  await b1.closePanels();
  await portray(b1, 'caucus-ar');
  await Promise.all(all().map((one) => one.toTable()));
  await bothAgree(a1, b1, 'resumption');
  await allSeePhase('open');
  assert.deepEqual(await starts(all()), before, 'nobody connected anew');
  await allSeeAndHearAll(...all());
});

test('one loses the network for eight seconds and is back in the same seat', async () => {
  const { seat } = b2;
  cable.cut();
  await b2.page.getByTestId('recovering').waitFor();
  await b2.page.waitForTimeout(OUTAGE_MS);
  cable.mend();
  await allSeeAndHearAll(...all());
  await b2.settle();
  assert.equal(b2.seat, seat);
});

test('the server is killed and started again, and nothing that was acknowledged is lost', async () => {
  const said: string[] = [];
  for (const [at, one] of all().entries()) {
    said.push(`said before the end of the server, ${at}`);
    await one.write(said.at(-1)!);
  }
  await server.stop('SIGKILL');
  await server.start();
  await allSeeAndHearAll(...all());
  for (const one of all()) for (const line of said) await one.reads(line);
  await a3.page.reload();
  await a3.isAt('plenary');
  for (const line of said) await a3.reads(line);
  assert.deepEqual(await a3.chat(), said, 'each once, in their order');
  await allSeePhase('open');
  for (const one of all()) await one.closePanels();
});

test('the public reads what both heads have signed, once one of them publishes it', async () => {
  await press(a1, 'schedule-open');
  await meeting(a1.page, 'agreed').getByTestId('propose-line').click();
  await a1.page.getByTestId('kind-topicLine').check();
  await a1.page.getByRole('textbox', { name: 'Level' }).fill('Heads of delegation');
  await a1.page.getByRole('textbox', { name: 'Topic' }).fill('Access to the harbour');
  await a1.page.getByTestId('send-line').click();
  await a1.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await press(b1, 'schedule-open');
  await meeting(b1.page, 'agreed').getByTestId('accept-line').click();
  await meeting(b1.page, 'agreed').getByTestId('publish').click();
  await b1.page.getByTestId('confirm-publish').click();
  await meeting(b1.page, 'agreed').getByTestId('publish').waitFor({ state: 'detached' });
  const address = await meeting(a1.page, 'agreed').getByTestId('public-link').getAttribute('href');
  for (const [locale, name] of [
    ['en-GB', 'public'],
    ['ar', 'public-ar'],
  ] as const) {
    const context = await browser.newContext({ locale, timezoneId: 'Africa/Cairo' });
    const page = await context.newPage();
    await page.goto(new URL(address!, server.origin).href);
    await page.getByText('Access to the harbour').waitFor();
    const text = await page.getByTestId('public-page').innerText();
    for (const secret of ['Robin', 'Harbour access', 'alternatives', 'نور', 'Office of Ports'])
      assert.ok(!text.includes(secret), text);
    await album.take(page, name);
    await context.close();
  }
  for (const one of [a1, b1]) await one.closePanels();
});

test('it is closed by both, and the next one, in person, has what is left of the agenda', async () => {
  await press(b1, 'take-up');
  await motion(a1, 'nextItem').getByTestId('agree').click();
  for (const one of all()) await one.page.getByTestId('current-item').getByText('Two alternatives').waitFor();
  await bothAgree(a1, b1, 'closing');
  await allSeePhase('closed');
  await press(a1, 'schedule-open');
  await meeting(a1.page, 'agreed').getByTestId('follow-up').click();
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
});
