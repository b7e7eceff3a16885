import { expect, it } from 'vitest';
import { outcomeOf, type Scored } from './scores';

function scored(id: number, ...scores: number[]): Scored {
  return { id, scores: new Map(scores.map((score, criterion) => [criterion, score])) };
}

const weights = (...all: number[]): { id: number; weight: number }[] =>
  all.map((weight, id) => ({ id, weight }));

it('weighs scores', () => {
  // 8 x 9 + 2 x 1 = 74 of 100; 8 x 3 + 2 x 10 = 44; nothing under the second counts as nothing: 8 x 5 = 40.
  const { results } = outcomeOf(weights(8, 2), [scored(10, 9, 1), scored(11, 3, 10), scored(12, 5)]);
  expect(results.map(({ id, percent, rank }) => [id, percent, rank])).toEqual([
    [10, 74, 1],
    [11, 44, 2],
    [12, 40, 3],
  ]);
});

it('gives those that are even the same rank', () => {
  const { results } = outcomeOf(weights(5, 5), [
    scored(1, 4, 6),
    scored(2, 6, 4),
    scored(3, 1, 1),
    scored(4, 9, 9),
  ]);
  expect(results.map(({ id, rank }) => [id, rank])).toEqual([
    [4, 1],
    [1, 2],
    [2, 2],
    [3, 4],
  ]);
});

it('says how far ranks move with one weight, and what makes another first', () => {
  // Totals 20 + w1 and 5 + 10 w1 for w1 from 0 to 10, w0 = 5 with scores 4 and 1: even at w1 = 5/3, so from 2 the second is first.
  const { results, turn } = outcomeOf(weights(5, 1), [scored(1, 4, 1), scored(2, 1, 10)]);
  expect(results.map(({ id, rank, best, worst }) => [id, rank, best, worst])).toEqual([
    [1, 1, 1, 2],
    [2, 2, 1, 2],
  ]);
  // Of the first, 4 w0 + 1 against w0 + 10 is even at 3, so 2 is needed: three steps, against one.
  expect(turn).toEqual({ criterion: 1, from: 1, to: 2, first: 2 });
});

it('takes the nearest change, in whichever direction', () => {
  // 4 w0 + 6 against w0 + 18, w0 = 6: 30 against 24; even at 4, so at 3; by the second weight 24 + 1 w1 against 6 + 3 w1: even at 9.
  const { turn } = outcomeOf(weights(6, 6), [scored(1, 4, 1), scored(2, 1, 3)]);
  expect(turn).toEqual({ criterion: 0, from: 6, to: 3, first: 2 });
});

it('knows where nothing changes', () => {
  const { results, turn } = outcomeOf(weights(3, 4), [scored(1, 9, 9), scored(2, 5, 8), scored(3, 8, 5)]);
  expect(turn).toBeNull();
  // 15 + 32 = 47 and 24 + 20 = 44; the two change places with either weight.
  expect(results.map(({ id, best, worst }) => [id, best, worst])).toEqual([
    [1, 1, 1],
    [2, 2, 3],
    [3, 2, 3],
  ]);
});

it('has nothing to say where nothing counts', () => {
  expect(outcomeOf(weights(0, 0), [scored(1, 9, 9)])).toEqual({ results: [], turn: null });
  expect(outcomeOf([], [scored(1)])).toEqual({ results: [], turn: null });
  expect(outcomeOf(weights(1), [])).toEqual({ results: [], turn: null });
});

it('is quick for as many as there may be', () => {
  const many = Array.from({ length: 500 }, (_, id) =>
    scored(id, ...Array.from({ length: 12 }, (_, criterion) => (id * 7 + criterion * 13) % 11)),
  );
  const before = performance.now();
  expect(outcomeOf(weights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2), many).results).toHaveLength(500);
  expect(performance.now() - before).toBeLessThan(1000);
});
