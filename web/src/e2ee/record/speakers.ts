import { admits, type Charter, type Role } from '../invitation/charter';

/** Who speaks for a side at an entry: its heads and deputies, by those changes of roles that the entries have stated so far. */
export class Speakers {
  readonly #charter: Charter;
  /** How many changes of each side were stated. */
  readonly #stated: number[];
  /** By seat. */
  readonly #roles = new Map<string, Role>();

  constructor(charter: Charter) {
    this.#charter = charter;
    this.#stated = charter.sides.map(() => 0);
    for (const { seats } of charter.sides) for (const { id, first } of seats) this.#roles.set(id, first);
  }

  /** Takes what an entry without fault states: those changes, and all of their sides before them. */
  state(stamps: readonly string[]): void {
    const named = new Set(stamps);
    for (const [side, { seats, changes }] of this.#charter.sides.entries()) {
      const from = this.#stated[side] ?? 0;
      const to = Math.max(from, changes.findLastIndex(({ stamp }) => named.has(stamp)) + 1);
      for (const { seat, role } of changes.slice(from, to))
        if (seats.some(({ id }) => id === seat)) this.#roles.set(seat, role);
      this.#stated[side] = to;
    }
  }

  includes(seat: string): boolean {
    const role = this.#roles.get(seat);
    return role !== undefined && admits(role);
  }
}
