import { beforeEach, expect, it } from 'vitest';
import '../i18n/english.testing';
import type { Command } from '../course/built/rules.js';
import type { Charter, CharterSeat } from '../e2ee/invitation/charter';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { parsePayload, type Payload } from '../e2ee/log/payload';
import type { Written } from '../e2ee/room/around';
import { LogFold } from './log-fold';
import { recordToTest, sealToTest } from './record.testing';
import { actionsState, boardState, courseState, type CourseState } from './rules-state.svelte';
import { linesOf } from '../view/meeting/work/record/lines';

const OPENING: Command = { type: 'propose', matter: { type: 'opening', meeting: -1 } };

let log: Written[];
let nowMs: number;

beforeEach(() => {
  log = [];
  nowMs = 1_000_000;
});

const seat = seatIn;

function charter(...more: CharterSeat[]): Charter {
  return charterOf('meeting', [
    sideIn('A', [seat('robin', 'head'), seat('alex', 'member')]),
    sideIn('B', [seat('kim', 'head'), ...more], { version: 1 + more.length }),
  ]);
}

/** Somebody's page, which follows the log that all write. */
function page(known: Charter = charter()): CourseState {
  const course = courseState(
    () => Promise.resolve(false),
    () => nowMs,
    new LogFold(recordToTest()),
  );
  course.setCharter(known);
  return course;
}

function write(by: string, command: string, ...pages: CourseState[]): void {
  put(by, { type: 'course', command, atMs: (nowMs += 1000), stamps: [], record: null }, ...pages);
}

function put(by: string, written: object, ...pages: CourseState[]): void {
  const parsed = parsePayload(JSON.stringify(written));
  // By the page of whoever may do it: each knows another charter.
  const finished = parsed === null ? [] : pages.map((each) => each.finished(by, parsed));
  const payload = finished.find((one) => one.type === 'course' && one.record !== null) ?? parsed;
  const object = { seq: log.length, seat: by, fresh: true, payload, seal: sealToTest(payload) };
  log.push(object);
  for (const each of pages) each.written(object);
}

/** Both heads' keys. */
function openTable(...pages: CourseState[]): void {
  write('robin', JSON.stringify(OPENING), ...pages);
  write('kim', JSON.stringify({ type: 'agree', motion: 0 }), ...pages);
}

it('asks the rules before it writes', async () => {
  const posted: Payload[] = [];
  const course = courseState(
    (payload) => Promise.resolve(posted.push(payload) > 0),
    () => nowMs,
    new LogFold(recordToTest()),
  );
  expect(course.view).toBeNull();
  expect(await course.send('robin', OPENING)).toBe('notSeated');
  course.setCharter(charter());
  expect(await course.send('alex', OPENING)).toBe('notYourRole');
  expect(await course.send('robin', { type: 'next' })).toBe('wrongPhase');
  expect(posted).toEqual([]);
  expect(await course.send('robin', OPENING)).toBe('written');
  expect(posted).toEqual([
    { type: 'course', command: JSON.stringify(OPENING), atMs: nowMs, stamps: [], record: null },
  ]);
  expect(course.view?.motions, 'only what is in the log counts').toEqual([]);
  expect(await page().send('robin', OPENING)).toBe('unwritten');
});

it('writes the longest alternative in any script, and shows its text where it is asked for alone', async () => {
  const posted: Payload[] = [];
  const board = boardState(
    (payload) => Promise.resolve(posted.push(payload) > 0),
    () => nowMs,
    new LogFold(recordToTest()),
  );
  board.setCharter(charter());
  const tabled = (character: string): Promise<string> =>
    board.send('robin', {
      type: 'tableAlternative',
      isPlan: true,
      title: character.repeat(200),
      text: character.repeat(8_000),
    });
  for (const character of ['a', 'ش', '会', '"']) expect(await tabled(character)).toBe('written');
  const longest = parsePayload(JSON.stringify(posted[2]));
  if (longest === null) throw new Error('nothing was posted');
  const payload = board.finished('robin', longest);
  board.written({ seq: 0, seat: 'robin', fresh: true, payload, seal: sealToTest(payload) });
  expect(JSON.stringify(board.view)).not.toContain('会'.repeat(201));
  expect(board.detail(0)).toContain('会'.repeat(8_000));
  expect(board.detail(1)).toBe('null');
});

it('writes the largest agenda in any script', async () => {
  const agendaOf = (character: string): Command => ({
    type: 'propose',
    matter: {
      type: 'newAgenda',
      items: Array.from({ length: 50 }, (_, id) => {
        return { id, text: character.repeat(200), minutes: 10_080, label: 'chathamHouse' };
      }),
    },
  });
  const course = courseState(
    (payload) => Promise.resolve(parsePayload(JSON.stringify(payload)) !== null),
    () => nowMs,
    new LogFold(recordToTest()),
  );
  course.setCharter(charter());
  for (const character of ['a', 'ع', '会', '"'])
    expect(await course.send('robin', agendaOf(character))).toBe('written');
});

it('follows the log and says who was refused why', () => {
  const course = page();
  write('alex', JSON.stringify(OPENING), course);
  write('robin', 'no JSON', course);
  expect(course.view?.phase).toBe('notOpen');
  expect(course.refusals).toEqual([
    { seq: 0, seat: 'alex', reason: 'notYourRole' },
    { seq: 1, seat: 'robin', reason: 'malformed' },
  ]);
  write('robin', JSON.stringify(OPENING), course);
  write('kim', JSON.stringify({ type: 'agree', motion: 2 }), course);
  expect(course.view?.phase).toBe('open');
  for (let time = 0; time < 200; time++) write('robin', '{}', course);
  expect(course.refusals.length).toBe(100);
  expect(course.refusals.at(-1)?.seq).toBe(log.length - 1);
});

it('keeps a record of what binds, and takes nothing that does not fit into it', () => {
  const record = recordToTest();
  const course = courseState(
    () => Promise.resolve(false),
    () => nowMs,
    new LogFold(record),
  );
  course.setCharter(charter());
  openTable(course);
  expect(record.entries.map((entry) => [entry.seat, entry.seq])).toEqual([
    ['robin', 0],
    ['kim', 1],
  ]);
  write('alex', JSON.stringify({ type: 'raiseHand' }), course);
  expect(record.count, 'a hand binds nobody').toBe(2);
  const command = JSON.stringify({ type: 'propose', matter: { type: 'recess' } });
  const next = record.next();
  for (const link of [null, { ...next, n: 1 }, { ...next, n: 3 }, { ...next, previous: next?.device }]) {
    const written = { type: 'course', command, atMs: nowMs, stamps: [], record: link };
    const payload = parsePayload(JSON.stringify(written));
    course.written({ seq: 3, seat: 'robin', fresh: true, payload, seal: sealToTest(payload) });
    expect(course.refusals.at(-1)?.reason).toBe('unrecorded');
  }
  expect(course.view?.motions).toEqual([]);
  write('robin', command, course);
  expect(record.count).toBe(3);
  const before = record.next();
  course.setCharter(charter(seat('sam', 'deputy')));
  expect(record.next(), 'the same, folded again').toEqual(before);
});

it('begins anew when the log is read again', () => {
  const course = page();
  openTable(course);
  const before = course.view;
  course.restarted();
  expect(course.view?.phase).toBe('notOpen');
  for (const object of log) course.written({ ...object, fresh: false });
  expect(course.view).toEqual(before);
});

it('comes to the same whenever the charter comes', () => {
  const newer = charter(seat('sam', 'deputy'));
  const early = page(newer);
  const late = page();
  openTable(early, late);
  write('sam', JSON.stringify({ type: 'giveFloor', seat: 'sam' }), early, late);
  expect(late.refusals).toEqual([{ seq: 2, seat: 'sam', reason: 'notSeated' }]);
  late.setCharter(newer);
  expect(late.refusals).toEqual([]);
  expect(late.view?.speech?.seat).toBe('sam');
  expect(late.view).toEqual(early.view);
});

it('takes nothing but a command and a time from the log', () => {
  const good = { type: 'course', command: '{}', atMs: 5, stamps: ['s'], record: recordToTest().next() };
  expect(parsePayload(JSON.stringify(good))).toEqual(good);
  for (const other of [
    { command: 1 },
    { atMs: -1 },
    { atMs: 0.5 },
    { command: 'a'.repeat(40_001) },
    { stamps: null },
    { stamps: [1] },
    { more: 1 },
    { record: undefined },
    { record: 1 },
    { record: {} },
    { record: { ...good.record, n: -1 } },
    { record: { ...good.record, previous: '' } },
    { record: { ...good.record, proof: 'AA' } },
    { record: { ...good.record, more: 1 } },
  ])
    expect(parsePayload(JSON.stringify({ ...good, ...other }))).toBeNull();
});

const SUCCESSION = 'succession';

/** Kim is head no more, and Sam is. */
function succeeded(stamp = SUCCESSION): Charter {
  const before = charter(seat('sam', 'member'));
  const changes = [
    { stamp: 'before', seat: 'sam', role: 'head' },
    { stamp, seat: 'kim', role: 'member' },
  ] as const;
  const [one, two] = before.sides;
  if (one === undefined || two === undefined) throw new Error('no sides');
  const seats = two.seats.map((each) => ({
    ...each,
    role: each.id === 'kim' ? ('member' as const) : ('head' as const),
  }));
  return charterOf('meeting', [one, { ...two, version: 3, seats, changes }]);
}

it('goes by another role from where the log states it, and undoes nothing that was done before', () => {
  const course = page(charter(seat('sam', 'member')));
  openTable(course);
  course.setCharter(succeeded());
  expect(course.view?.phase, 'opened by who was head then').toBe('open');
  expect(course.unstated).toEqual([SUCCESSION]);
  put('sam', { type: 'roles', stamps: [SUCCESSION] }, course);
  expect(course.unstated).toEqual([]);
  write('robin', JSON.stringify({ type: 'propose', matter: { type: 'recess' } }), course);
  write('kim', JSON.stringify({ type: 'agree', motion: 3 }), course);
  expect(course.refusals).toEqual([{ seq: 4, seat: 'kim', reason: 'notYourRole' }]);
  write('sam', JSON.stringify({ type: 'agree', motion: 3 }), course);
  expect(course.view?.phase, 'a key that was awaited is the new head’s to give').toBe('recess');
});

it('comes to the same whenever the charter that changes a role comes', () => {
  const [early, late] = [page(succeeded()), page(charter(seat('sam', 'member')))];
  openTable(early, late);
  write('robin', JSON.stringify({ type: 'propose', matter: { type: 'recess' } }), early, late);
  const agreed = { type: 'course', command: JSON.stringify({ type: 'agree', motion: 2 }), atMs: nowMs };
  put('sam', { ...agreed, stamps: [SUCCESSION], record: null }, early, late);
  expect(early.view?.phase).toBe('recess');
  late.setCharter(succeeded());
  expect(late.view).toEqual(early.view);
  expect(late.refusals).toEqual(early.refusals);
});

it('does not go by a change that was foretold, or that is none', () => {
  const course = page(charter(seat('sam', 'member')));
  put('robin', { type: 'roles', stamps: ['guess', 'anything'] }, course);
  write('robin', JSON.stringify(OPENING), course);
  write('kim', JSON.stringify({ type: 'agree', motion: 1 }), course);
  course.setCharter(succeeded('unguessed'));
  expect(course.view?.phase).toBe('open');
  expect(course.unstated).toEqual(['unguessed']);
});

it('asks the rules by the newest roles, which is what it writes', async () => {
  const posted: Payload[] = [];
  const course = courseState(
    (payload) => Promise.resolve(posted.push(payload) > 0),
    () => nowMs,
    new LogFold(recordToTest()),
  );
  course.setCharter(succeeded());
  expect(course.refusal('kim', OPENING)).toBe('notYourRole');
  expect(await course.send('sam', OPENING)).toBe('written');
  expect(posted).toMatchObject([{ type: 'course', stamps: [SUCCESSION] }]);
  await course.state();
  expect(posted[1]).toEqual({ type: 'roles', stamps: [SUCCESSION] });
});

it('marks in the record what is done under the Chatham House Rule', () => {
  const record = recordToTest();
  const fold = new LogFold(record);
  const course = courseState(
    () => Promise.resolve(false),
    () => nowMs,
    fold,
  );
  const actions = actionsState(
    () => Promise.resolve(false),
    () => nowMs,
    fold,
  );
  fold.setCharter(charter());
  const say = (by: string, type: 'course' | 'action', command: object): void => {
    const said = { type, command: JSON.stringify(command), atMs: (nowMs += 1000), stamps: [], record: null };
    const payload = (type === 'course' ? course : actions).finished(by, said);
    fold.written({ seq: log.length, seat: by, fresh: true, payload, seal: sealToTest(payload) });
    log.push({ seq: log.length, seat: by, fresh: true, payload, seal: sealToTest(payload) });
  };
  const bothAgree = (matter: object): void => {
    say('robin', 'course', { type: 'propose', matter });
    say('kim', 'course', { type: 'agree', motion: log.length - 1 });
  };
  const item = { text: 'The pier', minutes: 0 };
  bothAgree({ type: 'opening', meeting: -1 });
  bothAgree({
    type: 'newAgenda',
    items: [
      { ...item, id: 1, label: 'chathamHouse' },
      { ...item, id: 2, label: 'offRecord' },
    ],
  });
  bothAgree({ type: 'nextItem', agenda: 2, item: 1 });
  say('robin', 'action', { type: 'proposeAction', who: ['B'], what: 'Survey the pier', due: '' });
  bothAgree({ type: 'nextItem', agenda: 2, item: 2 });
  say('kim', 'action', { type: 'agreeToAction', action: 6 });
  expect(course.view?.onRecord).toBe(false);
  expect(actions.view?.actions[0]?.state, 'it counts all the same').toBe('agreed');
  expect(record.entries.map((one) => one.unattributed)).toEqual([
    ...Array<boolean>(6).fill(false),
    true,
    true,
    true,
  ]);
  const names = { seat: (one: string): string => one, sides: (ids: readonly string[]): string => ids.join() };
  const lines = linesOf(record.entries, names);
  expect(lines[6]?.text).toBe('Proposed an action: Survey the pier (B)');
  expect(lines[6]?.unattributed).toBe(lines[6]?.text);
  expect(lines[5]?.unattributed).toBeNull();
});

it('leaves who came and went out of what is printed under that rule', () => {
  const seal = sealToTest({
    type: 'course',
    command: JSON.stringify({ type: 'admit', seat: 'kim' }),
    atMs: 1,
    stamps: [],
    record: null,
  });
  const names = { seat: (one: string): string => one, sides: (): string => '' };
  const [line] = linesOf([{ seat: 'kim', seq: 0, seal, unattributed: true }], names);
  expect(line?.text).toContain('kim');
  expect(line?.unattributed).toBe('Somebody came to the table');
});
