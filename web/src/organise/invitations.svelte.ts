import type { Role } from '../e2ee/invitation/charter';
import { openDossier, type Dossier, type DossierSeat, type DossierSide } from '../e2ee/invitation/dossier';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';
import { meetingLink } from '../links/page';
import {
  failureOf,
  type Failure,
  type NewSeat,
  type Organiser,
  type Papers,
  type Result,
  type StoredMeeting,
} from './api';
import { fits, toSeat, type DraftPerson } from './draft';
import { writePapers, writeSeat } from './writing';

/** The server, as far as the organiser's page needs it. */
export type Calls = Pick<Organiser, 'read' | 'addSeat' | 'renewLink' | 'revokeLink' | 'end'>;

/** A person's seat, as the organiser sees it. */
export interface OrganisedSeat {
  id: string;
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** The ministry or agency that the person is of; may be empty. */
  agency: string;
  role: Role;
  /** Of the seat's link: 0 for the first. */
  generation: number;
  revoked: boolean;
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

interface Change {
  /** What the papers are to say; null where they do already. */
  next: (dossier: Dossier) => Dossier | null;
  send: (dossier: Dossier, papers: Papers) => Promise<Result<unknown>>;
}

interface Look {
  dossier: Dossier;
  meeting: OrganisedMeeting;
  links: Map<string, string>;
}

/** What the organiser sees and does: the people, their links, and who is there. */
export class Invitations {
  meeting = $state.raw<OrganisedMeeting | null>(null);
  /** By seat id; a seat whose link is revoked has none. */
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
  readonly #made = new Map<string, Promise<string>>();
  #dossier: Dossier | null = null;
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
    this.#dossier = result.value.dossier;
    this.meeting = result.value.meeting;
    this.links = result.value.links;
    this.stale = null;
  }

  add(side: string, person: DraftPerson): Promise<boolean> {
    return this.#change({
      next: (dossier) => withSeat(dossier, side, toSeat(person)),
      send: async (dossier, papers) =>
        this.#organiser.addSeat(side, papers, await this.#write(dossier, person.id)),
    });
  }

  renew({ id, generation }: OrganisedSeat): Promise<boolean> {
    return this.#change({
      next: (dossier) => withNewLink(dossier, id, generation),
      send: async (dossier, papers) => this.#organiser.renewLink(id, papers, await this.#write(dossier, id)),
    });
  }

  /** A new link that nobody is given, and the server's word that it is withdrawn: so the charter, too, says that the old one is void. */
  revoke({ id, generation }: OrganisedSeat): Promise<boolean> {
    return this.#change({
      next: (dossier) => withNewLink(dossier, id, generation),
      send: async (dossier, papers) => {
        const renewed = await this.#organiser.renewLink(id, papers, await this.#write(dossier, id));
        return renewed.ok ? this.#organiser.revokeLink(id) : renewed;
      },
    });
  }

  end(): Promise<boolean> {
    return this.#act(() => this.#organiser.end());
  }

  /** Changes the papers. Where somebody else was faster, looks again and tries once more. */
  #change(change: Change): Promise<boolean> {
    return this.#act(async () => {
      const first = await this.#attempt(change);
      if (first.ok || first.reason !== 'stale') return first;
      await this.refresh();
      return this.#attempt(change);
    });
  }

  async #attempt({ next, send }: Change): Promise<Result<unknown>> {
    if (this.#dossier === null) return failureOf('unreadable');
    const dossier = next(this.#dossier);
    if (dossier === null) return { ok: true, value: null };
    if (!fits(this.#id, dossier)) return failureOf('tooMuchText');
    return send(dossier, await writePapers(this.#id, this.#secret, dossier));
  }

  async #act(act: () => Promise<Result<unknown>>): Promise<boolean> {
    this.busy = true;
    const result = await act();
    this.failure = result.ok ? null : result;
    await this.refresh();
    this.busy = false;
    return result.ok;
  }

  #write(dossier: Dossier, id: string): Promise<NewSeat> {
    for (const side of dossier.sides)
      for (const seat of side.seats) if (seat.id === id) return writeSeat(this.#id, this.#secret, side, seat);
    throw new Error('a seat that was just written is gone');
  }

  async #look(): Promise<Result<Look>> {
    const result = await this.#organiser.read();
    if (!result.ok) return result;
    const stored = result.value;
    const dossier = await openDossier(stored.dossier, await this.#secret.dossierKey(), this.#id);
    // A server that gives older papers back, or others than it says, is not to be believed.
    if (dossier?.version !== stored.version || dossier.version < (this.#dossier?.version ?? 0))
      return failureOf('unreadable');
    const meeting = joined(stored, dossier);
    return { ok: true, value: { dossier, meeting, links: await this.#linksOf(meeting) } };
  }

  async #linksOf(meeting: OrganisedMeeting): Promise<Map<string, string>> {
    const seats = meeting.sides.flatMap((side) => side.seats).filter((seat) => !seat.revoked);
    return new Map(
      await Promise.all(
        seats.map(async (seat): Promise<[string, string]> => [seat.id, await this.#link(seat)]),
      ),
    );
  }

  /** The page looks again every few seconds: a link is derived once. */
  #link({ id, generation }: OrganisedSeat): Promise<string> {
    const key = `${id} ${generation}`;
    const made =
      this.#made.get(key) ??
      this.#secret.linkSeed(id, generation).then((seed) => meetingLink(this.#origin, this.#id, seed));
    this.#made.set(key, made);
    return made;
  }
}

/** What the papers say, with what the server alone knows. */
function joined({ over, seats }: StoredMeeting, { title, sides }: Dossier): OrganisedMeeting {
  const known = new Map(seats.map((seat) => [seat.id, seat]));
  return {
    title,
    over,
    sides: sides.map((side) => ({
      id: side.id,
      name: side.name,
      seats: side.seats.map((seat) => ({
        ...seat,
        revoked: known.get(seat.id)?.revoked ?? false,
        present: known.get(seat.id)?.present ?? false,
      })),
    })),
  };
}

function withSeat(dossier: Dossier, side: string, seat: DossierSeat): Dossier | null {
  const isThere = dossier.sides.some((one) => one.seats.some(({ id }) => id === seat.id));
  return isThere
    ? null
    : changed(dossier, (one) => (one.id === side ? { ...one, seats: [...one.seats, seat] } : one));
}

/** @param generation of the link that is to be replaced */
function withNewLink(dossier: Dossier, seat: string, generation: number): Dossier | null {
  const isOld = (one: DossierSeat): boolean => one.id === seat && one.generation === generation;
  if (!dossier.sides.some((side) => side.seats.some(isOld))) return null;
  return changed(dossier, (side) => ({
    ...side,
    seats: side.seats.map((one) => (isOld(one) ? { ...one, generation: generation + 1 } : one)),
  }));
}

function changed(dossier: Dossier, change: (side: DossierSide) => DossierSide): Dossier {
  return { ...dossier, version: dossier.version + 1, sides: dossier.sides.map(change) };
}
