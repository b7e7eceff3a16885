import type { Charter } from '../invitation/charter';
import { verifyRosterBase, verifyRosterPart } from '../invitation/roster';
import type { RecordFile } from './file';

/** What those signed whose it is of the names in a record. */
export interface ProvenNames {
  /** Of the meeting; null where nobody proves it. */
  title: string | null;
  /** By the sides' ids. */
  sides: ReadonlyMap<string, string>;
  /** By the seats' ids. */
  seats: ReadonlyMap<string, string>;
  /** Whether nothing is missing, and nothing was left aside. */
  areAll: boolean;
}

export const NO_NAMES: ProvenNames = { title: null, sides: new Map(), seats: new Map(), areAll: false };

export async function provenNames(
  { roster, organiser, meeting }: RecordFile,
  charter: Charter,
): Promise<ProvenNames> {
  const base = roster.base === null ? null : await verifyRosterBase(roster.base, organiser, meeting);
  if (base?.sides.length !== charter.sides.length) return NO_NAMES;
  const seats = new Map<string, string>();
  let areAll = roster.parts.length === charter.sides.length;
  for (const [at, { id, keeper }] of charter.sides.entries()) {
    const part = roster.parts[at];
    if (base.sides[at]?.id !== id) return NO_NAMES;
    const names = part?.side === id ? await verifyRosterPart(part.signed, keeper, meeting, id) : null;
    areAll &&= names !== null;
    // Of a seat that the charter gives to another side, a part says nothing.
    const own = new Set(charter.sides[at]?.seats.map((seat) => seat.id));
    for (const seat of names?.seats ?? []) if (own.has(seat.id)) seats.set(seat.id, seat.name);
  }
  return { title: base.title, sides: new Map(base.sides.map((side) => [side.id, side.name])), seats, areAll };
}
