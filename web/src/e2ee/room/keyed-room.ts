import { decodeBase64Url, encodeBase64Url } from '../../links/base64url';
import { equal, utf8 } from '../bytes';
import { hkdf } from '../crypto';
import { admits, roleOf, type Charter } from '../invitation/charter';
import { beginning, linked, type EntryKind } from '../log/chain';
import { parsePayload, type Payload } from '../log/payload';
import { openObject, sealObject, type Era, type Place } from '../log/sealed';
import {
  Group,
  newKeyPackage,
  peekKeyPackage,
  type Checks,
  type DeviceKeys,
  type KeyPackage,
  type Processed,
  type Psk,
} from '../mls/group';
import type { ClientMessage, Entry, ServerMessage } from '../../signalling/messages';
import { Devices } from './devices';
import { Doorway, type Due, type Waiting } from './doorway';
import { makeFounding, openFounding } from './founding';
import { generationOfIdentity, makeIdentity, provenIdentity, seatOfIdentity } from './identity';
import { decodeKept, encodeKept, type KeptCommit } from './kept';
import { after, belongs, judge, PLENARY, type Common, type Position, type Refusal } from './rules';
import { decodeKnowledge, encodeKnowledge, joinedEras, type Knowledge } from './state';
import { approve, encodeStatement, type Statement } from './statement';

/** What is wrong in a room, as far as it can be seen from here. */
export interface Alarm {
  what:
    | 'truncated' // The server's log is shorter than it was.
    | 'rewritten' // It has another past than it had.
    | 'refusedCommit' // A change of keys that nobody may make.
    | 'refusedFounding'
    | 'brokenObject' // An object that does not belong where it stands, or that nobody wrote.
    | 'falseKnock' // Somebody asks for entry without the proof of a link.
    | 'falseWelcome'
    | 'failed'; // A fault of this client's own.
  seq: number;
  why: string;
}

/** An object of the log, in its order. `payload` is null where this version does not know its type. */
export interface Written {
  seq: number;
  seat: string;
  /** Whether it is new to this device, and not read again. */
  fresh: boolean;
  payload: Payload | null;
}

/** The keys of an epoch, for media. */
export interface MediaKeys {
  epoch: bigint;
  /** RFC 9605, section 5.2. */
  baseKey: Uint8Array;
  ownLeaf: number;
}

/** Oneself, in a room. */
export interface Self {
  meeting: string;
  /** `plenary`, or the own side's id. */
  room: string;
  seat: string;
  device: DeviceKeys;
  /** Of one's link, and its generation. */
  invitationKey: Uint8Array;
  generation: number;
  /** From which this room's pre-shared keys are derived: of the meeting, or of the side. */
  secret: Uint8Array;
}

export interface Surroundings {
  send: (message: ClientMessage) => void;
  /** Keeps the state on this device; done when it is safe. */
  save: (state: Uint8Array) => Promise<void>;
  nowMs: () => number;
  random: () => number;
  /** How long the first in line may take before the next takes over. */
  takeoverMs: number;
}

export interface Listener {
  /** New keys, or none: then nothing of this room's media may be sent or shown. */
  keys: (keys: MediaKeys | null) => void;
  written: (object: Written) => void;
  changed: () => void;
  /** The whole log is about to be read from its start. */
  restarted: () => void;
}

/** Where one stands with a room's group. */
export type Standing = 'outside' | 'knocking' | 'inside';

type Pending =
  | ({ kind: 'commit'; welcome: Uint8Array | null; due: Due | null; discard: () => void } & KeptCommit)
  | { kind: 'founding'; seq: number; bytes: Uint8Array; group: Group; generation: number }
  | { kind: 'object'; seq: number; bytes: Uint8Array };

interface Judged {
  refusal: Refusal | null;
  devices: Devices;
  charter: number;
  processed: Processed | null;
}

const MEDIA_LABEL = 'SFrame 1.0 Base Key';
const MEDIA_KEY_BYTES = 16;
const ERA_LABEL = 'parley era';
const ERA_KEY_BYTES = 32;
const PSK_BYTES = 32;
// Lower spreads those who take over less; higher makes the last of them later.
const JITTER = 0.3;
const MAX_ALARMS = 100;
// In one commit. More make a crowd's entry quicker; fewer keep the commit below what the server takes.
const MAX_ADDS = 32;
const MAX_KNOCK_BYTES = 4 * 1024;

/**
 * A room whose media and writings are under the keys of a group (MLS, RFC 9420). Follows the room's log entry by entry, judges every
 * change of keys by itself, and makes those that are due. The server orders entries and hands them out; it is not believed.
 */
export class KeyedRoom {
  readonly alarms: Alarm[] = [];
  /** Objects that were of an era whose key one was not given. */
  unreadable = 0;

  readonly #self: Self;
  readonly #with: Surroundings;
  readonly #tell: Listener;
  #charter: Charter;
  readonly #doorway = new Doorway();
  #group: Group | null = null;
  #knowledge: Knowledge;
  /** How far the log was read on this page, and the hash there. */
  #at = 0;
  #hash = new Uint8Array(0);
  readonly #hashes: Uint8Array[] = [];
  /** Hashes that are known from before, by the number of entries behind which they stand. */
  readonly #checkpoints = new Map<number, Uint8Array>();
  /** The server's next place, as far as it told. */
  #head = 0;
  #connected = false;
  #asked = false;
  #keyPackage: KeyPackage | null = null;
  #pending: Pending | null = null;
  readonly #outbox: { payload: Payload; settle: (kept: boolean) => void }[] = [];
  /** Members before the last founding, or before keys were lost: they may found anew, and come back by themselves. */
  #stuck = false;
  #oneByOne = false;
  #refreshDue = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timerIsDue = false;
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(self: Self, charter: Charter, surroundings: Surroundings, listener: Listener) {
    this.#self = self;
    this.#charter = charter;
    this.#with = surroundings;
    this.#tell = listener;
    this.#knowledge = {
      generation: 0,
      seq: 0,
      hash: new Uint8Array(0),
      eras: [],
      devices: new Devices(),
      charter: 0,
      beginsEra: false,
    };
  }

  /** Takes up what was kept on this device; false where it was nothing of use. To be called before anything else. */
  async restore(kept: Uint8Array): Promise<boolean> {
    const read = decodeKept(kept, this.#checks());
    if (read === null) return false;
    this.#knowledge = read.knowledge;
    this.#group = read.group;
    if (read.knowledge.hash.length > 0) this.#checkpoints.set(read.knowledge.seq, read.knowledge.hash);
    // The counters of the keys that this page would send under are not known any more: nothing is sent before there are new ones.
    this.#refreshDue = read.group !== null;
    if (read.pending !== null)
      this.#pending = { kind: 'commit', ...read.pending, welcome: null, due: null, discard: () => undefined };
    return Promise.resolve(true);
  }

  get standing(): Standing {
    if (this.#group !== null) return 'inside';
    return this.#keyPackage === null ? 'outside' : 'knocking';
  }

  get generation(): number {
    return this.#knowledge.generation;
  }

  /** Of the group; -1 outside it. */
  get epoch(): number {
    return this.#group === null ? -1 : Number(this.#group.epoch);
  }

  /** How many entries of the log were read. */
  get read(): number {
    return this.#at;
  }

  /** Whether all of the log that the server told of was read. */
  get isCaughtUp(): boolean {
    return this.#connected && this.#at === this.#head && this.#at >= this.#knowledge.seq;
  }

  /** Whether changes of keys cannot be followed, so that the group has to be founded again. */
  get isStuck(): boolean {
    return this.#stuck;
  }

  /** Members' seats, devices and leaves. */
  members(): { seat: string; leaf: number; deviceKey: Uint8Array }[] {
    return (this.#group?.members() ?? []).map(({ identity, leaf, deviceKey }) => ({
      seat: seatOfIdentity(identity),
      leaf,
      deviceKey,
    }));
  }

  /** Those who wait for one's own yes. */
  waiting(): Waiting[] {
    return this.#group === null ? [] : this.#doorway.waiting(this.#common(), this.#self.seat);
  }

  /** Of the group's epoch (RFC 9420, section 8.7); null outside it. */
  authenticator(): Uint8Array | null {
    return this.#group?.authenticator() ?? null;
  }

  /** The server is reached, and one has a seat there: goes on with the log, or asks to be let in. */
  connected(): void {
    this.#run(async () => {
      this.#connected = true;
      this.#asked = false;
      this.#doorway.clear();
      if (this.#group !== null) this.#follow();
      else await this.#knock();
    });
  }

  disconnected(): void {
    this.#connected = false;
    this.#clearTimer();
  }

  /** No more of this room: the page leaves it. */
  close(): void {
    this.#closed = true;
    this.#connected = false;
    this.#clearTimer();
    for (const { settle } of this.#outbox) settle(false);
    this.#outbox.length = 0;
  }

  setCharter(charter: Charter): void {
    this.#charter = charter;
    this.#run(async () => {
      // An entry may have waited for it.
      if (this.#connected && this.#group !== null && this.#at < this.#head) this.#follow();
      await this.#consider();
    });
  }

  /** Lets a newcomer in who waits for it. */
  admit(seat: string): void {
    this.#run(async () => {
      this.#doorway.approve(seat);
      await this.#consider();
      this.#tell.changed();
    });
  }

  putOut(seat: string): void {
    this.#run(async () => {
      this.#doorway.putOut(seat);
      await this.#consider();
    });
  }

  /** Writes an object; true once it is in the log and on the server's disk, false where the room was closed before. */
  post(payload: Payload): Promise<boolean> {
    return new Promise((settle) => {
      this.#outbox.push({ payload, settle });
      this.#run(() => this.#pump());
    });
  }

  /** A message of the server's that names this room. */
  receive(message: ServerMessage): void {
    this.#run(() => this.#receive(message));
  }

  /** Resolves when all that was asked so far is done. For tests. */
  async settled(): Promise<void> {
    let queue;
    do {
      queue = this.#queue;
      await queue;
    } while (queue !== this.#queue);
  }

  #run(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await task();
      } catch (fault) {
        this.#alarm('failed', this.#at, fault instanceof Error ? fault.message : String(fault));
      }
    });
  }

  async #receive(message: ServerMessage): Promise<void> {
    switch (message.type) {
      case 'log':
        await this.#log(message.from, message.head, message.entries);
        break;
      case 'appended':
        this.#head = Math.max(this.#head, message.seq + 1);
        if (message.seq === this.#at) await this.#entry(message.entry);
        else if (message.seq > this.#at) this.#follow();
        break;
      case 'accepted':
        await this.#accepted(message.seq);
        break;
      case 'conflict':
        this.#head = Math.max(this.#head, message.head);
        if (this.#group === null) await this.#lostFounding();
        else this.#follow();
        break;
      case 'notMember':
        await this.#notMember();
        break;
      case 'knocked':
        await this.#knocked(message.seat, message.keyPackage);
        break;
      case 'unknocked':
        this.#doorway.unknock(message.seat);
        break;
      case 'absent':
        this.#doorway.absent(message.seats);
        break;
      case 'mayFound':
        await this.#mayFound(message.generation, message.seq);
        break;
      case 'welcome':
        await this.#welcome(message.generation, message.welcome);
        break;
      default:
        return;
    }
    await this.#consider();
    this.#tell.changed();
  }

  // The log

  #follow(): void {
    if (this.#asked || !this.#connected) return;
    this.#asked = true;
    this.#with.send({ type: 'follow', room: this.#self.room, from: this.#at });
  }

  async #log(from: number, head: number, entries: readonly Entry[]): Promise<void> {
    this.#asked = false;
    if (head < Math.max(this.#at, this.#knowledge.seq)) {
      this.#alarm('truncated', head, `the log had ${Math.max(this.#at, this.#knowledge.seq)} entries`);
      return;
    }
    this.#head = Math.max(this.#head, head);
    const before = this.#at;
    for (const [index, entry] of entries.entries()) if (from + index === this.#at) await this.#entry(entry);
    if (this.#at < this.#head && this.#at > before) this.#follow();
    else if (this.#at === head) await this.#repeatPending();
  }

  /** What was sent before the line broke, and did not arrive. */
  async #repeatPending(): Promise<void> {
    const pending = this.#pending;
    if (pending === null || pending.seq !== this.#at) return;
    // A commit from before a reload has lost its Welcome: another takes its place.
    if (pending.kind === 'commit' && pending.welcome === null && pending.added.length > 0)
      this.#pending = null;
    else this.#sendPending(pending);
    await Promise.resolve();
  }

  async #entry(entry: Entry): Promise<void> {
    const bytes = decodeBase64Url(entry.bytes);
    if (bytes === null) {
      this.#alarm('brokenObject', this.#at, 'not in base64url');
      return;
    }
    if (this.#at === 0) this.#hash = await beginning(this.#self.meeting, this.#self.room);
    const seq = this.#at;
    const previous = this.#hash;
    const isNews = seq >= this.#knowledge.seq;
    const pending = this.#pending;
    const own =
      pending !== null &&
      pending.seq === seq &&
      entry.seat === this.#self.seat &&
      equal(pending.bytes, bytes);
    let judged: Judged | null = null;
    if (isNews && entry.kind === 'commit' && !own && this.#group !== null) {
      judged = await this.#judge(this.#group, { seq, previous }, bytes);
      // It goes by a charter that is still on its way here; when that comes the log is read on.
      if (judged.refusal === 'ahead') return;
    }
    this.#at = seq + 1;
    this.#hash = await linked(previous, entry.kind, entry.seat, bytes);
    this.#hashes[seq] = this.#hash;
    if (pending !== null && pending.seq <= seq) this.#pending = null;
    if (isNews) this.#knowledge = { ...this.#knowledge, seq: this.#at, hash: this.#hash };
    else if (this.#at === this.#knowledge.seq) this.#knowledge = { ...this.#knowledge, hash: this.#hash };
    this.#checkPast();
    switch (entry.kind) {
      case 'founding':
        if (own && pending.kind === 'founding') await this.#founded(pending.group, pending.generation);
        else if (isNews) await this.#foundedByOther(seq, entry.seat, bytes);
        break;
      case 'commit':
        if (own && pending.kind === 'commit') await this.#moved(pending);
        else if (judged !== null) await this.#followed(judged, seq);
        break;
      case 'object':
        await this.#object(seq, previous, entry.seat, bytes, isNews);
        if (own && pending.kind === 'object') this.#outbox.shift()?.settle(true);
        break;
      default:
        return entry.kind satisfies never;
    }
    if (isNews) await this.#save();
  }

  /** What one knew of the log before must be what the server gives now. */
  #checkPast(): void {
    const expected = this.#checkpoints.get(this.#at);
    if (expected === undefined) return;
    this.#checkpoints.delete(this.#at);
    if (!equal(expected, this.#hash)) this.#alarm('rewritten', this.#at, 'its hash is another');
  }

  async #object(
    seq: number,
    previous: Uint8Array,
    seat: string,
    bytes: Uint8Array,
    fresh: boolean,
  ): Promise<void> {
    const place: Place = { meeting: this.#self.meeting, room: this.#self.room, seq, previous };
    const { eras, devices } = this.#knowledge;
    const opened = await openObject(
      place,
      seat,
      bytes,
      (generation, epoch) => eras.find((era) => era.generation === generation && era.epoch === epoch) ?? null,
      devices.keysOf(seat),
    );
    if (opened === 'unreadable') this.unreadable++;
    else if (opened === 'broken') this.#alarm('brokenObject', seq, `said to be of ${seat}`);
    else this.#tell.written({ seq, seat, fresh, payload: parsePayload(opened.payload) });
  }

  // The group

  async #judge(group: Group, position: Position, bytes: Uint8Array): Promise<Judged> {
    const { devices, charter } = this.#knowledge;
    const judged: Judged = { refusal: null, devices, charter, processed: null };
    judged.processed = await group.process(bytes, await this.#psk(group.groupId), async (commit) => {
      const verdict = await judge(group, commit, position, this.#common());
      if ('refused' in verdict) {
        judged.refusal = verdict.refused;
        return false;
      }
      judged.devices = verdict.devices;
      judged.charter = verdict.statement.charter;
      return true;
    });
    return judged;
  }

  /** A commit of somebody else's is in the log. */
  async #followed({ processed, refusal, devices, charter }: Judged, seq: number): Promise<void> {
    switch (processed?.kind) {
      case undefined:
        return;
      case 'refused':
        this.#alarm('refusedCommit', seq, refusal ?? processed.reason);
        await this.#lose();
        this.#stuck = true;
        return;
      case 'removed':
        this.#knowledge = { ...this.#knowledge, devices, charter };
        await this.#lose();
        await this.#knock();
        return;
      case 'moved':
        await this.#enter(processed.group, { devices, charter }, processed.commit.removes.length > 0);
        processed.discard();
        return;
      default:
        return processed satisfies never;
    }
  }

  /** One's own commit is in the log. */
  async #moved(pending: Extract<Pending, { kind: 'commit' }>): Promise<void> {
    await this.#enter(
      pending.next,
      { devices: pending.devices, charter: pending.charter },
      pending.removed.length > 0,
    );
    pending.discard();
  }

  /** Goes over to a group's next epoch. */
  async #enter(
    group: Group,
    known: Pick<Knowledge, 'devices' | 'charter'>,
    beginsEra: boolean,
  ): Promise<void> {
    this.#group = group;
    this.#stuck = false;
    this.#refreshDue = false;
    this.#doorway.settle(group.members());
    const era = beginsEra ? [await this.#eraOf(group)] : [];
    this.#knowledge = { ...this.#knowledge, ...known, eras: joinedEras(this.#knowledge.eras, era) };
    // Before anything is sent under the new keys: a page that comes back must know of them, so as not to use them again.
    await this.#save();
    await this.#tellKeys();
  }

  async #tellKeys(): Promise<void> {
    const group = this.#group;
    if (group === null || this.#refreshDue) return;
    const baseKey = await group.exportSecret(MEDIA_LABEL, new Uint8Array(0), MEDIA_KEY_BYTES);
    this.#tell.keys({ epoch: group.epoch, baseKey, ownLeaf: group.ownLeaf });
  }

  async #eraOf(group: Group): Promise<Era> {
    const key = await group.exportSecret(ERA_LABEL, utf8(group.groupId), ERA_KEY_BYTES);
    return { generation: this.#knowledge.generation, epoch: Number(group.epoch), key };
  }

  /** Out of the group: its keys are of no use any more. What was written before stays readable. */
  async #lose(): Promise<void> {
    this.#group = null;
    this.#keyPackage = null;
    this.#pending = null;
    this.#tell.keys(null);
    await this.#save();
  }

  async #notMember(): Promise<void> {
    this.#asked = false;
    if (this.#group !== null || this.#pending !== null) await this.#lose();
    this.#keyPackage = null;
    await this.#knock();
  }

  async #knock(): Promise<void> {
    if (!this.#connected || this.#group !== null) return;
    const { device, room } = this.#self;
    this.#keyPackage = await newKeyPackage(device, await this.#identity(), this.#nowSeconds());
    this.#with.send({ type: 'knock', room, keyPackage: encodeBase64Url(this.#keyPackage.bytes) });
  }

  async #welcome(generation: number, text: string): Promise<void> {
    const welcome = decodeBase64Url(text);
    const keyPackage = this.#keyPackage;
    if (this.#group !== null) return;
    if (welcome === null || keyPackage === null) {
      await this.#falseWelcome('there is no key package for it');
      return;
    }
    const groupId = this.#groupId(generation);
    const invitation = { welcome, keyPackage, groupId, psk: await this.#psk(groupId) };
    const joined = await Group.join(invitation, this.#checks());
    if (joined.kind === 'refused') {
      await this.#falseWelcome(joined.reason);
      return;
    }
    const knowledge = decodeKnowledge(joined.handover);
    if (knowledge?.generation !== generation) {
      await this.#falseWelcome('its handover is not of this room');
      return;
    }
    this.#keyPackage = null;
    this.#restart();
    // Its maker knew the log up to the commit, not the commit's own hash.
    this.#checkpoints.set(knowledge.seq - 1, knowledge.hash);
    const eras = joinedEras(this.#knowledge.eras, knowledge.eras);
    this.#knowledge = { ...knowledge, eras, hash: new Uint8Array(0), beginsEra: false };
    await this.#enter(joined.group, knowledge, knowledge.beginsEra);
    this.#follow();
  }

  /** The log is read from its start, since what was read before was read without these keys. */
  #restart(): void {
    if (this.#at > 0) this.#checkpoints.set(this.#at, this.#hash);
    this.#at = 0;
    this.#hash = new Uint8Array(0);
    this.#hashes.length = 0;
    this.#asked = false;
    this.unreadable = 0;
    this.#tell.restarted();
  }

  async #falseWelcome(why: string): Promise<void> {
    this.#alarm('falseWelcome', this.#at, why);
    await this.#knock();
  }

  // Founding

  async #mayFound(generation: number, seq: number): Promise<void> {
    if (this.#group !== null && !this.#stuck) return;
    if (this.#pending?.kind === 'founding') return;
    await this.#found(generation, seq);
  }

  async #found(generation: number, seq: number): Promise<void> {
    const { device } = this.#self;
    const identity = await this.#identity();
    const group = await Group.found(this.#groupId(generation), device, identity, this.#checks());
    const hash = this.#at === 0 ? await beginning(this.#self.meeting, this.#self.room) : this.#hash;
    const known = { seq: this.#at, hash };
    const founding = { generation, known, identity, deviceKey: device.publicKey };
    const bytes = await makeFounding(group.groupId, founding, device.privateKey);
    this.#pending = { kind: 'founding', seq, bytes, group, generation };
    this.#sendPending(this.#pending);
  }

  /** One's own founding is in the log. */
  async #founded(group: Group, generation: number): Promise<void> {
    this.#keyPackage = null;
    this.#knowledge = { ...this.#knowledge, generation };
    const { seat, device, generation: link } = this.#self;
    const devices = this.#knowledge.devices.letIn(seat, device.publicKey, link);
    await this.#enter(group, { devices, charter: this.#charter.version }, true);
    this.#follow();
  }

  async #foundedByOther(seq: number, seat: string, bytes: Uint8Array): Promise<void> {
    const founding = await openFounding((generation) => this.#groupId(generation), bytes);
    const refusal = await this.#judgeFounding(founding, seat);
    if (founding === null || refusal !== null) {
      this.#alarm('refusedFounding', seq, refusal ?? 'malformed');
      await this.#lose();
      this.#stuck = true;
      if (founding !== null) this.#knowledge = { ...this.#knowledge, generation: founding.generation };
      return;
    }
    const devices = this.#knowledge.devices.letIn(
      seat,
      founding.deviceKey,
      generationOfIdentity(founding.identity),
    );
    this.#knowledge = { ...this.#knowledge, generation: founding.generation, devices };
    this.#stuck = false;
    await this.#lose();
    await this.#knock();
  }

  async #judgeFounding(
    founding: Awaited<ReturnType<typeof openFounding>>,
    seat: string,
  ): Promise<string | null> {
    if (founding === null) return 'malformed';
    if (founding.generation <= this.#knowledge.generation) return 'outdated';
    const proven = await provenIdentity(founding.identity, founding.deviceKey, this.#charter);
    if (proven === null || proven.seat !== seat || !belongs(this.#charter, this.#self.room, seat))
      return 'uninvited';
    const { devices } = this.#knowledge;
    const role = roleOf(this.#charter, seat);
    const mayBeFirst = this.#self.room !== PLENARY || (role !== null && admits(role));
    if (
      !devices.isKnown(seat, founding.deviceKey) &&
      !(mayBeFirst && devices.isFirst(seat, proven.generation))
    )
      return 'forbidden';
    const hash = founding.known.seq === 0 ? undefined : this.#hashes[founding.known.seq - 1];
    return hash !== undefined && !equal(hash, founding.known.hash) ? 'its founder saw another log' : null;
  }

  /** Somebody else founded it first. */
  async #lostFounding(): Promise<void> {
    if (this.#pending?.kind === 'founding') this.#pending = null;
    if (this.#stuck) this.#follow();
    await Promise.resolve();
  }

  // Commits and objects of one's own

  async #accepted(seq: number): Promise<void> {
    const pending = this.#pending;
    if (pending?.seq !== seq) return;
    this.#head = Math.max(this.#head, seq + 1);
    if (pending.kind === 'founding' && this.#at < seq) {
      // Founded without having read what was before: read it now, up to one's own founding.
      await this.#foundedUnread(pending, seq);
      return;
    }
    if (seq !== this.#at) return;
    const kind: EntryKind = pending.kind;
    await this.#entry({ kind, seat: this.#self.seat, bytes: encodeBase64Url(pending.bytes) });
  }

  async #foundedUnread(pending: Extract<Pending, { kind: 'founding' }>, seq: number): Promise<void> {
    this.#pending = null;
    this.#restart();
    this.#knowledge = { ...this.#knowledge, seq: seq + 1, hash: new Uint8Array(0) };
    await this.#founded(pending.group, pending.generation);
  }

  async #knocked(seat: string, text: string): Promise<void> {
    const bytes = decodeBase64Url(text);
    if (seat === this.#self.seat || bytes === null || bytes.length > MAX_KNOCK_BYTES) return;
    const add = await peekKeyPackage(bytes, this.#nowSeconds());
    const proven = add === null ? null : await provenIdentity(add.identity, add.deviceKey, this.#charter);
    if (add === null || proven?.seat !== seat) this.#alarm('falseKnock', this.#at, seat);
    else this.#doorway.knock(add, bytes);
  }

  /** Does what is due, or has a timer wait for those who are first in line. */
  async #consider(): Promise<void> {
    if (!this.#connected) return;
    if (this.#group === null) {
      if (this.#stuck) this.#inTurn(this.#turn(this.#knowledge.devices.all.map((device) => device.seat)));
      return;
    }
    if (this.#pending !== null || !this.isCaughtUp) return;
    const due = this.#doorway.due(
      this.#common(),
      this.#group.members(),
      this.#self.seat,
      this.#oneByOne ? 1 : MAX_ADDS,
    );
    if (this.#refreshDue || due?.own === true) await this.#commit(this.#group, due);
    else if (due === null) this.#clearTimer();
    else {
      const turn = this.#turn(this.members().map((member) => member.seat));
      if (turn === 0 || this.#timerIsDue) await this.#commit(this.#group, due);
      else this.#inTurn(turn);
    }
    await this.#pump();
  }

  /** How many of those who are there come before oneself. */
  #turn(seats: readonly string[]): number {
    const present = [...new Set(seats)].filter((seat) => !this.#doorway.isAbsent(seat));
    return Math.max(0, present.indexOf(this.#self.seat));
  }

  #inTurn(turn: number): void {
    if (this.#timer !== null) return;
    const waitMs = turn * this.#with.takeoverMs * (1 + JITTER * this.#with.random());
    this.#timer = setTimeout(() => {
      this.#run(async () => {
        this.#timer = null;
        this.#timerIsDue = true;
        if (this.#group === null && this.#stuck && this.#connected && this.#pending === null)
          await this.#found(this.#knowledge.generation + 1, this.#head);
        else await this.#consider();
        this.#timerIsDue = false;
      });
    }, waitMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #commit(group: Group, due: Due | null): Promise<void> {
    this.#clearTimer();
    const { seat, device } = this.#self;
    const approvals = await Promise.all(
      (due?.approved ?? []).map((newcomer) =>
        approve(
          group.groupId,
          { seat: newcomer.seat, keyPackage: newcomer.ref },
          { seat, privateKey: device.privateKey },
        ),
      ),
    );
    const statement: Statement = {
      seq: this.#at,
      previous: this.#hash,
      charter: this.#charter.version,
      approvals,
      removals: (due?.removes ?? []).map(({ seat: removed, why }) => ({ seat: removed, why })),
    };
    const adds = due?.adds ?? [];
    const devices = after(
      adds.map((knock) => knock.newcomer),
      statement,
      this.#knowledge.devices,
    );
    const beginsEra = statement.removals.length > 0;
    const handover = encodeKnowledge({
      ...this.#knowledge,
      seq: this.#at + 1,
      hash: this.#hash,
      devices,
      charter: statement.charter,
      beginsEra,
    });
    const made = await group.commit({
      adds: adds.map((knock) => knock.bytes),
      removes: (due?.removes ?? []).map((remove) => remove.leaf),
      psk: await this.#psk(group.groupId),
      authenticatedData: encodeStatement(statement),
      handover,
    });
    if (made.kind === 'refused') {
      this.#refusedNewcomers(adds, made.reason);
      return;
    }
    this.#oneByOne = false;
    this.#pending = {
      kind: 'commit',
      seq: this.#at,
      epoch: Number(group.epoch),
      bytes: made.bytes,
      welcome: made.welcome,
      added: adds.map((knock) => knock.newcomer.seat),
      removed: statement.removals.map((removal) => removal.seat),
      next: made.next,
      devices,
      charter: statement.charter,
      due,
      discard: made.discard,
    };
    await this.#save();
    this.#sendPending(this.#pending);
  }

  /** One of several newcomers cannot be added: each is tried alone, and the one whose fault it is forgotten. */
  #refusedNewcomers(adds: Due['adds'], reason: string): void {
    const [first] = adds;
    this.#oneByOne = adds.length > 1;
    if (first === undefined || this.#oneByOne) return;
    this.#alarm('falseKnock', this.#at, `${first.newcomer.seat}: ${reason}`);
    this.#doorway.unknock(first.newcomer.seat);
  }

  /** Sends the next object that waits, if nothing else is under way. */
  async #pump(): Promise<void> {
    const [next] = this.#outbox;
    if (next === undefined || this.#group === null || this.#pending !== null || !this.isCaughtUp) return;
    const era = this.#knowledge.eras.at(-1);
    if (era === undefined) return;
    const { meeting, room, seat, device } = this.#self;
    const place: Place = { meeting, room, seq: this.#at, previous: this.#hash };
    const author = { seat, privateKey: device.privateKey };
    const bytes = await sealObject(place, era, author, JSON.stringify(next.payload));
    this.#pending = { kind: 'object', seq: this.#at, bytes };
    this.#sendPending(this.#pending);
  }

  #sendPending(pending: Pending): void {
    if (!this.#connected) return;
    const { room } = this.#self;
    const { seq } = pending;
    const bytes = encodeBase64Url(pending.bytes);
    switch (pending.kind) {
      case 'founding':
        this.#with.send({ type: 'found', room, generation: pending.generation, seq, bytes });
        return;
      case 'object':
        this.#with.send({ type: 'append', room, seq, bytes });
        return;
      case 'commit': {
        const { epoch, added, removed } = pending;
        const welcome = pending.welcome === null ? '' : encodeBase64Url(pending.welcome);
        // Who is replaced stays in the book: removed and added at once.
        const gone = removed.filter((seat) => !added.includes(seat));
        this.#with.send({ type: 'commit', room, seq, epoch, bytes, welcome, added, removed: gone });
        return;
      }
      default:
        return pending satisfies never;
    }
  }

  // What the library and the rules ask

  #common(): Common {
    const { meeting, room } = this.#self;
    const { devices, charter } = this.#knowledge;
    return { meeting, room, charter: this.#charter, devices, lastCharter: charter };
  }

  #checks(): Checks {
    return {
      credential: async (identity, deviceKey) =>
        (await provenIdentity(identity, deviceKey, this.#charter)) !== null,
    };
  }

  #identity(): Promise<Uint8Array> {
    const { meeting, seat, generation, invitationKey, device } = this.#self;
    return makeIdentity({ meeting, seat, generation }, invitationKey, device.publicKey);
  }

  #groupId(generation: number): string {
    return `${this.#self.meeting}/${this.#self.room}/${generation}`;
  }

  async #psk(id: string): Promise<Psk> {
    return { id, value: await hkdf(this.#self.secret, `parley psk ${id}`, PSK_BYTES) };
  }

  #nowSeconds(): bigint {
    return BigInt(Math.floor(this.#with.nowMs() / 1000));
  }

  #alarm(what: Alarm['what'], seq: number, why: string): void {
    if (this.alarms.length < MAX_ALARMS) this.alarms.push({ what, seq, why });
    this.#tell.changed();
  }

  async #save(): Promise<void> {
    const pending = this.#pending?.kind === 'commit' ? this.#pending : null;
    await this.#with.save(encodeKept({ knowledge: this.#knowledge, group: this.#group, pending }));
  }
}
