import { describe, expect, it } from 'vitest';
import { hex } from '../bytes';
import { unhex } from './unhex.testing';
import { isKeyFrame, shimLength, shimOf } from './shim';

// 640x360 with both scales set, which do not show.
const keyFrame = unhex('50c6029d012a80c26881' + 'ab'.repeat(50));
const deltaFrame = unhex('b1f203' + 'cd'.repeat(50));

describe('the shim of VP8', () => {
  it('shows the size of a key frame, and nothing of any other', () => {
    expect(hex(shimOf(keyFrame) ?? new Uint8Array())).toBe('1000009d012a80026801');
    expect(hex(shimOf(deltaFrame) ?? new Uint8Array())).toBe('11');
  });

  it('is told by its bytes', () => {
    expect(shimLength(shimOf(keyFrame) ?? new Uint8Array())).toBe(10);
    expect(shimLength(shimOf(deltaFrame) ?? new Uint8Array())).toBe(1);
    for (const frame of [keyFrame, deltaFrame]) {
      expect(shimLength(frame)).toBeNull();
      expect(isKeyFrame(shimOf(frame) ?? new Uint8Array())).toBe(isKeyFrame(frame));
    }
    for (const other of ['', '10', '1000009d012a8002', '1000009d012b80026801', '1100009d', '13'])
      expect(shimLength(unhex(other))).toBe(other.startsWith('11') ? 1 : null);
  });

  it('is not made for what is no VP8', () => {
    for (const other of ['', '50c6029d012a80', '50c602000000c2800168'])
      expect(shimOf(unhex(other))).toBeNull();
  });
});
