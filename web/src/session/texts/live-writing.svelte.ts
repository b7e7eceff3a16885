import * as Y from 'yjs';
import { encodeBase64Url } from '../../e2ee/bytes';
import { MAX_UPDATE_BYTES } from '../../e2ee/log/payload';
import { copyOf, rewrite, type Shared } from './writing';

// Shorter shows others each letter sooner; longer writes fewer objects into the log.
const BATCH_MS = 150;
// Shorter goes on sooner once the line is back; longer asks less often in vain.
const RETRY_MS = 2_000;

interface Around {
  name: Shared;
  /** Of what the log takes. What is longer stays here until it is shorter. */
  maxChars: number;
  /** As the log has it by now. */
  base: () => Y.Doc;
  /** True once it stands in the log. */
  post: (update: string) => Promise<boolean>;
  /** What is unsent changed: it is to be kept on the device. */
  kept: () => void;
}

/**
 * What one writes, shown before the log has it: the log's document and what was not sent yet. One object is on its way at a time, so that none
 * overtakes another; what did not arrive is sent again, which changes nothing where it had arrived.
 */
export class LiveWriting {
  content = $state('');
  /** Whether all of it stands in the log. */
  isSent = $state(true);
  /** How many characters there are too many for the log; 0 where it takes them. */
  excess = $state(0);
  /** Whether the log did not take it, for what others wrote beside it. What one writes next is tried again. */
  isOver = $state(false);

  readonly #around: Around;
  #doc: Y.Doc;
  #flying: Uint8Array | null = null;
  #unsent: Uint8Array[] = [];
  /** Whether the first of the unsent was on its way, and may have arrived. */
  #isTried = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  constructor(around: Around) {
    this.#around = around;
    this.#doc = new Y.Doc();
    this.follow();
  }

  /** What was kept on the device is to be sent as well. */
  restore(kept: readonly Uint8Array[]): void {
    this.#unsent.unshift(...kept);
    this.#isTried = kept.length > 0;
    this.follow();
    this.#later(BATCH_MS);
  }

  /** What the log does not have, in its order. */
  get unsent(): readonly Uint8Array[] {
    return this.#flying === null ? this.#unsent : [this.#flying, ...this.#unsent];
  }

  /** The text is to say that. */
  edit(content: string): void {
    // To say nothing is something to say as well: that it be struck.
    if (content === this.content && content !== '') return;
    const updates = rewrite(this.#doc, this.#around.name, content);
    this.#unsent.push(...(updates.length > 0 ? updates : [Y.encodeStateAsUpdate(new Y.Doc())]));
    this.isOver = false;
    this.#show();
    this.#around.kept();
    this.#later(BATCH_MS);
  }

  /** The log goes on. */
  follow(): void {
    const own = this.#doc.clientID;
    const doc = copyOf(this.#around.base());
    for (const update of this.unsent) Y.applyUpdate(doc, update);
    // One author all the while, or each letter would have another.
    doc.clientID = own;
    this.#doc = doc;
    this.#show();
  }

  /** An update of one's own came by the log; true where it is the one on its way. */
  landed(update: string): boolean {
    if (this.#flying === null || encodeBase64Url(this.#flying) !== update) return false;
    this.#flying = null;
    this.follow();
    this.#around.kept();
    if (this.#unsent.length > 0) this.#later(BATCH_MS);
    return true;
  }

  /** One's own update that was on its way came by the log, and is of no effect: with what others wrote, it is too long. True where it was that. */
  overran(update: string): boolean {
    if (this.#flying === null || encodeBase64Url(this.#flying) !== update) return false;
    this.#unsent.unshift(this.#flying);
    this.#flying = null;
    this.isOver = true;
    this.follow();
    return true;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #show(): void {
    this.content = this.#doc.getText(this.#around.name).toJSON();
    this.isSent = this.unsent.length === 0;
    const excess = Math.max(0, this.content.length - this.#around.maxChars);
    if (excess === 0 && this.excess > 0) this.#shorten();
    this.excess = excess;
  }

  /** It fits again: what was too long in between is not sent, just what came of it, in pieces that the log takes. */
  #shorten(): void {
    const tried = this.#flying === null && this.#isTried ? this.#unsent.slice(0, 1) : [];
    const before = copyOf(this.#around.base());
    for (const one of this.#flying === null ? tried : [this.#flying]) Y.applyUpdate(before, one);
    const rest = Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(before));
    if (rest.length <= MAX_UPDATE_BYTES) {
      this.#unsent = [...tried, rest];
    } else {
      this.#unsent = [...tried, ...rewrite(before, this.#around.name, this.content)];
      this.#doc = before;
    }
    this.#around.kept();
    this.#later(BATCH_MS);
  }

  #later(ms: number): void {
    if (this.#isClosed || this.#flying !== null) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#flush();
    }, ms);
  }

  async #flush(): Promise<void> {
    if (this.#flying !== null || this.#isClosed || this.excess > 0) return;
    const flying = this.#taken();
    if (flying === null) return;
    this.#flying = flying;
    this.#isTried = false;
    const isWritten = await this.#around.post(encodeBase64Url(flying));
    // What is written comes by the log, before or after the answer.
    if (isWritten || this.unsent[0] !== flying) return;
    this.#unsent.unshift(flying);
    this.#isTried = true;
    this.#flying = null;
    this.#later(RETRY_MS);
  }

  /** As much of the unsent, from its start, as an object takes. */
  #taken(): Uint8Array | null {
    let taken: Uint8Array | null = null;
    for (let next = this.#unsent[0]; next !== undefined; next = this.#unsent[0]) {
      const more: Uint8Array = taken === null ? next : Y.mergeUpdates([taken, next]);
      if (taken !== null && more.length > MAX_UPDATE_BYTES) break;
      taken = more;
      this.#unsent.shift();
    }
    return taken;
  }
}
