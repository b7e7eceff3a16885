import { describe, expect, it } from 'vitest';
import { levelOf } from './level';

const tone = (amplitude: number) =>
  Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin((i * 2 * Math.PI) / 64));

describe('levelOf', () => {
  it('goes from a quiet room to a loud voice', () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(tone(1))).toBe(1);
    const levels = [0.001, 0.01, 0.05, 0.2].map((amplitude) => levelOf(tone(amplitude)));
    expect(levels).toEqual([...levels].sort());
    expect(levels[2]).toBeGreaterThan(0.4);
    expect(levels[2]).toBeLessThan(0.8);
  });
});
