import { expect, it } from 'vitest';
import type { LineProposal, Meeting, PublicLine, ScheduleCommand } from '../../course/built/rules.js';
import type { Attendance } from '../../session/attendance.svelte';
import type { Publishing } from '../../session/publicity.svelte';
import { PublicLines } from './public-lines.svelte';
import type { Timetable } from './timetable.svelte';

const NO_COMMENT: PublicLine = { type: 'noComment' };
const KEY = { side: 'harbour', by: 'harbour-head', seq: 10, atMs: 0, signature: 'abc' };

function proposal(keys: LineProposal['keys']): LineProposal {
  return { seq: 9, side: 'ridge', by: 'ridge-head', atMs: 0, line: NO_COMMENT, keys };
}

function meeting(proposed: LineProposal): Meeting {
  return {
    id: 3,
    follows: -1,
    state: 'postponed',
    agreed: null,
    offer: null,
    sequence: 1,
    history: [],
    publicity: { proposed, inForce: null, isOutdated: false },
    readout: { proposed: null, inForce: null, isOutdated: false },
  };
}

/** What a head of Harbour's page says to the server, and writes into the log. */
function bench(answer: Publishing): { lines: PublicLines; acts: string[] } {
  const acts: string[] = [];
  const shutOut = (id: number, place: number): Promise<Publishing> => {
    acts.push(`shut out ${id} ${place}`);
    return Promise.resolve(answer);
  };
  const timetable = {
    own: { id: 'harbour' },
    meetings: [],
    may: () => true,
    refusal: () => null,
    send: (command: ScheduleCommand) => {
      acts.push(command.type);
      return Promise.resolve(true);
    },
  };
  const attendance = { sealed: { schedule: { publicity: { shutOut } } } };
  const lines = new PublicLines(attendance as unknown as Attendance, timetable as unknown as Timetable);
  return { lines, acts };
}

it('has the server shut a key out before the log says that it is taken back', async () => {
  for (const act of ['withdrawLine', 'declineLine'] as const) {
    const { lines, acts } = bench('done');
    await lines.end(meeting(proposal([KEY])), proposal([KEY]), act);
    expect(acts).toEqual(['shut out 3 9', act]);
    expect(lines.failure).toBeNull();
  }
});

it('writes nothing, and says so, where the server did not', async () => {
  const { lines, acts } = bench('notSure');
  await lines.end(meeting(proposal([KEY])), proposal([KEY]), 'withdrawLine');
  expect(await lines.propose(meeting(proposal([KEY])), { type: 'postponementLine', reason: 'A storm' })).toBe(
    false,
  );
  expect(acts).toEqual(['shut out 3 9', 'shut out 3 9']);
  expect(lines.failure).toEqual({ meeting: 3, why: 'notSure' });
});

it('does so before it proposes something else instead, where a key of one’s side is there', async () => {
  const { lines, acts } = bench('done');
  const other: PublicLine = { type: 'postponementLine', reason: 'A storm' };
  await lines.propose(meeting(proposal([KEY])), other);
  await lines.propose(meeting(proposal([{ ...KEY, side: 'ridge' }])), other);
  expect(acts).toEqual(['shut out 3 9', 'proposeLine', 'proposeLine']);
});
