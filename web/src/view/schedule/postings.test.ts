import { expect, it } from 'vitest';
import {
  openSchedule,
  type Meeting,
  type Proposal,
  type ScheduleCommand,
  type ScheduleView,
} from '../../course/built/rules.js';
import { postingsOf } from './postings';
import { versionsOf } from './versions';

const SIDES = ['A', 'B', 'C'];
const DAYS = ['first', 'second', 'third'] as const;
type Day = (typeof DAYS)[number];

/** What a side does, in the words of the tables below. */
type Move = [side: string, what: 'offers' | 'agrees' | 'declines' | 'withdraws', ...days: Day[]];

function span(day: Day): { zone: string; startMs: number; minutes: number } {
  return { zone: 'Europe/Paris', startMs: Date.UTC(2027, 2, 1 + DAYS.indexOf(day)), minutes: 60 };
}

/** The meeting that comes of it, by the rules themselves. */
function after(sides: readonly string[], ...moves: (Move | [string, 'postpones' | 'cancels'])[]): Meeting {
  const delegations = sides.map((id) => ({ id, seats: [{ id: id.toLowerCase(), role: 'head' }] }));
  const rules = openSchedule(JSON.stringify(delegations));
  if (rules === null) throw new Error('no delegations');
  let meeting: Meeting | undefined;
  for (const [seq, [side, what, ...days]] of moves.entries()) {
    const dates = { type: 'dates', spans: days.map(span), format: 'virtual', venue: '' } as const;
    const command = commandOf(what, dates, meeting);
    const answer = rules.apply(side.toLowerCase(), seq, seq * 1000, JSON.stringify(command));
    expect(answer, `${side} ${what}`).toContain('arranged');
    meeting = (JSON.parse(rules.view()) as ScheduleView).meetings[0];
  }
  if (meeting === undefined) throw new Error('nothing was proposed');
  return meeting;
}

function commandOf(what: string, dates: Proposal & { type: 'dates' }, meeting?: Meeting): ScheduleCommand {
  if (meeting === undefined) return { type: 'proposeMeeting', follows: -1, dates };
  const { id } = meeting;
  const offer = meeting.offer?.seq ?? -1;
  const ground = { audience: 'private', text: '' } as const;
  switch (what) {
    case 'agrees':
      return { type: 'acceptOffer', meeting: id, offer, span: 0 };
    case 'declines':
      return { type: 'declineOffer', meeting: id, offer };
    case 'withdraws':
      return { type: 'withdrawOffer', meeting: id, offer };
    case 'postpones':
      return { type: 'makeOffer', meeting: id, seen: offer, proposal: { type: 'postponement', ground } };
    case 'cancels':
      return { type: 'makeOffer', meeting: id, seen: offer, proposal: { type: 'cancellation', ground } };
    default:
      return { type: 'makeOffer', meeting: id, seen: offer, proposal: dates };
  }
}

/** "method sequence day part > sides", and "+" where it may go to others as well. */
function words(meeting: Meeting, own: string, sides: readonly string[]): string[] {
  return postingsOf(meeting, own, sides).map((one) => {
    const day = DAYS.find((each) => span(each).startMs === one.span.startMs) ?? '';
    const to = `${one.sides.join(',')}${one.open ? '+' : ''}`;
    return `${one.method} ${one.sequence} ${day} ${one.part} > ${to}`;
  });
}

const proposed: Move = ['A', 'offers', 'first'];
const agreed: Move[] = [proposed, ['B', 'agrees']];
type Row = [string, Parameters<typeof after>[1][], string[], string[]];

it.each<Row>([
  ['a date is proposed', [proposed], ['request 0 first needsAction > B+'], []],
  ['several are, which no calendar can say', [['A', 'offers', 'first', 'second']], [], []],
  [
    'it is agreed to',
    agreed,
    ['request 1 first accepted > B+'],
    ['reply 1 first accepted > A', 'request 1 first accepted > +'],
  ],
  [
    'of several one is agreed to',
    [
      ['A', 'offers', 'first', 'second'],
      ['B', 'agrees'],
    ],
    ['request 0 first accepted > B+'],
    ['reply 0 first accepted > A', 'request 0 first accepted > +'],
  ],
  [
    'it is declined, and so over',
    [proposed, ['B', 'declines']],
    ['cancel 1 first needsAction > B+'],
    ['reply 0 first declined > A', 'cancel 1 first needsAction > +'],
  ],
  [
    'it is taken back',
    [proposed, ['A', 'withdraws']],
    ['cancel 1 first needsAction > B+'],
    ['cancel 1 first needsAction > +'],
  ],
  [
    'another is offered',
    [proposed, ['B', 'offers', 'second']],
    ['request 0 first needsAction > B+'],
    ['counter 0 second needsAction > A'],
  ],
  [
    'several others are, which no calendar can say',
    [proposed, ['B', 'offers', 'second', 'third']],
    ['request 0 first needsAction > B+'],
    [],
  ],
  [
    'the other is declined',
    [proposed, ['B', 'offers', 'second'], ['A', 'declines']],
    ['declinecounter 0 first declined > B', 'request 0 first needsAction > B+'],
    [],
  ],
  [
    'the other is agreed to',
    [proposed, ['B', 'offers', 'second'], ['A', 'agrees']],
    ['request 1 second accepted > B+'],
    ['reply 1 second accepted > A', 'request 1 second accepted > +'],
  ],
  [
    'the proposer offers a third',
    [proposed, ['B', 'offers', 'second'], ['A', 'offers', 'third']],
    ['request 1 third needsAction > B+'],
    [],
  ],
  [
    'the proposer offers several instead',
    [proposed, ['B', 'offers', 'second'], ['A', 'offers', 'second', 'third']],
    ['cancel 1 first needsAction > B+'],
    ['cancel 1 first needsAction > +'],
  ],
  [
    'what was agreed is to move, and stays until it does',
    [...agreed, ['A', 'offers', 'second']],
    ['request 1 first accepted > B+'],
    ['reply 1 first accepted > A', 'request 1 first accepted > +'],
  ],
  [
    'the other side wants it to move',
    [...agreed, ['B', 'offers', 'second']],
    ['request 1 first accepted > B+'],
    ['counter 1 second needsAction > A', 'request 1 first accepted > +'],
  ],
  [
    'it has moved',
    [...agreed, ['B', 'offers', 'second'], ['A', 'agrees']],
    ['request 2 second accepted > B+'],
    ['reply 2 second accepted > A', 'request 2 second accepted > +'],
  ],
  [
    'it is postponed',
    [...agreed, ['B', 'postpones'], ['A', 'agrees']],
    ['cancel 2 first needsAction > B+'],
    ['cancel 2 first needsAction > +'],
  ],
  [
    'it is postponed, and has a new date',
    [...agreed, ['B', 'postpones'], ['A', 'agrees'], ['A', 'offers', 'third'], ['B', 'agrees']],
    ['request 4 third accepted > B+'],
    ['reply 4 third accepted > A', 'request 4 third accepted > +'],
  ],
  [
    'it is cancelled',
    [...agreed, ['A', 'cancels'], ['B', 'agrees']],
    ['cancel 2 first needsAction > B+'],
    ['cancel 2 first needsAction > +'],
  ],
])('says what may be mailed once %s', (_, moves, ofOrganizer, ofOther) => {
  const sides = SIDES.slice(0, 2);
  const meeting = after(sides, ...moves);
  expect(words(meeting, 'A', sides)).toEqual(ofOrganizer);
  expect(words(meeting, 'B', sides)).toEqual(ofOther);
});

it('lets each of three sides answer in its turn', () => {
  const half = after(SIDES, proposed, ['B', 'agrees']);
  expect(words(half, 'A', SIDES)).toEqual(['request 0 first needsAction > B,C+']);
  expect(words(half, 'B', SIDES)).toEqual(['reply 0 first accepted > A']);
  expect(words(half, 'C', SIDES)).toEqual([]);
  const refused = after(SIDES, proposed, ['B', 'offers', 'second'], ['C', 'declines']);
  expect(words(refused, 'A', SIDES)).toEqual(['request 0 first needsAction > B,C+']);
  expect(words(refused, 'C', SIDES)).toEqual([]);
});

it('never gives two versions one number, nor one version two', () => {
  const moves: Parameters<typeof after>[1][] = [
    ...agreed,
    ['B', 'offers', 'second'],
    ['A', 'agrees'],
    ['A', 'postpones'],
    ['B', 'agrees'],
    ['A', 'offers', 'third'],
    ['B', 'agrees'],
  ];
  let before: ReturnType<typeof versionsOf> = [];
  for (let count = 1; count <= moves.length; count++) {
    const versions = versionsOf(after(['A', 'B'], ...moves.slice(0, count)));
    expect(versions.slice(0, before.length)).toEqual(before);
    before = versions;
  }
  expect(before.map((version) => version.status)).toEqual([
    'tentative',
    'confirmed',
    'confirmed',
    'cancelled',
    'tentative',
    'confirmed',
  ]);
});
