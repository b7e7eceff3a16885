import { untrack } from 'svelte';
import type { Doc } from 'yjs';
import { encodeBase64Url } from '../../e2ee/bytes';
import { randomBytes } from '../../e2ee/crypto';
import type { Payload } from '../../e2ee/log/payload';
import type { Written } from '../../e2ee/room/around';
import { LiveWriting } from './live-writing.svelte';
import { seeded, updated } from './writing';

/** More are no drafts but an archive. */
export const MAX_DRAFTS = 20;
/** Some thirty pages; longer would be slow to write in. */
const MAX_DRAFT_CHARS = 100_000;
// What is shown of a text's remarks; older ones stay in the log.
const MAX_REMARKS = 2_000;

/** What of a draft is not in the log. */
export interface UnsentDraft {
  draft: string;
  updates: readonly string[];
}

interface Draft {
  id: string;
  content: string;
}

interface Remark {
  seq: number;
  seat: string;
  text: number;
  paragraph: number;
  body: string;
  atMs: number;
}

/** What a side has of texts for itself, by the log of its own room: drafts, and remarks on paragraphs. */
export class SideTexts {
  drafts = $state.raw<readonly Draft[]>([]);
  remarks = $state.raw<readonly Remark[]>([]);
  /** Drafts of this device for which there is no room: what was written of them stays on it. */
  surplus = $state.raw<readonly string[]>([]);

  readonly #post: (payload: Payload) => Promise<boolean>;
  readonly #nowMs: () => number;
  readonly #kept: () => void;
  readonly #docs = new Map<string, Doc>();
  readonly #writings = new Map<string, LiveWriting>();

  /** @param kept called when there is another thing to keep on the device */
  constructor(post: (payload: Payload) => Promise<boolean>, nowMs: () => number, kept: () => void) {
    this.#kept = kept;
    this.#post = post;
    this.#nowMs = nowMs;
  }

  written({ seq, seat, payload }: Written): void {
    if (payload?.type === 'remark') {
      const { text, paragraph, body, atMs } = payload;
      this.remarks = [...this.remarks, { seq, seat, text, paragraph, body, atMs }].slice(-MAX_REMARKS);
    }
    if (payload?.type !== 'draft') return;
    const { draft, update } = payload;
    const known = this.#docs.get(draft);
    const writing = this.#writings.get(draft);
    if (known === undefined && this.#docs.size === MAX_DRAFTS) {
      writing?.overran(update);
      if (writing !== undefined && !this.surplus.includes(draft)) this.surplus = [...this.surplus, draft];
      return;
    }
    const next = updated(known ?? seeded('draft', ''), 'draft', update);
    if (next === null) return;
    if (next.getText('draft').length > MAX_DRAFT_CHARS) {
      writing?.overran(update);
      return;
    }
    this.#docs.set(draft, next);
    if (writing?.landed(update) !== true) writing?.follow();
    this.drafts = [...this.#docs].map(([id, doc]) => ({ id, content: doc.getText('draft').toJSON() }));
  }

  restarted(): void {
    this.#docs.clear();
    this.drafts = [];
    this.remarks = [];
    this.surplus = [];
  }

  /** Of one draft; a new one where none is named. */
  write(id: string = encodeBase64Url(randomBytes(12))): { id: string; writing: LiveWriting } {
    const known = this.#writings.get(id);
    if (known !== undefined) return { id, writing: known };
    const writing = untrack(
      () =>
        new LiveWriting({
          name: 'draft',
          maxChars: MAX_DRAFT_CHARS,
          base: () => this.#docs.get(id) ?? seeded('draft', ''),
          post: (update) => this.#post({ type: 'draft', draft: id, update, atMs: this.#nowMs() }),
          kept: this.#kept,
        }),
    );
    this.#writings.set(id, writing);
    return { id, writing };
  }

  get unsent(): UnsentDraft[] {
    return [...this.#writings]
      .filter(([, writing]) => !writing.isSent)
      .map(([draft, { unsent }]) => ({ draft, updates: unsent.map(encodeBase64Url) }));
  }

  close(): void {
    for (const writing of this.#writings.values()) writing.close();
    this.#writings.clear();
  }

  /** True once it is written. */
  remark(text: number, paragraph: number, body: string): Promise<boolean> {
    return this.#post({ type: 'remark', text, paragraph, body, atMs: this.#nowMs() });
  }
}
