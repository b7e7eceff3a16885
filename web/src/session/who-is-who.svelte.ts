import { decodeBase64Url } from '../e2ee/bytes';
import { verifyName, type Card } from '../e2ee/invitation/card';
import { roleOf, sideOf, type Charter, type Role } from '../e2ee/invitation/charter';
import type { Roster, RosterSide } from '../e2ee/invitation/roster';
import type { Payload } from '../e2ee/log/payload';
import { peopleOf, type Invited } from './people';
import type { PersonName } from './surroundings';

/** The sides of a meeting and their people, as far as one knows them: names, roles, and who is of which side. */
export class WhoIsWho {
  /** One's own; null before it was opened. */
  card = $state.raw<Card | null>(null);
  charter = $state.raw<Charter | null>(null);
  /** Known to those who were admitted. */
  roster = $state.raw<Roster | null>(null);
  /** Known to those who keep a roster from the start: who is invited, of all sides. */
  invited = $state.raw<Roster | null>(null);

  readonly #meeting: string;
  /** As people of the own side introduced themselves. */
  #hellos = $state.raw<ReadonlyMap<string, PersonName>>(new Map());

  constructor(meeting: string) {
    this.#meeting = meeting;
  }

  /** How many people the meeting is for. */
  get seatCount(): number {
    return this.charter?.sides.reduce((sum, side) => sum + side.seats.length, 0) ?? 0;
  }

  /** The sides whose names one knows, with those of their seats that one knows: all of them once one is admitted. */
  get sides(): readonly RosterSide[] {
    if (this.roster !== null) return (this.invited ?? this.roster).sides;
    const card = this.card;
    if (card === null) return [];
    const others = [...this.#hellos]
      .filter(([seat]) => seat !== card.seat.id)
      .map(([id, { name, title, agency }]) => ({ id, name, title, agency }));
    return [{ id: card.side.id, name: card.side.name, seats: [card.seat, ...others] }];
  }

  /** Those of whom one may know, by seat; nobody for whoever was not let in and keeps no roster. */
  readonly people: ReadonlyMap<string, Invited> = $derived.by(() => {
    const roster = this.invited ?? this.roster;
    return roster === null || this.charter === null ? new Map() : peopleOf(this.charter, roster);
  });

  /** Whether somebody of a side is its head. */
  hasHead(side: string): boolean {
    const seats = this.charter?.sides.find((one) => one.id === side)?.seats ?? [];
    return seats.some((seat) => seat.role === 'head' && !seat.withdrawn);
  }

  /** All sides' ids, in the order of the charter. */
  get sideIds(): readonly string[] {
    return this.charter?.sides.map((side) => side.id) ?? [];
  }

  /** Null for a side whose name one does not know. */
  sideName(id: string): string | null {
    const known = this.invited ?? this.roster;
    return (
      known?.sides.find((side) => side.id === id)?.name ??
      (id === this.card?.side.id ? this.card.side.name : null)
    );
  }

  /** Where a side stands among the sides, which gives it its mark and colour. */
  sideIndex(side: string): number {
    return Math.max(0, this.charter?.sides.findIndex((one) => one.id === side) ?? 0);
  }

  /** The side that a seat belongs to; null for a seat that the charter does not know. */
  sideOf(seat: string): string | null {
    return this.charter === null ? null : sideOf(this.charter, seat);
  }

  /** Null for a seat that the charter does not know. */
  roleOf(seat: string): Role | null {
    return this.charter === null ? null : roleOf(this.charter, seat);
  }

  /** Null for somebody whose name one does not know. */
  nameOf(seat: string): PersonName | null {
    for (const side of (this.invited ?? this.roster)?.sides ?? []) {
      const found = side.seats.find((one) => one.id === seat);
      if (found === undefined) continue;
      const { name, title, agency } = found;
      return { name, title, agency, sideName: side.name };
    }
    return this.#hellos.get(seat) ?? null;
  }

  /** Takes how somebody of the own side introduced themselves, if whoever keeps its roster signed that. */
  async introduced(seat: string, hello: Extract<Payload, { type: 'hello' }>): Promise<void> {
    const { card } = this;
    const certificate = decodeBase64Url(hello.certificate);
    if (card === null || certificate === null) return;
    const { name, title, agency, sideName } = hello;
    const place = { meeting: this.#meeting, sideId: card.side.id, sideName, seatId: seat };
    const named = { ...place, name, title, agency };
    const keeper = this.charter?.sides.find((one) => one.id === card.side.id)?.keeper;
    if (keeper === undefined || !(await verifyName(named, certificate, keeper))) return;
    this.#hellos = new Map(this.#hellos).set(seat, { name, title, agency, sideName });
  }

  /** Whether the own side was told the name on a card already. */
  hasIntroduced({ seat: { id, name, title, agency } }: Card): boolean {
    const known = this.#hellos.get(id);
    return known?.name === name && known.title === title && known.agency === agency;
  }
}
