import { expect, it } from 'vitest';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { isLastCaller, rollCall } from './roll-call';

const charter = charterOf('meeting', [
  sideIn('harbour', [seatIn('alex', 'member'), seatIn('robin', 'head'), seatIn('noor', 'deputy')]),
  sideIn('ridge', [seatIn('kim', 'head')]),
]);

const called = (you: string, members: string[], present: string[]): string[] =>
  rollCall({ charter, you, members }, { present }).map((one) =>
    'seat' in one ? `${one.type} ${one.seat}` : one.type,
  );

it('has the first head or deputy of a side say who of it has come and gone', () => {
  const members = ['kim', 'robin', 'alex', 'noor'];
  expect(called('robin', members, ['noor'])).toEqual(['admit alex', 'admit robin']);
  expect(called('noor', members, [])).toEqual([]);
  expect(called('alex', members, [])).toEqual([]);
  expect(called('kim', members, ['robin'])).toEqual(['admit kim']);
  expect(called('noor', ['kim', 'noor'], ['robin', 'noor', 'alex', 'kim'])).toEqual([
    'depart alex',
    'depart robin',
  ]);
  expect(called('robin', ['kim'], [])).toEqual([]);
});

it('has whoever is the last to say it say so of oneself', () => {
  expect(isLastCaller({ charter, you: 'robin', members: ['robin', 'alex', 'kim'] })).toBe(true);
  expect(isLastCaller({ charter, you: 'robin', members: ['robin', 'noor'] })).toBe(false);
  expect(isLastCaller({ charter, you: 'alex', members: ['robin', 'alex'] })).toBe(false);
});
