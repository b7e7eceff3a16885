import { expect, it } from 'vitest';
import type { Meeting, Phase } from '../../course/built/rules.js';
import { stageOf } from './timetable.svelte';

const meeting = { id: 3, state: 'agreed' } as Meeting;
const table = (phase: Phase, ...held: number[]): Parameters<typeof stageOf>[1] => ({
  phase,
  held,
  meeting: held.at(-1) ?? -1,
});

it.each([
  ['nobody knows what goes on at the table', null, 'agreed'],
  ['nothing was opened yet', table('notOpen'), 'agreed'],
  ['another one is held', table('open', 7), 'agreed'],
  ['it is held', table('open', 3), 'open'],
  ['it is in recess', table('recess', 7, 3), 'recess'],
  ['it is over', table('closed', 3), 'closed'],
  ['the next one is held', table('open', 3, 7), 'closed'],
] as const)('a meeting is as it goes at the table: %s', (_, known, stage) => {
  expect(stageOf(meeting, known)).toBe(stage);
});
