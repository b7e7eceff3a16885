import type { ClientMessage, Entry, ServerMessage, Why } from '../../signalling/messages';

interface RoomLog {
  generation: number;
  epoch: number;
  entries: Entry[];
  book: Set<string>;
  followers: Set<string>;
  knocks: Map<string, string>;
  welcomes: Map<string, { generation: number; seq: number; welcome: string }>;
}

/** What a server may do to the messages that it hands out: to whom, which; what is handed out instead. */
export type Tampering = (to: string, message: ServerMessage) => readonly ServerMessage[];

/**
 * A server's delivery service, in the memory of a test: orders entries by compare-and-set, keeps the book of members, hands out. It may
 * be as malicious as a test wants.
 */
export class TestDelivery {
  tampering: Tampering = (_, message) => [message];
  /** What is not written, and why; null for what is. */
  refusal: (message: ClientMessage) => Why | null = () => null;
  /** Everything that clients sent, as a server sees it. */
  readonly received: ClientMessage[] = [];
  readonly #rooms = new Map<string, RoomLog>();
  readonly #lines = new Map<string, (message: ServerMessage) => void>();
  /** Whether every removal counts, as in a sidebar. */
  removesAny = false;
  readonly #mayFound: (room: string, seat: string) => boolean;
  readonly #answersFor: (by: string, seat: string) => boolean;

  /**
   * @param mayFound whether a seat may found a room's group while none of its members is there
   * @param answersFor whether the first may put the other out
   */
  constructor(
    mayFound: (room: string, seat: string) => boolean,
    answersFor: (by: string, seat: string) => boolean,
  ) {
    this.#mayFound = mayFound;
    this.#answersFor = answersFor;
  }

  connect(seat: string, receive: (message: ServerMessage) => void): void {
    this.#lines.set(seat, receive);
  }

  /** The seat's connection is gone; its grace over at once. */
  disconnect(seat: string): void {
    this.#lines.delete(seat);
    for (const [name, room] of this.#rooms) {
      room.followers.delete(seat);
      if (room.knocks.delete(seat)) this.#broadcast(name, { type: 'unknocked', room: name, seat });
      this.#tellAbsent(name);
      this.#offerFounding(name);
    }
  }

  /** The log of a room, to look at and to meddle with. */
  log(room: string): Entry[] {
    return this.#room(room).entries;
  }

  book(room: string): Set<string> {
    return this.#room(room).book;
  }

  send(seat: string, message: ClientMessage): void {
    this.received.push(message);
    const why = this.refusal(message);
    if (why !== null && 'seq' in message) {
      this.tell(seat, { type: 'notWritten', room: message.room, seq: message.seq, why });
      return;
    }
    switch (message.type) {
      case 'follow':
        this.#follow(seat, message.room, message.from);
        return;
      case 'knock':
        this.#knock(seat, message.room, message.keyPackage);
        return;
      case 'found': {
        const room = this.#room(message.room);
        if (!room.book.has(seat) && !this.#mayFoundNow(message.room, seat)) {
          this.tell(seat, { type: 'notMember', room: message.room });
        } else if (message.generation === room.generation + 1 && message.seq === room.entries.length) {
          room.generation++;
          room.epoch = 0;
          room.book = new Set([seat]);
          room.welcomes.clear();
          this.#accept(seat, message.room, { kind: 'founding', seat, bytes: message.bytes });
          room.followers = new Set([seat]);
          room.knocks.delete(seat);
          for (const [other, keyPackage] of room.knocks)
            this.tell(seat, { type: 'knocked', room: message.room, seat: other, keyPackage });
        } else this.tell(seat, { type: 'conflict', room: message.room, head: room.entries.length });
        return;
      }
      case 'commit': {
        const room = this.#room(message.room);
        const entry: Entry = { kind: 'commit', seat, bytes: message.bytes };
        if (this.#isRepeated(seat, message.room, message.seq, entry)) return;
        if (!room.book.has(seat)) this.tell(seat, { type: 'notMember', room: message.room });
        else if (message.seq === room.entries.length && message.epoch === room.epoch) {
          room.epoch++;
          // Whoever else is said to be removed stays in the book, and finds it in the log.
          const removed = message.removed.filter((gone) => this.#isRemovable(seat, gone));
          for (const gone of removed) {
            room.book.delete(gone);
            room.followers.delete(gone);
            room.welcomes.delete(gone);
          }
          this.#accept(seat, message.room, entry);
          for (const gone of removed) this.tell(gone, { type: 'notMember', room: message.room });
          for (const added of message.added) {
            room.book.add(added);
            room.knocks.delete(added);
            const letter = { generation: room.generation, seq: message.seq, welcome: message.welcome };
            room.welcomes.set(added, letter);
            this.tell(added, { type: 'welcome', room: message.room, ...letter });
          }
          this.#tellAbsent(message.room);
        } else this.tell(seat, { type: 'conflict', room: message.room, head: room.entries.length });
        return;
      }
      case 'append': {
        const room = this.#room(message.room);
        const entry: Entry = { kind: 'object', seat, bytes: message.bytes };
        if (this.#isRepeated(seat, message.room, message.seq, entry)) return;
        if (!room.book.has(seat)) this.tell(seat, { type: 'notMember', room: message.room });
        else if (message.seq === room.entries.length) this.#accept(seat, message.room, entry);
        else this.tell(seat, { type: 'conflict', room: message.room, head: room.entries.length });
        return;
      }
      case 'enter':
      case 'join':
      case 'attend':
      case 'move':
      case 'resume':
      case 'renegotiate':
      case 'publish':
      case 'publishLine':
      case 'removeLine':
      case 'shutOutLine':
      case 'purge':
      case 'shutOutPurge':
      case 'putFile':
      case 'fetchFile':
      case 'view':
      case 'addSeat':
      case 'changeSeat':
      case 'renewLink':
      case 'revokeLink':
      case 'leave':
      case 'ping':
      case 'mail':
        throw new Error('not of a room');
      default:
        message satisfies never;
    }
  }

  /** Hands a message out, as the tampering wants it. */
  tell(seat: string, message: ServerMessage): void {
    for (const each of this.tampering(seat, message)) this.#lines.get(seat)?.(each);
  }

  #follow(seat: string, name: string, from: number): void {
    const room = this.#room(name);
    if (!room.book.has(seat)) {
      this.tell(seat, { type: 'notMember', room: name });
      return;
    }
    room.followers.add(seat);
    room.welcomes.delete(seat);
    const entries = room.entries.slice(from, from + 200);
    this.tell(seat, { type: 'log', room: name, from, head: room.entries.length, entries });
    for (const [other, keyPackage] of room.knocks)
      this.tell(seat, { type: 'knocked', room: name, seat: other, keyPackage });
    this.#tellAbsent(name);
  }

  #knock(seat: string, name: string, keyPackage: string): void {
    const room = this.#room(name);
    room.knocks.set(seat, keyPackage);
    room.followers.delete(seat);
    for (const follower of room.followers)
      if (follower !== seat) this.tell(follower, { type: 'knocked', room: name, seat, keyPackage });
    this.#offerFounding(name);
  }

  #offerFounding(name: string): void {
    const room = this.#room(name);
    for (const seat of room.knocks.keys())
      if (this.#mayFoundNow(name, seat))
        this.tell(seat, {
          type: 'mayFound',
          room: name,
          generation: room.generation + 1,
          seq: room.entries.length,
        });
  }

  #mayFoundNow(name: string, seat: string): boolean {
    const room = this.#room(name);
    const others = [...room.followers].filter((follower) => follower !== seat);
    return others.length === 0 && (room.book.has(seat) || this.#mayFound(name, seat));
  }

  #isRemovable(by: string, seat: string): boolean {
    return this.removesAny || !this.#lines.has(seat) || this.#answersFor(by, seat);
  }

  #accept(seat: string, name: string, entry: Entry): void {
    const room = this.#room(name);
    const seq = room.entries.push(entry) - 1;
    this.tell(seat, { type: 'accepted', room: name, seq });
    for (const other of room.followers)
      if (other !== seat) this.tell(other, { type: 'appended', room: name, seq, entry });
  }

  #isRepeated(seat: string, name: string, seq: number, entry: Entry): boolean {
    const there = this.#room(name).entries[seq];
    const same = there?.kind === entry.kind && there.seat === seat && there.bytes === entry.bytes;
    if (same) this.tell(seat, { type: 'accepted', room: name, seq });
    return same;
  }

  #broadcast(name: string, message: ServerMessage): void {
    for (const follower of this.#room(name).followers) this.tell(follower, message);
  }

  #tellAbsent(name: string): void {
    const room = this.#room(name);
    const seats = [...room.book].filter((seat) => !this.#lines.has(seat));
    this.#broadcast(name, { type: 'absent', room: name, seats });
  }

  #room(name: string): RoomLog {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = {
        generation: 0,
        epoch: 0,
        entries: [],
        book: new Set(),
        followers: new Set(),
        knocks: new Map(),
        welcomes: new Map(),
      };
      this.#rooms.set(name, room);
    }
    return room;
  }
}
