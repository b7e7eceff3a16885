import { WebSocket } from 'ws';
import { encodeBase64Url } from '../../web/src/e2ee/bytes.ts';
import { keyPairFromSeed, randomBytes } from '../../web/src/e2ee/crypto.ts';
import { openCard, type Card } from '../../web/src/e2ee/invitation/card.ts';
import { openCharter, type Charter, type Role } from '../../web/src/e2ee/invitation/charter.ts';
import { OrganiserSecret, randomId, type LinkSeed } from '../../web/src/e2ee/invitation/secrets.ts';
import type { Payload } from '../../web/src/e2ee/log/payload.ts';
import type { DeviceKeys } from '../../web/src/e2ee/mls/group.ts';
import type { MediaKeys, Written } from '../../web/src/e2ee/room/around.ts';
import { makeProof } from '../../web/src/e2ee/room/identity.ts';
import { KeyedRoom } from '../../web/src/e2ee/room/keyed-room.ts';
import { OpenRoom, SCHEDULE } from '../../web/src/e2ee/room/open-room.ts';
import type { Draft } from '../../web/src/organise/draft.ts';
import { writeMeeting } from '../../web/src/organise/writing.ts';
import {
  PROTOCOL_VERSION,
  type ClientMessage,
  type Entered,
  type ServerMessage,
} from '../../web/src/signalling/messages.ts';
import { HeadlessTable } from './headless-table.ts';

/** A seat of a meeting that was made without a browser. */
export interface HeadlessSeat {
  id: string;
  side: string;
  role: Role;
  seed: LinkSeed;
}

export interface HeadlessMeeting {
  id: string;
  seats: HeadlessSeat[];
}

/** Makes a meeting as the organiser's page does: sides by name, each with the roles of its people. */
export async function createMeeting(
  origin: string,
  sides: Record<string, readonly Role[]>,
  title = 'Harbour access',
): Promise<HeadlessMeeting> {
  const draft: Draft = {
    title,
    sides: Object.entries(sides).map(([name, roles]) => ({
      id: randomId(),
      name,
      people: roles.map((role, at) => ({
        id: randomId(),
        name: `${role} ${at} of ${name}`,
        title: '',
        agency: '',
        role,
      })),
    })),
  };
  const id = randomId();
  const secret = OrganiserSecret.random();
  const response = await fetch(`${origin}/api/meetings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(await writeMeeting(id, secret, draft)),
  });
  if (!response.ok) throw new Error(`the server made no meeting: ${response.status} ${await response.text()}`);
  const seats = draft.sides.flatMap((side) =>
    side.people.map(async (person) => ({
      id: person.id,
      side: side.id,
      role: person.role,
      seed: await secret.linkSeed(person.id, 0),
    })),
  );
  return { id, seats: await Promise.all(seats) };
}

const RECONNECT_MS = 150;
const TAKEOVER_MS = 1500;
const OVERDUE_MS = 5000;
const PAUSE_MS = 1000;

/**
 * A participant without a page and without media: the real client's keys and log, over the real protocol. Comes back by itself when the
 * line breaks, and keeps its state as a page would.
 */
export class HeadlessMember {
  card!: Card;
  readonly rooms = new Map<string, KeyedRoom>();
  /** What happens at the table. */
  table!: HeadlessTable;
  /** The log of all who were invited. */
  schedule!: OpenRoom;
  readonly keys = new Map<string, MediaKeys | null>();
  readonly written = new Map<string, Written[]>();
  /** Of each message that came, in order. */
  onmessage: (message: ServerMessage) => void = () => undefined;
  #socket: WebSocket | undefined;
  #charter!: Charter;
  #device!: DeviceKeys;
  #closed = false;

  private constructor(
    readonly origin: string,
    readonly meeting: string,
    readonly seat: HeadlessSeat,
  ) {}

  static async enter(origin: string, meeting: HeadlessMeeting, seat: HeadlessSeat): Promise<HeadlessMember> {
    const member = new HeadlessMember(origin, meeting.id, seat);
    member.#device = await keyPairFromSeed(randomBytes(32));
    try {
      await member.#connect();
    } catch (cause) {
      // Nobody has it: it must not go on trying.
      member.close();
      throw cause;
    }
    return member;
  }

  get plenary(): KeyedRoom {
    return this.rooms.get('plenary')!;
  }

  get side(): KeyedRoom {
    return this.rooms.get(this.seat.side)!;
  }

  /** The texts that were said in the plenary. */
  get chat(): string[] {
    return (this.written.get('plenary') ?? []).flatMap(({ payload }) =>
      payload?.type === 'chat' ? [payload.text] : [],
    );
  }

  get alarms(): string[] {
    return [...this.rooms.values()].flatMap((room) => room.alarms.map((alarm) => `${alarm.what}: ${alarm.why}`));
  }

  say(text: string): Promise<boolean> {
    return this.plenary.post({ type: 'chat', text, atMs: Date.now() });
  }

  /** Leaves for good; the server tells the others at once. */
  leave(): void {
    this.send({ type: 'leave' });
    this.#forget();
    this.#socket?.close();
  }

  close(): void {
    this.#forget();
    this.#socket?.terminate();
  }

  #forget(): void {
    this.#closed = true;
    for (const room of this.rooms.values()) room.close();
    this.schedule?.close();
  }

  async #connect(): Promise<void> {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}/api/signal`, { origin: this.origin });
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#closed || socket !== this.#socket) return;
      for (const room of this.rooms.values()) room.disconnected();
      this.schedule?.disconnected();
      setTimeout(() => void this.#connect().catch(() => undefined), RECONNECT_MS);
    });
    await new Promise<void>((resolve, reject) =>
      socket.once('open', resolve).once('error', reject).once('close', reject),
    );
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      this.onmessage(message);
      void this.#receive(message);
    });
    const secret = await this.seat.seed.enterSecret();
    this.send({ type: 'enter', protocol: PROTOCOL_VERSION, meeting: this.meeting, secret });
  }

  /** Whatever it is: who makes a client of their own sends anything. */
  send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  async #receive(message: ServerMessage): Promise<void> {
    switch (message.type) {
      case 'entered':
        await this.#open(message);
        this.schedule.connected();
        this.send({ type: 'attend', room: this.seat.side });
        return;
      case 'attending':
        for (const room of this.rooms.values()) room.connected();
        return;
      case 'refused':
        // Too fast, or the server can't write: as a page does, begin again in a moment.
        setTimeout(() => this.#socket?.terminate(), PAUSE_MS);
        return;
      default:
        if (!('room' in message)) return;
        if (message.room === SCHEDULE) this.schedule.receive(message);
        else this.rooms.get(message.room)?.receive(message);
    }
  }

  async #open(message: Entered): Promise<void> {
    if (this.rooms.size > 0) return;
    const card = await openCard(message.card, this.seat.seed, this.meeting);
    const texts = { base: message.charter, parts: message.sides.map((side) => side.charter) };
    const charter = card && (await openCharter(texts, card.organiserKey, this.meeting));
    if (card === null || charter === null) throw new Error('the papers do not open');
    this.card = card;
    this.#charter = charter;
    const invitation = await this.seat.seed.invitationKeys();
    const device = encodeBase64Url(this.#device.publicKey);
    const identity = { meeting: this.meeting, seat: this.seat.id, generation: 0 };
    const proof = await makeProof(identity, invitation.privateKey, this.#device.publicKey);
    this.table = new HeadlessTable(charter, this.seat.id, { device, generation: 0, proof });
    for (const [name, secret] of [
      ['plenary', card.meetingSecret],
      [this.seat.side, card.sideSecret],
    ] as const)
      this.rooms.set(name, this.#room(name, secret, invitation.privateKey));
    this.schedule = new OpenRoom(
      {
        meeting: this.meeting,
        seat: this.seat.id,
        invitationKey: invitation.privateKey,
        meetingSecret: card.meetingSecret,
      },
      charter,
      { send: (message) => this.send(message), recall: () => '', keep: () => undefined },
      {
        written: (object) => this.written.set(SCHEDULE, [...(this.written.get(SCHEDULE) ?? []), object]),
        changed: () => undefined,
      },
    );
  }

  #room(name: string, secret: Uint8Array, invitationKey: Uint8Array): KeyedRoom {
    const self = {
      meeting: this.meeting,
      room: name,
      seat: this.seat.id,
      device: this.#device,
      invitationKey,
      generation: 0,
      secret,
    };
    const surroundings = {
      send: (message: ClientMessage) => this.send(message),
      save: () => Promise.resolve(),
      nowMs: () => Date.now(),
      random: () => Math.random(),
      takeoverMs: TAKEOVER_MS,
      overdueMs: OVERDUE_MS,
      table: null,
      finish: (payload: Payload) => (name === 'plenary' ? this.table.finish(payload) : payload),
    };
    return new KeyedRoom(self, this.#charter, surroundings, {
      keys: (keys) => this.keys.set(name, keys),
      written: (object) => {
        this.written.set(name, [...(this.written.get(name) ?? []), object]);
        if (name === 'plenary') this.table.written(object);
      },
      changed: () => undefined,
      restarted: () => {
        this.written.set(name, []);
        if (name === 'plenary') this.table.restarted();
      },
    });
  }
}
