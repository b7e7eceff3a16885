import type { Order } from '../../course/built/rules.js';
import type { Role } from '../../e2ee/invitation/charter';
import type { RosterSide } from '../../e2ee/invitation/roster';
import { PLENARY } from '../../e2ee/room/rules';
import { isSidebar } from '../../e2ee/room/sidebar';
import type { Participant } from '../../signalling/messages';

/**
 * Where somebody is, seen from the room that one is in: `here` in it; `table`, while one is in another room; `caucus`, of the own side
 * while one is elsewhere; `aside` in a sidebar; `away` in a room of which one knows no more; `absent` from the meeting.
 */
export type Whereabouts = 'here' | 'table' | 'caucus' | 'aside' | 'away' | 'absent';

/** A seat as it is shown. */
export interface TableSeat {
  id: string;
  name: string;
  title: string;
  agency: string;
  you: boolean;
  whereabouts: Whereabouts;
  participant: Participant | null;
}

export interface TableSide {
  id: string;
  name: string;
  /** Of the meeting's sides, from 0: gives it its mark and colour for everyone alike. */
  index: number;
  /** What it chose as its own sign; empty for none. */
  emblem: string;
  yours: boolean;
  seats: TableSeat[];
}

/** What one knows of the meeting, from one's own seat. */
export interface Sight {
  /** Those with names that one knows. */
  sides: readonly RosterSide[];
  participants: readonly Participant[];
  you: string;
  ownSide: string;
  /** Where one is, as participants are told to be in it. */
  room: string;
  indexOf: (side: string) => number;
  emblemOf: (side: string) => string;
  /** Null for a seat that is in no side. */
  sideOf: (seat: string) => string | null;
  /** In the place of a name that one does not know. */
  unnamed: string;
  /** In which order the sides sit. */
  order: Order;
  /** How often a meeting was opened: so far the sides have moved round, where they do. */
  turn: number;
  /** As `unnamed`, of a side. */
  unnamedSide: (index: number) => string;
}

/** The sides as one sees them from one's own seat: the others first, across the table, one's own last, at the near edge. */
export function sidesOf(sight: Sight): TableSide[] {
  const { participants, room, ownSide } = sight;
  const present = new Map(participants.map((participant) => [participant.seat, participant]));
  const sides = withUnnamed(sight)
    .map((side): TableSide => {
      const yours = side.id === ownSide;
      const seats = side.seats.map((seat) => {
        const participant = present.get(seat.id) ?? null;
        const whereabouts = whereaboutsOf(participant, room, ownSide);
        return { ...seat, you: seat.id === sight.you, whereabouts, participant };
      });
      const index = sight.indexOf(side.id);
      return { id: side.id, name: side.name, index, emblem: sight.emblemOf(side.id), yours, seats };
    })
    .sort((one, other) => one.index - other.index);
  const seated = inOrder(sides, sight);
  return [...seated.filter((side) => !side.yours), ...seated.filter((side) => side.yours)];
}

/** As all sides agreed to sit. */
function inOrder(sides: readonly TableSide[], { order, turn }: Pick<Sight, 'order' | 'turn'>): TableSide[] {
  switch (order) {
    case 'charter':
      return [...sides];
    case 'alphabetical':
      return [...sides].sort((one, other) => one.name.localeCompare(other.name));
    case 'rotating': {
      const by = sides.length === 0 ? 0 : turn % sides.length;
      return [...sides.slice(by), ...sides.slice(0, by)];
    }
    default:
      return order satisfies never;
  }
}

/** A side's seats as they stand at the table: the head's in the middle, deputies' beside, all others outwards in their order. */
export function centred(seats: readonly TableSeat[], roleOf: (seat: string) => Role | null): TableSeat[] {
  const rank = ({ id }: TableSeat): number => {
    const role = roleOf(id);
    return role === 'head' ? 0 : role === 'deputy' ? 1 : 2;
  };
  const row: TableSeat[] = [];
  [...seats]
    .sort((one, other) => rank(one) - rank(other))
    .forEach((seat, at) => {
      if (at % 2 === 0) row.push(seat);
      else row.unshift(seat);
    });
  return row;
}

/** The sides, and in them those participants whose names one does not know yet. */
function withUnnamed({ sides, participants, sideOf, indexOf, unnamed, unnamedSide }: Sight): RosterSide[] {
  const known = new Set(sides.flatMap((side) => side.seats.map((seat) => seat.id)));
  const all = new Map(sides.map((side) => [side.id, side]));
  for (const { seat } of participants) {
    const id = known.has(seat) ? null : sideOf(seat);
    if (id === null) continue;
    const side = all.get(id) ?? { id, name: unnamedSide(indexOf(id) + 1), seats: [] };
    all.set(id, { ...side, seats: [...side.seats, { id: seat, name: unnamed, title: '', agency: '' }] });
  }
  return [...all.values()];
}

function whereaboutsOf(participant: Participant | null, here: string, ownSide: string): Whereabouts {
  if (participant === null) return 'absent';
  const { room } = participant;
  if (room === here) return 'here';
  if (room === PLENARY) return 'table';
  if (isSidebar(room)) return 'aside';
  return room === ownSide ? 'caucus' : 'away';
}

/** The seats of those who are in the room. */
export function hereOf(side: TableSide): TableSeat[] {
  return side.seats.filter((seat) => seat.whereabouts === 'here');
}

export interface Box {
  width: number;
  height: number;
}

export interface Arrangement {
  /** `rows`: sides above and below the table; `columns`: to its left and right. */
  orientation: 'rows' | 'columns';
  /** Of every tile: all seats are equal. Of the picture; the nameplate comes below. */
  tile: Box;
  /** Whether tiles are too small for more than a name. */
  compact: boolean;
  /** Whether everyone finds room; else one has to scroll. */
  fits: boolean;
}

export const GAP = 8;
export const HEADING = 32;
export const SURFACE = 52;
const PLATE = 50;
const COMPACT_PLATE = 42;
const COMPACT_BELOW = 210;
/** Between sides that stand in one line, in tiles. */
const BETWEEN = 0.2;
const SMALLEST = 112;
const LARGEST = 760;

/**
 * The largest tiles with which everyone finds room; the smallest allowed, and scrolling, where there is none.
 *
 * @param counts tiles of each side, the near one last
 */
export function arrange(counts: readonly number[], box: Box): Arrangement {
  for (let width = LARGEST; width > SMALLEST; width -= 4) {
    if (fitsRows(counts, width, box)) return arrangement('rows', width, true);
    if (fitsColumns(counts, width, box)) return arrangement('columns', width, true);
  }
  return arrangement('rows', SMALLEST, fitsRows(counts, SMALLEST, box));
}

function arrangement(orientation: 'rows' | 'columns', width: number, fits: boolean): Arrangement {
  return { orientation, tile: { width, height: (width * 9) / 16 }, compact: width < COMPACT_BELOW, fits };
}

function tileHeight(width: number): number {
  return (width * 9) / 16 + (width < COMPACT_BELOW ? COMPACT_PLATE : PLATE);
}

function fitsRows(counts: readonly number[], width: number, box: Box): boolean {
  const room = (box.width + GAP) / (width + GAP);
  if (room < 1) return false;
  const near = counts.at(-1) ?? 0;
  const far = counts.slice(0, -1);
  // One side alone needs no table between.
  const surface = far.length === 0 ? 0 : SURFACE;
  return linesHeight(far, room, width) + surface + linesHeight([near], room, width) <= box.height;
}

/**
 * The height of groups that stand side by side as long as there is room, then in further lines.
 *
 * @param room in tiles
 */
function linesHeight(counts: readonly number[], room: number, width: number): number {
  let height = 0;
  let used = 0;
  let lineHeight = 0;
  for (const count of counts) {
    const across = Math.min(Math.max(count, 1), Math.floor(room));
    const down = Math.ceil(Math.max(count, 1) / across);
    if (used > 0 && used + BETWEEN + across > room) {
      height += lineHeight;
      used = 0;
      lineHeight = 0;
    }
    used += across + (used > 0 ? BETWEEN : 0);
    lineHeight = Math.max(lineHeight, HEADING + down * (tileHeight(width) + GAP));
  }
  return height + lineHeight;
}

function fitsColumns(counts: readonly number[], width: number, box: Box): boolean {
  if (counts.length !== 2) return false;
  const across = Math.floor(((box.width - SURFACE) / 2 + GAP) / (width + GAP));
  if (across < 1) return false;
  const down = Math.max(...counts.map((count) => Math.ceil(Math.max(count, 1) / across)));
  return HEADING + down * (tileHeight(width) + GAP) <= box.height;
}
