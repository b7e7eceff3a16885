import { meetingLink } from '../links/page';
import type { Secret } from '../links/secret';
import type { Failure, OrganisedMeeting, OrganisedSeat, Organiser, Result } from './api';
import { toNewSeat, type DraftPerson } from './draft';

/** The server, as far as the organiser's page needs it. */
export type Calls = Pick<Organiser, 'read' | 'addSeat' | 'renewLink' | 'revokeLink' | 'end'>;

/** What the organiser sees and does: the roster, its links, and who is there. */
export class Invitations {
  meeting = $state.raw<OrganisedMeeting | null>(null);
  /** By seat id; a seat whose link is revoked has none. */
  links = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Why the last look at the meeting failed; null once one succeeded. */
  stale = $state.raw<Failure | null>(null);
  /** Why the last act failed. */
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  readonly #organiser: Calls;
  readonly #secret: Secret;
  readonly #origin: string;
  #reads = 0;

  constructor(organiser: Calls, secret: Secret, origin: string) {
    this.#organiser = organiser;
    this.#secret = secret;
    this.#origin = origin;
  }

  get present(): number {
    return this.meeting?.sides.flatMap((side) => side.seats).filter((seat) => seat.present).length ?? 0;
  }

  async refresh(): Promise<void> {
    const read = ++this.#reads;
    const result = await this.#organiser.read();
    const links = result.ok ? await this.#linksOf(result.value) : null;
    // An older answer that comes late tells nothing any more.
    if (read !== this.#reads) return;
    if (result.ok) {
      this.meeting = result.value;
      if (links !== null) this.links = links;
      this.stale = null;
    } else {
      this.stale = result;
    }
  }

  async add(side: string, person: DraftPerson): Promise<boolean> {
    const seat = await toNewSeat(person, this.#secret);
    return this.#act(() => this.#organiser.addSeat(side, seat));
  }

  async renew(seat: OrganisedSeat): Promise<boolean> {
    const link = await this.#secret.linkOf(seat.id, seat.generation + 1);
    const hash = await link.hash();
    return this.#act(() => this.#organiser.renewLink(seat.id, hash));
  }

  revoke(seat: OrganisedSeat): Promise<boolean> {
    return this.#act(() => this.#organiser.revokeLink(seat.id));
  }

  end(): Promise<boolean> {
    return this.#act(() => this.#organiser.end());
  }

  async #act(act: () => Promise<Result<unknown>>): Promise<boolean> {
    this.busy = true;
    const result = await act();
    this.failure = result.ok ? null : result;
    await this.refresh();
    this.busy = false;
    return result.ok;
  }

  async #linksOf(meeting: OrganisedMeeting): Promise<Map<string, string>> {
    const seats = meeting.sides.flatMap((side) => side.seats).filter((seat) => !seat.revoked);
    return new Map(
      await Promise.all(
        seats.map(async (seat): Promise<[string, string]> => {
          const secret = await this.#secret.linkOf(seat.id, seat.generation);
          return [seat.id, meetingLink(this.#origin, meeting.id, secret)];
        }),
      ),
    );
  }
}
