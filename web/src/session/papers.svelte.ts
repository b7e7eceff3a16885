import { decodeBase64Url, encodeBase64Url } from '../e2ee/bytes';
import { randomBytes, sha256, type Bytes } from '../e2ee/crypto';
import { admits, sideOf, type Charter } from '../e2ee/invitation/charter';
import type { Payload } from '../e2ee/log/payload';
import {
  MAX_PAPER_NAME_CHARS,
  type Description,
  type Media,
  type PaperClass,
} from '../e2ee/papers/description';
import { readEnclosure, writeEnclosure } from '../e2ee/papers/enclosure';
import { mediaOf } from '../e2ee/papers/media';
import { MAX_FILE_BYTES, newFileKey, Opening, sealChunks, sealedSize } from '../e2ee/papers/sealed-file';
import type { Read } from '../e2ee/room/around';
import type { FileRefusal } from '../signalling/messages';
import type { FileTransfer } from './file-transfer';
import type { Files } from './files';
import type { Enclosed } from './letters.svelte';

/** Who reads a paper: all, the own side, the heads and deputies of all sides, or one other side. */
export type Audience = { to: 'all' } | { to: 'side' } | { to: 'heads' } | { to: 'other'; side: string };

/** A paper on the table. */
export interface Tabled extends Description {
  /** The seat that tabled it. */
  seat: string;
  audience: Audience;
  /** The seats that it was sealed for, as far as one was told: of one's own papers. */
  readers: readonly string[];
  /** Who of its side took it off the table, and when by their clock; null while it lies there. */
  withdrawn: { seat: string; atMs: number } | null;
}

/** What happened with a paper while this device was there. */
export interface PaperEvent {
  /** Counts them. */
  n: number;
  type: 'tabled' | 'withdrawn';
  /** Who did it. */
  seat: string;
  /** By their clock. */
  atMs: number;
  paper: Tabled;
}

/** Somebody opened a paper of one's own side's. */
interface Opened {
  seat: string;
  atMs: number;
}

/** What somebody wants to table. */
interface Tabling {
  /** As all its readers see it. */
  name: string;
  paperClass: PaperClass;
  audience: Audience;
}

/** How far it is with what is being tabled: 0 to 1. */
type Progress = (part: number) => void;

export type NotTabled =
  | FileRefusal
  | 'kind'
  | 'empty'
  | 'unreadable'
  | 'broken'
  | 'cancelled'
  | 'unreachable'
  | 'notWritten'
  | 'nobody';

/** Why a paper is not shown: `changed` where its bytes are not those that were tabled. */
export type NotOpened = FileRefusal | 'unreachable' | 'broken' | 'changed' | 'withdrawn';

interface Around {
  meeting: string;
  files: Files;
  transfer: FileTransfer;
  you: () => string;
  charter: () => Charter | null;
  post: (place: 'plenary' | 'side', payload: Payload) => Promise<boolean>;
  /** Whether somebody has told how to write to them alone. */
  isReachable: (seat: string) => boolean;
  enclose: (to: string, content: string) => Promise<boolean>;
  nowMs: () => number;
}

interface Source {
  place: 'plenary' | 'side';
  seat: string;
}

// More than honest people table, as many as a server keeps; a list that is longer is somebody's who means harm.
const MAX_PAPERS = 500;
// What is told of is told at once.
const MAX_HAPPENED = 20;

/** What people have put on the table, and who has opened what one's own side did. */
export class TabledPapers {
  /** As they were tabled. */
  list = $state.raw<readonly Tabled[]>([]);
  /** The newest last. */
  happened = $state.raw<readonly PaperEvent[]>([]);
  /** By the paper's id. */
  openedBy = $state.raw<ReadonlyMap<string, readonly Opened[]>>(new Map());

  readonly #with: Around;
  readonly #places = new Map<string, Source>();
  /** Papers of which one has told that one opened them. */
  readonly #told = new Set<string>();
  #count = 0;

  constructor(around: Around) {
    this.#with = around;
  }

  /** The log is read from its start again. */
  restarted(place: 'plenary' | 'side'): void {
    this.list = this.list.filter((paper) => this.#places.get(paper.id)?.place !== place);
    for (const [id, source] of this.#places) if (source.place === place) this.#places.delete(id);
  }

  written(place: 'plenary' | 'side', { seat, payload, fresh }: Read): void {
    if (payload?.type === 'paper') {
      const { type, ...paper } = payload;
      this.#add(place, seat, paper, { to: place === 'plenary' ? 'all' : 'side' }, [], fresh);
    } else if (payload?.type === 'paper.withdrawn') {
      const { id, atMs } = payload;
      const isThere = this.#places.get(id)?.place === place && !isByLetter(this.#paper(id));
      if (isThere) this.#withdrawn(id, seat, atMs, fresh);
    }
  }

  /** A letter to oneself, or of oneself, that is about a paper. */
  enclosed({ place, seat, to, content, atMs, fresh }: Enclosed): void {
    const enclosure = readEnclosure(content);
    if (enclosure?.type === 'paper') {
      const { audience, paper } = enclosure;
      const shown: Audience = audience === 'heads' ? { to: 'heads' } : { to: 'other', side: audience };
      this.#add(place, seat, paper, shown, seat === this.#with.you() ? [to] : [], fresh);
    }
    if (enclosure?.type === 'withdrawn' && isByLetter(this.#paper(enclosure.id)))
      this.#withdrawn(enclosure.id, seat, atMs, fresh);
    if (enclosure?.type !== 'opened') return;
    if (seat === this.#with.you()) {
      this.#told.add(enclosure.id);
      return;
    }
    const before = this.openedBy.get(enclosure.id) ?? [];
    if (before.length >= MAX_PAPERS || before.some((one) => one.seat === seat)) return;
    this.openedBy = new Map(this.openedBy).set(enclosure.id, [...before, { seat, atMs }]);
  }

  /** Of those a paper would be for, who has not told yet how to write to them alone: they will not be able to open it. */
  unreachable(audience: Audience): readonly string[] {
    return this.#readers(audience).filter((seat) => !this.#with.isReachable(seat));
  }

  /** Null once it is on the table. */
  async table(
    file: File,
    { name, paperClass, audience }: Tabling,
    onprogress: Progress,
    signal: AbortSignal,
  ): Promise<NotTabled | null> {
    const readers = this.#readers(audience).filter((seat) => this.#with.isReachable(seat));
    if (isByLetter({ audience }) && readers.length === 0) return 'nobody';
    if (file.size === 0) return 'empty';
    if (file.size > MAX_FILE_BYTES) return 'tooLarge';
    const content = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => null,
    );
    if (content === null || content.length !== file.size) return 'unreadable';
    const media = mediaOf(content, file.type);
    if (media === null) return 'kind';
    const paper = await this.#describe(name, media, paperClass, content);
    const failed = await this.#send(paper, content, onprogress, signal);
    if (failed !== null) return failed;
    if (audience.to === 'all' || audience.to === 'side') {
      const place = audience.to === 'all' ? 'plenary' : 'side';
      return (await this.#with.post(place, { type: 'paper', ...paper })) ? null : 'notWritten';
    }
    const named = audience.to === 'heads' ? 'heads' : audience.side;
    const letter = writeEnclosure({ type: 'paper', audience: named, paper });
    let written = 0;
    for (const seat of readers) if (await this.#with.enclose(seat, letter)) written++;
    return written === readers.length ? null : 'notWritten';
  }

  /**
   * Whether one may take it off the table: whoever tabled it; and who leads that side, where it was written for all who read the log. Of a
   * non-paper nobody else is to know whose it is, and of what was sealed for each only its author knows for whom.
   */
  mayWithdraw(paper: Tabled): boolean {
    const you = this.#with.you();
    if (paper.withdrawn !== null) return false;
    if (paper.seat === you) return true;
    if (isByLetter(paper) || paper.class === 'nonPaper') return false;
    const charter = this.#with.charter();
    const side = charter === null ? null : sideOf(charter, paper.seat);
    return side !== null && headsOf(charter, side).includes(you);
  }

  /** Takes it off the table; true once all whom it was for can know. */
  async withdraw(paper: Tabled): Promise<boolean> {
    if (!isByLetter(paper)) {
      const place = paper.audience.to === 'all' ? 'plenary' : 'side';
      return this.#with.post(place, { type: 'paper.withdrawn', id: paper.id, atMs: this.#with.nowMs() });
    }
    const letter = writeEnclosure({ type: 'withdrawn', id: paper.id });
    let isTold = true;
    for (const seat of paper.readers) isTold = (await this.#with.enclose(seat, letter)) && isTold;
    return isTold;
  }

  /** The paper's bytes; and tells those who tabled it that one has opened it. */
  async open(paper: Tabled, signal: AbortSignal): Promise<Bytes | NotOpened> {
    const { meeting, files, transfer } = this.#with;
    const isWithdrawn = () => (this.#paper(paper.id) ?? paper).withdrawn !== null;
    if (isWithdrawn()) return 'withdrawn';
    const answer = await files.ask({ type: 'fetchFile', file: paper.id });
    if ('why' in answer) return answer.why;
    const key = decodeBase64Url(paper.key) ?? new Uint8Array();
    const opening = new Opening({ meeting, id: paper.id }, key, paper.sizeBytes);
    const taken = { isGood: true };
    const take = async (piece: Uint8Array): Promise<boolean> => {
      taken.isGood &&= await opening.take(piece);
      return taken.isGood;
    };
    const isWhole = await transfer.fetch(paper.id, answer.ticket, take, signal);
    if (!taken.isGood) return 'changed';
    if (!isWhole) return 'broken';
    const content = await opening.finish(decodeBase64Url(paper.hash) ?? new Uint8Array());
    if (content === null) return 'changed';
    if (isWithdrawn()) return 'withdrawn';
    void this.#tellOpened(paper);
    return content;
  }

  async #describe(
    name: string,
    media: Media,
    paperClass: PaperClass,
    content: Uint8Array,
  ): Promise<Description> {
    return {
      id: encodeBase64Url(randomBytes(16)),
      name,
      media,
      sizeBytes: content.length,
      hash: encodeBase64Url(await sha256(content)),
      class: paperClass,
      key: encodeBase64Url(newFileKey()),
      atMs: this.#with.nowMs(),
    };
  }

  async #send(
    paper: Description,
    content: Uint8Array,
    onprogress: Progress,
    signal: AbortSignal,
  ): Promise<NotTabled | null> {
    const { meeting, files, transfer } = this.#with;
    const sizeBytes = sealedSize(content.length);
    const answer = await files.ask({ type: 'putFile', file: paper.id, sizeBytes });
    if ('why' in answer) return answer.why;
    const key = decodeBase64Url(paper.key) ?? new Uint8Array();
    const read = (from: number, to: number) => Promise.resolve(content.subarray(from, to));
    // As blobs, which a browser need not hold in the page's memory.
    const sealed: Blob[] = [];
    for await (const chunk of sealChunks({ meeting, id: paper.id }, key, content.length, read)) {
      if (signal.aborted) return 'cancelled';
      sealed.push(new Blob([chunk]));
    }
    const isCancelled = () => signal.aborted;
    const onsent = (sentBytes: number) => {
      onprogress(Math.min(1, sentBytes / sizeBytes));
    };
    const isSent = await transfer.put(paper.id, answer.ticket, new Blob(sealed), onsent, signal);
    if (isCancelled()) return 'cancelled';
    return isSent ? null : 'broken';
  }

  #add(
    place: 'plenary' | 'side',
    seat: string,
    paper: Description,
    audience: Audience,
    readers: readonly string[],
    fresh: boolean,
  ): void {
    const source = this.#places.get(paper.id);
    // An id is the first one's who has it: nobody puts another paper in its place.
    if (source !== undefined && source.seat !== seat) return;
    const known = this.list.find((one) => one.id === paper.id);
    if (known !== undefined) {
      const all = [...new Set([...known.readers, ...readers])];
      this.list = this.list.map((one) => (one === known ? { ...one, readers: all } : one));
      return;
    }
    if (this.list.length >= MAX_PAPERS) return;
    this.#places.set(paper.id, { place, seat });
    const tabled: Tabled = { ...paper, seat, audience, readers, withdrawn: null };
    this.list = [...this.list, tabled];
    if (fresh) this.#happened('tabled', seat, paper.atMs, tabled);
  }

  #paper(id: string): Tabled | undefined {
    return this.list.find((one) => one.id === id);
  }

  /** By somebody of the side that tabled it; what others say of it counts for nothing. */
  #withdrawn(id: string, seat: string, atMs: number, fresh: boolean): void {
    const paper = this.#paper(id);
    if (paper === undefined || paper.withdrawn !== null) return;
    const charter = this.#with.charter();
    const isOfItsSide =
      seat === paper.seat ||
      (charter !== null &&
        sideOf(charter, seat) !== null &&
        sideOf(charter, seat) === sideOf(charter, paper.seat));
    if (!isOfItsSide) return;
    const gone = { ...paper, withdrawn: { seat, atMs } };
    this.list = this.list.map((one) => (one === paper ? gone : one));
    if (fresh) this.#happened('withdrawn', seat, atMs, gone);
  }

  #happened(type: PaperEvent['type'], seat: string, atMs: number, paper: Tabled): void {
    this.happened = [...this.happened, { n: this.#count++, type, seat, atMs, paper }].slice(-MAX_HAPPENED);
  }

  /** Whoever tabled it, and the heads and deputies of their side: nobody else learns of it. */
  async #tellOpened({ id, seat }: Tabled): Promise<void> {
    const you = this.#with.you();
    if (seat === you || this.#told.has(id)) return;
    this.#told.add(id);
    const charter = this.#with.charter();
    const side = charter === null ? null : sideOf(charter, seat);
    const told = new Set([seat, ...headsOf(charter, side)]);
    told.delete(you);
    const letter = writeEnclosure({ type: 'opened', id });
    for (const to of told) if (this.#with.isReachable(to)) await this.#with.enclose(to, letter);
  }

  #readers(audience: Audience): readonly string[] {
    const charter = this.#with.charter();
    const you = this.#with.you();
    switch (audience.to) {
      case 'all':
      case 'side':
        return [];
      case 'heads':
        return headsOf(charter, null).filter((seat) => seat !== you);
      case 'other':
        return seatsOf(charter, audience.side).map((seat) => seat.id);
      default:
        return audience satisfies never;
    }
  }
}

/** Whether it was sealed for each reader alone. */
function isByLetter(paper: Pick<Tabled, 'audience'> | undefined): boolean {
  return paper?.audience.to === 'heads' || paper?.audience.to === 'other';
}

/** @param side null for all */
function headsOf(charter: Charter | null, side: string | null): string[] {
  return seatsOf(charter, side)
    .filter((seat) => admits(seat.role))
    .map((seat) => seat.id);
}

function seatsOf(charter: Charter | null, side: string | null) {
  return (charter?.sides ?? [])
    .filter((one) => side === null || one.id === side)
    .flatMap((one) => one.seats)
    .filter((seat) => !seat.withdrawn);
}

/** A file's name as a paper may have it: in one line, and not too long. */
export function paperName(fileName: string): string {
  const plain = fileName.replace(/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return Array.from(plain).slice(0, MAX_PAPER_NAME_CHARS).join('').trim();
}
