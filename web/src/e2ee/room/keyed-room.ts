import { decodeBase64Url, encodeBase64Url } from '../bytes';
import type { Charter } from '../invitation/charter';
import type { Payload } from '../log/payload';
import { eraAt } from '../log/sealed';
import type { Group } from '../mls/group';
import type { Entry } from '../../signalling/messages';
import type { Alarm, Listener, RoomMessage, Self, Standing, Surroundings } from './around';
import type { Devices } from './devices';
import { Doorway, type Due, type Waiting } from './doorway';
import { LogReading } from './log-reading';
import { makeCommit, makeObject, makeOwnGroup } from './making';
import { Membership } from './membership';
import { Outbox } from './outbox';
import { isIn, isLame, messageOf, type Pending } from './pending';
import type { Position } from './rules';
import { Serial } from './serial';
import { Turn } from './turn';

const MAX_ALARMS = 100;
// More waits longer for an organiser's news on a slow line; fewer has a member that lies stop the room for less.
const TURNS_FOR_CHARTER = 6;

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
  readonly #member: Membership;
  readonly #doorway = new Doorway();
  readonly #log: LogReading;
  readonly #serial: Serial;
  readonly #turn: Turn;
  readonly #patience: Turn; // For a charter.
  readonly #overdueKeys: Turn;
  #connected = false;
  #useless = ''; // A Welcome.
  #asked = false; // A page of the log, which has not come.
  #pending: Pending | null = null;
  #inherited: Pending | null = null; // What the page before had sent.
  #overdue = -1; // The place of a commit whose charter did not come in time.
  #hopeless = -1; // The place at which the server takes no change of keys.
  readonly #outbox = new Outbox();

  constructor(self: Self, charter: Charter, surroundings: Surroundings, listener: Listener) {
    this.#self = self;
    this.#with = surroundings;
    this.#tell = listener;
    this.#member = new Membership(self, charter, surroundings, listener);
    this.#log = new LogReading(self.meeting, self.room);
    this.#serial = new Serial((why) => {
      this.#alarm('failed', why);
    }, listener.changed);
    this.#turn = new Turn(surroundings.takeoverMs, surroundings.random);
    this.#patience = new Turn(surroundings.takeoverMs, surroundings.random);
    this.#overdueKeys = new Turn(surroundings.overdueMs, () => 0);
  }

  /** Takes up what was kept on this device; false where it was nothing of use. To be called before anything else. */
  restore(kept: Uint8Array): boolean {
    if (!this.#member.restore(kept)) return false;
    const { knowledge, pending } = this.#member;
    this.#log.expect(knowledge.seq, knowledge.hash);
    if (pending !== null)
      this.#inherited = { kind: 'commit', ...pending, welcome: null, discard: () => undefined };
    this.#pending = this.#inherited;
    return true;
  }

  get standing(): Standing {
    return this.#member.standing;
  }

  get generation(): number {
    return this.#member.knowledge.generation;
  }

  /** Of the group; -1 outside it. */
  get epoch(): number {
    return Number(this.#member.group?.epoch ?? -1);
  }

  /** How far the log was read: entries, and changes of keys among them. */
  get read(): Pick<LogReading, 'at' | 'changes'> {
    return this.#log;
  }

  /** Whether all of the log that the server told of was read. */
  get isCaughtUp(): boolean {
    const { at, head } = this.#log;
    return this.#connected && at === head && at >= this.#member.knowledge.seq;
  }

  /** That the room has let in, ever. */
  get devices(): Devices {
    return this.#member.knowledge.devices;
  }

  members(): { seat: string; leaf: number; deviceKey: Uint8Array }[] {
    return this.#member.members();
  }

  /** Those who wait for one's own yes. */
  waiting(): Waiting[] {
    return this.#member.group === null ? [] : this.#doorway.waiting(this.#member.common(), this.#self.seat);
  }

  /** Of the group's epoch (RFC 9420, section 8.7); null outside it. */
  authenticator(): Uint8Array | null {
    return this.#member.group?.authenticator() ?? null;
  }

  /** The server is reached, and one has a seat there: goes on with the log, or asks to be let in. */
  connected(): void {
    this.#serial.run(async () => {
      this.#connected = true;
      this.#asked = false;
      this.#hopeless = -1;
      this.#doorway.clear();
      if (this.#member.group !== null) this.#follow();
      else await this.#knock();
    });
  }

  disconnected(): void {
    this.#connected = false;
    for (const timer of [this.#turn, this.#patience, this.#overdueKeys]) timer.cancel();
  }

  /** No more of this room: the page leaves it. */
  close(): void {
    this.#serial.close();
    this.disconnected();
    this.#outbox.close();
  }

  setCharter(charter: Charter): void {
    this.#member.charter = charter;
    this.reconsider();
  }

  /** Something changed outside the room that decides who may be in it, and an entry may have waited for. */
  reconsider(): void {
    this.#serial.run(async () => {
      if (this.#member.group !== null && this.#log.at < this.#log.head) this.#follow();
      await this.#consider();
    });
  }

  /** Lets in who waits with a device's key; whoever else knocks for the seat by now is not meant. */
  admit(seat: string, device?: Uint8Array): void {
    this.#doorway.approve(seat, device);
    this.#serial.run(() => this.#consider());
  }

  putOut(seat: string): void {
    this.#doorway.putOut(seat);
    this.#serial.run(() => this.#consider());
  }

  /** Writes an object; true once it is in the log and on the server's disk, false where it never will be. */
  post(payload: Payload): Promise<boolean> {
    const kept = this.#outbox.put(payload);
    this.#serial.run(() => this.#pump());
    return kept;
  }

  receive(message: RoomMessage): void {
    this.#serial.run(async () => {
      await this.#receive(message);
      await this.#consider();
    });
  }

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
        return this.#accepted(message.seq);
      case 'conflict':
        this.#conflict(message.head);
        return;
      case 'notWritten':
        this.#notWritten(message.seq, message.why);
        return;
      case 'notMember':
        this.#asked = false;
        this.#pending = null;
        await this.#member.lose();
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
        return this.#mayFound(message.generation, message.seq);
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
    const known = Math.max(this.#log.known, this.#member.knowledge.seq);
    if (head < known) {
      this.#alarm('truncated', `the log had ${known} entries, and has ${head}`);
      return;
    }
    this.#log.head = Math.max(this.#log.head, head);
    for (const [index, entry] of entries.entries())
      if (from + index === this.#log.at) await this.#entry(entry);
    if (this.#log.at < this.#log.head && this.#log.at > before) this.#follow();
    else if (this.#log.at === this.#log.head && this.#pending?.seq === this.#log.at) {
      // What was sent before the line broke, and did not arrive.
      if (isLame(this.#pending)) this.#setPending(null);
      else this.#send(this.#pending);
    }
  }

  async #entry(entry: Entry): Promise<void> {
    const bytes = decodeBase64Url(entry.bytes) ?? new Uint8Array(0);
    const position: Position = { seq: this.#log.at, previous: await this.#log.hash() };
    const isNews = position.seq >= this.#member.knowledge.seq;
    const pending = this.#pending;
    const own = pending !== null && entry.seat === this.#self.seat && isIn(pending, position.seq, bytes);
    const isToJudge = isNews && entry.kind === 'commit' && !own;
    const judged = isToJudge ? await this.#member.judge(position, bytes) : null;
    if (judged?.refusal === 'ahead' && this.#overdue !== position.seq) {
      this.#awaitCharter(position.seq);
      return;
    }
    this.#patience.cancel();
    if (!(await this.#log.read(entry.kind, entry.seat, bytes)))
      this.#alarm('rewritten', `the hash behind entry ${position.seq} is another`);
    if (!isNews && !(await this.#member.bearsOut(entry.kind, entry.seat, bytes, position)))
      this.#alarm('falseWelcome', 'the log does not bear out its devices');
    if (pending !== null && pending.seq <= position.seq) this.#setPending(null);
    if (isNews || this.#log.at === this.#member.knowledge.seq)
      this.#member.advance(this.#log.at, await this.#log.hash());
    if (own) await this.#ownEntry(pending);
    else if (judged !== null) {
      const refusal = await this.#member.followed(judged);
      if (refusal !== null) this.#alarm('refusedCommit', refusal);
      else if (this.#member.group === null) await this.#knock();
    } else if (entry.kind === 'founding' && isNews) await this.#foundedByOther(entry.seat, bytes);
    if (entry.kind === 'object') await this.#object(position, entry.seat, bytes, isNews);
    if (isNews) await this.#member.save();
    this.#settleDoor();
  }

  /** A commit goes by a charter that is still on its way here. When that comes the log is read on; else the commit made it up. */
  #awaitCharter(seq: number): void {
    this.#patience.wait(TURNS_FOR_CHARTER, () => {
      this.#serial.run(() => {
        this.#overdue = seq;
        this.#follow();
      });
    });
  }

  async #ownEntry(pending: Pending): Promise<void> {
    switch (pending.kind) {
      case 'founding':
        await this.#member.founded(pending.group, pending.generation);
        this.#follow();
        return;
      case 'commit': {
        const { next, removed } = pending;
        await this.#member.enter(next, pending, removed.length > 0, pending !== this.#inherited);
        pending.discard();
        return;
      }
      case 'object':
        this.#outbox.next?.settle(true);
        return;
      default:
        return pending satisfies never;
    }
  }

  async #object(position: Position, seat: string, bytes: Uint8Array, fresh: boolean): Promise<void> {
    const { seq } = position;
    const opened = await this.#member.open(position, seat, bytes, fresh);
    if (opened === 'unreadable') this.unreadable++;
    else if (opened === 'broken') this.#alarm('brokenObject', `entry ${seq}, said to be of ${seat}`);
    else this.#tell.written({ seq, seat, fresh, ...opened });
  }

  // In and out

  async #knock(): Promise<void> {
    if (!this.#connected || this.#member.group !== null) return;
    const keyPackage = await this.#member.keyPackage();
    this.#with.send({ type: 'knock', room: this.#self.room, keyPackage });
  }

  async #welcome(generation: number, welcome: string): Promise<void> {
    if (this.#member.group !== null || welcome === this.#useless) return;
    const refusal = await this.#member.join(generation, welcome, (count, hash) => {
      this.#restart();
      this.#log.expect(count, hash);
    });
    this.#settleDoor();
    if (refusal === null) this.#follow();
    else {
      // One to a key package of the page before is nobody's fault. The server hands it out anew with each knock.
      if (refusal !== 'notForUs') {
        this.#alarm('falseWelcome', refusal);
        // With the one that was shown one may be in already, by another Welcome that never comes.
        this.#member.forgetKeyPackage();
      }
      this.#useless = welcome;
      await this.#knock();
    }
  }

  /** The log is read from its start, since what was read before was read without the keys that one has now. */
  #restart(): void {
    this.#log.restart();
    this.#asked = false;
    this.unreadable = 0;
    this.#tell.restarted();
  }

  async #mayFound(generation: number, seq: number): Promise<void> {
    if (this.#member.group !== null || this.#pending !== null) return;
    const forgotten = this.#member.isForgottenBy(generation, seq, this.#log.known);
    if (forgotten === null) await this.#found(generation, seq);
    else this.#alarm('truncated', forgotten);
  }

  async #found(generation: number, seq: number): Promise<void> {
    const known = { seq: this.#log.at, hash: await this.#log.hash() };
    const made = await makeOwnGroup(this.#self, generation, seq, known, this.#member.checks());
    this.#setPending({ kind: 'founding', ...made });
    this.#send(this.#pending);
  }

  async #foundedByOther(seat: string, bytes: Uint8Array): Promise<void> {
    this.#pending = null;
    const refusal = await this.#member.foundedByOther(seat, bytes, (count) => this.#log.hashBehind(count));
    if (refusal === null) await this.#knock();
    else this.#alarm('refusedFounding', refusal);
  }

  // One's own entries

  async #accepted(seq: number): Promise<void> {
    const pending = this.#pending;
    if (pending?.seq !== seq) return;
    this.#log.head = Math.max(this.#log.head, seq + 1);
    if (seq === this.#log.at) {
      await this.#entry({ kind: pending.kind, seat: this.#self.seat, bytes: encodeBase64Url(pending.bytes) });
    } else if (pending.kind === 'founding') {
      // Founded without having read what was before: it is read now, up to one's own founding.
      this.#setPending(null);
      this.#restart();
      this.#member.advance(seq + 1, new Uint8Array(0));
      await this.#ownEntry(pending);
    }
  }

  #conflict(head: number): void {
    this.#log.head = Math.max(this.#log.head, head);
    // Somebody else founded it first, and will let us in.
    if (this.#pending?.kind === 'founding') this.#setPending(null);
    if (this.#member.group !== null || this.#member.isStuck) this.#follow();
  }

  /** Of no use to ask again: what is written is given up, and a change of keys until there is another entry. */
  #notWritten(seq: number, why: string): void {
    const pending = this.#pending;
    if (pending?.seq !== seq) return;
    this.#setPending(null);
    if (pending.kind === 'object') this.#outbox.next?.settle(false);
    else {
      this.#hopeless = seq;
      this.#alarm('failed', `the server does not take it: ${why}`);
    }
  }

  async #knocked(seat: string, keyPackage: string): Promise<void> {
    if (seat === this.#self.seat) return;
    const proven = await this.#doorway.knock(seat, keyPackage, this.#member.charter, this.#with.nowMs());
    if (!proven) this.#alarm('falseKnock', seat);
  }

  #settleDoor(): void {
    const { group } = this.#member;
    if (group !== null) this.#doorway.settle(group.members(), this.devices);
  }

  /** Does what is due, or waits for those who are first in line. */
  async #consider(isOwnTurn = false): Promise<void> {
    if (!this.#connected || this.#pending !== null) return;
    const { group, isStuck, knowledge, refreshDue } = this.#member;
    if (group === null) {
      if (!isStuck || this.#hopeless === this.#log.head) return;
      if (isOwnTurn) await this.#found(knowledge.generation + 1, this.#log.head);
      else this.#waitFor(knowledge.devices.all.map((device) => device.seat));
      return;
    }
    if (!this.isCaughtUp) return;
    const due = this.#doorway.due(this.#member.common(), group.members(), this.#self.seat);
    // Somebody who has gone keeps the keys for as long as nobody changes them.
    this.#overdueKeys.waitWhile(due !== null && due.removes.length > 0, () => {
      this.#alarm('lateKeys', due?.removes.map((remove) => remove.seat).join(' ') ?? '');
      this.#tell.changed();
    });
    if (this.#hopeless === this.#log.at) this.#turn.cancel();
    else if (refreshDue || due?.own === true || (isOwnTurn && due !== null)) await this.#commit(group, due);
    else if (due === null) this.#turn.cancel();
    else this.#waitFor(this.members().map((member) => member.seat));
    await this.#pump();
  }

  /** Acts when it is one's turn among those seats, those left out that are not there. */
  #waitFor(seats: readonly string[]): void {
    this.#turn.wait(this.#doorway.turnOf(this.#self.seat, seats), () => {
      this.#serial.run(() => this.#consider(true));
    });
  }

  async #commit(group: Group, due: Due | null): Promise<void> {
    this.#turn.cancel();
    const { knowledge, charter } = this.#member;
    const position = { seq: this.#log.at, previous: await this.#log.hash() };
    const made = await makeCommit(this.#self, group, due, position, knowledge, charter);
    if ('refused' in made) {
      if (due === null || due.adds.length === 0)
        throw new Error(`no new keys could be made: ${made.refused}`);
      const blamed = this.#doorway.blame(due.adds);
      if (blamed !== null) this.#alarm('falseKnock', `${blamed}: ${made.refused}`);
      return this.#consider();
    }
    this.#setPending({ kind: 'commit', ...made });
    // Before it is sent: nobody can follow a commit of one's own that is in the log and forgotten here.
    await this.#member.save().catch((fault: unknown) => {
      this.#setPending(null);
      throw fault;
    });
    this.#send(this.#pending);
  }

  /** Sends the next object that waits, if nothing else is under way. */
  async #pump(): Promise<void> {
    const { group, knowledge } = this.#member;
    const era = eraAt(knowledge.eras, this.#log.at);
    if (era === undefined || group === null || this.#pending !== null || !this.isCaughtUp) return;
    const at = { seq: this.#log.at, previous: await this.#log.hash() };
    const bytes = await this.#outbox.seal((said) => makeObject(this.#self, at, era, this.#with.finish(said)));
    this.#setPending(bytes === null ? null : { kind: 'object', seq: at.seq, bytes });
    this.#send(this.#pending);
  }

  #setPending(pending: Pending | null): void {
    this.#pending = pending;
    this.#member.pending = pending?.kind === 'commit' ? pending : null;
  }

  #send(pending: Pending | null): void {
    if (this.#connected && pending !== null) this.#with.send(messageOf(pending, this.#self.room));
  }

  #alarm(what: Alarm['what'], why: string): void {
    if (this.alarms.length < MAX_ALARMS) this.alarms.push({ what, seq: this.#log.at, why });
  }
}
