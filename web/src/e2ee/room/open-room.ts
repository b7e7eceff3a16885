import { decodeBase64Url, encodeBase64Url, equal } from '../bytes';
import { hkdf } from '../crypto';
import { seatOf, type Charter } from '../invitation/charter';
import { parsePayload, type Payload } from '../log/payload';
import { openObject, sealObject, type Era } from '../log/sealed';
import type { ClientMessage, Entry } from '../../signalling/messages';
import type { Alarm, RoomMessage, Written } from './around';
import { LogReading } from './log-reading';
import { Outbox } from './outbox';
import { Serial } from './serial';

/** The room of all who were invited. */
export const SCHEDULE = 'schedule';

/** Oneself, in it. */
export interface Guest {
  meeting: string;
  seat: string;
  /** The private one, of one's link. */
  invitationKey: Uint8Array;
  /** That all who were invited have. */
  meetingSecret: Uint8Array;
}

interface Around {
  send: (message: ClientMessage) => void;
  /** What was kept of the log on this device; empty for nothing. */
  recall: () => string;
  keep: (text: string) => void;
}

interface Listener {
  written: (object: Written) => void;
  changed: () => void;
}

// As in a room with a group, though there is one stretch alone.
const ONLY_ERA = { generation: 0, epoch: 0, begin: 0 };
const MAX_ALARMS = 100;

/**
 * A log without a group: whoever was invited reads it and writes to it at any time, whether others are there or not. It is sealed under a
 * key from the meeting's secret, and each object signed by its author's link. So it is for what everybody invited may know for good:
 * who loses a link keeps what was read by it.
 */
export class OpenRoom {
  readonly alarms: Alarm[] = [];
  readonly #self: Guest;
  readonly #with: Around;
  readonly #tell: Listener;
  readonly #log: LogReading;
  readonly #outbox = new Outbox();
  readonly #serial: Serial;
  #charter: Charter;
  #era: Era | null = null;
  #connected = false;
  #asked = false;
  #pending: { seq: number; bytes: Uint8Array } | null = null;
  /** How many entries are not news. */
  #old = 0;

  constructor(self: Guest, charter: Charter, around: Around, listener: Listener) {
    this.#self = self;
    this.#charter = charter;
    this.#with = around;
    this.#tell = listener;
    this.#log = new LogReading(self.meeting, SCHEDULE);
    this.#serial = new Serial((why) => {
      this.#alarm('failed', why);
    }, listener.changed);
    const kept = /^(\d{1,9}) ([\w-]{43})$/.exec(around.recall());
    const hash = kept === null ? null : decodeBase64Url(kept[2] ?? '');
    this.#old = hash === null ? 0 : Number(kept?.[1]);
    if (hash !== null) this.#log.expect(this.#old, hash);
  }

  /** Whether all of the log that the server told of was read. */
  get isCaughtUp(): boolean {
    return this.#connected && !this.#asked && this.#log.at === this.#log.head;
  }

  connected(): void {
    this.#serial.run(() => {
      this.#connected = true;
      this.#asked = false;
      this.#follow();
    });
  }

  disconnected(): void {
    this.#connected = false;
  }

  close(): void {
    this.#serial.close();
    this.disconnected();
    this.#outbox.close();
  }

  setCharter(charter: Charter): void {
    this.#charter = charter;
  }

  /** Writes an object; true once it is in the log and on the server's disk, false where it never will be. */
  post(payload: Payload): Promise<boolean> {
    const written = this.#outbox.put(payload);
    this.#serial.run(() => this.#pump());
    return written;
  }

  receive(message: RoomMessage): void {
    this.#serial.run(async () => {
      await this.#receive(message);
      await this.#pump();
    });
  }

  /** Resolves when all that was asked so far is done. */
  settled(): Promise<void> {
    return this.#serial.settled();
  }

  async #receive(message: RoomMessage): Promise<void> {
    switch (message.type) {
      case 'log':
        return this.#page(message.from, message.head, message.entries);
      case 'appended':
        this.#log.head = Math.max(this.#log.head, message.seq + 1);
        if (message.seq === this.#log.at) await this.#entry(message.entry);
        else if (message.seq > this.#log.at) this.#follow();
        return;
      case 'accepted':
        // It comes as an entry, too, to all who follow.
        this.#log.head = Math.max(this.#log.head, message.seq + 1);
        return;
      case 'conflict':
        // Whatever took the place of what was sent is read, and then it is sent for the next.
        this.#log.head = Math.max(this.#log.head, message.head);
        if (this.#log.at < this.#log.head) this.#follow();
        return;
      case 'notWritten':
      case 'notMember':
        this.#pending = null;
        this.#outbox.next?.settle(false);
        return;
      // Of groups, which it has none of.
      case 'knocked':
      case 'unknocked':
      case 'absent':
      case 'mayFound':
      case 'welcome':
        return;
      default:
        return message satisfies never;
    }
  }

  #follow(): void {
    if (this.#asked || !this.#connected) return;
    this.#asked = true;
    this.#with.send({ type: 'follow', room: SCHEDULE, from: this.#log.at });
  }

  async #page(from: number, head: number, entries: readonly Entry[]): Promise<void> {
    this.#asked = false;
    if (head < this.#log.known) {
      this.#alarm('truncated', `the log had ${this.#log.known} entries, and has ${head}`);
      return;
    }
    const before = this.#log.at;
    this.#log.head = Math.max(this.#log.head, head);
    for (const [index, entry] of entries.entries())
      if (from + index === this.#log.at) await this.#entry(entry);
    if (this.#log.at < this.#log.head && this.#log.at > before) this.#follow();
    // What was sent before the line broke is sent again: where it arrived, it is the very same.
    else if (this.#pending?.seq === this.#log.at) this.#send(this.#pending);
  }

  async #entry({ kind, seat, bytes: text }: Entry): Promise<void> {
    const bytes = decodeBase64Url(text) ?? new Uint8Array(0);
    const { meeting } = this.#self;
    const seq = this.#log.at;
    const place = { meeting, room: SCHEDULE, seq, previous: await this.#log.hash() };
    const pending = this.#pending;
    if (!(await this.#log.read(kind, seat, bytes)))
      this.#alarm('rewritten', `the hash behind entry ${seq} is another`);
    if (pending !== null && pending.seq <= seq) this.#pending = null;
    const author = seatOf(this.#charter, seat);
    const keys = author === null ? [] : [author.key, ...author.former];
    const opened =
      kind === 'object' ? await openObject(place, seat, bytes, [await this.#key()], keys) : 'broken';
    if (typeof opened === 'string') this.#alarm('brokenObject', `entry ${seq}, said to be of ${seat}`);
    else {
      const fresh = seq >= this.#old;
      const { seal } = opened;
      this.#tell.written({ seq, seat, fresh, payload: parsePayload(seal.text), seal });
    }
    this.#with.keep(`${this.#log.at} ${encodeBase64Url(await this.#log.hash())}`);
    if (pending?.seq === seq && equal(pending.bytes, bytes)) this.#outbox.next?.settle(true);
  }

  /** Sends the next object that waits, if nothing else is under way. */
  async #pump(): Promise<void> {
    const { next } = this.#outbox;
    if (next === undefined || this.#pending !== null || !this.isCaughtUp) return;
    const { meeting, seat, invitationKey } = this.#self;
    const seq = this.#log.at;
    const place = { meeting, room: SCHEDULE, seq, previous: await this.#log.hash() };
    const author = { seat, privateKey: invitationKey };
    const bytes = await sealObject(place, await this.#key(), author, JSON.stringify(next.payload));
    this.#pending = { seq, bytes };
    this.#send(this.#pending);
  }

  #send({ seq, bytes }: { seq: number; bytes: Uint8Array }): void {
    if (this.#connected)
      this.#with.send({ type: 'append', room: SCHEDULE, seq, bytes: encodeBase64Url(bytes) });
  }

  async #key(): Promise<Era> {
    this.#era ??= { ...ONLY_ERA, key: await hkdf(this.#self.meetingSecret, 'parley schedule key') };
    return this.#era;
  }

  #alarm(what: Alarm['what'], why: string): void {
    if (this.alarms.length < MAX_ALARMS) this.alarms.push({ what, seq: this.#log.at, why });
  }
}
