import { randomBytes } from '../crypto';
import type { Charter, CharterSeat, CharterSide, Role } from './charter';

/** A seat as a charter has it, whose role never changed. */
export function seatIn(id: string, role: Role, more: Partial<CharterSeat> = {}): CharterSeat {
  return {
    id,
    role,
    first: role,
    generation: 0,
    withdrawn: false,
    key: randomBytes(32),
    former: [],
    ...more,
  };
}

export function sideIn(
  id: string,
  seats: readonly CharterSeat[],
  more: Partial<CharterSide> = {},
): CharterSide {
  return { id, keeper: randomBytes(32), version: 1, seats, changes: [], ...more };
}

export function charterOf(meeting: string, sides: readonly CharterSide[]): Charter {
  return { meeting, version: sides.reduce((sum, side) => sum + side.version, 0), sides };
}
