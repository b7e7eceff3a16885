import { equal } from '../e2ee/bytes';
import { openCharterBase, type CharterBase } from '../e2ee/invitation/charter';
import {
  adding,
  changing,
  openSide,
  organisingKeeper,
  renewing,
  withdrawing,
  type Keeper,
  type KeptSeat,
  type KeptSide,
  type Person,
  type RosterChange,
  type Unchanged,
} from '../e2ee/invitation/keeping';
import { openRoster, verifyRosterBase, type RosterBase } from '../e2ee/invitation/roster';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';
import { meetingLink } from '../links/page';
import { failureOf, type Failure, type Organiser, type Result, type StoredMeeting } from './api';
import { cleaned } from './draft';

/** The server, as far as the organiser's page needs it. */
export type Calls = Pick<Organiser, 'read' | 'change' | 'end'>;

/** A person's seat, as the organiser sees it. */
export interface OrganisedSeat extends KeptSeat {
  present: boolean;
}

export interface OrganisedSide {
  id: string;
  name: string;
  seats: OrganisedSeat[];
}

export interface OrganisedMeeting {
  title: string;
  over: boolean;
  sides: OrganisedSide[];
}

interface Look {
  base: RosterBase;
  sides: Map<string, KeptSide>;
  meeting: OrganisedMeeting;
  links: Map<string, string>;
}

type Change = (keeper: Keeper, side: KeptSide) => Promise<RosterChange | Unchanged>;

/** What the organiser sees and does: the people, their links, and who is there. */
export class Invitations {
  meeting = $state.raw<OrganisedMeeting | null>(null);
  /** By seat id; a seat whose link is revoked has none, nor one whose side made it. */
  links = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Why the last look at the meeting failed; null once one succeeded. */
  stale = $state.raw<Failure | null>(null);
  /** Why the last act failed. */
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  readonly #id: string;
  readonly #organiser: Calls;
  readonly #secret: OrganiserSecret;
  readonly #origin: string;
  readonly #made = new Map<string, Promise<string | null>>();
  #base: RosterBase | null = null;
  #sides: ReadonlyMap<string, KeptSide> = new Map();
  #reads = 0;

  constructor(id: string, organiser: Calls, secret: OrganiserSecret, origin: string) {
    this.#id = id;
    this.#organiser = organiser;
    this.#secret = secret;
    this.#origin = origin;
  }

  get present(): number {
    return this.meeting?.sides.flatMap((side) => side.seats).filter((seat) => seat.present).length ?? 0;
  }

  async refresh(): Promise<void> {
    const read = ++this.#reads;
    const result = await this.#look();
    // An older answer that comes late tells nothing any more.
    if (read !== this.#reads) return;
    if (!result.ok) {
      this.stale = result;
      return;
    }
    this.#base = result.value.base;
    this.#sides = result.value.sides;
    this.meeting = result.value.meeting;
    this.links = result.value.links;
    this.stale = null;
  }

  add(side: string, person: Person): Promise<boolean> {
    return this.#change(side, async (keeper, kept) =>
      adding(keeper, kept, cleaned(person), await this.#secret.linkSeed(person.id, 0)),
    );
  }

  /** Gives somebody another name, function, agency or role. */
  change(side: string, person: Person): Promise<boolean> {
    return this.#change(side, (keeper, kept) => changing(keeper, kept, cleaned(person)));
  }

  renew(side: string, { id, generation }: OrganisedSeat): Promise<boolean> {
    return this.#change(side, async (keeper, kept) => {
      const seed = await this.#secret.linkSeed(id, generation + 1);
      return renewing(keeper, kept, { id, generation }, seed);
    });
  }

  revoke(side: string, { id }: OrganisedSeat): Promise<boolean> {
    return this.#change(side, (keeper, kept) => withdrawing(keeper, kept, id));
  }

  end(): Promise<boolean> {
    return this.#act(() => this.#organiser.end());
  }

  /** Changes a side's papers. Where somebody else was faster, looks again and tries once more. */
  #change(side: string, change: Change): Promise<boolean> {
    return this.#act(async () => {
      const first = await this.#attempt(side, change);
      if (first.ok || first.reason !== 'stale') return first;
      await this.refresh();
      return this.#attempt(side, change);
    });
  }

  async #attempt(side: string, change: Change): Promise<Result<unknown>> {
    const named = this.#base?.sides.find((one) => one.id === side);
    const kept = this.#sides.get(side);
    if (named === undefined || kept === undefined) return failureOf('unreadable');
    const asked = await change(await organisingKeeper(this.#secret, this.#id, named), kept);
    if (asked === 'done') return { ok: true, value: null };
    return typeof asked === 'string' ? failureOf(asked) : this.#organiser.change(side, asked);
  }

  async #act(act: () => Promise<Result<unknown>>): Promise<boolean> {
    this.busy = true;
    const result = await act();
    this.failure = result.ok ? null : result;
    await this.refresh();
    this.busy = false;
    return result.ok;
  }

  async #look(): Promise<Result<Look>> {
    const result = await this.#organiser.read();
    if (!result.ok) return result;
    const stored = result.value;
    const opened = await this.#open(stored);
    // A server that gives older papers back, or others than it says, is not to be believed.
    if (opened === null) return failureOf('unreadable');
    const meeting = joined(stored, opened);
    return { ok: true, value: { ...opened, meeting, links: await this.#linksOf(meeting) } };
  }

  async #open({ papers, sides }: StoredMeeting): Promise<Pick<Look, 'base' | 'sides'> | null> {
    const { publicKey } = await this.#secret.signatureKeys();
    const charter = await openCharterBase(papers.charter, publicKey, this.#id);
    const signed = await openRoster(papers.roster, await this.#secret.rosterKey(), this.#id);
    const base = signed === null ? null : await verifyRosterBase(signed, publicKey, this.#id);
    if (charter === null || base === null || !areSame(charter, base, sides)) return null;
    const opened = new Map<string, KeptSide>();
    for (const [at, side] of base.sides.entries()) {
      const stored = sides[at];
      const keeper = await organisingKeeper(this.#secret, this.#id, side);
      const kept = stored === undefined ? null : await openSide(keeper, stored.papers);
      if (kept === null || kept.version < (this.#sides.get(side.id)?.version ?? 0)) return null;
      opened.set(side.id, kept);
    }
    return { base, sides: opened };
  }

  async #linksOf(meeting: OrganisedMeeting): Promise<Map<string, string>> {
    const links = new Map<string, string>();
    for (const seat of meeting.sides.flatMap((side) => side.seats)) {
      const link = seat.withdrawn ? null : await this.#link(seat);
      if (link !== null) links.set(seat.id, link);
    }
    return links;
  }

  /** Null for one that the side made. The page looks again every few seconds: a link is derived once. */
  #link({ id, generation, key }: OrganisedSeat): Promise<string | null> {
    const name = `${id} ${generation}`;
    const made = this.#made.get(name) ?? this.#derive(id, generation, key);
    this.#made.set(name, made);
    return made;
  }

  async #derive(id: string, generation: number, key: Uint8Array): Promise<string | null> {
    const seed = await this.#secret.linkSeed(id, generation);
    const { publicKey } = await seed.invitationKeys();
    return equal(publicKey, key) ? meetingLink(this.#origin, this.#id, seed) : null;
  }
}

function areSame(charter: CharterBase, base: RosterBase, stored: StoredMeeting['sides']): boolean {
  return [base.sides, stored].every(
    (sides) =>
      sides.length === charter.sides.length && sides.every(({ id }, at) => charter.sides[at]?.id === id),
  );
}

/** What the papers say, with what the server alone knows. */
function joined(
  { over, sides: stored }: StoredMeeting,
  { base, sides }: Pick<Look, 'base' | 'sides'>,
): OrganisedMeeting {
  const present = new Set(
    stored.flatMap((side) => side.seats.filter((seat) => seat.present)).map(({ id }) => id),
  );
  return {
    title: base.title,
    over,
    sides: base.sides.map(({ id, name }) => ({
      id,
      name,
      seats: (sides.get(id)?.seats ?? []).map((seat) => ({ ...seat, present: present.has(seat.id) })),
    })),
  };
}
