import { expect, it } from 'vitest';
import type { Act, Alternative } from '../../../../course/built/rules.js';
import { changesOf } from './history';

const act = (seq: number): Act => ({ seat: 'robin', seq, atMs: seq * 1000 });

it('tells each side from where to where it moved, and each wording, the newest first', () => {
  const alternative: Alternative = {
    id: 3,
    isPlan: false,
    side: 'A',
    isTakenBack: false,
    wordings: [
      { act: act(3), title: 'A ferry', text: '' },
      { act: act(6), title: 'Two ferries', text: '' },
    ],
    positions: [
      { side: 'A', act: act(4), version: 3, stance: 'supports', condition: '' },
      { side: 'B', act: act(5), version: 3, stance: 'opposes', condition: '' },
      { side: 'B', act: act(7), version: 6, stance: 'couldAccept', condition: 'If it runs by night' },
    ],
    assessments: [],
    changed: 7,
  };
  expect(
    changesOf(alternative).map((one) =>
      one.type === 'position'
        ? [one.act.seq, one.side, one.from, one.to, one.condition]
        : [one.act.seq, one.side, one.number, one.wording.title],
    ),
  ).toEqual([
    [7, 'B', 'opposes', 'couldAccept', 'If it runs by night'],
    [6, 'A', 2, 'Two ferries'],
    [5, 'B', 'notStated', 'opposes', ''],
    [4, 'A', 'notStated', 'supports', ''],
    [3, 'A', 1, 'A ferry'],
  ]);
});
