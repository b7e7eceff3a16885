import { describe, expect, it } from 'vitest';
import type { MeetingView, Participant } from '../../signalling/messages';
import { arrange, tableOf } from './table';

const seat = (id: string) => ({ id, name: id.toUpperCase(), title: '' });
const meeting: MeetingView = {
  id: 'm',
  title: 'Harbour dues',
  sides: [
    { id: 'A', name: 'Side A', seats: [seat('a1'), seat('a2')] },
    { id: 'B', name: 'Side B', seats: [seat('b1')] },
    { id: 'C', name: 'Side C', seats: [seat('c1')] },
  ],
};
const here = (id: string): Participant => ({
  seat: id,
  microphone: true,
  camera: true,
  screen: false,
  interrupted: false,
});

describe('tableOf', () => {
  it('seats one’s own side at the near edge, and keeps every side’s mark', () => {
    const table = tableOf(meeting, [here('a2'), here('c1')], 'a2');
    expect(table.map((side) => [side.id, side.index, side.yours])).toEqual([
      ['B', 1, false],
      ['C', 2, false],
      ['A', 0, true],
    ]);
    expect(table[2]?.seats.map((one) => [one.id, one.you, one.participant !== null])).toEqual([
      ['a1', false, false],
      ['a2', true, true],
    ]);
  });

  it('ignores a participant who is not on the roster', () => {
    const table = tableOf(meeting, [here('z9')], 'a1');
    expect(table.flatMap((side) => side.seats).every((one) => one.participant === null)).toBe(true);
  });
});

describe('arrange', () => {
  const desktop = { width: 1264, height: 640 };
  const phone = { width: 374, height: 640 };

  it('puts two alone beside the table, and rows of three above and below it', () => {
    expect(arrange([1, 1], desktop).orientation).toBe('columns');
    expect(arrange([3, 3], desktop).orientation).toBe('rows');
    expect(arrange([3, 3], desktop).tile.width).toBeGreaterThan(330);
  });

  it('sets two columns on a phone held upright', () => {
    const { orientation, tile, compact } = arrange([3, 3], phone);
    expect(orientation).toBe('columns');
    expect(compact).toBe(true);
    expect(tile.width * 2).toBeLessThan(phone.width);
  });

  it('never overflows the width, and shrinks as people come', () => {
    for (const box of [desktop, phone, { width: 320, height: 480 }]) {
      let last = Number.POSITIVE_INFINITY;
      for (let people = 1; people <= 12; people++) {
        const { tile } = arrange([people, people], box);
        expect(tile.width).toBeLessThanOrEqual(Math.min(last, box.width));
        last = tile.width;
      }
    }
  });

  it('finds room for eight sides', () => {
    const { orientation, tile } = arrange([2, 2, 2, 2, 2, 2, 2, 2], desktop);
    expect(orientation).toBe('rows');
    expect(tile.width).toBeGreaterThanOrEqual(112);
  });

  it('gives the smallest tile where nothing fits', () => {
    expect(arrange([64, 64], { width: 200, height: 200 }).tile.width).toBe(112);
  });
});
