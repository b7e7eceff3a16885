import { expect } from 'vitest';
import { keyPairFromSeed, randomBytes, type KeyPair } from '../crypto';
import { encodeBase64Url } from '../bytes';
import { admits, roleOf, type Charter, type Role, type RoleChange } from '../invitation/charter';
import { charterOf, seatIn, sideIn } from '../invitation/charter.testing';
import type { DeviceKeys } from '../mls/group';
import { TestDelivery } from './delivery.testing';
import type { MediaKeys, Written } from './around';
import { KeyedRoom } from './keyed-room';
import { answersFor, PLENARY } from './rules';
import type { AtTable } from './sidebar';

/** A seat of a test's meeting, with its link. */
export interface TestSeat {
  id: string;
  side: string;
  role: Role;
  /** Of each generation of its link. */
  links: KeyPair[];
  /** That with which it was added. */
  first: Role;
  withdrawn: boolean;
}

/** One room of a meeting with its members, and a server between them. */
export class Bench {
  readonly meeting = encodeBase64Url(randomBytes(16));
  readonly seats = new Map<string, TestSeat>();
  readonly delivery: TestDelivery;
  readonly persons: TestPerson[] = [];
  takeoverMs = 40;
  overdueMs = 5000;
  charter!: Charter;
  /** Beside which a sidebar is, for those who arrive from now on. */
  table: AtTable | null = null;
  #version = 0;
  readonly #changes: RoleChange[] = [];
  readonly #secrets = new Map<string, Uint8Array>();

  private constructor() {
    this.delivery = new TestDelivery(
      (room, seat) => {
        const role = roleOf(this.charter, seat);
        return room !== PLENARY || (role !== null && admits(role));
      },
      (by, seat) => answersFor(this.charter, by, seat),
    );
  }

  /** Sides by name, each with the roles of its seats: seats are then called A0, A1, B0 … */
  static async of(sides: Record<string, readonly Role[]>): Promise<Bench> {
    const bench = new Bench();
    for (const [name, roles] of Object.entries(sides))
      for (const [index, role] of roles.entries()) {
        const links = [await keyPairFromSeed(randomBytes(32))];
        bench.seats.set(`${name}${index}`, {
          id: id(`${name}${index}`),
          side: id(name),
          role,
          links,
          first: role,
          withdrawn: false,
        });
      }
    bench.renewCharter();
    return bench;
  }

  renewCharter(): Charter {
    this.#version++;
    const sides = [...new Set([...this.seats.values()].map((seat) => seat.side))].map((side, at) => {
      const seats = [...this.seats.values()]
        .filter((seat) => seat.side === side)
        .map(({ id: seat, role, links, first, withdrawn }) => {
          const [key, ...former] = links.map((link) => link.publicKey).reverse();
          if (key === undefined) throw new Error('a seat without a link');
          return seatIn(seat, role, { first, withdrawn, generation: former.length, key, former });
        });
      // All that changes is said to be of the first.
      const changes = this.#changes.filter((change) => seats.some((seat) => seat.id === change.seat));
      return sideIn(side, seats, { version: at === 0 ? this.#version : 1, changes });
    });
    return (this.charter = charterOf(this.meeting, sides));
  }

  /** Gives somebody another role, which the next charter says. */
  giveRole(name: string, role: Role): void {
    const seat = this.seats.get(name);
    if (seat === undefined) throw new Error(`no seat ${name}`);
    seat.role = role;
    this.#changes.push({ stamp: `${name} ${role}`, seat: seat.id, role });
  }

  secretOf(room: string): Uint8Array {
    const secret = this.#secrets.get(room) ?? randomBytes(32);
    this.#secrets.set(room, secret);
    return secret;
  }

  /** Somebody arrives at a room, with a device of old or a new one. */
  async arrive(name: string, room: string = PLENARY, device?: DeviceKeys): Promise<TestPerson> {
    const person = await TestPerson.make(this, name, room, device);
    this.persons.push(person);
    person.connect();
    await this.quiet();
    return person;
  }

  /** Until nothing moves any more. */
  async quiet(): Promise<void> {
    let before = '';
    for (let same = 0; same < 3;) {
      await Promise.all(this.persons.map((person) => person.room.settled()));
      await new Promise((resolve) => setTimeout(resolve, 2));
      const now = this.persons.map((person) => `${person.room.epoch} ${person.room.read.at}`).join();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  /** Waits until something holds, as long as a takeover may take. */
  async until(what: string, holds: () => boolean): Promise<void> {
    for (let tries = 0; !holds(); tries++) {
      expect(tries, `still not: ${what}`).toBeLessThan(400);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.quiet();
  }

  /** All who are in have the same keys, and nobody else has any. */
  expectOneGroup(...names: string[]): void {
    const inside = this.persons.filter((person) => person.online && person.room.standing === 'inside');
    expect(inside.map((person) => person.name).sort()).toEqual([...names].sort());
    const keys = inside.map((person) => encodeBase64Url(person.keys?.baseKey ?? new Uint8Array(0)));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).not.toBe('');
    for (const person of inside) {
      const members = person.room.members().map((member) => member.seat);
      expect(members.sort()).toEqual(names.map(id).sort());
    }
  }
}

export class TestPerson {
  keys: MediaKeys | null = null;
  readonly written: Written[] = [];
  kept = new Uint8Array(0);
  /** Whether its device has no room left to keep anything. */
  full = false;
  online = false;
  /** Every epoch's base key under which this page could send. */
  readonly keysHad: string[] = [];

  private constructor(
    readonly bench: Bench,
    readonly name: string,
    readonly roomName: string,
    readonly device: DeviceKeys,
    readonly room: KeyedRoom,
  ) {}

  static async make(
    bench: Bench,
    name: string,
    roomName: string,
    device?: DeviceKeys,
    kept?: Uint8Array,
  ): Promise<TestPerson> {
    const seat = bench.seats.get(name);
    const keys = device ?? (await keyPairFromSeed(randomBytes(32)));
    const link = seat?.links.at(-1);
    if (seat === undefined || link === undefined) throw new Error(`no seat ${name}`);
    const self = {
      meeting: bench.meeting,
      room: roomName,
      seat: seat.id,
      device: keys,
      invitationKey: link.privateKey,
      generation: seat.links.length - 1,
      secret: bench.secretOf(roomName),
    };
    let person: TestPerson | null = null;
    const room = new KeyedRoom(
      self,
      bench.charter,
      {
        send: (message) => {
          if (person?.online === true)
            queueMicrotask(() => {
              bench.delivery.send(seat.id, message);
            });
        },
        save: (state) => {
          if (person?.full === true) return Promise.reject(new Error('no room left'));
          if (person !== null) person.kept = new Uint8Array(state);
          return Promise.resolve();
        },
        nowMs: () => Date.now(),
        random: () => 0.5,
        table: bench.table,
        finish: (payload) => payload,
        takeoverMs: bench.takeoverMs,
        overdueMs: bench.overdueMs,
      },
      {
        keys: (media) => {
          if (person === null) return;
          person.keys = media;
          if (media !== null) person.keysHad.push(encodeBase64Url(media.baseKey));
        },
        written: (object) => person?.written.push(object),
        changed: () => undefined,
        restarted: () => {
          if (person !== null) person.written.length = 0;
        },
      },
    );
    person = new TestPerson(bench, name, roomName, keys, room);
    if (kept !== undefined) expect(room.restore(kept)).toBe(true);
    return person;
  }

  get seat(): string {
    return id(this.name);
  }

  connect(): void {
    this.online = true;
    this.bench.delivery.connect(this.seat, (message) => {
      if (!('room' in message)) return;
      // One line for all the rooms that somebody is in.
      const isOther = (one: TestPerson): boolean => one.seat === this.seat && one.roomName === message.room;
      const to = message.room === this.roomName ? this : this.bench.persons.findLast(isOther);
      if (to?.online !== true) return;
      queueMicrotask(() => {
        to.room.receive(message);
      });
    });
    this.room.connected();
  }

  /** The line breaks, and the server gives the seat up. */
  vanish(): void {
    this.online = false;
    this.room.disconnected();
    this.bench.delivery.disconnect(this.seat);
  }

  /** The line breaks for a moment, in which the server notices nothing. */
  blink(): void {
    this.room.disconnected();
    this.connect();
  }

  /** The page is loaded again: what was kept is all that is left. */
  async reload(): Promise<TestPerson> {
    this.online = false;
    this.room.close();
    const again = await TestPerson.make(this.bench, this.name, this.roomName, this.device, this.kept);
    this.bench.persons.splice(this.bench.persons.indexOf(this), 1, again);
    again.connect();
    await this.bench.quiet();
    return again;
  }

  async say(text: string): Promise<boolean> {
    const kept = this.room.post({ type: 'chat', text, atMs: 0 });
    await this.bench.quiet();
    return Promise.race([kept, new Promise<boolean>((resolve) => setTimeout(resolve, 2000, false))]);
  }

  get chat(): string[] {
    return this.written.flatMap(({ payload }) => (payload?.type === 'chat' ? [payload.text] : []));
  }

  get alarms(): string[] {
    return this.room.alarms.map((alarm) => alarm.what);
  }
}

/** An id of the right form that still can be read: 22 characters. */
export function id(name: string): string {
  return `${`${name}-`.padEnd(21, '0')}A`;
}
