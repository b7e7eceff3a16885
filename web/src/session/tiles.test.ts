import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Tile } from '../signalling/messages';
import { TileSizes } from './tiles';

describe('TileSizes', () => {
  let told: Tile[][];
  let sizes: TileSizes;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    sizes = new TileSizes((tiles) => told.push(tiles));
  });
  afterEach(() => vi.useRealTimers());

  it('tells once sizes settled, and only what changed', () => {
    const tile = {};
    sizes.show(tile, 0, 100, 50);
    sizes.show(tile, 0, 300.4, 200);
    sizes.show({}, 1, 80, 80);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(200);
    sizes.show(tile, 0, 300, 200);
    vi.advanceTimersByTime(200);
    expect(told).toEqual([
      [
        { slot: 0, width: 300, height: 200 },
        { slot: 1, width: 80, height: 80 },
      ],
    ]);
  });

  it('says nothing is seen while the page is hidden, and all again afterwards', () => {
    sizes.show({}, 2, 640, 360);
    vi.advanceTimersByTime(200);
    sizes.hide(true);
    vi.advanceTimersByTime(200);
    sizes.hide(false);
    vi.advanceTimersByTime(200);
    expect(told.slice(1)).toEqual([
      [{ slot: 2, width: 0, height: 0 }],
      [{ slot: 2, width: 640, height: 360 }],
    ]);
  });

  it('lets a tile go only for the one who shows it', () => {
    const before = {};
    sizes.show(before, 0, 100, 100);
    sizes.show({}, 0, 400, 300);
    sizes.forget(before, 0);
    vi.advanceTimersByTime(200);
    expect(told).toEqual([[{ slot: 0, width: 400, height: 300 }]]);
  });

  it('tells everything again to a new session', () => {
    sizes.show({}, 0, 10, 10);
    vi.advanceTimersByTime(200);
    sizes.restart();
    vi.advanceTimersByTime(200);
    expect(told).toHaveLength(2);
    expect(told[1]).toEqual(told[0]);
  });
});
