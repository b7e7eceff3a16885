import type { MeetingView, Participant } from '../../signalling/messages';

/** A seat as it is shown: of a person who is there, or empty. */
export interface TableSeat {
  id: string;
  name: string;
  title: string;
  you: boolean;
  participant: Participant | null;
}

export interface TableSide {
  id: string;
  name: string;
  /** Of the meeting's sides, from 0: gives it its mark and colour for everyone alike. */
  index: number;
  yours: boolean;
  seats: TableSeat[];
}

/** The sides as one sees them from one's own seat: the others first, across the table, one's own last, at the near edge. */
export function tableOf(
  meeting: MeetingView,
  participants: readonly Participant[],
  you: string,
): TableSide[] {
  const present = new Map(participants.map((participant) => [participant.seat, participant]));
  const sides = meeting.sides.map((side, index): TableSide => {
    const seats = side.seats.map((seat) => ({
      ...seat,
      you: seat.id === you,
      participant: present.get(seat.id) ?? null,
    }));
    return { id: side.id, name: side.name, index, yours: seats.some((seat) => seat.you), seats };
  });
  return [...sides.filter((side) => !side.yours), ...sides.filter((side) => side.yours)];
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
}

export const GAP = 8;
export const HEADING = 32;
export const SURFACE = 52;
const PLATE = 50;
const COMPACT_PLATE = 42;
const COMPACT_BELOW = 210;
const SMALLEST = 112;
const LARGEST = 760;

/**
 * The largest tiles with which everyone finds room; the smallest allowed, and scrolling, where there is none.
 *
 * @param counts tiles of each side, the near one last
 */
export function arrange(counts: readonly number[], box: Box): Arrangement {
  for (let width = LARGEST; width > SMALLEST; width -= 4) {
    if (fitsRows(counts, width, box)) return arrangement('rows', width);
    if (fitsColumns(counts, width, box)) return arrangement('columns', width);
  }
  return arrangement('rows', SMALLEST);
}

function arrangement(orientation: 'rows' | 'columns', width: number): Arrangement {
  return { orientation, tile: { width, height: (width * 9) / 16 }, compact: width < COMPACT_BELOW };
}

function tileHeight(width: number): number {
  return (width * 9) / 16 + (width < COMPACT_BELOW ? COMPACT_PLATE : PLATE);
}

function fitsRows(counts: readonly number[], width: number, box: Box): boolean {
  const most = Math.floor((box.width + GAP) / (width + GAP));
  if (most < 1) return false;
  const near = counts.at(-1) ?? 0;
  const far = counts.slice(0, -1);
  return linesHeight(far, most, width) + SURFACE + linesHeight([near], most, width) <= box.height;
}

/** The height of groups that stand side by side as long as there is room, then in further lines. */
function linesHeight(counts: readonly number[], most: number, width: number): number {
  let height = 0;
  let used = 0;
  let lineHeight = 0;
  for (const count of counts) {
    const across = Math.min(Math.max(count, 1), most);
    const down = Math.ceil(Math.max(count, 1) / across);
    if (used > 0 && used + across > most) {
      height += lineHeight;
      used = 0;
      lineHeight = 0;
    }
    used += across + (used > 0 ? 0.2 : 0);
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
