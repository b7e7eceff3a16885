import {
  adding,
  changing,
  openSide,
  renewing,
  withdrawing,
  type Keeper,
  type KeptSeat,
  type KeptSide,
  type Person,
  type RosterChange,
  type SidePapers,
  type Unchanged,
} from '../e2ee/invitation/keeping';
import { LinkSeed } from '../e2ee/invitation/secrets';
import type { ClientMessage, Kept, NotKept, WhyNot } from '../signalling/messages';

/** Why a change was not made: the server's word, our own, or that it is not reached. */
export type KeepingFailure = Exclude<Unchanged, 'done'> | WhyNot | 'unreachable';

type Change = (keeper: Keeper, side: KeptSide) => Promise<RosterChange | Unchanged>;

/** The roster of the own side, in the hands of those who prepare. */
export class RosterKeeping {
  /** Null for whoever does not keep it, and before it was read. */
  side = $state.raw<KeptSide | null>(null);
  busy = $state(false);
  /** Why the last change was not made. */
  failure = $state<KeepingFailure | null>(null);

  readonly #send: (message: ClientMessage) => void;
  #keeper: Keeper | null = null;
  #waiting: ((answer: Kept | NotKept | null) => void) | null = null;

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  /** Takes the papers as they are now; null for whoever does not keep them. */
  async take(keeper: Keeper | null, papers: SidePapers): Promise<void> {
    const side = keeper === null ? null : await openSide(keeper, papers);
    this.#keeper = keeper;
    // What does not open is left aside, and what was known stays.
    if (keeper === null || side !== null) this.side = side;
  }

  /** The seed of the new person's link, which is known nowhere else; null where that came to nothing. */
  async add(person: Person): Promise<LinkSeed | null> {
    const seed = LinkSeed.random();
    return (await this.#change((keeper, side) => adding(keeper, side, person, seed))) ? seed : null;
  }

  /** Another name, function, agency or role for somebody. */
  change(person: Person): Promise<boolean> {
    return this.#change((keeper, side) => changing(keeper, side, person));
  }

  /** As {@link add}, of a new link: the old one is void at once. */
  async renew(seat: KeptSeat): Promise<LinkSeed | null> {
    const seed = LinkSeed.random();
    return (await this.#change((keeper, side) => renewing(keeper, side, seat, seed))) ? seed : null;
  }

  withdraw(seat: string): Promise<boolean> {
    return this.#change((keeper, side) => withdrawing(keeper, side, seat));
  }

  receive(answer: Kept | NotKept): void {
    this.#settle(answer);
  }

  disconnected(): void {
    this.#settle(null);
  }

  async #change(change: Change): Promise<boolean> {
    const [keeper, side] = [this.#keeper, this.side];
    if (this.busy || keeper === null || side === null) return false;
    this.busy = true;
    this.failure = await this.#ask(await change(keeper, side));
    this.busy = false;
    return this.failure === null;
  }

  async #ask(asked: RosterChange | Unchanged): Promise<KeepingFailure | null> {
    if (asked === 'done') return null;
    if (typeof asked === 'string') return asked;
    const answered = new Promise<Kept | NotKept | null>((resolve) => (this.#waiting = resolve));
    this.#send(asked);
    const answer = await answered;
    if (answer === null) return 'unreachable';
    return answer.type === 'kept' ? null : answer.why;
  }

  #settle(answer: Kept | NotKept | null): void {
    this.#waiting?.(answer);
    this.#waiting = null;
  }
}
