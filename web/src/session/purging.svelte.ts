import type { PurgeProposal } from '../course/built/rules.js';
import { invitedKeyOf, type Charter } from '../e2ee/invitation/charter';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import { signPurge, verifyPurge } from '../e2ee/purge';
import type { ClientMessage, PurgeRefusal, PurgeRefused, PurgeShutOut } from '../signalling/messages';

export type PurgeAnswer = PurgeRefused | PurgeShutOut;

/** Has the server delete all that it holds of a process, by the keys of all its sides. */
export class Purging {
  /** Why it did not, or did not shut a proposal out; null where it was not asked, or did. */
  failure = $state<PurgeRefusal | 'unlinked' | null>(null);
  busy = $state(false);
  /** Of the sides whose keys to the proposal are good. */
  good = $state.raw<ReadonlySet<string>>(new Set());

  readonly #process: string;
  readonly #seed: LinkSeed;
  readonly #send: (message: ClientMessage) => void;
  #settleShutOut: ((done: boolean) => void) | null = null;
  #isLinked = false;
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

  /** Has the server carry out nothing any more that was proposed up to then, whoever hands over what keys. True where it said so. */
  async shutOut({ seq: place }: PurgeProposal): Promise<boolean> {
    this.failure = this.#isLinked ? null : 'unlinked';
    if (!this.#isLinked || this.busy) return false;
    this.busy = true;
    return new Promise((settle) => {
      this.#settleShutOut = settle;
      this.#send({ type: 'shutOutPurge', place });
    });
  }

  receive(answer: PurgeAnswer): void {
    this.#settle(answer.type === 'purgeRefused' ? answer.why : null);
  }

  connected(): void {
    this.#isLinked = true;
  }

  disconnected(): void {
    this.#isLinked = false;
    if (this.busy) this.#settle('notSure');
  }

  #settle(failure: PurgeRefusal | null): void {
    this.busy = false;
    this.failure = failure;
    this.#settleShutOut?.(failure === null);
    this.#settleShutOut = null;
  }
}
