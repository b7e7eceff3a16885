import type { Card } from '../e2ee/invitation/card';
import type { Charter } from '../e2ee/invitation/charter';
import {
  openRoster,
  rosterOf,
  verifyRosterBase,
  verifyRosterPart,
  type Roster,
  type RosterBase,
  type RosterPart,
} from '../e2ee/invitation/roster';
import type { Payload } from '../e2ee/log/payload';
import type { SidePart } from '../signalling/messages';

interface Signed<T> {
  signed: string;
  value: T;
}

/** Signed texts of the roster, from one source. */
class Texts {
  base: Signed<RosterBase> | null = null;
  readonly parts = new Map<string, Signed<RosterPart>>();

  /** Null before there is something of each side. */
  roster(charter: Charter): Roster | null {
    if (this.base === null || charter.sides.some((side) => !this.parts.has(side.id))) return null;
    return rosterOf(this.base.value, new Map([...this.parts].map(([side, part]) => [side, part.value])));
  }

  takeBase(signed: string, value: RosterBase): void {
    this.base = { signed, value };
  }

  /** An older one than is there is left aside. */
  takePart(signed: string, value: RosterPart): void {
    if (value.version > (this.parts.get(value.side)?.value.version ?? 0))
      this.parts.set(value.side, { signed, value });
  }
}

/** The names: as the server hands them to those who keep a roster, and as they are told in the plenary's log to all who are let in. */
export class Rosters {
  readonly #meeting: string;
  #card: Card | null = null;
  #charter: Charter | null = null;
  readonly #handed = new Texts();
  readonly #told = new Texts();
  /** Those of the handed texts that were sent to the log already: once, also where it takes no more. */
  #sent = new Set<string>();

  constructor(meeting: string) {
    this.#meeting = meeting;
  }

  /** Known to those who keep a roster, from the start. */
  get handed(): Roster | null {
    return this.#charter === null ? null : this.#handed.roster(this.#charter);
  }

  /** Known to all who were let in. */
  get told(): Roster | null {
    return this.#charter === null ? null : this.#told.roster(this.#charter);
  }

  /** All that the log told, as it was signed. */
  get toldTexts(): { base: string | null; parts: { side: string; signed: string }[] } {
    const parts = this.#charter?.sides.flatMap(({ id }) => {
      const signed = this.#told.parts.get(id)?.signed;
      return signed === undefined ? [] : [{ side: id, signed }];
    });
    return { base: this.#told.base?.signed ?? null, parts: parts ?? [] };
  }

  /** All that the log told, as it was signed: what a comparison of words vouches for. Empty before there is any. */
  get names(): string {
    const parts = this.#charter?.sides.map(({ id }) => this.#told.parts.get(id)?.signed ?? '') ?? [];
    return this.#told.base === null ? '' : [this.#told.base.signed, ...parts].join('\n');
  }

  /** Takes what the server holds for the seat. What does not open is left aside. */
  async take(card: Card, charter: Charter, roster: string, sides: readonly SidePart[]): Promise<void> {
    this.#card = card;
    this.#charter = charter;
    const { rosterKey } = card;
    if (rosterKey === null) return;
    const base = await openRoster(roster, rosterKey, this.#meeting);
    const opened = base === null ? null : await this.#base(base);
    if (base !== null && opened !== null) this.#handed.takeBase(base, opened);
    for (const { side, roster: sealed } of sides) {
      const signed = await openRoster(sealed, rosterKey, this.#meeting);
      const part = signed === null ? null : await this.#part(side, signed);
      if (signed !== null && part !== null) this.#handed.takePart(signed, part);
    }
  }

  /** Takes what stands in the plenary's log, if it is what those signed whose it is. */
  async written(payload: Extract<Payload, { type: 'roster' | 'roster.part' }>): Promise<void> {
    const { signed } = payload;
    if (payload.type === 'roster') {
      const base = await this.#base(signed);
      if (base !== null) this.#told.takeBase(signed, base);
    } else {
      const part = await this.#part(payload.side, signed);
      if (part !== null) this.#told.takePart(signed, part);
    }
  }

  /** What is to go into the plenary's log, from whoever has it; given once. */
  untold(): Payload[] {
    const payloads: Payload[] = [];
    const { base, parts } = this.#handed;
    if (base !== null && this.#told.base === null && !this.#sent.has(base.signed))
      payloads.push({ type: 'roster', signed: base.signed });
    for (const [side, { signed, value }] of parts) {
      const told = this.#told.parts.get(side)?.value.version ?? 0;
      if (value.version > told && !this.#sent.has(signed))
        payloads.push({ type: 'roster.part', side, signed });
    }
    this.#sent = new Set([
      ...(base === null ? [] : [base.signed]),
      ...[...parts.values()].map((one) => one.signed),
    ]);
    return payloads;
  }

  /** The seat is taken again: what was sent may not have arrived. */
  restarted(): void {
    this.#sent = new Set();
  }

  /** The sides that it names are those of the charter, in its order. */
  async #base(signed: string): Promise<RosterBase | null> {
    if (this.#card === null) return null;
    const base = await verifyRosterBase(signed, this.#card.organiserKey, this.#meeting);
    const sides = this.#charter?.sides ?? [];
    return base?.sides.length === sides.length && base.sides.every(({ id }, at) => sides[at]?.id === id)
      ? base
      : null;
  }

  async #part(side: string, signed: string): Promise<RosterPart | null> {
    const keeper = this.#charter?.sides.find((one) => one.id === side)?.keeper;
    return keeper === undefined ? null : verifyRosterPart(signed, keeper, this.#meeting, side);
  }
}
