import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { openSchedule, type ScheduleCommand, type ScheduleView } from '../../web/src/course/built/rules.js';
import type { Role } from '../../web/src/e2ee/invitation/charter.ts';
import { meetingLink } from '../../web/src/links/page.ts';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessMeeting } from '../src/headless.ts';
import { ParleyServer } from '../src/server.ts';

// How quick a large process is: many meetings that were agreed and moved, and many people. A real server and a real browser, all on this
// machine; the meetings are made by headless heads, by the real client's code.

const MEETINGS = Number(process.env['MEETINGS'] ?? 50);
const PEOPLE = Number(process.env['PEOPLE'] ?? 200);
const ROUNDS = 5;
const DAY_MS = 86_400_000;

const people = (count: number): Role[] => ['head', ...Array<Role>(count - 1).fill('member')];

const median = (values: readonly number[]): string =>
  `${Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!)} ms`;

const dates = (day: number) =>
  ({
    type: 'dates',
    spans: [{ zone: 'Europe/Lisbon', startMs: Date.UTC(2027, 0, 4, 10) + day * DAY_MS, minutes: 120 }],
    format: 'virtual',
    venue: '',
  }) as const;

function delegationsOf({ seats }: HeadlessMeeting): string {
  const sides = [...new Set(seats.map((seat) => seat.side))];
  return JSON.stringify(
    sides.map((id) => ({
      id,
      seats: seats.filter((seat) => seat.side === id).map((seat) => ({ id: seat.id, role: seat.role })),
    })),
  );
}

/** What a client makes of the whole log, and how long that takes. */
function fold(meeting: HeadlessMeeting, reader: HeadlessMember): { view: ScheduleView; ms: number; entries: number } {
  const written = reader.written.get('schedule') ?? [];
  const startMs = performance.now();
  const followed = openSchedule(delegationsOf(meeting))!;
  for (const { seq, seat, payload } of written)
    if (payload?.type === 'schedule') followed.apply(seat, seq, payload.atMs, payload.command);
  const view = JSON.parse(followed.view()) as ScheduleView;
  return { view, ms: performance.now() - startMs, entries: written.length };
}

async function write(head: HeadlessMember, command: ScheduleCommand): Promise<void> {
  const done = await head.schedule.post({
    type: 'schedule',
    command: JSON.stringify(command),
    atMs: Date.now(),
    stamps: [],
  });
  assert.ok(done, JSON.stringify(command));
}

/** Each meeting is proposed, agreed to, moved and agreed to again. */
async function agreeOnAll(meeting: HeadlessMeeting, a: HeadlessMember, b: HeadlessMember): Promise<void> {
  for (let at = 0; at < MEETINGS; at++) {
    await write(a, { type: 'proposeMeeting', follows: -1, dates: dates(at * 3) });
    for (const moved of [false, true]) {
      const offered = await eventually('the other side has read it', () => {
        const last = fold(meeting, b).view.meetings[at];
        assert.ok(last?.offer, 'there is an offer');
        return { meeting: last.id, offer: last.offer.seq };
      });
      await write(b, { type: 'acceptOffer', ...offered, span: 0 });
      if (moved) break;
      await eventually('it is agreed', () => assert.equal(fold(meeting, a).view.meetings[at]?.state, 'agreed'));
      await write(a, { type: 'makeOffer', meeting: offered.meeting, seen: -1, proposal: dates(at * 3 + 1) });
    }
  }
}

async function opened(browser: Browser, link: string): Promise<{ page: Page; ms: number }> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto('about:blank');
  const startMs = performance.now();
  await page.goto(link);
  await page.getByTestId('prepare').click();
  await page
    .getByTestId('meeting')
    .nth(MEETINGS - 1)
    .waitFor();
  return { page, ms: performance.now() - startMs };
}

const server = await ParleyServer.start();
const browser = await launch();
try {
  console.log(`${MEETINGS} meetings, ${PEOPLE} people; ${cpus().length} cores (${cpus()[0]?.model})`);
  const half = Math.floor(PEOPLE / 2);
  const meeting = await createMeeting(server.origin, { Harbour: people(half), Ridge: people(PEOPLE - half) });
  const [a, b] = (await Promise.all(
    meeting.seats
      .filter((seat) => seat.role === 'head')
      .map((seat) => HeadlessMember.enter(server.origin, meeting, seat)),
  )) as [HeadlessMember, HeadlessMember];
  await eventually('the heads are in', () => assert.ok(a.schedule && b.schedule, 'both have a schedule'));
  await agreeOnAll(meeting, a, b);
  const { entries } = fold(meeting, b);
  const folds = Array.from({ length: ROUNDS }, () => fold(meeting, b).ms);
  console.log(`the whole schedule by the rules, ${entries} entries: ${median(folds)}`);

  const link = meetingLink(server.origin, meeting.id, meeting.seats[0]!.seed);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page, ms } = await opened(browser, link);
    times.push(ms);
    await page.context().close();
  }
  console.log(
    `a head's link opened, until all dates are there: ${median(times)} (${times.map(Math.round).join(', ')})`,
  );

  const { page } = await opened(browser, link);
  const steps: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const last = fold(meeting, b).view.meetings[round]!;
    const card = page.getByTestId('meeting').nth(MEETINGS - 1 - round);
    await write(b, { type: 'makeOffer', meeting: last.id, seen: -1, proposal: dates(400 + round) });
    const accept = card.getByTestId('accept');
    await accept.waitFor();
    const startMs = performance.now();
    await accept.click();
    await accept.waitFor({ state: 'detached' });
    steps.push(performance.now() - startMs);
  }
  console.log(
    `a date agreed to, from the click until it stands: ${median(steps)} (${steps.map(Math.round).join(', ')})`,
  );
  const size = await page.evaluate(() => document.querySelectorAll('*').length);
  console.log(`elements of the page with the dates: ${size}`);
  for (const one of [a, b]) one.close();
} finally {
  await browser.close();
  await server.dispose();
}
process.exit();
