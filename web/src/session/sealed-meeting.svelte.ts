import { decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../e2ee/bytes';
import { deviceOf } from '../e2ee/device/device';
import type { Keep } from '../e2ee/device/keep';
import { namedOf, openCard, verifyName, type Card } from '../e2ee/invitation/card';
import { admits, openCharter, roleOf, sideOf, type Charter, type Role } from '../e2ee/invitation/charter';
import { openRoster, verifyRoster, type Roster, type RosterSide } from '../e2ee/invitation/roster';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import type { Payload } from '../e2ee/log/payload';
import type { Listener, Written } from '../e2ee/room/around';
import { KeyedRoom } from '../e2ee/room/keyed-room';
import { SCHEDULE } from '../e2ee/room/open-room';
import { PLENARY } from '../e2ee/room/rules';
import type { Context } from '../e2ee/sframe/protocol';
import { Ceremony, UNVERIFIED, type Circle, type Verification } from '../e2ee/verification/ceremony';
import type { Chartered, Entered, ServerMessage } from '../signalling/messages';
import { courseState, type CourseState } from './rules-state.svelte';
import { Letters } from './letters.svelte';
import type { LineAnswer } from './publicity.svelte';
import { ScheduleLog } from './schedule-log.svelte';
import { Sidebar } from './sidebar.svelte';
import { RoomState } from './room-state.svelte';
import type { PersonName, Place, SealedSurroundings } from './surroundings';

// Longer waits for those first in line; shorter changes keys sooner after one of them has gone as well.
const TAKEOVER_MS = 1500;
// The third in line has had its turn by then.
const OVERDUE_MS = 5000;
// Longer waits for a plenary whose keys do not change; shorter may end the line before they did.
const PUT_OUT_MS = 3000;
/** Where a device keeps the version of the charter that it has seen. */
const CHARTER = 'charter';

/** A meeting's secrets, as one participant holds them: the card, the rooms' groups, and what is written there. */
export class SealedMeeting {
  card = $state.raw<Card | null>(null);
  /** Known to those who were admitted. */
  roster = $state.raw<Roster | null>(null);
  /** Known to heads and deputies from the start: whom the organiser invited, of all sides. */
  invited = $state.raw<Roster | null>(null);
  readonly plenary = new RoomState();
  readonly side = new RoomState();
  readonly sidebar: Sidebar;
  verification = $state.raw<Verification>(UNVERIFIED);
  /** What happens at the table. */
  readonly course: CourseState;
  /** When the meetings are, agreed by all who were invited. */
  readonly schedule: ScheduleLog;
  readonly letters: Letters;

  readonly #meeting: string;
  readonly #seed: LinkSeed;
  readonly #with: SealedSurroundings;
  #charter = $state.raw<Charter | null>(null);
  /** As people of the own side introduced themselves. */
  #hellos = $state.raw<ReadonlyMap<string, PersonName>>(new Map());
  #seat = '';
  #sealedRoster = '';
  /** The signed text of the roster that is in the plenary's log. */
  #posted = '';
  #introduced = false;
  /** Those who are to go out of the side's room once they are out of the plenary. */
  readonly #leaving = new Set<string>();
  #keep: Keep | null = null;
  #rooms: { plenary: KeyedRoom; side: KeyedRoom } | null = null;
  #ceremony: Ceremony | null = null;
  #readings: Promise<void> = Promise.resolve();

  constructor(meeting: string, seed: LinkSeed, surroundings: SealedSurroundings) {
    this.#meeting = meeting;
    this.#seed = seed;
    this.#with = surroundings;
    this.course = courseState((payload) => this.#post('plenary', payload), surroundings.nowMs);
    this.sidebar = new Sidebar(surroundings.media);
    this.schedule = new ScheduleLog(meeting, seed, surroundings);
    this.letters = new Letters({
      meeting,
      seed,
      roomOf: (place) => (place === 'plenary' ? PLENARY : this.sideId),
      post: (place, payload) => this.#post(place, payload),
      nowMs: surroundings.nowMs,
    });
  }

  /** The own side's id; empty before the card was opened. */
  get sideId(): string {
    return this.card?.side.id ?? '';
  }

  get sidebarName(): string {
    return this.sidebar.name ?? '';
  }

  get admits(): boolean {
    return this.card !== null && admits(this.card.role);
  }

  /** Whether one holds the keys of the plenary. */
  get isAdmitted(): boolean {
    return this.plenary.standing === 'inside';
  }

  /** How many people the meeting is for. */
  get seatCount(): number {
    return this.#charter?.sides.reduce((sum, side) => sum + side.seats.length, 0) ?? 0;
  }

  /** The sides whose names one knows, with those of their seats that one knows: all of them once one is admitted. */
  get sides(): readonly RosterSide[] {
    if (this.roster !== null) return this.roster.sides;
    const card = this.card;
    if (card === null) return [];
    const others = [...this.#hellos]
      .filter(([seat]) => seat !== card.seat.id)
      .map(([id, { name, title, agency }]) => ({ id, name, title, agency }));
    return [{ id: card.side.id, name: card.side.name, seats: [card.seat, ...others] }];
  }

  /** The meeting's id, or the process's, as the server knows it. */
  get meeting(): string {
    return this.#meeting;
  }

  /** Whether somebody of a side is its head. */
  hasHead(side: string): boolean {
    const seats = this.#charter?.sides.find((one) => one.id === side)?.seats ?? [];
    return seats.some((seat) => seat.role === 'head');
  }

  /** All sides' ids, in the order of the charter. */
  get sideIds(): readonly string[] {
    return this.#charter?.sides.map((side) => side.id) ?? [];
  }

  /** Null for a side whose name one does not know. */
  sideName(id: string): string | null {
    const known = this.roster ?? this.invited;
    return (
      known?.sides.find((side) => side.id === id)?.name ??
      (id === this.sideId ? (this.card?.side.name ?? null) : null)
    );
  }

  /** Where a side stands among the sides, which gives it its mark and colour. */
  sideIndex(side: string): number {
    return Math.max(0, this.#charter?.sides.findIndex((one) => one.id === side) ?? 0);
  }

  /** The side that a seat belongs to; null for a seat that the charter does not know. */
  sideOf(seat: string): string | null {
    return this.#charter === null ? null : sideOf(this.#charter, seat);
  }

  /** Null for a seat that the charter does not know. */
  roleOf(seat: string): Role | null {
    return this.#charter === null ? null : roleOf(this.#charter, seat);
  }

  /** Null for somebody whose name one does not know. */
  nameOf(seat: string): PersonName | null {
    for (const side of (this.roster ?? this.invited)?.sides ?? []) {
      const found = side.seats.find((one) => one.id === seat);
      if (found === undefined) continue;
      const { name, title, agency } = found;
      return { name, title, agency, sideName: side.name };
    }
    return this.#hellos.get(seat) ?? null;
  }

  /** Opens what the server holds for the seat; false where it is not what the organiser made for this link. */
  async open(entered: Entered): Promise<boolean> {
    this.#seat = entered.you;
    if (!(await this.#take(entered))) return false;
    this.#tellCharter();
    if (this.card !== null && this.#charter !== null)
      await this.schedule.connected(this.#seat, this.card.meetingSecret, this.#charter);
    return true;
  }

  /** The organiser changed something. What does not open is left aside, and what was known stays. */
  async chartered(message: Chartered): Promise<void> {
    if (!(await this.#take(message))) return;
    this.#tellCharter();
    await this.#postRoster();
  }

  /** Takes the seat on this device, from another page of the browser where it is there; as `Secrets` says. */
  async takeSeat(): Promise<'outdated' | null> {
    if (this.#rooms !== null) return null;
    const { card } = this;
    const charter = this.#charter;
    if (card === null || charter === null) throw new Error('the card is not open');
    const keep = await this.#with.openKeep(this.#meeting, this.#seat, this.#with.taken);
    this.#keep = keep;
    // A server that goes back to an older one, also over a reload, would let withdrawn links in again.
    const seen = Number(fromUtf8((await keep.read(CHARTER)) ?? utf8('0')));
    if (charter.version < seen) return 'outdated';
    await keep.write(CHARTER, utf8(String(charter.version)));
    const device = await deviceOf(keep);
    const invitation = await this.#seed.invitationKeys();
    const generation = generationOf(charter, this.#seat);
    const self = {
      meeting: this.#meeting,
      seat: this.#seat,
      device,
      generation,
      invitationKey: invitation.privateKey,
    };
    this.#ceremony = new Ceremony(this.#seat, charter, (payload) => void this.#post('plenary', payload));
    const { send, nowMs, random } = this.#with;
    const around = { send, nowMs, random, takeoverMs: TAKEOVER_MS, overdueMs: OVERDUE_MS };
    const make = async (name: 'plenary' | 'side'): Promise<KeyedRoom> => {
      const room = name === 'plenary' ? PLENARY : card.side.id;
      const secret = name === 'plenary' ? card.meetingSecret : card.sideSecret;
      const made = new KeyedRoom(
        { ...self, room, secret },
        charter,
        { ...around, save: (state) => keep.write(name, state), table: null },
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
    this.schedule.disconnected();
    this.#rooms?.side.disconnected();
    this.#rooms?.plenary.disconnected();
  }

  /** A message that names a room, or is about a line for the public. */
  receive(message: Extract<ServerMessage, { room: string }> | LineAnswer): void {
    if (!('room' in message)) this.schedule.publicity.receive(message);
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
    this.#posting = '';
    // Whoever takes the seat again reads the logs again.
    for (const name of ['plenary', 'side'] as const) {
      this[name].chat = [];
      this.letters.restarted(name);
    }
    this.course.restarted();
    this.#keep?.release();
    this.#keep = null;
    this.#with.media.dropContext(0);
    this.#with.media.dropContext(1);
  }

  async #take({
    card: text,
    charter,
    roster,
  }: Pick<Entered, 'card' | 'charter' | 'roster'>): Promise<boolean> {
    const card = await openCard(text, this.#seed, this.#meeting);
    if (card === null) return false;
    const opened = await openCharter(charter, card.organiserKey, this.#meeting);
    if (opened === null || sideOf(opened, card.seat.id) !== card.side.id) return false;
    if (this.#seat !== card.seat.id) return false;
    this.card = card;
    // A server that goes back to an older one would let withdrawn links in again.
    if (this.#charter === null || opened.version >= this.#charter.version) {
      this.#charter = opened;
      this.course.setCharter(opened);
      this.schedule.setCharter(opened);
    }
    this.#sealedRoster = roster;
    if (card.rosterKey !== null) {
      const invited = await openRoster(roster, card.rosterKey, card.organiserKey, this.#meeting);
      if (invited !== null) this.invited = invited.roster;
    }
    return true;
  }

  #tellCharter(): void {
    const charter = this.#charter;
    if (charter === null || this.#rooms === null) return;
    this.#rooms.plenary.setCharter(charter);
    this.#rooms.side.setCharter(charter);
    this.#ceremony?.setCharter(charter);
    this.sidebar.setCharter(charter);
    void this.#keep?.write(CHARTER, utf8(String(charter.version))).catch(() => undefined);
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
        if (name === 'plenary') this.#writtenInPlenary(object);
        else this.#writtenInSide(object);
        state.written(object);
        this.letters.written(name, object, this.#seat);
      },
      changed: () => {
        this.#show(name);
        this.#putOutOfSide();
        void this.#settleIn(name);
      },
      restarted: () => {
        state.chat = [];
        this.letters.restarted(name);
        if (name !== 'plenary') return;
        // In its turn: of what was read before, some may still be waiting for its own.
        this.#inOrder(() => Promise.resolve(this.#ceremony?.restarted()));
        this.course.restarted();
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
    this.course.written(object);
    this.#inOrder(async () => {
      if (payload?.type === 'roster') await this.#rosterWritten(payload.signed);
      await this.#ceremony?.written(object, { ...circle, names: this.#posted });
    });
    this.#verify();
  }

  #writtenInSide({ seat, payload }: Written): void {
    if (payload?.type !== 'hello') return;
    this.#inOrder(async () => {
      const { card } = this;
      const certificate = decodeBase64Url(payload.certificate);
      if (card === null || certificate === null) return;
      const { name, title, agency, sideName } = payload;
      const place = { meeting: this.#meeting, sideId: card.side.id, sideName, seatId: seat };
      const named = { ...place, name, title, agency };
      if (!(await verifyName(named, certificate, card.organiserKey))) return;
      this.#hellos = new Map(this.#hellos).set(seat, { name, title, agency, sideName });
    });
  }

  async #rosterWritten(signed: string): Promise<void> {
    if (this.card === null) return;
    const roster = await verifyRoster(signed, this.card.organiserKey, this.#meeting);
    if (roster === null || (this.roster !== null && roster.version <= this.roster.version)) return;
    this.roster = roster;
    this.#posted = signed;
  }

  /** Once in a room one says there what others need: one's name to the own side, the roster to all. */
  async #settleIn(name: 'plenary' | 'side'): Promise<void> {
    const room = this.#rooms?.[name];
    if (name === 'plenary' && room?.standing !== 'inside') this.sidebar.away();
    if (room?.isCaughtUp !== true || room.standing !== 'inside') return;
    if (name === 'plenary') {
      this.sidebar.follow(this.course.view?.sidebars ?? []);
      await this.#postRoster();
    } else this.#introduce();
    await this.letters.settled(name, this.#seat);
  }

  #introduce(): void {
    const { card } = this;
    if (card === null || this.#introduced) return;
    this.#introduced = true;
    this.#inOrder(async () => {
      const { sideName, name, title, agency } = namedOf(card, this.#meeting);
      const known = this.#hellos.get(card.seat.id);
      if (known?.name === name && known.title === title && known.agency === agency) return;
      const certificate = encodeBase64Url(card.certificate);
      void this.#post('side', { type: 'hello', sideName, name, title, agency, certificate });
      await Promise.resolve();
    });
  }

  #posting = '';

  /** The newest roster goes into the plenary's log, from the first of those who have it. */
  async #postRoster(): Promise<void> {
    const room = this.#rooms?.plenary;
    const key = this.card?.rosterKey ?? null;
    if (room?.isCaughtUp !== true || room.standing !== 'inside' || key === null || this.card === null) return;
    await this.#readings;
    const opened = await openRoster(this.#sealedRoster, key, this.card.organiserKey, this.#meeting);
    if (opened === null || opened.signed === this.#posted || opened.signed === this.#posting) return;
    if (this.roster !== null && opened.roster.version <= this.roster.version) return;
    // Once, also where the log takes no more: until the seat is taken again.
    this.#posting = opened.signed;
    await this.#post('plenary', { type: 'roster', signed: opened.signed });
  }

  #post(room: 'plenary' | 'side', payload: Payload): Promise<boolean> {
    return this.#rooms?.[room].post(payload) ?? Promise.resolve(false);
  }

  #circle(): Circle {
    const room = this.#rooms?.plenary;
    return {
      members: room?.members() ?? [],
      authenticator: room?.authenticator() ?? null,
      changes: room?.read.changes ?? 0,
      names: this.#posted,
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

function generationOf(charter: Charter, seat: string): number {
  for (const side of charter.sides) for (const one of side.seats) if (one.id === seat) return one.generation;
  return -1;
}
