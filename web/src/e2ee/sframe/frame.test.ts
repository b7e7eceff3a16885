import { paddedOpus } from './opus';
import { beforeEach, describe, expect, it } from 'vitest';
import { openFrame, protectFrame } from './frame';
import { hex } from '../bytes';
import { unhex } from './unhex.testing';
import { Keyring } from './keyring';
import type { Due, FrameKind, Medium } from './protocol';

const VOICE = unhex('78' + '5a'.repeat(60));
const KEY_FRAME = unhex('50c6029d012a80026801' + 'ab'.repeat(300));
const DELTA_FRAME = unhex('b1f203' + 'cd'.repeat(100));

const person: Due = { context: 0, leaf: 1, kinds: { audio: 'microphone', video: 'camera' } };
const screen: Due = { context: 0, leaf: 1, kinds: { audio: null, video: 'screen' } };

let theirs: Keyring;
let ours: Keyring;

beforeEach(async () => {
  [theirs, ours] = [new Keyring(), new Keyring()];
  await theirs.setEpoch(0, 5n, new Uint8Array(16).fill(1), 1, 0);
  await ours.setEpoch(0, 5n, new Uint8Array(16).fill(1), 0, 0);
});

async function send(kind: FrameKind, frame: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = theirs.sendingKey(0);
  const wire = key === null ? null : await protectFrame(key, kind, frame);
  if (wire === null) throw new Error('nothing to send');
  return wire;
}

async function open(
  wire: Uint8Array<ArrayBuffer>,
  medium: Medium = 'video',
  due: Due | null = person,
  keyring = ours,
): Promise<string> {
  const opened = await openFrame(keyring, due, medium, wire, 0);
  return typeof opened === 'string' ? opened : hex(opened);
}

describe('frames', () => {
  it('come out as they went in', async () => {
    expect(await open(await send('microphone', VOICE), 'audio')).toBe(hex(paddedOpus(VOICE)));
    expect(await open(await send('camera', KEY_FRAME))).toBe(hex(KEY_FRAME));
    expect(await open(await send('camera', DELTA_FRAME))).toBe(hex(DELTA_FRAME));
    expect(await open(await send('screen', DELTA_FRAME), 'video', screen)).toBe(hex(DELTA_FRAME));
  });

  it('show what the wire has to show, and nothing else', async () => {
    const voice = await send('microphone', VOICE);
    const key = await send('camera', KEY_FRAME);
    const delta = await send('camera', DELTA_FRAME);
    // KID 0x105 in two bytes; the counter in the first byte.
    expect(hex(voice.subarray(0, 3))).toBe('900105');
    expect(hex(key.subarray(0, 13))).toBe('1000009d012a80026801910105');
    expect(hex(delta.subarray(0, 4))).toBe('11920105');
    expect([
      voice.length - VOICE.length,
      key.length - KEY_FRAME.length,
      delta.length - DELTA_FRAME.length,
    ]).toEqual([160 - VOICE.length + 19, 29, 20]);
    expect(hex(delta)).not.toContain('cdcdcd');
  });

  it('share one counter, even when they are protected at the same time', async () => {
    const wires = await Promise.all(Array.from({ length: 50 }, () => send('camera', DELTA_FRAME)));
    await Promise.all(Array.from({ length: 50 }, () => send('microphone', VOICE)));
    expect(new Set(wires.map(hex)).size).toBe(50);
    expect(theirs.sendingKey(0)?.counter.next).toBe(100n);
  });

  it('are not sent when they are not of the codec', async () => {
    const key = theirs.sendingKey(0);
    if (key === null) throw new Error('no key');
    expect(await protectFrame(key, 'camera', unhex('50c602000000'))).toBeNull();
  });

  it('are opened once', async () => {
    const wire = await send('camera', DELTA_FRAME);
    const together = await Promise.all([open(wire), open(wire)]);
    expect(together.sort()).toEqual([hex(DELTA_FRAME), 'replayed'].sort());
    expect(await open(wire)).toBe('replayed');
    const old = await send('camera', DELTA_FRAME);
    const key = theirs.sendingKey(0);
    if (key !== null) key.counter.next += 2000n;
    expect(await open(await send('camera', DELTA_FRAME))).toBe(hex(DELTA_FRAME));
    expect(await open(old)).toBe('replayed');
  });

  it('are refused when they are plain', async () => {
    expect(await open(KEY_FRAME)).toBe('plain');
    expect(await open(DELTA_FRAME)).toBe('plain');
    expect(await open(unhex('11'))).toBe('plain');
    expect(await open((await send('camera', DELTA_FRAME)).slice(0, 19))).toBe('plain');
    expect(['plain', 'otherSender']).toContain(await open(VOICE, 'audio'));
  });

  it('are refused when somebody or something else is due', async () => {
    const camera = await send('camera', DELTA_FRAME);
    const voice = await send('microphone', VOICE);
    expect(await open(camera, 'video', null)).toBe('otherSender');
    expect(await open(camera, 'video', { ...person, leaf: 2 })).toBe('otherSender');
    expect(await open(camera, 'video', { ...person, context: 1 })).toBe('otherSender');
    expect(await open(camera, 'video', screen)).toBe('otherSender');
    expect(await open(voice, 'audio', screen)).toBe('otherSender');
    expect(await open(await send('screen', DELTA_FRAME))).toBe('otherSender');
    expect(await open(camera)).toBe(hex(DELTA_FRAME));
  });

  it('are refused without their key', async () => {
    await theirs.setEpoch(0, 6n, new Uint8Array(16).fill(2), 1, 0);
    const wire = await send('camera', DELTA_FRAME);
    expect(await open(wire)).toBe('noKey');
    expect(await open(wire, 'video', person, new Keyring())).toBe('noKey');
    await ours.setEpoch(0, 6n, new Uint8Array(16).fill(2), 0, 0);
    expect(await open(wire)).toBe(hex(DELTA_FRAME));
  });

  it('are refused when they are forged, and leave the counter to the true one', async () => {
    const wire = await send('camera', DELTA_FRAME);
    for (const at of [5, 60, wire.length - 1]) {
      const forged = wire.slice();
      forged[at] = (forged[at] ?? 0) ^ 0x80;
      expect(await open(forged)).toBe('forged');
    }
    const wrong = new Keyring();
    await wrong.setEpoch(0, 5n, new Uint8Array(16).fill(9), 0, 0);
    expect(await open(wire, 'video', person, wrong)).toBe('forged');
    expect(await open(wire)).toBe(hex(DELTA_FRAME));
  });

  it('are refused with the shim of another', async () => {
    const delta = await send('camera', DELTA_FRAME);
    const key = await send('camera', KEY_FRAME);
    expect(await open(Uint8Array.of(...key.subarray(0, 10), ...delta.subarray(1)))).toBe('forged');
    expect(await open(Uint8Array.of(...delta.subarray(0, 1), ...key.subarray(10)))).toBe('forged');
  });
});
