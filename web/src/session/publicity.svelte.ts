import type { LineProposal, Meeting } from '../course/built/rules.js';
import { invitedKeyOf, type Charter } from '../e2ee/invitation/charter';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import { lineText, pageId, signLine, verifyLine } from '../e2ee/public-line';
import { keep, recall } from '../kept';
import type {
  ClientMessage,
  LinePublished,
  LineRefusal,
  LineRefused,
  LineShutOut,
  LineTakenDown,
} from '../signalling/messages';
import { readPublicPage, survey, type ShownLine, type Survey } from './public-page';

export type LineAnswer = LinePublished | LineTakenDown | LineShutOut | LineRefused;

/** What became of a wish to publish, to take down or to shut out. */
export type Publishing = 'done' | LineRefusal | 'unlinked';

// More remembers longer what was public once.
const MAX_SEEN = 200;
// More forgives a device whose clock is slow; less leaves a server that lies less to gain.
const MAX_AHEAD_MS = 120_000;

/** The public page of a process: keys to what stands there, and what the server shows everybody. */
export class Publicity {
  /** The page's id; empty before it is known. */
  page = $state('');
  /** What the server shows; null where it could not be read. */
  shown = $state.raw<readonly ShownLine[] | null>(null);
  /** That, held against what was agreed. */
  survey = $state.raw<Survey | null>(null);
  /** Whose keys are good, as {@link keyName} names them. */
  good = $state.raw<ReadonlySet<string>>(new Set());
  /** The places of lines that this device has seen on the page once. */
  seen = $state.raw<ReadonlySet<number>>(new Set());

  readonly #process: string;
  readonly #seed: LinkSeed;
  readonly #send: (message: ClientMessage) => void;
  #waiting: { meeting: number; place: number; settle: (answer: Publishing) => void } | null = null;
  #isLinked = false;
  #turn = 0;
  /** By how much the server's clock is ahead of this device's, as far as that is believed. */
  #aheadMs = 0;
  readonly #nowMs: () => number;

  constructor(
    process: string,
    seed: LinkSeed,
    send: (message: ClientMessage) => void,
    nowMs: () => number = Date.now,
  ) {
    this.#process = process;
    this.#seed = seed;
    this.#send = send;
    this.#nowMs = nowMs;
    this.seen = new Set(recall(this.#seenKey).split(' ').filter(Boolean).map(Number));
  }

  get #seenKey(): string {
    return `parley.public.${this.#process}`;
  }

  /**
   * What time it is by the server's clock, at least, once the page was read; by this device's before. Never much later than by this device's, or
   * the server could have what waits for its time whenever it likes.
   */
  get serverMs(): number {
    return this.#nowMs() + this.#aheadMs;
  }

  get isLinked(): boolean {
    return this.#isLinked;
  }

  connected(): void {
    this.#isLinked = true;
  }

  disconnected(): void {
    this.#isLinked = false;
    this.#settle('notSure');
  }

  /** One's side's key to what is proposed. */
  async sign({ id }: Meeting, { seq, line }: LineProposal): Promise<string> {
    const { privateKey } = await this.#seed.invitationKeys();
    return signLine({ process: this.#process, meeting: id, place: seq, line }, privateKey);
  }

  /** Makes public what is in force. */
  publish({ id }: Meeting, { seq, line, keys }: LineProposal): Promise<Publishing> {
    return this.#ask(id, seq, {
      type: 'publishLine',
      meeting: id,
      place: seq,
      line: lineText(line),
      keys: keys.map(({ by, signature }) => ({ seat: by, signature })),
    });
  }

  /** The meeting's line, or its readout, is not public any more, nor will one up to that place be. */
  takeDown(meeting: number, place: number, readout: boolean): Promise<Publishing> {
    return this.#ask(meeting, place, { type: 'removeLine', meeting, place, readout });
  }

  /** No line, or readout, of that meeting up to that place will be public, whoever hands over what keys; what is public stays. */
  shutOut(meeting: number, place: number, readout: boolean): Promise<Publishing> {
    return this.#ask(meeting, place, { type: 'shutOutLine', meeting, place, readout });
  }

  receive(answer: LineAnswer): void {
    if (this.#waiting?.meeting !== answer.meeting || this.#waiting.place !== answer.place) return;
    this.#settle(answer.type === 'lineRefused' ? answer.why : 'done');
  }

  /** Reads what the server shows everybody. */
  async read(): Promise<void> {
    if (this.page === '') this.page = await pageId(this.#process);
    const read = await readPublicPage(this.page);
    this.shown = read?.lines ?? null;
    if (typeof read?.serverMs === 'number')
      this.#aheadMs = Math.min(read.serverMs - this.#nowMs(), MAX_AHEAD_MS);
  }

  /** Holds keys and page against what was agreed. */
  async check(
    meetings: readonly Meeting[],
    charter: Charter,
    shown: readonly ShownLine[] | null,
  ): Promise<void> {
    const turn = ++this.#turn;
    const good = await goodKeys(this.#process, meetings, charter);
    const found = shown === null ? null : await survey(this.#process, meetings, shown);
    // What changed meanwhile is being checked by another call.
    if (turn !== this.#turn) return;
    this.good = good;
    this.survey = found;
    const more = [...(found?.shown.values() ?? [])].filter((place) => !this.seen.has(place));
    if (more.length > 0) {
      this.seen = new Set([...this.seen, ...more].slice(-MAX_SEEN));
      keep(this.#seenKey, [...this.seen].join(' '));
    }
  }

  async #ask(meeting: number, place: number, message: ClientMessage): Promise<Publishing> {
    if (!this.#isLinked || this.#waiting !== null) return 'unlinked';
    const answer = await new Promise<Publishing>((settle) => {
      this.#waiting = { meeting, place, settle };
      this.#send(message);
    });
    await this.read();
    return answer;
  }

  #settle(answer: Publishing): void {
    this.#waiting?.settle(answer);
    this.#waiting = null;
  }
}

/** What a key of a line is called. */
export function keyName(place: number, side: string): string {
  return `${place} ${side}`;
}

/** Those that are signatures of their lines, by a link of a head or deputy that counts now. */
export async function goodKeys(
  process: string,
  meetings: readonly Meeting[],
  charter: Charter,
): Promise<ReadonlySet<string>> {
  const good = new Set<string>();
  for (const { id: meeting, publicity, readout } of meetings)
    for (const proposal of [publicity.proposed, publicity.inForce, readout.proposed, readout.inForce])
      for (const { side, by, signature } of proposal?.keys ?? []) {
        if (proposal === null) continue;
        const { seq: place, line } = proposal;
        const key = invitedKeyOf(charter, side, by);
        if (key !== null && (await verifyLine({ process, meeting, place, line }, key, signature)))
          good.add(keyName(place, side));
      }
  return good;
}
