import type { PurgeProposal } from '../course/built/rules.js';
import { invitedKeyOf, type Charter } from '../e2ee/invitation/charter';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import { signPurge, verifyPurge } from '../e2ee/purge';
import type { ClientMessage, PurgeRefusal, PurgeRefused } from '../signalling/messages';

/** Has the server delete all that it holds of a process, by the keys of all its sides. */
export class Purging {
  /** Why it did not; null where it was not asked, or did: then the line is over. */
  failure = $state<PurgeRefusal | null>(null);
  busy = $state(false);
  /** Of the sides whose keys to the proposal are good. */
  good = $state.raw<ReadonlySet<string>>(new Set());

  readonly #process: string;
  readonly #seed: LinkSeed;
  readonly #send: (message: ClientMessage) => void;
  #turn = 0;

  constructor(process: string, seed: LinkSeed, send: (message: ClientMessage) => void) {
    this.#process = process;
    this.#seed = seed;
    this.#send = send;
  }

  /** One's side's key to what is proposed. */
  async sign({ seq }: PurgeProposal): Promise<string> {
    const { privateKey } = await this.#seed.invitationKeys();
    return signPurge(this.#process, seq, privateKey);
  }

  /** Looks which keys are signatures of the proposal, by a link of a head or deputy that counts now. */
  async check(proposal: PurgeProposal | null, charter: Charter): Promise<void> {
    const turn = ++this.#turn;
    const good = new Set<string>();
    for (const { side, by, signature } of proposal?.keys ?? []) {
      const key = invitedKeyOf(charter, side, by);
      if (key !== null && (await verifyPurge(this.#process, proposal?.seq ?? -1, key, signature)))
        good.add(side);
    }
    // What changed meanwhile is being checked by another call.
    if (turn === this.#turn) this.good = good;
  }

  /** Hands the keys over. What comes of it is told to everybody in the meeting, oneself as well. */
  carryOut({ seq, keys }: PurgeProposal): void {
    this.failure = null;
    this.busy = true;
    this.#send({
      type: 'purge',
      place: seq,
      keys: keys.map(({ by, signature }) => ({ seat: by, signature })),
    });
  }

  receive({ why }: PurgeRefused): void {
    this.busy = false;
    this.failure = why;
  }

  disconnected(): void {
    this.busy = false;
  }
}
