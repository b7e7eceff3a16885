import { describe, expect, it } from 'vitest';
import { paddedOpus } from './opus';

/** The one frame of a packet, read as RFC 6716, section 3.2, says. */
function frameOf(packet: Uint8Array): { config: number; frame: number[] } {
  const head = packet[0] ?? 0;
  const config = head >> 2;
  if ((head & 3) === 0) return { config, frame: [...packet.subarray(1)] };
  expect(head & 3).toBe(3);
  const count = packet[1] ?? 0;
  expect(count & 0x3f).toBe(1);
  if ((count & 0x40) === 0) return { config, frame: [...packet.subarray(2)] };
  const padding = packet[2] ?? 0;
  expect(padding).toBeLessThan(255);
  return { config, frame: [...packet.subarray(3, packet.length - padding)] };
}

describe('paddedOpus', () => {
  it('gives packets of one frame one size, and keeps the frame', () => {
    for (let length = 1; length <= 160; length++) {
      const packet = Uint8Array.from({ length }, (_, at) => (at === 0 ? 0x78 : at % 251));
      const padded = paddedOpus(packet);
      expect(padded.length).toBe(160);
      expect(frameOf(padded)).toEqual(frameOf(packet));
    }
  });

  it('leaves what is longer, empty, or of several frames', () => {
    for (const packet of [
      new Uint8Array(161).fill(0x78),
      new Uint8Array(0),
      Uint8Array.of(0x79, 1, 2),
      Uint8Array.of(0x7b, 0x41, 0, 9),
    ])
      expect(paddedOpus(packet)).toBe(packet);
  });
});
