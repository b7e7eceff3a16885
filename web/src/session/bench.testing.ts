import { vi } from 'vitest';
import type { Chamber } from '../e2ee/sframe/protocol';
import type { ClientMessage, Offer, Participant, ServerMessage } from '../signalling/messages';
import type { Channel, ChannelEvents } from '../signalling/socket';
import { Session } from './session.svelte';
import type { MediaConnection, Secrets } from './surroundings';

/** A participant in the room of the side. */
export function here(id: string, more: Partial<Participant> = {}): Participant {
  return { seat: id, room: 'A', microphone: true, camera: true, screen: false, interrupted: false, ...more };
}

class FakeChannel implements Channel {
  readonly sent: ClientMessage[] = [];
  closed = false;
  checks = 0;
  constructor(readonly events: ChannelEvents) {}
  send(message: ClientMessage): void {
    if (!this.closed) this.sent.push(message);
  }
  check(): void {
    this.checks++;
  }
  close(): void {
    this.closed = true;
  }
  break(): void {
    this.closed = true;
    this.events.closed();
  }
}

class FakeConnection implements MediaConnection {
  slots = 0;
  readonly streams = [];
  offers: { slots: number; restart: boolean }[] = [];
  received = 0;
  flowing = true;
  failed = false;
  closed = false;
  offer(slots: number, restart: boolean): Promise<Offer> {
    this.slots = slots;
    this.offers.push({ slots, restart });
    const video = { mid: '1', encodings: [] };
    const sources = { microphone: { mid: '0' }, camera: video, screen: video };
    return Promise.resolve({ sdp: '', plenary: sources, caucus: sources, sidebar: sources, slots: [] });
  }
  accept(): Promise<void> {
    return Promise.resolve();
  }
  read(): Promise<{ received: number; failed: boolean }> {
    if (this.flowing) this.received += 10;
    return Promise.resolve({ received: this.received, failed: this.failed });
  }
  chambers: Chamber[] = [];
  enter(chamber: Chamber): Promise<void> {
    this.chambers.push(chamber);
    return Promise.resolve();
  }
  close(): void {
    this.closed = true;
  }
}

/** The rooms' secrets, as far as a session knows them. */
class FakeSecrets implements Secrets {
  readonly sideId = 'A';
  readonly sidebarName = 'heads';
  seatCount = 4;
  opens = true;
  takes: () => Promise<'outdated' | null> = () => Promise.resolve(null);
  /** What was asked, in order. */
  readonly asked: string[] = [];
  open(): Promise<boolean> {
    return Promise.resolve(this.opens);
  }
  chartered(): Promise<void> {
    return this.#note('chartered');
  }
  kept(): void {
    this.asked.push('kept');
  }
  async takeSeat(): Promise<'outdated' | null> {
    await this.#note('takeSeat');
    return this.takes();
  }
  connected(): void {
    this.asked.push('connected');
  }
  disconnected(): void {
    this.asked.push('disconnected');
  }
  receive(message: ServerMessage): void {
    this.asked.push(message.type);
  }
  forget(): Promise<void> {
    return this.#note('forget');
  }
  close(): void {
    this.asked.push('close');
  }
  #note(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}

/** A session, with the other ends of its line and its media in the test's hands. */
export class Bench {
  readonly channels: FakeChannel[] = [];
  readonly connections: FakeConnection[] = [];
  readonly secrets = new FakeSecrets();
  readonly session = new Session('m', 'side', {
    enterSecret: () => Promise.resolve('secret'),
    secrets: this.secrets,
    open: (events) => {
      const channel = new FakeChannel(events);
      this.channels.push(channel);
      return channel;
    },
    connect: (chamber) => {
      const connection = new FakeConnection();
      connection.chambers.push(chamber);
      this.connections.push(connection);
      return connection;
    },
    publishing: () => ({ microphone: true, camera: false, screen: false }),
    nowMs: () => Date.now(),
    random: () => 1,
  });

  get channel(): FakeChannel {
    return last(this.channels);
  }

  get connection(): FakeConnection {
    return last(this.connections);
  }

  types(channel = this.channel): string[] {
    return channel.sent
      .map((message) => message.type)
      .filter((type) => type !== 'publish' && type !== 'view');
  }

  async say(message: ServerMessage): Promise<void> {
    this.channel.events.received(message);
    await vi.advanceTimersByTimeAsync(0);
  }

  async enter(): Promise<void> {
    this.channel.events.opened();
    await vi.advanceTimersByTimeAsync(0);
    await this.say({
      type: 'entered',
      protocol: 3,
      you: 'a1',
      side: 'A',
      card: '',
      charter: '',
      roster: '',
      sides: [],
      participants: [],
      maxSlots: 8,
      mails: false,
    });
  }

  async inside(): Promise<void> {
    this.session.start();
    await this.enter();
    this.session.join();
    await vi.advanceTimersByTimeAsync(0);
    await this.joined('s1');
  }

  async joined(session: string, participants = [here('a1'), here('b1')]): Promise<void> {
    await this.say({ type: 'joined', session, answer: '', participants, seating: [] });
  }

  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }
}

/** Throws where there is none. */
export function last<T>(items: T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('there is none');
  return item;
}
