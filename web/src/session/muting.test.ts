import { expect, it } from 'vitest';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { Muting } from './muting.svelte';

const CHARTER = charterOf('meeting', [
  sideIn('harbour', [
    seatIn('head', 'head'),
    seatIn('deputy', 'deputy'),
    seatIn('you', 'member'),
    seatIn('other', 'adviser'),
  ]),
  sideIn('ridge', [seatIn('stranger', 'head')]),
]);

it.each([
  ['the head', 'head', 'you', true, 'head'],
  ['a deputy', 'deputy', 'you', true, 'deputy'],
  ['an adviser', 'other', 'you', true, null],
  ['a head of another side', 'stranger', 'you', true, null],
  ['somebody whom nobody knows', 'nobody', 'you', true, null],
  ['the head somebody else', 'head', 'other', true, null],
  ['the head, before one was there', 'head', 'you', false, null],
  ['one’s own page', 'you', 'you', true, null],
])('%s mutes one, or does not', (_, seat, whom, fresh, by) => {
  const muting = new Muting(() => Promise.resolve(true));
  muting.written({ seat, fresh, payload: { type: 'mute', seat: whom, atMs: 1 } }, 'you', CHARTER);
  expect(muting.by?.seat ?? null).toBe(by);
});
