import { expect, it } from 'vitest';
import type { Due } from './protocol';
import { Slot } from './slot';

const due: Due = { context: 0, leaf: 1, kinds: { audio: 'microphone', video: 'camera' } };

function slotWithAsks(): { slot: Slot; asks: () => number } {
  const slot = new Slot(3);
  let asked = 0;
  slot.ask = () => asked++;
  return { slot, asks: () => asked };
}

it('counts what became of the frames', () => {
  const { slot } = slotWithAsks();
  slot.opened('audio', false, 0);
  slot.dropped('audio', 'noKey', 0);
  slot.dropped('video', 'forged', 0);
  slot.dropped('video', 'forged', 0);
  expect(slot.report).toEqual({
    slot: 3,
    opened: 1,
    dropped: { plain: 0, noKey: 1, otherSender: 0, forged: 2, replayed: 0 },
  });
});

it('asks for a key frame at intervals until one comes', () => {
  const { slot, asks } = slotWithAsks();
  slot.expect(due, 0);
  slot.opened('video', true, 0);
  slot.opened('video', false, 10);
  slot.dropped('audio', 'noKey', 10);
  slot.dropped('video', 'replayed', 10);
  expect(asks()).toBe(0);
  slot.dropped('video', 'forged', 1000);
  slot.dropped('video', 'plain', 1299);
  expect(asks()).toBe(1);
  slot.dropped('video', 'forged', 1300);
  expect(asks()).toBe(2);
  // A frame that opens is no use before a key frame.
  slot.opened('video', false, 1600);
  expect(asks()).toBe(3);
  slot.opened('video', true, 1650);
  slot.opened('video', false, 2000);
  expect(asks()).toBe(3);
});

it('does not ask for what it could not open', () => {
  const { slot, asks } = slotWithAsks();
  slot.dropped('video', 'forged', 0);
  expect(asks()).toBe(0);
  slot.expect(due, 10);
  slot.dropped('video', 'noKey', 1000);
  slot.dropped('video', 'otherSender', 2000);
  expect(asks()).toBe(1);
  slot.opened('video', false, 2010);
  expect(asks()).toBe(2);
});

it('asks at once when the key or the due changes, if something was dropped', () => {
  const { slot, asks } = slotWithAsks();
  slot.dropped('video', 'otherSender', 0);
  slot.expect(due, 10);
  expect(asks()).toBe(1);
  slot.retry(20);
  expect(asks()).toBe(2);
  slot.expect({ ...due, kinds: { audio: 'microphone', video: null } }, 30);
  slot.expect(null, 40);
  expect(asks()).toBe(2);
  slot.expect(due, 50);
  slot.opened('video', true, 60);
  slot.retry(70);
  expect(asks()).toBe(3);
});
