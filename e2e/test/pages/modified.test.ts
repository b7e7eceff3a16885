import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  openSchedule,
  type ActionCommand,
  type BoardCommand,
  type Command,
  type Matter,
  type Phase,
  type Reason,
  type ScheduleAnswer,
  type ScheduleCommand,
  type ScheduleView,
  type TextCommand,
  type View,
} from '../../../web/src/course/built/rules.js';
import type { Link, Payload } from '../../../web/src/e2ee/log/payload.ts';
import { meetingLink } from '../../../web/src/links/page.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessMeeting, type HeadlessSeat } from '../../src/headless.ts';
import type { HeadlessTable } from '../../src/headless-table.ts';
import { marked } from '../../src/marks.ts';
import { Person } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

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
  // What the page writes by itself.
  await eventually('the record says who is there', () => assert.deepEqual(a1.table.view.present, [b1Seat.id]));
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
  answer: HeadlessTable['answer'] | ScheduleAnswer;
  count: number;
}

/** Folds what the honest head read of the dates, as its page would. */
function onDates(): Read<ScheduleView> {
  const sides = [...new Set(meeting.seats.map((seat) => seat.side))];
  const delegations = JSON.stringify(
    sides.map((id) => ({
      id,
      seats: meeting.seats.filter((seat) => seat.side === id).map((seat) => ({ id: seat.id, role: seat.role })),
    })),
  );
  const followed = openSchedule(delegations);
  assert.ok(followed, 'the table is followed');
  let answer: ScheduleAnswer | undefined;
  let count = 0;
  for (const { seq, seat, payload } of a1.written.get('schedule') ?? []) {
    if (payload?.type !== 'schedule') continue;
    answer = JSON.parse(followed.apply(seat, seq, payload.atMs, payload.command)) as ScheduleAnswer;
    count++;
  }
  return { view: JSON.parse(followed.view()) as ScheduleView, answer, count };
}

function atTable(): Read<View> {
  const { view, answer, count } = a1.table;
  return { view, answer, count };
}

/** All that lies on the table, with the course of the meeting. */
function onTable(): Read<unknown> {
  const { view, board, texts, actions, answer, count } = a1.table;
  return { view: { view, board, actions, texts: texts.view() }, answer, count };
}

type Kind = 'course' | 'board' | 'text' | 'action' | 'schedule';

/** Writes it without asking any rules, and waits until the honest head has read it. */
async function write(who: HeadlessMember, command: string, type: Kind, record: Link | null = null): Promise<void> {
  const reading = type === 'schedule' ? onDates : atTable;
  const { count } = reading();
  const said = { command, atMs: Date.now(), stamps: [] };
  const payload: Payload = type === 'schedule' ? { type, ...said } : { type, ...said, record };
  assert.ok(await (type === 'schedule' ? who.schedule : who.plenary).post(payload), `${command} is in the log`);
  await eventually(`${command} is read`, () => assert.equal(reading().count, count + 1));
}

/** It stands in the log, everybody's rules say why not, and nothing has changed. */
async function refused(
  who: HeadlessMember,
  command: Command | ScheduleCommand | BoardCommand | TextCommand | ActionCommand | string,
  reason: Reason,
  type: Kind = 'course',
): Promise<void> {
  const reading: () => Read<unknown> = type === 'schedule' ? onDates : onTable;
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

/** Lays something on the table; gives its place in the log, which names it. */
async function laid(
  command: BoardCommand | TextCommand | ActionCommand,
  type: 'board' | 'text' | 'action',
): Promise<number> {
  await write(a1, JSON.stringify(command), type);
  assert.notEqual(a1.table.answer?.type, 'refused', JSON.stringify(a1.table.answer));
  return (a1.written.get('plenary') ?? []).at(-1)!.seq;
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
    admit: [{ type: 'admit', seat: member.seat.id }],
    depart: [{ type: 'depart', seat: a1.seat.id }],
    sign: [{ type: 'sign' }],
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
  assert.ok(motion, 'there is a motion');
  for (let again = 0; again < 3; again++) await refused(a1, { type: 'agree', motion: motion.seq }, 'already');
  await refused(a1, { type: 'decline', motion: motion.seq }, 'already');
  await refused(a1, { type: 'propose', matter: MATTERS.recess }, 'already');
  isPhase('open');
  await done(a1, { type: 'withdraw', motion: motion.seq });
  await refused(a1, { type: 'agree', motion: motion.seq }, 'over');
  await refused(a1, { type: 'withdraw', motion: motion.seq }, 'over');
});

test('what binds has its place in the record, or no effect', async () => {
  const command = JSON.stringify({ type: 'propose', matter: MATTERS.setSeating });
  await done(a1, { type: 'admit', seat: a1.seat.id });
  const fitting = lastLink();
  const { recorded } = a1.table;
  const next = { ...fitting, n: recorded };
  for (const link of [
    { ...fitting, n: recorded - 1 },
    { ...fitting, n: recorded + 1 },
    // The right number, behind another entry.
    next,
  ]) {
    await write(a1, command, 'course', link);
    assert.deepEqual(atTable().answer, { type: 'refused', reason: 'unrecorded' });
  }
  const alarms = a1.alarms.length;
  const forged = { ...next, proof: fitting.proof.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) };
  assert.ok(
    await a1.plenary.post({ type: 'course', command, atMs: Date.now(), stamps: [], record: forged }),
    'it is in the log',
  );
  await eventually('a false proof is an alarm', () => assert.equal(a1.alarms.length, alarms + 1));
  assert.equal(a1.table.recorded, recorded);
});

/** Of the last entry of the record, which is the honest head's. */
function lastLink(): Link {
  const links = (a1.written.get('plenary') ?? []).flatMap(({ payload }) =>
    payload?.type === 'course' && payload.record !== null ? [payload.record] : [],
  );
  assert.ok(links.length > 0, 'there is a record');
  return links.at(-1)!;
}

test('at the board nobody takes a position for a side without being its head, nor on what never was', async () => {
  const plan = await laid({ type: 'tableAlternative', isPlan: true, title: 'A pier', text: '' }, 'board');
  const position: BoardCommand = {
    type: 'takePosition',
    alternative: plan,
    version: plan,
    stance: 'supports',
    condition: '',
  };
  const commands: { [T in BoardCommand['type']]: Extract<BoardCommand, { type: T }> } = {
    proposeCriteria: { type: 'proposeCriteria', items: [{ id: 1, text: 'Cost' }] },
    agreeOnCriteria: { type: 'agreeOnCriteria', proposal: 0 },
    declineCriteria: { type: 'declineCriteria', proposal: 0 },
    withdrawCriteria: { type: 'withdrawCriteria', proposal: 0 },
    tableAlternative: { type: 'tableAlternative', isPlan: false, title: 'Ours', text: '' },
    reviseAlternative: { type: 'reviseAlternative', alternative: plan, seen: plan, title: 'Theirs', text: '' },
    takeBackAlternative: { type: 'takeBackAlternative', alternative: plan },
    takePosition: position,
    assess: { type: 'assess', alternative: plan, criteria: 0, criterion: 1, text: 'dear' },
  };
  for (const command of Object.values(commands)) await refused(interpreter, command, 'notYourRole', 'board');
  await refused(member, position, 'notYourRole', 'board');
  for (const version of [plan + 1, plan + 1000]) await refused(a1, { ...position, version }, 'neverWas', 'board');
  await refused(a1, { ...commands.reviseAlternative, seen: plan + 1 }, 'neverWas', 'board');
  await refused(a1, { ...position, alternative: plan + 1000 }, 'unknown', 'board');
  // Whose position it is follows from the seat, and there is no way to say another side's.
  await refused(a1, JSON.stringify({ ...position, side: b1Seat.side }), 'malformed', 'board');
  await b1.showOnTable('alternatives');
  const stances = b1.page.getByTestId('alternative').locator('.positions [data-stance]');
  assert.deepEqual(await stances.evaluateAll((all) => all.map((one) => one.getAttribute('data-stance'))), [
    'notStated',
    'notStated',
  ]);
});

test('in a text nobody initials, approves or accepts without right, nor what never was', async () => {
  const text = await laid({ type: 'openText', kind: 'joint', title: 'Terms', languages: ['en'] }, 'text');
  const paragraphs = [{ wordings: ['The pier is open.'] }];
  const tabled = await laid({ type: 'addParagraphs', text, after: -1, paragraphs }, 'text');
  const [paragraph] = a1.table.texts.outline(text);
  assert.ok(paragraph, 'there is a paragraph');
  const digest = 'A'.repeat(43);
  const initial: TextCommand = { type: 'initial', text, paragraph: paragraph.id, seen: tabled, digest };
  const approve: TextCommand = { type: 'approveText', text, seen: tabled, digest };
  const commands: { [T in TextCommand['type']]: Extract<TextCommand, { type: T }> } = {
    openText: { type: 'openText', kind: 'joint', title: 'Ours', languages: ['en'] },
    addParagraphs: { type: 'addParagraphs', text, after: -1, paragraphs },
    bracket: { type: 'bracket', text, paragraph: paragraph.id, language: 0, segment: 0, from: 0, to: 3 },
    dropWording: { type: 'dropWording', text, passage: tabled },
    acceptWording: { type: 'acceptWording', text, passage: tabled, of: a1.seat.side, seen: tabled },
    retractAcceptance: { type: 'retractAcceptance', text, passage: tabled },
    addComment: { type: 'addComment', text, paragraph: paragraph.id, body: 'no' },
    removeComment: { type: 'removeComment', text, paragraph: paragraph.id, comment: 0 },
    initial,
    uninitial: { type: 'uninitial', text, paragraph: paragraph.id },
    approveText: approve,
    disapproveText: { type: 'disapproveText', text },
  };
  for (const command of Object.values(commands)) await refused(interpreter, command, 'notYourRole', 'text');
  const { acceptWording, retractAcceptance, uninitial, disapproveText } = commands;
  for (const command of [acceptWording, retractAcceptance, initial, uninitial, approve, disapproveText])
    await refused(member, command, 'notYourRole', 'text');
  await refused(a1, { ...initial, seen: tabled + 1 }, 'neverWas', 'text');
  await refused(a1, { ...approve, seen: tabled + 1000 }, 'neverWas', 'text');
  await refused(a1, initial, 'wrongState', 'text');
  await refused(a1, JSON.stringify({ ...initial, side: b1Seat.side }), 'malformed', 'text');
});

test('nobody gives a key to what is to be done, nor says that it is, without right', async () => {
  const action = await laid({ type: 'proposeAction', who: [a1.seat.side], what: 'Survey the pier', due: '' }, 'action');
  const commands: { [T in ActionCommand['type']]: Extract<ActionCommand, { type: T }> } = {
    proposeAction: { type: 'proposeAction', who: [a1.seat.side], what: 'Sink the pier', due: '' },
    agreeToAction: { type: 'agreeToAction', action },
    declineAction: { type: 'declineAction', action },
    withdrawAction: { type: 'withdrawAction', action },
    markDone: { type: 'markDone', action },
    reopenAction: { type: 'reopenAction', action },
  };
  for (const command of Object.values(commands))
    for (const who of [member, interpreter]) await refused(who, command, 'notYourRole', 'action');
  const { proposeAction, agreeToAction, declineAction, withdrawAction } = commands;
  for (const command of [proposeAction, agreeToAction, declineAction, withdrawAction])
    await refused(secretary, command, 'notYourRole', 'action');
});

test('every other page shows who wrote what is not theirs to write, and that it has no effect', async () => {
  const alarm = (who: HeadlessSeat) =>
    b1.page.locator('[data-testid="alarm-listed"][data-what="invented"]').filter({ hasText: `${who.role} ` });
  await b1.closePanels();
  await b1.page.getByTestId('security').click();
  // The head too: an entry out of its place, and versions that never were.
  for (const who of [a1, member, interpreter, secretary])
    await eventually(`${who.seat.role} is named`, async () => assert.equal(await alarm(who.seat).count(), 1));
  await b1.page.keyboard.press('Escape');
  await b1.page.locator('[data-testid="alarm"][data-what="invented"]').first().waitFor();
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
  assert.ok(proposed, 'it is proposed');
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
    proposePurge: { type: 'proposePurge' },
    acceptPurge: { type: 'acceptPurge', proposal: 0, signature: 'A'.repeat(86) },
    withdrawPurge: { type: 'withdrawPurge', proposal: 0 },
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
    'proposePurge',
    'acceptPurge',
    'withdrawPurge',
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
