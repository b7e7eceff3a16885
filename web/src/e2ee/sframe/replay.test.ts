import { describe, expect, it } from 'vitest';
import { ReplayWindow } from './replay';

describe('ReplayWindow', () => {
  it('takes each counter once, in whatever order', () => {
    const window = new ReplayWindow();
    for (const counter of [5n, 3n, 4n, 0n, 1023n, 6n]) {
      expect(window.isFresh(counter)).toBe(true);
      expect(window.note(counter)).toBe(true);
      expect(window.isFresh(counter)).toBe(false);
      expect(window.note(counter)).toBe(false);
    }
  });

  it('refuses what is too old to tell', () => {
    const window = new ReplayWindow();
    window.note(5000n);
    expect(window.isFresh(5001n - 1024n)).toBe(true);
    expect(window.isFresh(5000n - 1024n)).toBe(false);
    expect(window.note(5000n - 1024n)).toBe(false);
    expect(window.isFresh(0n)).toBe(false);
  });

  it('forgets what it passes, near and far', () => {
    const window = new ReplayWindow();
    window.note(1n);
    window.note(1024n);
    // 1025 shares its place with 1.
    expect(window.isFresh(1025n)).toBe(true);
    window.note(1030n);
    expect(window.isFresh(1025n)).toBe(true);
    window.note(1n << 60n);
    expect(window.isFresh(1030n)).toBe(false);
    for (let back = 1n; back < 1024n; back++) expect(window.isFresh((1n << 60n) - back)).toBe(true);
  });

  it('agrees with a list of everything', () => {
    const window = new ReplayWindow();
    const seen = new Set<bigint>();
    let highest = -1n;
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below;
    for (let run = 0; run < 20_000; run++) {
      const step = random(100) === 0 ? random(3000) : random(1100) - 1090;
      const counter = highest + BigInt(step) < 0n ? 0n : highest + BigInt(step);
      const fresh = !seen.has(counter) && counter > highest - 1024n;
      expect(window.note(counter)).toBe(fresh);
      if (fresh) seen.add(counter);
      if (counter > highest) highest = counter;
    }
  });
});
