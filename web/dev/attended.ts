import type { Command, ScheduleCommand } from '../src/course/built/rules.js';
import type { Charter } from '../src/e2ee/invitation/charter';
import { OrganiserSecret } from '../src/e2ee/invitation/secrets';
import type { Alarm } from '../src/e2ee/room/around';
import { UNVERIFIED, type Assurance, type Verification } from '../src/e2ee/verification/ceremony';
import { Attendance, type MediaFrames, type Ways } from '../src/session/attendance.svelte';
import type { ChatLine } from '../src/session/room-state.svelte';
import type { PersonName, Place } from '../src/session/surroundings';
import { furnishBoard } from './boarded';
import {
  lines,
  participantsAt,
  picture,
  query,
  role,
  roleOf,
  roster,
  seatingOf,
  sideIndex,
  sideOf,
  you,
  title,
} from './cast';
import { recordToTest, sealToTest } from '../src/session/record.testing';

const OWN_SIDE = 'side0';
const MINUTE_MS = 60_000;

const frames: MediaFrames = {
  guards: true,
  protect: () => undefined,
  allow: () => undefined,
  open: () => undefined,
  expect: () => undefined,
  setEpoch: () => undefined,
  dropContext: () => undefined,
  onreport: () => undefined,
  onfailed: () => undefined,
  close: () => undefined,
};

const ways: Ways = {
  open: () => ({ send: () => undefined, check: () => undefined, close: () => undefined }),
  frames: () => frames,
  connect: () => {
    throw new Error('a scene has no connection');
  },
  openKeep: () => Promise.reject(new Error('a scene keeps nothing')),
};

/** Somebody's attendance, as if it had come to this by itself. */
export async function attendanceAt(place: Place): Promise<Attendance> {
  const attendance = new Attendance(roster.meeting, await OrganiserSecret.random().linkSeed(you, 0), ways);
  furnish(attendance);
  furnishRooms(attendance);
  furnishCourse(attendance);
  furnishSchedule(attendance);
  furnishBoard(attendance, charter());
  enter(attendance, place);
  void attendance.sources.start();
  return attendance;
}

function enter(attendance: Attendance, place: Place): void {
  const { session } = attendance;
  const room = place === 'plenary' ? 'plenary' : OWN_SIDE;
  const participants = participantsAt(room);
  session.place = place;
  session.you = you;
  session.phase = { name: 'inside' };
  session.linked = !query.has('stopping');
  session.stopping = query.has('stopping');
  session.moving = query.has('moving');
  session.media = 'flowing';
  session.participants = participants;
  session.seating = seatingOf(participants, room);
  session.streams = session.seating.map((one, index) => picture(index * 47, one.showing === 'screen'));
  session.speaking = [session.seating[2]?.seat ?? session.seating[0]?.seat ?? ''];
  Object.assign(session, {
    move: (to: Place): Promise<void> => {
      enter(attendance, to);
      return Promise.resolve();
    },
  });
}

function furnish({ sealed, session }: Attendance): void {
  const side = roster.sides[0];
  const seat = side?.seats.find((one) => one.id === you);
  if (side === undefined || seat === undefined) throw new Error('nobody is in the scene');
  session.you = you;
  const bytes = new Uint8Array(32);
  sealed.who.card = {
    organiserKey: bytes,
    meetingSecret: bytes,
    sideSecret: bytes,
    side: { id: side.id, name: side.name },
    seat,
    role,
    certificate: bytes,
    rosterKey: null,
    keeper: null,
  };
  // Who introduced themselves, before one is let in to the table.
  Object.defineProperty(sealed.who, 'sides', { get: () => sealed.who.roster?.sides ?? [side] });
  const names = new Map(
    roster.sides.flatMap((one) =>
      one.seats.map((each) => [each.id, { ...each, sideName: one.name }] as const),
    ),
  );
  const nameOf = (id: string): PersonName | null => names.get(id) ?? null;
  Object.assign(sealed.who, { sideOf, sideIndex, roleOf, nameOf });
  Object.assign(sealed, {
    admit: (room: 'plenary' | 'side', id: string) => {
      sealed[room].waiting = sealed[room].waiting.filter((one) => one.seat !== id);
    },
    say: (room: 'plenary' | 'side', text: string) => {
      if (text.includes('fail')) return new Promise((done) => setTimeout(done, 1500, false));
      const line = { seq: 1000 + sealed[room].chat.length, seat: you, text, atMs: Date.now(), fresh: true };
      sealed[room].chat = [...sealed[room].chat, line];
      return Promise.resolve(true);
    },
    putOut: () => undefined,
    compareWords: () => Promise.resolve(),
    answerWords: () => Promise.resolve(),
  });
}

function furnishRooms({ sealed, received }: Attendance): void {
  const key = new Uint8Array(32);
  const everybody = roster.sides.flatMap((side) => side.seats.map((one) => one.id));
  sealed.side.standing = query.has('keyless') ? 'knocking' : 'inside';
  sealed.side.members = everybody
    .filter((seat) => sideOf(seat) === OWN_SIDE)
    .map((seat, leaf) => ({ seat, leaf, deviceKey: key }));
  sealed.side.generation = 1;
  if (query.has('admitted') || query.get('scene') === 'table') {
    sealed.who.roster = roster;
    sealed.plenary.standing = 'inside';
    sealed.plenary.members = everybody.map((seat, leaf) => ({ seat, leaf, deviceKey: key }));
    sealed.plenary.generation = query.has('alarms') ? 2 : 1;
    sealed.verification = verificationOf(query.get('verification') ?? 'never');
  }
  const devices = ['first', 'another', 'first', 'putOut'] as const;
  sealed.plenary.waiting = devices.slice(0, Number(query.get('waiting') ?? 0)).map((device, at) => ({
    seat: at === 2 ? 'x7Kq2w9a' : `seat0-${at + 1}`,
    device,
    deviceKey: new Uint8Array(32),
  }));
  if (query.has('chat')) {
    sealed.plenary.chat = chatOf(['seat1-0', 'seat0-1', you]);
    sealed.side.chat = chatOf(['seat0-1', 'seat0-2', you]);
    furnishLetters(sealed);
  }
  if (query.has('alarms')) {
    const alarm = (what: Alarm['what']): Alarm => ({ what, seq: 7, why: 'a scene' });
    sealed.plenary.alarms = [alarm('rewritten'), alarm('refusedCommit'), alarm('refusedCommit')];
    sealed.side.alarms = [alarm('falseKnock')];
    sealed.plenary.unreadable = 4;
  }
  received.failed = query.has('framesfailed');
  if (query.has('unopened'))
    received.unopened = new Map([
      ['seat1-0', { frames: 412, now: true, reason: 'noKey' }],
      ['seat0-1', { frames: 3, now: false, reason: 'replayed' }],
    ]);
}

/** Between one's own head or deputy and oneself, and with the other side. */
function furnishLetters({ letters }: Attendance['sealed']): void {
  const own = you === 'seat0-0' ? 'seat0-1' : 'seat0-0';
  const box = (...seats: string[]): ReadonlyMap<string, Uint8Array> =>
    new Map(seats.map((seat) => [seat, new Uint8Array(32)]));
  letters.boxes = { side: box(own, you), plenary: box('seat1-0', 'seat1-1', own, you) };
  const [text = '', longer = ''] = lines;
  const line = (seq: number, seat: string, to: string, said: string) =>
    ({
      seq,
      seat,
      to,
      text: said,
      place: 'side',
      atMs: Date.now() - (3 - seq) * 30_000,
      fresh: true,
    }) as const;
  letters.lines = [line(1, own, you, text), line(2, you, 'seat1-0', longer)];
}

/** As much of one as the rules need. */
function charter(): Charter {
  const sides = roster.sides.map((side) => ({
    id: side.id,
    seats: side.seats.map(({ id }) => ({ id, first: roleOf(id) })),
    changes: [],
  }));
  return { sides } as unknown as Charter;
}

/** As the rules make it: dates=offered, agreed or moved. */
function furnishSchedule({ sealed }: Attendance): void {
  const schedule = sealed.schedule.state;
  Object.defineProperty(sealed.who, 'sideIds', { get: () => roster.sides.map((side) => side.id) });
  Object.assign(sealed.who, { hasHead: () => true });
  sealed.who.invited = roster;
  sealed.schedule.isRead = true;
  schedule.setCharter(charter());
  let seq = 0;
  const startMs = Date.now() - 3 * 24 * 60 * MINUTE_MS;
  const write = (seat: string, command: ScheduleCommand, atMs = startMs + seq * 100 * MINUTE_MS): void => {
    const payload = { type: 'schedule', command: JSON.stringify(command), atMs, stamps: [] } as const;
    schedule.written({ seq: seq++, seat, fresh: true, payload, seal: sealToTest(payload) });
  };
  Object.assign(schedule, {
    send: (seat: string, command: ScheduleCommand): Promise<string> => {
      const reason = schedule.refusal(seat, command);
      if (reason === null) write(seat, command, Date.now());
      return Promise.resolve(reason ?? 'written');
    },
  });
  const dates = query.get('dates') ?? '';
  if (dates === '') return;
  const about = (zone: string, weekend: readonly ('friday' | 'saturday' | 'sunday')[], emblem: string) =>
    ({
      type: 'describeSide',
      description: {
        zone,
        languages: ['en', 'fr'],
        emblem,
        weekend,
        holidays: [{ date: '2027-03-08', name: 'Founders’ Day' }],
        mail: '',
      },
    }) as const;
  write('seat0-0', about('Europe/Lisbon', ['saturday', 'sunday'], 'H'));
  write('seat1-0', about('Asia/Amman', ['friday', 'saturday'], 'R'));
  const span = (iso: string) => ({ zone: 'Europe/Lisbon', startMs: Date.parse(iso), minutes: 180 }) as const;
  const offered = (...times: string[]) =>
    ({ type: 'dates', spans: times.map(span), format: 'virtual', venue: '' }) as const;
  write('seat0-0', {
    type: 'proposeMeeting',
    follows: -1,
    dates: offered('2027-03-05T10:00Z', '2027-03-08T18:30Z'),
  });
  if (dates === 'offered') return;
  const counter = offered('2027-03-09T09:00Z');
  write('seat1-0', { type: 'makeOffer', meeting: 2, seen: 2, proposal: counter });
  write('seat0-0', { type: 'acceptOffer', meeting: 2, offer: 3, span: 0 });
  if (dates === 'agreed') return;
  const moved = offered('2027-03-15T09:00Z', '2027-03-16T05:00Z');
  write('seat1-0', { type: 'makeOffer', meeting: 2, seen: -1, proposal: moved });
}

/** As the rules make it: course=asked, open, recess or closed. */
function furnishCourse({ sealed }: Attendance): void {
  const { course, record } = sealed.table;
  record.credential = recordToTest().credential;
  course.setCharter(charter());
  const state = query.get('course') ?? '';
  const sinceMs = Date.now() - 26 * MINUTE_MS;
  let seq = 0;
  const write = (seat: string, command: Command, atMs = sinceMs + seq * MINUTE_MS): void => {
    const said = {
      type: 'course',
      command: JSON.stringify(command),
      atMs,
      stamps: [],
      record: null,
    } as const;
    const payload = course.finished(seat, said);
    course.written({ seq: seq++, seat, fresh: true, payload, seal: sealToTest(payload) });
  };
  const carry = (matter: Extract<Command, { type: 'propose' }>['matter']): void => {
    const motion = seq;
    roster.sides.forEach((side, index) => {
      const seat = side.seats[0]?.id ?? '';
      write(seat, index === 0 ? { type: 'propose', matter } : { type: 'agree', motion });
    });
  };
  Object.assign(course, {
    send: (seat: string, command: Command): Promise<string> => {
      const reason = course.refusal(seat, command);
      if (reason === null) write(seat, command, Date.now());
      return Promise.resolve(reason ?? 'written');
    },
  });
  if (state === '') return;
  const texts = ['Opening statements', title, 'Hours of the ferry, in summer and in winter'];
  const labels = ['onRecord', 'offRecord', 'chathamHouse'] as const;
  const items = texts.map((text, id) => ({ id, text, minutes: 20 * id, label: labels[id] ?? 'onRecord' }));
  if (state === 'asked') {
    write('seat1-0', { type: 'propose', matter: { type: 'opening', meeting: -1 } });
    write('seat1-0', { type: 'propose', matter: { type: 'newAgenda', items } });
    return;
  }
  carry({ type: 'newAgenda', items });
  carry({ type: 'opening', meeting: -1 });
  carry({ type: 'nextItem', agenda: 0, item: 1 });
  write('seat0-1', { type: 'raiseHand' });
  write('seat1-0', { type: 'raiseHand' });
  write('seat0-0', { type: 'next' });
  write('seat0-0', { type: 'next' }, sinceMs + 19 * MINUTE_MS);
  write('seat1-1', { type: 'raiseHand' });
  write('seat0-2', { type: 'raiseHand' });
  if (state === 'recess') carry({ type: 'recess' });
  if (state === 'closed') carry({ type: 'closing' });
  if (state === 'open') write('seat1-0', { type: 'propose', matter: { type: 'closing' } });
}

function chatOf([first = '', second = '', third = '']: string[]): ChatLine[] {
  const now = Date.now();
  return [first, second, third].map((seat, at) => ({
    seq: at,
    seat,
    text: lines[at] ?? '',
    atMs: now - (3 - at) * MINUTE_MS,
    fresh: true,
  }));
}

function verificationOf(state: string): Verification {
  const comparison =
    role === 'head'
      ? { words: ['orbit', 'velvet', 'canyon', 'sunset'], digits: '48213 90556 17720 33918 60047 12985' }
      : null;
  const none = { otherWords: [], falseNumber: [] };
  const verified: Assurance = { state: 'verified', by: ['seat0-0', 'seat1-0'] };
  switch (state) {
    case 'asked':
      return { ...UNVERIFIED, round: { state, begin: 4, by: 'seat1-0', awaited: ['seat0-0'] } };
    case 'shown':
      return {
        ...UNVERIFIED,
        round: { state, begin: 4, comparison, same: ['seat1-0'], awaited: ['seat0-0'] },
      };
    case 'broken':
      return { ...UNVERIFIED, round: { state, begin: 4, by: 'seat1-0' } };
    case 'verified':
      return { ...UNVERIFIED, holds: verified };
    case 'changed':
      return { ...UNVERIFIED, holds: { ...verified, state, since: ['seat1-2', 'names'] } };
    case 'mismatch':
      return { ...UNVERIFIED, holds: { state, ...none, otherWords: ['seat1-0'] } };
    case 'settled':
      return { ...UNVERIFIED, holds: verified, settled: { ...none, otherWords: ['seat1-0'] } };
    default:
      return UNVERIFIED;
  }
}
