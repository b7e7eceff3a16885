import { describe, expect, it } from 'vitest';
import type { Participant } from '../../signalling/messages';
import type { Role } from '../../e2ee/invitation/charter';
import { arrange, centred, sidesOf, type Sight } from './table';

const seat = (id: string) => ({ id, name: id.toUpperCase(), title: '', agency: '' });
const sides = [
  { id: 'A', name: 'Side A', seats: [seat('a1'), seat('a2'), seat('a3')] },
  { id: 'B', name: 'Side B', seats: [seat('b1')] },
  { id: 'C', name: 'Side C', seats: [seat('c1')] },
];
const here = (id: string, room = 'plenary'): Participant => ({
  seat: id,
  room,
  microphone: true,
  camera: true,
  screen: false,
  interrupted: false,
});

function seen(participants: Participant[], more: Partial<Sight> = {}): Sight {
  return {
    sides,
    participants,
    you: 'a2',
    ownSide: 'A',
    room: 'plenary',
    indexOf: (side) => 'ABC'.indexOf(side),
    emblemOf: (side) => (side === 'B' ? '⛰' : ''),
    sideOf: (id) => ('ABC'.includes(id.slice(0, 1).toUpperCase()) ? id.slice(0, 1).toUpperCase() : null),
    order: 'charter',
    turn: 0,
    unnamed: 'unnamed',
    unnamedSide: (number) => `Side ${number}`,
    ...more,
  };
}

function whereabouts(sight: Sight): Record<string, string> {
  return Object.fromEntries(
    sidesOf(sight).flatMap((side) => side.seats.map((one) => [one.id, one.whereabouts])),
  );
}

describe('sidesOf', () => {
  it('seats one’s own side at the near edge, and keeps every side’s mark', () => {
    const table = sidesOf(seen([here('a2'), here('c1')]));
    expect(table.map((side) => [side.id, side.index, side.yours])).toEqual([
      ['B', 1, false],
      ['C', 2, false],
      ['A', 0, true],
    ]);
    expect(table.map((side) => side.emblem)).toEqual(['⛰', '', '']);
    expect(table[2]?.seats.map((one) => [one.id, one.you, one.participant !== null])).toEqual([
      ['a1', false, false],
      ['a2', true, true],
      ['a3', false, false],
    ]);
  });

  it.each([
    ['charter', 0, 'BCA'],
    ['alphabetical', 0, 'BCA'],
    ['rotating', 0, 'BCA'],
    ['rotating', 2, 'CBA'],
    ['rotating', 3, 'BCA'],
  ] as const)('seats the sides in the order that all agreed to: %s %i', (order, turn, expected) => {
    const ids = sidesOf(seen([], { order, turn })).map((side) => side.id);
    expect(ids.join('')).toBe(expected);
  });

  it('seats by the names that one sees', () => {
    const renamed = sides.map((side) => (side.id === 'B' ? { ...side, name: 'Zenith' } : side));
    const ids = sidesOf(seen([], { sides: renamed, order: 'alphabetical' })).map((side) => side.id);
    expect(ids).toEqual(['C', 'B', 'A']);
  });

  it('seats the head in the middle, and the deputy beside', () => {
    const [side] = sidesOf(seen([])).slice(-1);
    const roles: Record<string, Role> = { a1: 'adviser', a2: 'deputy', a3: 'head' };
    const row = centred(side?.seats ?? [], (id) => roles[id] ?? null);
    expect(row.map(({ id }) => id)).toEqual(['a2', 'a3', 'a1']);
  });

  it('tells of the own side who is in caucus, and of others only that they are away', () => {
    const participants = [here('a1', 'A'), here('a2'), here('b1', 'B'), here('c1')];
    expect(whereabouts(seen(participants))).toEqual({
      a1: 'caucus',
      a2: 'here',
      a3: 'absent',
      b1: 'away',
      c1: 'here',
    });
    expect(whereabouts(seen([here('a1'), here('a2', 'A'), here('b1', 'B')], { room: 'A' }))).toEqual({
      a1: 'table',
      a2: 'here',
      a3: 'absent',
      b1: 'away',
      c1: 'absent',
    });
  });

  it('tells who is aside, to those at the table and to those who are aside themselves', () => {
    const participants = [here('a1', 'heads'), here('a2'), here('b1', 'heads'), here('c1', 'C')];
    const elsewhere = { a3: 'absent', c1: 'away' };
    expect(whereabouts(seen(participants))).toEqual({ ...elsewhere, a1: 'aside', a2: 'here', b1: 'aside' });
    expect(whereabouts(seen(participants, { room: 'heads' }))).toEqual({
      ...elsewhere,
      a1: 'here',
      a2: 'table',
      b1: 'here',
    });
  });

  it('shows who is there before their names are known', () => {
    const table = sidesOf(seen([here('a2'), here('a4'), here('b1')], { sides: sides.slice(0, 1) }));
    expect(table.map((side) => [side.name, side.seats.map((one) => one.name)])).toEqual([
      ['Side 2', ['unnamed']],
      ['Side A', ['A1', 'A2', 'A3', 'unnamed']],
    ]);
  });

  it('ignores a participant who is not of the meeting', () => {
    expect(sidesOf(seen([here('z9')])).flatMap((side) => side.seats)).toHaveLength(5);
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

  it('leaves room between sides that stand in one line', () => {
    const { tile } = arrange([4, 4, 3, 4], { width: 1256, height: 663 });
    const together = 7 * tile.width + 5 * 8 + 0.2 * tile.width;
    const lines = together <= 1256 ? 3 : 4;
    expect(lines * ((tile.width * 9) / 16 + 42 + 8 + 32) + 52).toBeLessThanOrEqual(663);
  });

  it('gives the smallest tile where nothing fits', () => {
    const { tile, fits } = arrange([64, 64], { width: 200, height: 200 });
    expect([tile.width, fits]).toEqual([112, false]);
    expect(arrange([3, 3], desktop).fits).toBe(true);
  });
});
