import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  open,
  openSchedule,
  type Answer,
  type Command,
  type Matter,
  type Phase,
  type Reason,
  type ScheduleAnswer,
  type ScheduleCommand,
  type ScheduleView,
  type View,
} from '../../web/src/course/built/rules.js';
import type { Payload } from '../../web/src/e2ee/log/payload.ts';
import { meetingLink } from '../../web/src/links/page.ts';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessMeeting, type HeadlessSeat } from '../src/headless.ts';
import { marked } from '../src/marks.ts';
import { Person } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * People whose clients ask no rules before they write: each command that is not theirs stands in the log, sealed and signed as any
 * other, and has no effect for anybody. What honest clients make of the log is told by their rules, and by a page of one of them.
 */
let browser: Browser;
let server: ParleyServer;
let meeting: HeadlessMeeting;
/** The honest heads: one without a page, one in a browser. */
let a1: HeadlessMember;
let b1: Person;
/** Those with modified clients: a member and an interpreter, and a secretary. */
let member: HeadlessMember;
let interpreter: HeadlessMember;
let secretary: HeadlessMember;
let b1Seat: HeadlessSeat;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  meeting = await createMeeting(server.origin, {
    Harbour: ['head', 'member', 'interpreter', 'secretariat'],
    Ridge: ['head'],
  });
  const [headSeat, memberSeat, interpreterSeat, secretarySeat, otherSeat] = meeting.seats;
  b1Seat = otherSeat!;
  a1 = await HeadlessMember.enter(server.origin, meeting, headSeat!);
  b1 = await Person.arrive(browser, 1, meetingLink(server.origin, meeting.id, b1Seat.seed), { fps: 2 });
  await b1.join();
  [member, interpreter, secretary] = (await Promise.all(
    [memberSeat, interpreterSeat, secretarySeat].map((seat) => HeadlessMember.enter(server.origin, meeting, seat!)),
  )) as [HeadlessMember, HeadlessMember, HeadlessMember];
  await eventually('they are let in', () => {
    for (const one of a1.plenary.waiting()) a1.plenary.admit(one.seat);
    assert.equal(a1.plenary.members().length, 5);
  });
});

after(async () => {
  for (const one of [a1, member, interpreter, secretary]) one?.close();
  await browser?.close();
  await server?.dispose();
});

// --- what honest clients make of a log ---

interface Read<V> {
  view: V;
  /** Of the last command. */
  answer: Answer | ScheduleAnswer | undefined;
  count: number;
}

/** Folds what the honest head read, as its page would. */
function read<V>(room: string, type: 'course' | 'schedule'): Read<V> {
  const sides = [...new Set(meeting.seats.map((seat) => seat.side))];
  const delegations = JSON.stringify(
    sides.map((id) => ({
      id,
      seats: meeting.seats.filter((seat) => seat.side === id).map((seat) => ({ id: seat.id, role: seat.role })),
    })),
  );
  const followed = type === 'course' ? open(delegations) : openSchedule(delegations);
  assert.ok(followed);
  let answer: Answer | ScheduleAnswer | undefined;
  let count = 0;
  for (const { seq, seat, payload } of a1.written.get(room) ?? []) {
    if (payload?.type !== type) continue;
    answer = JSON.parse(followed.apply(seat, seq, payload.atMs, payload.command)) as Answer | ScheduleAnswer;
    count++;
  }
  return { view: JSON.parse(followed.view()) as V, answer, count };
}

const atTable = (): Read<View> => read<View>('plenary', 'course');
const onDates = (): Read<ScheduleView> => read<ScheduleView>('schedule', 'schedule');

/** Writes it without asking any rules, and waits until the honest head has read it. */
async function write(who: HeadlessMember, command: string, type: 'course' | 'schedule'): Promise<void> {
  const reading = type === 'course' ? atTable : onDates;
  const { count } = reading();
  const payload: Payload = { type, command, atMs: Date.now(), stamps: [] };
  assert.ok(await (type === 'course' ? who.plenary : who.schedule).post(payload), `${command} is in the log`);
  await eventually(`${command} is read`, () => assert.equal(reading().count, count + 1));
}

/** It stands in the log, everybody's rules say why not, and nothing has changed. */
async function refused(
  who: HeadlessMember,
  command: Command | ScheduleCommand | string,
  reason: Reason,
  type: 'course' | 'schedule' = 'course',
): Promise<void> {
  const reading: () => Read<unknown> = type === 'course' ? atTable : onDates;
  const before = reading().view;
  const text = typeof command === 'string' ? command : JSON.stringify(command);
  await write(who, text, type);
  assert.deepEqual(reading().answer, { type: 'refused', reason }, `${who.seat.role}: ${text}`);
  assert.deepEqual(reading().view, before, text);
}

async function done(who: HeadlessMember, command: Command): Promise<void> {
  await write(who, JSON.stringify(command), 'course');
  assert.equal(atTable().answer?.type, 'done', JSON.stringify(command));
}

/** What a page shows of the table. */
async function shown(): Promise<unknown> {
  const mark = marked('Read so far');
  await member.say(mark);
  await b1.reads(mark);
  await b1.open('course');
  const { page } = b1;
  return {
    phase: await page.getByTestId('course-strip').getAttribute('data-phase'),
    motions: await page.locator('[data-motion]').count(),
    agenda: await page.getByTestId('agenda').locator('ol > li').count(),
    hands: await page.getByTestId('speakers').locator('li').count(),
    speech: await page.getByTestId('speech').count(),
  };
}

// --- each command there is ---

/** One of each matter. */
const MATTERS: { [T in Matter['type']]: Extract<Matter, { type: T }> } = {
  opening: { type: 'opening', meeting: -1 },
  recess: { type: 'recess' },
  resumption: { type: 'resumption' },
  closing: { type: 'closing' },
  setSeating: { type: 'setSeating', order: 'alphabetical' },
  openSidebar: { type: 'openSidebar', circle: 'heads' },
  newAgenda: { type: 'newAgenda', items: [{ id: 1, text: 'Mine', minutes: 5, label: 'onRecord' }] },
  nextItem: { type: 'nextItem', agenda: -1, item: 1 },
};

/** What somebody may do who has no say; all else needs a head. */
const ANYBODYS = ['raiseHand', 'lowerHand', 'yield', 'declare'] as const;

/** One of each command that takes a head, as somebody else would try it on what is there. */
function headsCommands(): Command[] {
  const motion = atTable().view.motions[0]?.seq ?? 0;
  const commands: { [T in Exclude<Command['type'], (typeof ANYBODYS)[number]>]: Extract<Command, { type: T }>[] } = {
    propose: Object.values(MATTERS).map((matter) => ({ type: 'propose', matter })),
    agree: [{ type: 'agree', motion }],
    decline: [{ type: 'decline', motion }],
    withdraw: [{ type: 'withdraw', motion }],
    giveFloor: [{ type: 'giveFloor', seat: member.seat.id }],
    next: [{ type: 'next' }],
    askDeclarations: [{ type: 'askDeclarations' }],
    endSidebar: [
      { type: 'endSidebar', circle: 'heads' },
      { type: 'endSidebar', circle: 'experts' },
    ],
  };
  return Object.values(commands).flat();
}

const isPhase = (phase: Phase): void => assert.equal(atTable().view.phase, phase);

/** The head in the browser agrees to what stands, as a person does. */
async function agreeInPage(matter: string, then: Phase): Promise<void> {
  await b1.page.locator(`[data-motion="${matter}"]`).getByTestId('agree').click();
  if (matter === 'closing') await b1.page.getByTestId('confirm').click();
  await eventually(`it is ${then}`, () => isPhase(then));
}

const STEPS: readonly {
  phase: Phase;
  next: Extract<Matter['type'], 'opening' | 'recess' | 'resumption' | 'closing'>;
}[] = [
  { phase: 'notOpen', next: 'opening' },
  { phase: 'open', next: 'recess' },
  { phase: 'recess', next: 'closing' },
  { phase: 'closed', next: 'opening' },
];

for (const { phase, next } of STEPS)
  test(`while the meeting is ${phase}, whoever is no head tries all that a head may do, with a motion pending`, async () => {
    isPhase(phase);
    await done(a1, { type: 'propose', matter: MATTERS[next] });
    const before = await shown();
    for (const who of [member, interpreter, secretary])
      for (const command of headsCommands()) await refused(who, command, 'notYourRole');
    assert.deepEqual(await shown(), before, 'nor does a page show any of it');
    await b1.closePanels();
    await agreeInPage(next, next === 'recess' ? 'recess' : next === 'closing' ? 'closed' : 'open');
  });

test('who helps or looks on takes no part in the talks, and nobody ends what is not theirs', async () => {
  isPhase('open');
  await refused(interpreter, { type: 'raiseHand' }, 'notYourRole');
  await refused(member, { type: 'lowerHand' }, 'already');
  await refused(member, { type: 'yield' }, 'over');
  await b1.page.getByTestId('hand').click();
  await eventually('the hand is up', () => assert.equal(atTable().view.line.length, 1));
  await done(a1, { type: 'next' });
  await refused(member, { type: 'yield' }, 'notYourSide');
});

test('a head with such a client does nothing for another side, and nothing twice', async () => {
  await refused(a1, { type: 'yield' }, 'notYourSide');
  await refused(a1, { type: 'giveFloor', seat: b1Seat.id }, 'notYourSide');
  await refused(a1, { type: 'propose', matter: MATTERS.opening }, 'wrongPhase');
  await refused(a1, { type: 'propose', matter: MATTERS.resumption }, 'wrongPhase');
  await refused(a1, { type: 'propose', matter: MATTERS.nextItem }, 'unknown');
  await refused(a1, { type: 'endSidebar', circle: 'heads' }, 'over');
  await done(a1, { type: 'propose', matter: MATTERS.recess });
  const [motion] = atTable().view.motions;
  assert.ok(motion);
  for (let again = 0; again < 3; again++) await refused(a1, { type: 'agree', motion: motion.seq }, 'already');
  await refused(a1, { type: 'decline', motion: motion.seq }, 'already');
  await refused(a1, { type: 'propose', matter: MATTERS.recess }, 'already');
  isPhase('open');
  await done(a1, { type: 'withdraw', motion: motion.seq });
  await refused(a1, { type: 'agree', motion: motion.seq }, 'over');
  await refused(a1, { type: 'withdraw', motion: motion.seq }, 'over');
});

test('what is no command is none', async () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{"type":"open"}',
    '{"type":"agree"}',
    '{"type":"agree","motion":"0"}',
    '{"type":"agree","motion":0,"side":"b"}',
    `{"type":"declare","others":${JSON.stringify('\u0000')},"line":"wired"}`,
    '['.repeat(5000),
  ])
    await refused(member, text, 'malformed');
  await refused(member, { type: 'declare', others: 'a'.repeat(401), line: 'wired' }, 'tooLong');
});

test('on the dates: whoever may not propose, and whoever may not agree', async () => {
  const span = { zone: 'Europe/Lisbon', startMs: 1_805_000_000_000, minutes: 60 };
  const dates = { type: 'dates', spans: [span], format: 'virtual', venue: '' } as const;
  await write(secretary, JSON.stringify({ type: 'proposeMeeting', follows: -1, dates }), 'schedule');
  const [proposed] = onDates().view.meetings;
  assert.ok(proposed);
  const about = { meeting: proposed.id, offer: proposed.offer!.seq };
  const commands: { [T in ScheduleCommand['type']]: Extract<ScheduleCommand, { type: T }> } = {
    proposeMeeting: { type: 'proposeMeeting', follows: -1, dates },
    describeSide: {
      type: 'describeSide',
      description: { zone: 'Asia/Amman', languages: [], emblem: '', weekend: [], holidays: [], mail: '' },
    },
    raiseObjection: { type: 'raiseObjection', seat: b1Seat.id, text: 'no' },
    liftObjection: { type: 'liftObjection', seat: b1Seat.id },
    makeOffer: { type: 'makeOffer', meeting: about.meeting, seen: about.offer, proposal: dates },
    acceptOffer: { type: 'acceptOffer', ...about, span: 0 },
    declineOffer: { type: 'declineOffer', ...about },
    withdrawOffer: { type: 'withdrawOffer', ...about },
    proposeLine: { type: 'proposeLine', meeting: about.meeting, seen: -1, line: { type: 'noComment' } },
    acceptLine: { type: 'acceptLine', meeting: about.meeting, proposal: 0, signature: 'A'.repeat(86) },
    declineLine: { type: 'declineLine', meeting: about.meeting, proposal: 0 },
    withdrawLine: { type: 'withdrawLine', meeting: about.meeting, proposal: 0 },
    takeDownLine: { type: 'takeDownLine', meeting: about.meeting, line: 0 },
  };
  for (const who of [member, interpreter])
    for (const command of Object.values(commands)) await refused(who, command, 'notYourRole', 'schedule');
  const headsOnly = [
    'raiseObjection',
    'liftObjection',
    'acceptOffer',
    'declineOffer',
    'withdrawOffer',
    'acceptLine',
    'declineLine',
    'withdrawLine',
    'takeDownLine',
  ] as const;
  for (const type of headsOnly) await refused(secretary, commands[type], 'notYourRole', 'schedule');
  await refused(a1, commands.declineOffer, 'already', 'schedule');
  await refused(a1, { ...commands.acceptOffer, span: 1 }, 'unknown', 'schedule');
  await refused(a1, { ...commands.makeOffer, seen: -1 }, 'over', 'schedule');
  await refused(a1, { ...commands.raiseObjection, seat: member.seat.id }, 'unknown', 'schedule');
  await refused(a1, { ...commands.proposeLine, line: { type: 'dateLine', span } }, 'untrue', 'schedule');
  await refused(a1, commands.acceptLine, 'over', 'schedule');
  await refused(a1, commands.takeDownLine, 'over', 'schedule');
});
