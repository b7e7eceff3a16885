import { decodeBase64Url, encodeBase64Url } from '../e2ee/bytes';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import { letterKeys, openLetter, sealLetter, type LetterKeys } from '../e2ee/letters/letter';
import type { Payload } from '../e2ee/log/payload';
import type { Written } from '../e2ee/room/around';
import type { ChatLine } from './room-state.svelte';
import type { Place } from './surroundings';

/** Where letters are written. */
type Posted = Exclude<Place, 'sidebar'>;

/** A line between two people. */
export interface Letter extends ChatLine {
  /** In whose log it stands. */
  place: Posted;
  /** The reader's seat; `seat` is the author's. */
  to: string;
}

/** What one person sealed for another that goes with a paper: to oneself and of oneself. */
export interface Enclosed {
  place: Posted;
  seat: string;
  to: string;
  content: string;
  atMs: number;
  /** Whether it is new to this device, and not read again. */
  fresh: boolean;
}

interface Around {
  meeting: string;
  seed: LinkSeed;
  /** The name of a room, as its log has it. */
  roomOf: (place: Posted) => string;
  post: (place: Posted, payload: Payload) => Promise<boolean>;
  enclosed: (enclosed: Enclosed) => void;
  nowMs: () => number;
}

/**
 * What two people write to each other: sealed for the reader and for the author within the log of a room that both are in. Others in that
 * room see that one wrote to the other, and nothing of it; so what one's own side writes stands in the side's log.
 */
export class Letters {
  /** To oneself and of oneself, as they were read. */
  lines = $state.raw<readonly Letter[]>([]);
  /** Who can be written to, by the room whose log says so. */
  boxes = $state.raw<Readonly<Record<Posted, ReadonlyMap<string, Uint8Array>>>>({
    plenary: new Map(),
    side: new Map(),
  });

  readonly #with: Around;
  #you = '';
  #keys: Promise<LetterKeys> | null = null;
  readonly #announced: Record<Posted, boolean> = { plenary: false, side: false };
  #reading: Promise<void> = Promise.resolve();

  constructor(around: Around) {
    this.#with = around;
  }

  /** Over which room's log somebody can be written to; null for nobody one can write to. */
  wayTo(seat: string): Posted | null {
    if (this.boxes.side.has(seat)) return 'side';
    return this.boxes.plenary.has(seat) ? 'plenary' : null;
  }

  /** One is in a room, and has read all of its log: tells there how one is written to, once. */
  async settled(place: Posted, you: string): Promise<void> {
    this.#you = you;
    if (this.#announced[place]) return;
    this.#announced[place] = true;
    await this.#reading;
    const key = encodeBase64Url((await this.#ownKeys()).publicKey);
    const told = this.boxes[place].get(you);
    if (told === undefined || encodeBase64Url(told) !== key)
      void this.#with.post(place, { type: 'letterbox', key });
  }

  /** The log is read from its start again. */
  restarted(place: Posted): void {
    this.#reading = this.#reading.then(() => {
      this.lines = this.lines.filter((line) => line.place !== place);
      this.boxes = { ...this.boxes, [place]: new Map() };
    });
    this.#announced[place] = false;
  }

  written(place: Posted, object: Written, you: string): void {
    this.#reading = this.#reading.then(() => this.#read(place, object, you));
  }

  /** True once it is written; false where that did not come about. */
  send(to: string, text: string): Promise<boolean> {
    return this.#send(to, text);
  }

  /** As {@link send}, of what goes with a paper. */
  enclose(to: string, content: string): Promise<boolean> {
    return this.#send(to, content, 'enclosure');
  }

  async #send(to: string, text: string, kind?: 'enclosure'): Promise<boolean> {
    const place = this.wayTo(to);
    const key = place === null ? undefined : this.boxes[place].get(to);
    if (place === null || key === undefined) return false;
    const envelope = { ...this.#envelope(place, this.#you, to), ...(kind && { kind }) };
    const own = (await this.#ownKeys()).publicKey;
    // A key that somebody told need not be one: then nothing can be sealed for it.
    const sealed = await Promise.all([key, own].map((each) => sealLetter(envelope, each, text))).catch(
      () => null,
    );
    if (sealed === null) return false;
    const [forReader, forAuthor] = sealed.map(encodeBase64Url);
    return this.#with.post(place, {
      type: 'letter',
      to,
      forReader: forReader ?? '',
      forAuthor: forAuthor ?? '',
      atMs: this.#with.nowMs(),
    });
  }

  async #read(place: Posted, { seq, seat, fresh, payload }: Written, you: string): Promise<void> {
    if (payload?.type === 'letterbox') {
      const key = decodeBase64Url(payload.key) ?? new Uint8Array();
      this.boxes = { ...this.boxes, [place]: new Map(this.boxes[place]).set(seat, key) };
    }
    if (payload?.type !== 'letter' || (seat !== you && payload.to !== you)) return;
    const sealed = decodeBase64Url(seat === you ? payload.forAuthor : payload.forReader);
    const { privateKey } = await this.#ownKeys();
    const envelope = this.#envelope(place, seat, payload.to);
    if (sealed === null) return;
    const text = await openLetter(envelope, privateKey, sealed);
    if (text === null) {
      const content = await openLetter({ ...envelope, kind: 'enclosure' }, privateKey, sealed);
      const { to, atMs } = payload;
      if (content !== null) this.#with.enclosed({ place, seat, to, content, atMs, fresh });
      return;
    }
    if (text === '') return;
    this.lines = [...this.lines, { place, seq, seat, to: payload.to, text, atMs: payload.atMs, fresh }];
  }

  #envelope(place: Posted, from: string, to: string) {
    return { meeting: this.#with.meeting, room: this.#with.roomOf(place), from, to };
  }

  #ownKeys(): Promise<LetterKeys> {
    this.#keys ??= this.#with.seed.letterSeed().then(letterKeys);
    return this.#keys;
  }
}
