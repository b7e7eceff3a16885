import { encodeBase64Url, fromUtf8, utf8 } from '../e2ee/bytes';
import { deviceOf } from '../e2ee/device/device';
import type { Keep } from '../e2ee/device/keep';
import { isCertified, isSameName, namedOf, openCard } from '../e2ee/invitation/card';
import { admits, isOlder, openCharter, seatOf, sideOf, versionsOf } from '../e2ee/invitation/charter';
import { keeperOf } from '../e2ee/invitation/keeping';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import type { Payload } from '../e2ee/log/payload';
import type { Listener, Written } from '../e2ee/room/around';
import type { RecordToSeal } from '../e2ee/record/file';
import { KeyedRoom } from '../e2ee/room/keyed-room';
import { SCHEDULE } from '../e2ee/room/open-room';
import { PLENARY } from '../e2ee/room/rules';
import type { Context } from '../e2ee/sframe/protocol';
import { Ceremony, UNVERIFIED, type Circle, type Verification } from '../e2ee/verification/ceremony';
import type { Chartered, Entered, Kept, NotKept } from '../signalling/messages';
import { overHttp } from './file-transfer';
import { Files, isFileAnswer } from './files';
import { Letters } from './letters.svelte';
import { Muting } from './muting.svelte';
import { OnTable } from './on-table';
import type { Here } from './roll-call';
import { TabledPapers } from './papers.svelte';
import type { RoomMessage } from './room-messages';
import { RosterKeeping } from './roster-keeping.svelte';
import { Rosters } from './rosters';
import { ScheduleLog } from './schedule-log.svelte';
import { Sidebar } from './sidebar.svelte';
import { RoomState } from './room-state.svelte';
import type { Place, SealedSurroundings } from './surroundings';
import { WhoIsWho } from './who-is-who.svelte';

// Longer waits for those first in line; shorter changes keys sooner after one of them has gone as well.
const TAKEOVER_MS = 1500;
// The third in line has had its turn by then.
const OVERDUE_MS = 5000;
// Longer waits for a plenary whose keys do not change; shorter may end the line before they did.
const PUT_OUT_MS = 3000;
/** Where a device keeps the versions of the charter's parts that it has seen. */
const CHARTER = 'charter';

/** What the server holds of the meeting for the own seat. */
type Papers = Pick<Entered, 'charter' | 'roster' | 'sides'>;

/** A meeting's secrets, as one participant holds them: the card, the rooms' groups, and what is written there. */
export class SealedMeeting {
  readonly who: WhoIsWho;
  readonly plenary = new RoomState();
  readonly side = new RoomState();
  readonly sidebar: Sidebar;
  verification = $state.raw<Verification>(UNVERIFIED);
  /** What happens at the table, and what lies on it. */
  readonly table: OnTable;
  /** When the meetings are, agreed by all who were invited. */
  readonly schedule: ScheduleLog;
  readonly letters: Letters;
  readonly papers: TabledPapers;
  /** The own side's people, for those who prepare. */
  readonly keeping: RosterKeeping;
  readonly muting = new Muting((payload) => this.#post('side', payload));

  readonly #meeting: string;
  readonly #seed: LinkSeed;
  readonly #with: SealedSurroundings;
  #seat = '';
  readonly #rosters: Rosters;
  #papers: Papers | null = null;
  #introduced = false;
  #charterings: Promise<void> = Promise.resolve();
  /** Those who are to go out of the side's room once they are out of the plenary. */
  readonly #leaving = new Set<string>();
  #keep: Keep | null = null;
  #rooms: { plenary: KeyedRoom; side: KeyedRoom } | null = null;
  #ceremony: Ceremony | null = null;
  #readings: Promise<void> = Promise.resolve();
  readonly #files: Files;
  readonly #post = (room: 'plenary' | 'side', payload: Payload): Promise<boolean> =>
    this.#rooms?.[room].post(payload) ?? Promise.resolve(false);

  constructor(meeting: string, seed: LinkSeed, surroundings: SealedSurroundings) {
    this.#meeting = meeting;
    this.#seed = seed;
    this.#with = surroundings;
    this.who = new WhoIsWho(meeting);
    const { nowMs } = surroundings;
    this.table = new OnTable(meeting, { post: this.#post, nowMs, here: () => this.#here() });
    this.sidebar = new Sidebar(surroundings.media);
    this.schedule = new ScheduleLog(meeting, seed, surroundings, () => void this.#stateRoles());
    this.keeping = new RosterKeeping(surroundings.send);
    this.#rosters = new Rosters(meeting);
    this.letters = new Letters({
      meeting,
      seed,
      roomOf: (place) => (place === 'plenary' ? PLENARY : this.sideId),
      post: this.#post,
      enclosed: (enclosed) => {
        this.papers.enclosed(enclosed);
      },
      nowMs,
    });
    this.#files = new Files(surroundings.send);
    this.papers = new TabledPapers({
      meeting,
      files: this.#files,
      transfer: overHttp,
      you: () => this.#seat,
      charter: () => this.who.charter,
      post: this.#post,
      isReachable: (seat) => this.letters.wayTo(seat) !== null,
      enclose: (to, content) => this.letters.enclose(to, content),
      nowMs,
    });
  }

  /** The own side's id; empty before the card was opened. */
  get sideId(): string {
    return this.who.card?.side.id ?? '';
  }

  get sidebarName(): string {
    return this.sidebar.name ?? '';
  }

  get admits(): boolean {
    return this.who.card !== null && admits(this.who.card.role);
  }

  /** Whether one holds the keys of the plenary. */
  get isAdmitted(): boolean {
    return this.plenary.standing === 'inside';
  }

  get seatCount(): number {
    return this.who.seatCount;
  }

  /** The meeting's id, or the process's, as the server knows it. */
  get meeting(): string {
    return this.#meeting;
  }

  /** Opens what the server holds for the seat; false where it is not what the organiser made for this link. */
  async open({ you, card, charter, roster, sides }: Entered): Promise<boolean> {
    this.#seat = you;
    const taken = this.#charterings.then(() => this.#take(card, { charter, roster, sides }));
    this.#charterings = taken.then(() => undefined);
    if (!(await taken)) return false;
    this.#tellCharter();
    const { who } = this;
    if (who.card !== null && who.charter !== null)
      await this.schedule.connected(this.#seat, who.card.meetingSecret, who.charter);
    return true;
  }

  /** The organiser, or a side its own, changed something. What does not open is left aside, and what was known stays. */
  chartered({ card, roster, sides: changed }: Chartered): Promise<void> {
    // One after the other: each is taken on top of the one before.
    this.#charterings = this.#charterings.then(async () => {
      if (this.#papers === null) return;
      const sides = this.#papers.sides.map((one) => changed.find(({ side }) => side === one.side) ?? one);
      if (!(await this.#take(card, { ...this.#papers, roster, sides }))) return;
      this.#tellCharter();
      // Without waiting for it: a room in which it is to be written may itself be waiting for the next charter.
      void this.#settleIn('side');
      void this.#settleIn('plenary');
      void this.#stateRoles();
    });
    return this.#charterings;
  }

  /** The answer to a change of the own side's people. */
  kept(answer: Kept | NotKept): void {
    // Behind what it brought about, which comes before it.
    void this.#charterings.then(() => {
      this.keeping.receive(answer);
    });
  }

  /** Takes the seat on this device, from another page of the browser where it is there; as `Secrets` says. */
  async takeSeat(): Promise<'outdated' | null> {
    if (this.#rooms !== null) return null;
    const { card, charter } = this.who;
    if (card === null || charter === null) throw new Error('the card is not open');
    const keep = await this.#with.openKeep(this.#meeting, this.#seat, this.#with.taken);
    this.#keep = keep;
    // A server that goes back to an older one, also over a reload, would let withdrawn links in again.
    const seen = fromUtf8((await keep.read(CHARTER)) ?? utf8('')) ?? '';
    if (isOlder(charter, seen.split(' ').map(Number))) return 'outdated';
    await keep.write(CHARTER, utf8(versionsOf(charter).join(' ')));
    const device = await deviceOf(keep);
    const invitation = await this.#seed.invitationKeys();
    const generation = seatOf(charter, this.#seat)?.generation ?? -1;
    const self = {
      meeting: this.#meeting,
      seat: this.#seat,
      device,
      generation,
      invitationKey: invitation.privateKey,
    };
    await this.table.seated(self, keep);
    this.#ceremony = new Ceremony(this.#seat, charter, (payload) => void this.#post('plenary', payload));
    const { send, nowMs, random } = this.#with;
    const around = { send, nowMs, random, takeoverMs: TAKEOVER_MS, overdueMs: OVERDUE_MS };
    const make = async (name: 'plenary' | 'side'): Promise<KeyedRoom> => {
      const room = name === 'plenary' ? PLENARY : card.side.id;
      const secret = name === 'plenary' ? card.meetingSecret : card.sideSecret;
      const made = new KeyedRoom(
        { ...self, room, secret },
        charter,
        {
          ...around,
          save: (state) => keep.write(name, state),
          table: null,
          finish: (payload) => (name === 'plenary' ? this.table.finished(payload) : payload),
        },
        this.#listener(name),
      );
      const kept = await keep.read(name);
      if (kept !== null) made.restore(kept);
      return made;
    };
    this.#rooms = { plenary: await make('plenary'), side: await make('side') };
    const table = this.#rooms.plenary;
    this.sidebar.seated({ self, secret: card.meetingSecret, table, around, keep }, charter);
    return null;
  }

  /** The server is reached, and one has a seat there. */
  connected(): void {
    this.#rooms?.side.connected();
    this.#rooms?.plenary.connected();
  }

  disconnected(): void {
    this.sidebar.away();
    this.keeping.disconnected();
    this.schedule.disconnected();
    this.#files.disconnected();
    this.#rooms?.side.disconnected();
    this.#rooms?.plenary.disconnected();
  }

  receive(message: RoomMessage): void {
    if (isFileAnswer(message)) this.#files.receive(message);
    else if (!('room' in message)) this.schedule.answered(message);
    else if (message.room === SCHEDULE) this.schedule.receive(message);
    else if (message.room === PLENARY) this.#rooms?.plenary.receive(message);
    else if (message.room === this.sideId) this.#rooms?.side.receive(message);
    else this.sidebar.receive(message);
  }

  /** Lets somebody of the own side in. */
  admit(room: 'plenary' | 'side', seat: string): void {
    // Of what was shown: whoever knocks for the seat by now may be somebody else.
    const shown = this[room].waiting.find((one) => one.seat === seat);
    if (shown !== undefined) this.#rooms?.[room].admit(seat, shown.deviceKey);
  }

  /**
   * Puts somebody of the own side out of both rooms, of the plenary first: out of the side's room the server ends the line as well, and
   * others would take one who is still at the table for gone, and let that device in again by itself.
   */
  putOut(seat: string): void {
    this.#rooms?.plenary.putOut(seat);
    this.#leaving.add(seat);
    this.#putOutOfSide();
    setTimeout(() => {
      this.#putOutOfSide(seat);
    }, PUT_OUT_MS);
  }

  /** @param late one for whom the plenary is not waited for any longer */
  #putOutOfSide(late?: string): void {
    for (const seat of this.#leaving) {
      if (seat !== late && this.#rooms?.plenary.members().some((one) => one.seat === seat) === true) continue;
      this.#leaving.delete(seat);
      this.#rooms?.side.putOut(seat);
    }
  }

  /** True once it is written. */
  say(room: Place, text: string): Promise<boolean> {
    if (room === 'sidebar') return this.sidebar.say(text);
    return this.#post(room, { type: 'chat', text, atMs: this.#with.nowMs() });
  }

  /** Begins to compare words with the other sides' heads. */
  async compareWords(): Promise<void> {
    await this.#ceremony?.begin();
  }

  /** @param begin the place of the comparison whose words one saw */
  answerWords(begin: number, match: boolean): void {
    this.#ceremony?.answer(begin, match);
  }

  /** Forgets everything of the seat on this device: the meeting is over. */
  async forget(): Promise<void> {
    await this.#keep?.forget();
  }

  close(): void {
    this.sidebar.close();
    this.#rooms?.plenary.close();
    this.#rooms?.side.close();
    this.#rooms = null;
    this.#rosters.restarted();
    // Whoever takes the seat again reads the logs again.
    for (const name of ['plenary', 'side'] as const) {
      this[name].chat = [];
      this.letters.restarted(name);
      this.papers.restarted(name);
    }
    this.table.close();
    this.#keep?.release();
    this.#keep = null;
    for (const context of [0, 1] as const) this.#with.media.dropContext(context);
  }

  async #take(text: string, papers: Papers): Promise<boolean> {
    const card = await openCard(text, this.#seed, this.#meeting);
    if (card === null) return false;
    const texts = { base: papers.charter, parts: papers.sides.map((side) => side.charter) };
    const opened = await openCharter(texts, card.organiserKey, this.#meeting);
    if (opened === null || sideOf(opened, card.seat.id) !== card.side.id) return false;
    if (this.#seat !== card.seat.id || !(await isCertified(card, opened))) return false;
    // A server that goes back to an older one, of whichever side, would let withdrawn links in again.
    const { card: before, charter } = this.who;
    if (charter !== null && isOlder(opened, versionsOf(charter))) return true;
    if (before !== null && !isSameName(before, card)) this.#introduced = false;
    this.who.card = card;
    this.#papers = papers;
    this.who.charter = opened;
    this.table.setCharter(opened);
    this.schedule.setCharter(opened);
    await this.#rosters.take(card, opened, papers.roster, papers.sides);
    this.who.invited = card.rosterKey === null ? null : this.#rosters.handed;
    const own = papers.sides.filter((one) => one.side === card.side.id);
    for (const one of own) await this.keeping.take(keeperOf(card, this.#meeting), one);
    return true;
  }

  #tellCharter(): void {
    const { charter } = this.who;
    if (charter === null || this.#rooms === null) return;
    this.#rooms.plenary.setCharter(charter);
    this.#rooms.side.setCharter(charter);
    this.#ceremony?.setCharter(charter);
    this.sidebar.setCharter(charter);
    void this.#keep?.write(CHARTER, utf8(versionsOf(charter).join(' '))).catch(() => undefined);
  }

  #listener(name: 'plenary' | 'side'): Listener {
    const state = this[name];
    const context: Context = name === 'plenary' ? 0 : 1;
    return {
      keys: (keys) => {
        if (keys === null) this.#with.media.dropContext(context);
        else this.#with.media.setEpoch(context, keys.epoch, keys.baseKey, keys.ownLeaf, keys.gone);
        this.#show(name);
      },
      written: (object) => {
        this.table.written(name, object);
        if (name === 'plenary') this.#writtenInPlenary(object);
        else this.#writtenInSide(object);
        state.written(object);
        this.letters.written(name, object, this.#seat);
        this.papers.written(name, object);
      },
      changed: () => {
        this.#show(name);
        this.#putOutOfSide();
        void this.#settleIn(name);
      },
      restarted: () => {
        state.chat = [];
        this.letters.restarted(name);
        this.papers.restarted(name);
        this.table.restarted(name);
        // In its turn: of what was read before, some may still be waiting for its own.
        if (name === 'plenary') this.#inOrder(() => Promise.resolve(this.#ceremony?.restarted()));
      },
    };
  }

  #show(name: 'plenary' | 'side'): void {
    if (this.#rooms !== null) this[name].show(this.#rooms[name]);
    if (name === 'plenary') this.#verify();
  }

  #writtenInPlenary(object: Written): void {
    const { payload } = object;
    const circle = this.#circle();
    this.#inOrder(async () => {
      if (payload?.type === 'roster' || payload?.type === 'roster.part') {
        await this.#rosters.written(payload);
        this.who.roster = this.#rosters.told;
      }
      await this.#ceremony?.written(object, { ...circle, names: this.#rosters.names });
    });
    this.#verify();
  }

  #writtenInSide(object: Written): void {
    const { seat, payload } = object;
    this.muting.written(object, this.#seat, this.who.charter);
    if (payload?.type !== 'hello') return;
    this.#inOrder(() => this.who.introduced(seat, payload));
  }

  /** Once in a room one says there what others need: one's name to the own side, the roster to all. */
  async #settleIn(name: 'plenary' | 'side'): Promise<void> {
    const room = this.#rooms?.[name];
    if (name === 'plenary' && room?.standing !== 'inside') this.sidebar.away();
    if (room?.isCaughtUp !== true || room.standing !== 'inside') return;
    if (name === 'plenary') {
      this.sidebar.follow(this.table.course.view?.sidebars ?? []);
      await this.#postRoster();
      await this.#stateRoles();
      await this.table.settled();
    } else this.#introduce();
    await this.letters.settled(name, this.#seat);
  }

  #introduce(): void {
    const { card } = this.who;
    if (card === null || this.#introduced) return;
    this.#introduced = true;
    this.#inOrder(async () => {
      if (this.who.hasIntroduced(card)) return;
      const { sideName, name, title, agency } = namedOf(card, this.#meeting);
      const certificate = encodeBase64Url(card.certificate);
      void this.#post('side', { type: 'hello', sideName, name, title, agency, certificate });
      await Promise.resolve();
    });
  }

  /** The newest roster goes into the plenary's log, from the first of those who have it. */
  async #postRoster(): Promise<void> {
    const room = this.#rooms?.plenary;
    if (room?.isCaughtUp !== true || room.standing !== 'inside') return;
    await this.#readings;
    for (const payload of this.#rosters.untold()) await this.#post('plenary', payload);
  }

  #stated = '';

  /** Changes of roles count in a log once it states them, and those who keep a roster see to that. */
  async #stateRoles(): Promise<void> {
    if (this.keeping.side === null) return;
    const room = this.#rooms?.plenary;
    const inPlenary = room?.isCaughtUp === true && room.standing === 'inside';
    const course = inPlenary ? this.table.course.unstated : [];
    const schedule = this.schedule.isRead ? this.schedule.state.unstated : [];
    const stated = `${course.join(' ')}/${schedule.join(' ')}`;
    // Once: it comes back by the log, or does not where that takes no more.
    if (stated === this.#stated) return;
    this.#stated = stated;
    if (course.length > 0) await this.table.course.state();
    if (schedule.length > 0) await this.schedule.state.state();
  }

  #here(): Here | null {
    const { charter } = this.who;
    const members = this.#circle().members.map((member) => member.seat);
    return charter === null ? null : { charter, you: this.#seat, members };
  }

  /** The record as one takes it home; null before the card was opened. */
  takeHome(): RecordToSeal | null {
    const { card } = this.who;
    if (card === null || this.#papers === null) return null;
    const { charter: base, sides } = this.#papers;
    const charter = { base, parts: sides.map((side) => side.charter) };
    return this.table.takeHome(card.organiserKey, { charter, roster: this.#rosters.toldTexts });
  }

  #circle(): Circle {
    const room = this.#rooms?.plenary;
    return {
      members: room?.members() ?? [],
      authenticator: room?.authenticator() ?? null,
      changes: room?.read.changes ?? 0,
      names: this.#rosters.names,
    };
  }

  #verify(): void {
    const circle = this.#circle();
    this.#inOrder(async () => {
      const verification = await this.#ceremony?.verification(circle);
      if (verification !== undefined) this.verification = verification;
    });
  }

  /** What needs time to be checked is taken in the order in which it was written. */
  #inOrder(reading: () => Promise<void>): void {
    this.#readings = this.#readings.then(reading, reading);
  }
}
