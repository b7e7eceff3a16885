import { decodeBase64Url, encodeBase64Url, utf8 } from '../bytes';
import type { Charter } from '../invitation/charter';
import { parsePayload, type Payload } from '../log/payload';
import { openObject, sealObject, type Era, type Place } from '../log/sealed';
import {
  Group,
  newKeyPackage,
  peekKeyPackage,
  type Checks,
  type KeyPackage,
  type Processed,
} from '../mls/group';
import type { Entry, ServerMessage } from '../../signalling/messages';
import type { Alarm, Listener, Self, Standing, Surroundings } from './around';
import { Doorway, type Due, type Waiting } from './doorway';
import { judgeFounding, openFounding } from './founding';
import { generationOfIdentity, provenIdentity, seatOfIdentity } from './identity';
import { decodeKept, encodeKept } from './kept';
import { LogReading } from './log-reading';
import { groupIdOf, identityOf, makeCommit, makeOwnGroup, pskOf } from './making';
import { isIn, messageOf, type Pending } from './pending';
import { judge, type Common, type Position, type Refusal } from './rules';
import { decodeKnowledge, joinedEras, NOTHING_KNOWN, type Knowledge } from './state';
import { Turn } from './turn';

/** What a commit of somebody else's leads to. */
interface Judged {
  refusal: Refusal | null;
  known: Pick<Knowledge, 'devices' | 'charter'>;
  processed: Processed | null;
}

const MEDIA_LABEL = 'SFrame 1.0 Base Key';
const MEDIA_KEY_BYTES = 16;
const ERA_LABEL = 'parley era';
const ERA_KEY_BYTES = 32;
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
  readonly #doorway = new Doorway();
  readonly #log: LogReading;
  readonly #turn: Turn;
  #charter: Charter;
  #group: Group | null = null;
  #knowledge: Knowledge = NOTHING_KNOWN;
  #connected = false;
  /** Whether a page of the log was asked for, and has not come. */
  #asked = false;
  #keyPackage: KeyPackage | null = null;
  #pending: Pending | null = null;
  readonly #outbox: { payload: Payload; settle: (kept: boolean) => void }[] = [];
  /** Changes of keys cannot be followed any more: the group has to be founded again. */
  #stuck = false;
  #oneByOne = false;
  /** New keys are needed before anything is sent: those that one has may have been used by the page before. */
  #refreshDue = false;
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(self: Self, charter: Charter, surroundings: Surroundings, listener: Listener) {
    this.#self = self;
    this.#charter = charter;
    this.#with = surroundings;
    this.#tell = listener;
    this.#log = new LogReading(self.meeting, self.room);
    this.#turn = new Turn(surroundings.takeoverMs, surroundings.random);
  }

  /** Takes up what was kept on this device; false where it was nothing of use. To be called before anything else. */
  restore(kept: Uint8Array): boolean {
    const read = decodeKept(kept, this.#checks());
    if (read === null) return false;
    this.#knowledge = read.knowledge;
    this.#group = read.group;
    this.#refreshDue = read.group !== null;
    this.#log.expect(read.knowledge.seq, read.knowledge.hash);
    if (read.pending !== null)
      this.#pending = { kind: 'commit', ...read.pending, welcome: null, discard: () => undefined };
    return true;
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
    return this.#log.at;
  }

  /** Whether all of the log that the server told of was read. */
  get isCaughtUp(): boolean {
    return this.#connected && this.#log.at === this.#log.head && this.#log.at >= this.#knowledge.seq;
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
    this.#turn.cancel();
  }

  /** No more of this room: the page leaves it. */
  close(): void {
    this.#closed = true;
    this.disconnected();
    for (const { settle } of this.#outbox.splice(0)) settle(false);
  }

  setCharter(charter: Charter): void {
    this.#charter = charter;
    this.#run(async () => {
      // An entry may have waited for it.
      if (this.#group !== null && this.#log.at < this.#log.head) this.#follow();
      await this.#consider();
    });
  }

  /** Lets a newcomer in who waits for it. */
  admit(seat: string): void {
    this.#doorway.approve(seat);
    this.#run(() => this.#consider());
  }

  putOut(seat: string): void {
    this.#doorway.putOut(seat);
    this.#run(() => this.#consider());
  }

  /** Writes an object; true once it is in the log and on the server's disk, false where the room was closed before. */
  post(payload: Payload): Promise<boolean> {
    return new Promise((settle) => {
      this.#outbox.push({ payload, settle });
      this.#run(() => this.#pump());
    });
  }

  /** A message of the server's that names this room. */
  receive(message: Extract<ServerMessage, { room: string }>): void {
    this.#run(async () => {
      await this.#receive(message);
      await this.#consider();
    });
  }

  /** Resolves when all that was asked so far is done. */
  async settled(): Promise<void> {
    let queue;
    do {
      queue = this.#queue;
      await queue;
    } while (queue !== this.#queue);
  }

  /** One thing after the other: each sees what the one before it made. */
  #run(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await task();
      } catch (fault) {
        this.#alarm('failed', fault instanceof Error ? fault.message : String(fault));
      }
      this.#tell.changed();
    });
  }

  async #receive(message: Extract<ServerMessage, { room: string }>): Promise<void> {
    switch (message.type) {
      case 'log':
        return this.#page(message.from, message.head, message.entries);
      case 'appended':
        this.#log.head = Math.max(this.#log.head, message.seq + 1);
        if (message.seq === this.#log.at) await this.#entry(message.entry);
        else if (message.seq > this.#log.at) this.#follow();
        return;
      case 'accepted':
        return this.#accepted(message.seq);
      case 'conflict':
        this.#log.head = Math.max(this.#log.head, message.head);
        // Somebody else founded it first, and will let us in.
        if (this.#pending?.kind === 'founding') this.#pending = null;
        if (this.#group !== null || this.#stuck) this.#follow();
        return;
      case 'notMember':
        this.#asked = false;
        await this.#lose();
        return this.#knock();
      case 'knocked':
        return this.#knocked(message.seat, message.keyPackage);
      case 'unknocked':
        this.#doorway.unknock(message.seat);
        return;
      case 'absent':
        this.#doorway.absent(message.seats);
        return;
      case 'mayFound':
        if (this.#group === null && this.#pending === null)
          await this.#found(message.generation, message.seq);
        return;
      case 'welcome':
        return this.#welcome(message.generation, message.welcome);
      default:
        return message satisfies never;
    }
  }

  // The log

  #follow(): void {
    if (this.#asked || !this.#connected) return;
    this.#asked = true;
    this.#with.send({ type: 'follow', room: this.#self.room, from: this.#log.at });
  }

  async #page(from: number, head: number, entries: readonly Entry[]): Promise<void> {
    this.#asked = false;
    const before = this.#log.at;
    const known = Math.max(before, this.#knowledge.seq);
    if (head < known) {
      this.#alarm('truncated', `the log had ${known} entries, and has ${head}`);
      return;
    }
    this.#log.head = Math.max(this.#log.head, head);
    for (const [index, entry] of entries.entries())
      if (from + index === this.#log.at) await this.#entry(entry);
    if (this.#log.at < this.#log.head && this.#log.at > before) this.#follow();
    else if (this.#log.at === this.#log.head) this.#sendAgain();
  }

  /** What was sent before the line broke, and did not arrive. */
  #sendAgain(): void {
    const pending = this.#pending;
    if (pending?.seq !== this.#log.at) return;
    // A commit from before a reload has lost its Welcome: another takes its place.
    const isLame = pending.kind === 'commit' && pending.welcome === null && pending.added.length > 0;
    if (isLame) this.#pending = null;
    else this.#send(pending);
  }

  async #entry(entry: Entry): Promise<void> {
    const bytes = decodeBase64Url(entry.bytes) ?? new Uint8Array(0);
    const position: Position = { seq: this.#log.at, previous: await this.#log.hash() };
    const { seq } = position;
    const pending = this.#pending;
    const own =
      pending !== null && entry.seat === this.#self.seat && isIn(pending, seq, bytes) ? pending : null;
    const isNews = seq >= this.#knowledge.seq;
    const isToJudge = isNews && entry.kind === 'commit' && own === null;
    const judged = isToJudge && this.#group !== null ? await this.#judge(this.#group, position, bytes) : null;
    // It goes by a charter that is still on its way here; when that comes the log is read on.
    if (judged?.refusal === 'ahead') return;
    if (!(await this.#log.read(entry.kind, entry.seat, bytes)))
      this.#alarm('rewritten', `the hash behind entry ${seq} is another`);
    if (pending !== null && pending.seq <= seq) this.#pending = null;
    if (isNews || this.#log.at === this.#knowledge.seq)
      this.#knowledge = { ...this.#knowledge, seq: this.#log.at, hash: await this.#log.hash() };
    switch (entry.kind) {
      case 'founding':
        if (own?.kind === 'founding') await this.#founded(own.group, own.generation);
        else if (isNews) await this.#foundedByOther(entry.seat, bytes);
        break;
      case 'commit':
        if (own?.kind === 'commit') {
          await this.#enter(own.next, own, own.removed.length > 0);
          own.discard();
        } else if (judged !== null) await this.#followed(judged);
        break;
      case 'object':
        await this.#object(position, entry.seat, bytes, isNews);
        if (own?.kind === 'object') this.#outbox.shift()?.settle(true);
        break;
      default:
        return entry.kind satisfies never;
    }
    if (isNews) await this.#save();
  }

  async #object({ seq, previous }: Position, seat: string, bytes: Uint8Array, fresh: boolean): Promise<void> {
    const place: Place = { meeting: this.#self.meeting, room: this.#self.room, seq, previous };
    const { eras, devices } = this.#knowledge;
    const eraOf = (generation: number, epoch: number): Era | null =>
      eras.find((era) => era.generation === generation && era.epoch === epoch) ?? null;
    const opened = await openObject(place, seat, bytes, eraOf, devices.keysOf(seat));
    if (opened === 'unreadable') this.unreadable++;
    else if (opened === 'broken') this.#alarm('brokenObject', `entry ${seq}, said to be of ${seat}`);
    else this.#tell.written({ seq, seat, fresh, payload: parsePayload(opened.payload) });
  }

  // The group

  async #judge(group: Group, position: Position, bytes: Uint8Array): Promise<Judged> {
    const judged: Judged = { refusal: null, known: this.#knowledge, processed: null };
    const psk = await pskOf(this.#self, group.groupId);
    judged.processed = await group.process(bytes, psk, async (commit) => {
      const verdict = await judge(group, commit, position, this.#common());
      if ('refused' in verdict) judged.refusal = verdict.refused;
      else judged.known = { devices: verdict.devices, charter: verdict.statement.charter };
      return !('refused' in verdict);
    });
    return judged;
  }

  /** A commit of somebody else's is in the log. */
  async #followed({ processed, refusal, known }: Judged): Promise<void> {
    switch (processed?.kind) {
      case undefined:
        return;
      case 'refused':
        this.#alarm('refusedCommit', refusal ?? processed.reason);
        await this.#lose();
        this.#stuck = true;
        return;
      case 'removed':
        this.#knowledge = { ...this.#knowledge, devices: known.devices, charter: known.charter };
        await this.#lose();
        return this.#knock();
      case 'moved':
        await this.#enter(processed.group, known, processed.commit.removes.length > 0);
        processed.discard();
        return;
      default:
        return processed satisfies never;
    }
  }

  /** Goes over to a group's next epoch. */
  async #enter(
    group: Group,
    { devices, charter }: Pick<Knowledge, 'devices' | 'charter'>,
    beginsEra: boolean,
  ): Promise<void> {
    this.#group = group;
    this.#stuck = false;
    this.#refreshDue = false;
    this.#oneByOne = false;
    this.#turn.cancel();
    this.#doorway.settle(group.members());
    const eras = joinedEras(this.#knowledge.eras, beginsEra ? [await this.#eraOf(group)] : []);
    this.#knowledge = { ...this.#knowledge, devices, charter, eras };
    // Before anything is sent under the new keys: a page that comes back must know of them, so as not to use them again.
    await this.#save();
    const baseKey = await group.exportSecret(MEDIA_LABEL, new Uint8Array(0), MEDIA_KEY_BYTES);
    this.#tell.keys({ epoch: group.epoch, baseKey, ownLeaf: group.ownLeaf });
  }

  async #eraOf(group: Group): Promise<Era> {
    const key = await group.exportSecret(ERA_LABEL, utf8(group.groupId), ERA_KEY_BYTES);
    return { generation: this.#knowledge.generation, epoch: Number(group.epoch), key };
  }

  /** Out of the group: its keys are of no use any more. What was written before stays readable. */
  async #lose(): Promise<void> {
    this.#keyPackage = null;
    this.#pending = null;
    if (this.#group === null) return;
    this.#group = null;
    this.#tell.keys(null);
    await this.#save();
  }

  async #knock(): Promise<void> {
    if (!this.#connected || this.#group !== null) return;
    this.#keyPackage = await newKeyPackage(
      this.#self.device,
      await identityOf(this.#self),
      this.#nowSeconds(),
    );
    const keyPackage = encodeBase64Url(this.#keyPackage.bytes);
    this.#with.send({ type: 'knock', room: this.#self.room, keyPackage });
  }

  async #welcome(generation: number, text: string): Promise<void> {
    if (this.#group !== null) return;
    const refusal = await this.#join(generation, decodeBase64Url(text));
    if (refusal === null) return;
    this.#alarm('falseWelcome', refusal);
    await this.#knock();
  }

  /** Why the Welcome is none; null once one is in. */
  async #join(generation: number, welcome: Uint8Array | null): Promise<string | null> {
    const keyPackage = this.#keyPackage;
    if (welcome === null || keyPackage === null) return 'there is no key package for it';
    const groupId = groupIdOf(this.#self, generation);
    const psk = await pskOf(this.#self, groupId);
    const joined = await Group.join({ welcome, keyPackage, groupId, psk }, this.#checks());
    if (joined.kind === 'refused') return joined.reason;
    const known = decodeKnowledge(joined.handover);
    if (known?.generation !== generation) return 'its handover is not of this room';
    this.#keyPackage = null;
    this.#restart();
    // Its maker knew the log up to the commit, not the commit's own hash.
    this.#log.expect(known.seq - 1, known.hash);
    const eras = joinedEras(this.#knowledge.eras, known.eras);
    this.#knowledge = { ...known, eras, hash: new Uint8Array(0), beginsEra: false };
    await this.#enter(joined.group, known, known.beginsEra);
    this.#follow();
    return null;
  }

  /** The log is read from its start, since what was read before was read without the keys that one has now. */
  #restart(): void {
    this.#log.restart();
    this.#asked = false;
    this.unreadable = 0;
    this.#tell.restarted();
  }

  // Founding

  async #found(generation: number, seq: number): Promise<void> {
    const known = { seq: this.#log.at, hash: await this.#log.hash() };
    const made = await makeOwnGroup(this.#self, generation, seq, known, this.#checks());
    this.#pending = { kind: 'founding', ...made };
    this.#send(this.#pending);
  }

  /** One's own founding is in the log. */
  async #founded(group: Group, generation: number): Promise<void> {
    const { seat, device, generation: link } = this.#self;
    this.#keyPackage = null;
    this.#knowledge = { ...this.#knowledge, generation };
    const devices = this.#knowledge.devices.letIn(seat, device.publicKey, link);
    await this.#enter(group, { devices, charter: this.#charter.version }, true);
    this.#follow();
  }

  async #foundedByOther(seat: string, bytes: Uint8Array): Promise<void> {
    const founding = await openFounding((generation) => groupIdOf(this.#self, generation), bytes);
    const { generation, devices } = this.#knowledge;
    const common = { room: this.#self.room, generation, charter: this.#charter, devices };
    const refusal =
      founding === null
        ? 'malformed'
        : await judgeFounding(founding, seat, common, (count) => this.#log.hashBehind(count));
    if (founding === null || refusal !== null) {
      this.#alarm('refusedFounding', refusal ?? 'malformed');
      // The server counts on from it, whatever it was.
      this.#knowledge = { ...this.#knowledge, generation: Math.max(generation, founding?.generation ?? 0) };
      await this.#lose();
      this.#stuck = true;
      return;
    }
    const link = generationOfIdentity(founding.identity);
    this.#knowledge = {
      ...this.#knowledge,
      generation: founding.generation,
      devices: devices.letIn(seat, founding.deviceKey, link),
    };
    this.#stuck = false;
    await this.#lose();
    await this.#knock();
  }

  // One's own entries

  async #accepted(seq: number): Promise<void> {
    const pending = this.#pending;
    if (pending?.seq !== seq) return;
    this.#log.head = Math.max(this.#log.head, seq + 1);
    if (seq === this.#log.at) {
      const { kind, bytes } = pending;
      await this.#entry({ kind, seat: this.#self.seat, bytes: encodeBase64Url(bytes) });
    } else if (pending.kind === 'founding') {
      // Founded without having read what was before: it is read now, up to one's own founding.
      this.#pending = null;
      this.#restart();
      this.#knowledge = { ...this.#knowledge, seq: seq + 1, hash: new Uint8Array(0) };
      await this.#founded(pending.group, pending.generation);
    }
  }

  async #knocked(seat: string, text: string): Promise<void> {
    const bytes = decodeBase64Url(text);
    if (seat === this.#self.seat || bytes === null || bytes.length > MAX_KNOCK_BYTES) return;
    const add = await peekKeyPackage(bytes, this.#nowSeconds());
    const proven = add === null ? null : await provenIdentity(add.identity, add.deviceKey, this.#charter);
    if (add === null || proven?.seat !== seat) this.#alarm('falseKnock', seat);
    else this.#doorway.knock(add, bytes);
  }

  /** Does what is due, or waits for those who are first in line. */
  async #consider(): Promise<void> {
    if (!this.#connected || this.#pending !== null) return;
    if (this.#group === null) {
      if (this.#stuck) this.#waitFor(this.#knowledge.devices.all.map((device) => device.seat));
      return;
    }
    if (!this.isCaughtUp) return;
    const due = this.#due(this.#group);
    if (this.#refreshDue || due?.own === true) await this.#commit(this.#group, due);
    else if (due === null) this.#turn.cancel();
    else this.#waitFor(this.members().map((member) => member.seat));
    await this.#pump();
  }

  #due(group: Group): Due | null {
    const maxAdds = this.#oneByOne ? 1 : MAX_ADDS;
    return this.#doorway.due(this.#common(), group.members(), this.#self.seat, maxAdds);
  }

  /** Acts when it is one's turn among those seats, those left out that are not there. */
  #waitFor(seats: readonly string[]): void {
    const present = [...new Set(seats)].filter((seat) => !this.#doorway.isAbsent(seat));
    this.#turn.wait(Math.max(0, present.indexOf(this.#self.seat)), () => {
      this.#run(async () => {
        if (!this.#connected || this.#pending !== null) return;
        if (this.#group === null) {
          if (this.#stuck) await this.#found(this.#knowledge.generation + 1, this.#log.head);
          return;
        }
        const due = this.isCaughtUp ? this.#due(this.#group) : null;
        if (due !== null) await this.#commit(this.#group, due);
      });
    });
  }

  async #commit(group: Group, due: Due | null): Promise<void> {
    const position = { seq: this.#log.at, previous: await this.#log.hash() };
    const made = await makeCommit(this.#self, group, due, position, this.#knowledge, this.#charter);
    if ('refused' in made) {
      this.#refusedNewcomers(due?.adds ?? [], made.refused);
      return this.#consider();
    }
    this.#pending = { kind: 'commit', ...made };
    // Before it is sent: nobody can follow a commit of one's own that is in the log and forgotten here.
    await this.#save();
    this.#send(this.#pending);
  }

  /** One of several newcomers cannot be added: each is tried alone, and the one whose fault it is forgotten. */
  #refusedNewcomers(adds: Due['adds'], reason: string): void {
    const [first] = adds;
    if (first === undefined) throw new Error(`a commit could not be made: ${reason}`);
    this.#oneByOne = adds.length > 1;
    if (this.#oneByOne) return;
    this.#alarm('falseKnock', `${first.newcomer.seat}: ${reason}`);
    this.#doorway.unknock(first.newcomer.seat);
  }

  /** Sends the next object that waits, if nothing else is under way. */
  async #pump(): Promise<void> {
    const [next] = this.#outbox;
    const era = this.#knowledge.eras.at(-1);
    if (next === undefined || era === undefined) return;
    if (this.#group === null || this.#pending !== null || !this.isCaughtUp) return;
    const { meeting, room, seat, device } = this.#self;
    const place: Place = { meeting, room, seq: this.#log.at, previous: await this.#log.hash() };
    const author = { seat, privateKey: device.privateKey };
    const bytes = await sealObject(place, era, author, JSON.stringify(next.payload));
    this.#pending = { kind: 'object', seq: place.seq, bytes };
    this.#send(this.#pending);
  }

  #send(pending: Pending): void {
    if (this.#connected) this.#with.send(messageOf(pending, this.#self.room));
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

  #nowSeconds(): bigint {
    return BigInt(Math.floor(this.#with.nowMs() / 1000));
  }

  #alarm(what: Alarm['what'], why: string): void {
    if (this.alarms.length < MAX_ALARMS) this.alarms.push({ what, seq: this.#log.at, why });
  }

  async #save(): Promise<void> {
    const pending = this.#pending?.kind === 'commit' ? this.#pending : null;
    await this.#with.save(encodeKept({ knowledge: this.#knowledge, group: this.#group, pending }));
  }
}
