import { untrack } from 'svelte';
import type { NewParagraph, Reason, TextCommand } from '../../course/built/rules.js';
import { decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../../e2ee/bytes';
import type { Keep } from '../../e2ee/device/keep';
import type { Payload } from '../../e2ee/log/payload';
import type { Written } from '../../e2ee/room/around';
import type { LogFold } from '../log-fold';
import { textsState, type Sent, type TextsState } from '../rules-state.svelte';
import { LiveWriting } from './live-writing.svelte';
import { SideTexts, type UnsentDraft } from './side-texts.svelte';
import { seeded } from './writing';

/** Where a device keeps what was written and is not in the log. */
const UNSENT = 'texts';
// Of one command, so that it fits into an object whatever the characters: two bytes for most, six where JSON escapes them.
const MAX_ADDED_BYTES = 30_000;
/** As in the rules. */
export const MAX_WORDING_CHARS = 5_000;
/** Of a text; as in the rules. */
export const MAX_PARAGRAPHS = 4_000;

/** Words that came too late: the passage is not open any more. */
interface Lost {
  text: number;
  passage: number;
  content: string;
}

type Unsent = { text: number; passage: number; updates: readonly string[] } | UnsentDraft;

/** The joint texts on the table, what one writes in them, and what one's side has of its own beside them. */
export class JointTexts {
  readonly state: TextsState;
  readonly own: SideTexts;
  lost = $state.raw<readonly Lost[]>([]);

  readonly #post: (room: 'plenary' | 'side', payload: Payload) => Promise<boolean>;
  readonly #nowMs: () => number;
  #seat = '';
  #keep: Pick<Keep, 'read' | 'write'> | null = null;
  #kept: Unsent[] = [];
  /** What one has sent, and waits for to come by the log. */
  #awaited: { said: string; resolve: () => void }[] = [];
  #newest: Uint8Array | null = null;
  #writes: Promise<void> = Promise.resolve();
  /** Counts those that were let go of, for whoever still shows one. */
  #dropped = $state(0);
  /** Places in the log of what one has done oneself; as many as the log takes. */
  readonly #done = new Set<number>();
  /** By text and passage. */
  readonly #writings = new Map<string, { text: number; passage: number; writing: LiveWriting }>();

  constructor(
    post: (room: 'plenary' | 'side', payload: Payload) => Promise<boolean>,
    nowMs: () => number,
    log: LogFold,
  ) {
    this.#post = post;
    this.#nowMs = nowMs;
    this.state = textsState((payload) => post('plenary', payload), nowMs, log);
    this.own = new SideTexts(
      (payload) => post('side', payload),
      nowMs,
      () => {
        this.#save();
      },
    );
  }

  /** The seat is taken on this device: what was written on it before and did not arrive is sent when there is a line. */
  async seated(seat: string, keep: Pick<Keep, 'read' | 'write'>): Promise<void> {
    this.#seat = seat;
    const kept = await keep.read(UNSENT);
    this.#keep = keep;
    this.#kept = unsentOf(kept);
  }

  /** An object of the plenary's log was taken by all its rules. */
  written(object: Written): void {
    const { seq, seat, payload } = object;
    if (seat === this.#seat) this.#done.add(seq);
    if (payload?.type === 'text' && seat === this.#seat)
      for (const one of this.#awaited) if (one.said === payload.command) one.resolve();
    if (payload?.type === 'wording' && seat === this.#seat) {
      const key = `${payload.text}/${payload.passage}`;
      const refusal = this.state.refusals.at(-1);
      const isRefused = refusal?.seq === seq && refusal.reason !== 'already';
      const writing = this.#writings.get(key)?.writing;
      const said = writing?.content ?? '';
      if (isRefused && refusal.reason === 'tooLong') writing?.overran(payload.update);
      else if (writing?.landed(payload.update) === true && isRefused) this.#drop(key, said);
    }
    if (payload?.type === 'wording' || payload?.type === 'text') this.#follow();
  }

  /** All of the log was read. */
  settled(): void {
    const kept = this.#kept;
    this.#kept = [];
    for (const one of kept) {
      const updates = one.updates
        .map((update) => decodeBase64Url(update))
        .filter((update) => update !== null);
      const writing = 'draft' in one ? this.own.write(one.draft).writing : this.write(one.text, one.passage);
      writing.restore(updates);
    }
    this.#follow();
  }

  close(): void {
    for (const { writing } of this.#writings.values()) writing.close();
    this.#writings.clear();
    this.own.close();
    for (const { resolve } of this.#awaited) resolve();
    this.#keep = null;
  }

  /** Done when the rules have it, which is a moment after the log has: what comes next may build on it. */
  async send(command: TextCommand): Promise<Sent> {
    const said = JSON.stringify(command);
    const landed = new Promise<void>((resolve) => {
      this.#awaited.push({ said, resolve });
    });
    const sent = await this.state.send(this.#seat, command);
    if (sent === 'written') await landed;
    this.#awaited = this.#awaited.filter((one) => one.said !== said);
    return sent;
  }

  /** Whether that was one's own act: of it one need not be told. */
  isOwn(seq: number): boolean {
    return this.#done.has(seq);
  }

  /** Why the rules would not take it from oneself now. */
  refusal(command: TextCommand): Reason | null {
    return this.state.refusal(this.#seat, command);
  }

  /**
   * Puts paragraphs on the table behind another, in as many commands as they take; what became of the last that was tried.
   *
   * @param onadded told how many of them are on the table by now: of what fails in the middle the rest alone is to be tried again
   */
  async add(
    text: number,
    after: number,
    paragraphs: readonly NewParagraph[],
    onadded: (count: number) => void = () => undefined,
  ): Promise<Sent> {
    let sent: Sent = 'written';
    let behind = after;
    let count = 0;
    for (const some of portions(paragraphs)) {
      sent = await this.send({ type: 'addParagraphs', text, after: behind, paragraphs: some });
      if (sent !== 'written') return sent;
      count += some.length;
      onadded(count);
      const outline = this.state.followed?.outline(text) ?? [];
      const at = outline.findIndex((one) => one.id === behind);
      behind = outline[at + some.length]?.id ?? behind;
    }
    return sent;
  }

  /** One's side's wording of a passage, to write in. */
  write(text: number, passage: number): LiveWriting {
    const known = this.#dropped < 0 ? undefined : this.#writings.get(`${text}/${passage}`);
    return known?.writing ?? untrack(() => this.#begin(text, passage));
  }

  #begin(text: number, passage: number): LiveWriting {
    const writing = new LiveWriting({
      name: 'wording',
      maxChars: MAX_WORDING_CHARS,
      base: () => {
        const followed = this.state.followed;
        const side = followed?.sideOf(this.#seat) ?? null;
        return followed === null || side === null ? seeded('wording', '') : followed.doc(text, passage, side);
      },
      post: (update) => {
        const { stamps } = this.state;
        return this.#post('plenary', {
          type: 'wording',
          text,
          passage,
          update,
          atMs: this.#nowMs(),
          stamps,
        });
      },
      kept: () => {
        this.#save();
      },
    });
    this.#writings.set(`${text}/${passage}`, { text, passage, writing });
    return writing;
  }

  /** What others wrote is shown beside one's own, and what is not open any more is told. */
  #follow(): void {
    const { followed } = this.state;
    if (followed === null) return;
    for (const [key, { text, passage, writing }] of this.#writings) {
      const answer = followed.checkWrite(this.#seat, text, passage, writing.content);
      if (answer.type === 'refused' && answer.reason === 'over') {
        this.#drop(key, writing.isSent ? '' : writing.content);
      } else writing.follow();
    }
  }

  /** @param words that the log does not have, to be copied */
  #drop(key: string, words: string): void {
    const dropped = this.#writings.get(key);
    if (dropped === undefined) return;
    dropped.writing.close();
    this.#writings.delete(key);
    this.#dropped++;
    const { text, passage } = dropped;
    if (words !== '') this.lost = [...this.lost, { text, passage, content: words }];
    this.#save();
  }

  /** The words were seen. */
  forgetLost(lost: Lost): void {
    this.lost = this.lost.filter((one) => one !== lost);
  }

  #save(): void {
    const unsent: Unsent[] = [...this.#kept, ...this.own.unsent];
    for (const { text, passage, writing } of this.#writings.values()) {
      if (!writing.isSent) unsent.push({ text, passage, updates: writing.unsent.map(encodeBase64Url) });
    }
    const content = utf8(JSON.stringify(unsent));
    // One after the other, or an older one might be the last on the disk; of those that wait the newest alone, so that it is soon there.
    this.#newest = content;
    this.#writes = this.#writes
      .then(() => (this.#newest === content ? this.#keep?.write(UNSENT, content) : undefined))
      .catch(() => undefined);
  }
}

function unsentOf(kept: Uint8Array | null): Unsent[] {
  if (kept === null) return [];
  try {
    return JSON.parse(fromUtf8(kept) ?? '[]') as Unsent[];
  } catch {
    return [];
  }
}

function portions(paragraphs: readonly NewParagraph[]): NewParagraph[][] {
  const all: NewParagraph[][] = [];
  let size = MAX_ADDED_BYTES;
  for (const one of paragraphs) {
    const bytes = utf8(JSON.stringify(one)).length;
    if (size + bytes > MAX_ADDED_BYTES) {
      all.push([]);
      size = 0;
    }
    all.at(-1)?.push(one);
    size += bytes;
  }
  return all;
}

/** The number of the first that is longer than the rules take; 0 where none is. */
export function tooLong(paragraphs: readonly NewParagraph[]): number {
  return paragraphs.findIndex(({ wordings }) => wordings.some((one) => one.length > MAX_WORDING_CHARS)) + 1;
}

/** A text's paragraphs, as people set them apart: by blank lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[^\S\n]*\n/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Puts a wording into a text as a bracket of one's side's, behind all that stands there. */
export function addPassage(texts: JointTexts, text: number, wording: string): Promise<Sent> {
  const { followed, view } = texts.state;
  const languages = view?.texts.find((one) => one.id === text)?.languages.length ?? 1;
  const wordings = [wording, ...Array<string>(languages - 1).fill('')];
  return texts.add(text, followed?.outline(text).at(-1)?.id ?? -1, [{ wordings }]);
}
