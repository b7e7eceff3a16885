import type { Sidebar as Opened } from '../course/built/rules.js';
import type { Keep } from '../e2ee/device/keep';
import { roleOf, type Charter } from '../e2ee/invitation/charter';
import type { Listener, MediaKeys, RoomMessage, Self, Surroundings } from '../e2ee/room/around';
import { KeyedRoom } from '../e2ee/room/keyed-room';
import { sidebarOf, sidebarSecret, type SidebarName } from '../e2ee/room/sidebar';
import { RoomState } from './room-state.svelte';
import type { MediaVault } from './surroundings';

const CONTEXT = 2;

interface Seat {
  /** Of the meeting; the sidebar's own follows from it. */
  secret: Uint8Array;
  self: Omit<Self, 'room' | 'secret'>;
  /** The plenary's room: who is not at the table is in no sidebar. */
  table: KeyedRoom;
  around: Omit<Surroundings, 'save' | 'table' | 'finish'>;
  keep: Pick<Keep, 'read' | 'write'>;
}

/**
 * The room in which one's circle of all sides is aside from the table, with a group of its own. One takes part in the group from when all
 * sides' keys opened the room; sound and pictures go under its keys as long as it is open.
 */
export class Sidebar {
  readonly state = new RoomState();
  /** One's own circle; null for who belongs to none. */
  name = $state<SidebarName | null>(null);
  /** By which act it was opened; null while it is not. */
  opened = $state.raw<Opened | null>(null);

  readonly #media: MediaVault;
  #with: Seat | null = null;
  #charter: Charter | null = null;
  #room: KeyedRoom | null = null;
  /** Counts rooms, so that one that is still being made for an earlier seat or role comes to nothing. */
  #making = 0;
  #keys: MediaKeys | null = null;
  #isAtTable = false;
  /** Whether the last that the server told was that one is no member. */
  #refused = false;
  #inbox: Promise<void> = Promise.resolve();

  constructor(media: MediaVault) {
    this.#media = media;
  }

  /** Whether one may go there: it is open, and one holds its keys. */
  get isOpen(): boolean {
    return this.opened !== null && this.state.standing === 'inside';
  }

  /** One has taken the seat on this device. */
  seated(seat: Seat, charter: Charter): void {
    this.#with = seat;
    this.setCharter(charter);
  }

  setCharter(charter: Charter): void {
    this.#charter = charter;
    if (this.#with === null) return;
    const role = roleOf(charter, this.#with.self.seat);
    const name = role === null ? null : sidebarOf(role);
    if (name !== this.name) this.#drop();
    this.name = name;
    this.#room?.setCharter(charter);
  }

  /** To be called when all of the plenary's log was read. */
  follow(sidebars: readonly Opened[]): void {
    const opened = sidebars.find((one) => one.circle === this.name) ?? null;
    if (opened?.since.seq !== this.opened?.since.seq) {
      this.opened = opened;
      this.#tellKeys();
    }
    if (opened === null && this.state.standing !== 'inside') this.#leave();
    if (opened !== null && this.#room === null) void this.#make();
    if (this.#isAtTable) this.#room?.reconsider();
    else this.#room?.connected();
    this.#isAtTable = true;
  }

  /** The line broke, or one is not at the table any more: there is no sidebar without. */
  away(): void {
    this.#isAtTable = false;
    this.#room?.disconnected();
  }

  receive(message: RoomMessage): void {
    if (message.room !== this.name) return;
    // The server told of the table first: what it told decides who may be here.
    this.#inbox = this.#inbox
      .then(() => this.#with?.table.settled())
      .then(() => {
        // Once more it answers the knock itself: to go on asking would be of no use before one is seen at the table.
        const isVain = message.type === 'notMember' && this.#refused;
        this.#refused = message.type === 'notMember';
        if (this.#isAtTable && !isVain) this.#room?.receive(message);
      });
  }

  /** True once it is written. */
  say(text: string): Promise<boolean> {
    const atMs = this.#with?.around.nowMs() ?? 0;
    return this.#room?.post({ type: 'chat', text, atMs }) ?? Promise.resolve(false);
  }

  close(): void {
    this.#drop();
    this.#with = null;
  }

  #drop(): void {
    this.opened = null;
    this.#leave();
  }

  #leave(): void {
    this.#making++;
    this.#room?.close();
    this.#room = null;
    this.#keys = null;
    this.state.standing = 'outside';
    this.state.members = [];
    this.state.chat = [];
    this.#media.dropContext(CONTEXT);
  }

  async #make(): Promise<void> {
    const { name } = this;
    if (this.#with === null || name === null) return;
    const { self, secret, table, around, keep } = this.#with;
    const making = ++this.#making;
    const own = await sidebarSecret(secret, self.meeting, name);
    const kept = await keep.read(name);
    if (making !== this.#making || this.#charter === null || this.#room !== null) return;
    const room: KeyedRoom = new KeyedRoom(
      { ...self, room: name, secret: own },
      this.#charter,
      { ...around, save: (state) => keep.write(name, state), table, finish: (payload) => payload },
      this.#listener(() => this.#room === room),
    );
    this.#room = room;
    if (kept !== null) room.restore(kept);
    if (this.#isAtTable) room.connected();
  }

  #listener(isCurrent: () => boolean): Listener {
    return {
      keys: (keys) => {
        if (!isCurrent()) return;
        this.#keys = keys;
        this.#tellKeys();
        this.#show();
      },
      written: (object) => {
        if (isCurrent()) this.state.written(object);
      },
      changed: () => {
        if (isCurrent()) this.#show();
      },
      restarted: () => {
        if (isCurrent()) this.state.chat = [];
      },
    };
  }

  /** While it is not open nothing is sent or shown under its keys, though one holds them. */
  #tellKeys(): void {
    const keys = this.opened === null ? null : this.#keys;
    if (keys === null) this.#media.dropContext(CONTEXT);
    else this.#media.setEpoch(CONTEXT, keys.epoch, keys.baseKey, keys.ownLeaf, keys.gone);
  }

  #show(): void {
    if (this.#room !== null) this.state.show(this.#room);
  }
}
