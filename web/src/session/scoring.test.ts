import { expect, it } from 'vitest';
import { MAX_SCORE_CHARS, parsePayload, type Payload } from '../e2ee/log/payload';
import { Scoring } from './scoring.svelte';

function scoring(): { scoring: Scoring; posted: Payload[] } {
  const posted: Payload[] = [];
  const made = new Scoring(
    (payload) => Promise.resolve(posted.push(payload) > 0),
    () => 7,
  );
  return { scoring: made, posted };
}

it('keeps of each field what was written last', async () => {
  const mine = scoring();
  const { scoring: others } = scoring();
  await mine.scoring.setWeight(1, 5);
  await mine.scoring.setWeight(1, 8);
  await mine.scoring.setWeight(2, 3);
  await mine.scoring.setScore(4, 1, 10);
  await mine.scoring.setScore(4, 2, 0);
  await mine.scoring.setWeight(2, null);
  await mine.scoring.setText('redLine', 'No closing\nof the pier');
  await mine.scoring.setText('fallback', 'Stay as it is');
  expect(mine.scoring.weight(1), 'only what is in the log counts').toBeNull();
  for (const payload of mine.posted) others.written(parsePayload(JSON.stringify(payload)));
  expect(others.weight(1)).toBe(8);
  expect(others.weight(2)).toBeNull();
  expect(others.score(4, 1)).toBe(10);
  expect(others.score(4, 2)).toBe(0);
  expect(others.score(1, 4)).toBeNull();
  expect([others.redLine, others.fallback]).toEqual(['No closing\nof the pier', 'Stay as it is']);
  others.restarted();
  expect([others.weight(1), others.score(4, 1), others.redLine]).toEqual([null, null, '']);
});

it('keeps no more fields than there may be, and goes on with those', () => {
  const { scoring: kept } = scoring();
  const write = (alternative: number, value: number): void => {
    kept.written({ type: 'score', what: 'score', alternative, criterion: 0, value, atMs: 7 });
  };
  for (let alternative = 0; alternative < 7_000; alternative++) write(alternative, 1);
  expect(kept.score(6_011, 0)).toBe(1);
  expect(kept.score(6_012, 0)).toBeNull();
  write(0, 2);
  expect(kept.score(0, 0)).toBe(2);
});

it('reads nothing but what it writes', () => {
  const weight = { type: 'score', what: 'weight', criterion: 1, value: 10, atMs: 7 };
  const score = { type: 'score', what: 'score', alternative: 4, criterion: 1, value: null, atMs: 7 };
  const text = { type: 'score', what: 'redLine', value: 'a'.repeat(MAX_SCORE_CHARS), atMs: 7 };
  for (const good of [weight, score, text]) expect(parsePayload(JSON.stringify(good))).toEqual(good);
  const bad = [
    { ...weight, value: 11 },
    { ...weight, value: -1 },
    { ...weight, value: 0.5 },
    { ...weight, value: '1' },
    { ...weight, value: undefined },
    { ...weight, criterion: -1 },
    { ...weight, criterion: 'a' },
    { ...weight, atMs: null },
    { ...weight, what: 'price' },
    { ...score, alternative: undefined },
    { ...score, alternative: 2 ** 60 },
    { ...text, value: 'a'.repeat(MAX_SCORE_CHARS + 1) },
    { ...text, value: 3 },
    { ...text, value: null },
  ];
  for (const each of bad) expect(parsePayload(JSON.stringify(each)), JSON.stringify(each)).toBeNull();
});
