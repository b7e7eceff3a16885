import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NothingKept } from '../e2ee/device/keep';
import type { ClientMessage, Offer, Participant, ServerMessage } from '../signalling/messages';
import type { Channel, ChannelEvents } from '../signalling/socket';
import { Session } from './session.svelte';
import type { MediaConnection, Secrets } from './surroundings';
import type { Chamber } from '../e2ee/sframe/protocol';

function here(id: string, more: Partial<Participant> = {}): Participant {
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
class Bench {
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

function last<T>(items: T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('there is none');
  return item;
}

describe('Session', () => {
  let bench: Bench;

  beforeEach(() => {
    vi.useFakeTimers();
    bench = new Bench();
  });
  afterEach(() => {
    bench.session.close();
    vi.useRealTimers();
  });

  it('begins in the room of the side, and moves what it sends before it moves itself', async () => {
    await bench.inside();
    expect(bench.connection.chambers).toEqual(['caucus']);
    const moving = bench.session.move('plenary');
    expect(bench.session.moving).toBe(true);
    expect(bench.types().at(-1)).toBe('join');
    await moving;
    expect(bench.connection.chambers).toEqual(['caucus', 'plenary']);
    expect(bench.channel.sent.at(-1)).toEqual({ type: 'move', room: 'plenary' });
    // News from before the move, which crossed with it.
    await bench.say({ type: 'changed', participant: here('a1', { camera: false }) });
    expect(bench.session.place).toBe('plenary');
    await bench.say({ type: 'changed', participant: here('a1', { room: 'plenary' }) });
    expect(bench.session.moving).toBe(false);
  });

  it('goes back to the room of the side when it is not let into the plenary', async () => {
    await bench.inside();
    await bench.session.move('plenary');
    await bench.say({ type: 'refused', reason: 'notAdmitted' });
    expect(bench.session.place).toBe('side');
    expect(bench.session.moving).toBe(false);
    expect(bench.connection.chambers).toEqual(['caucus', 'plenary', 'caucus']);
  });

  it('sends into the room of the side alone once it is put out of the plenary', async () => {
    await bench.inside();
    await bench.session.move('plenary');
    await bench.say({ type: 'changed', participant: here('a1', { room: 'plenary' }) });
    await bench.say({ type: 'participants', participants: [here('a1')] });
    expect(bench.session.place).toBe('side');
    expect(bench.connection.chambers.at(-1)).toBe('caucus');
  });

  it('is never led to the table by the server, whatever that says', async () => {
    await bench.inside();
    await bench.say({ type: 'changed', participant: here('a1', { room: 'plenary' }) });
    await bench.say({ type: 'participants', participants: [here('a1', { room: 'plenary' })] });
    expect(bench.session.place).toBe('side');
    expect(bench.connection.chambers).toEqual(['caucus']);
    expect(bench.channel.sent.at(-1)).toEqual({ type: 'move', room: 'A' });
  });

  it('stays on the way to the side when the line breaks on it', async () => {
    await bench.inside();
    await bench.session.move('plenary');
    await bench.say({ type: 'changed', participant: here('a1', { room: 'plenary' }) });
    await bench.session.move('side');
    bench.channel.break();
    await bench.pass(200);
    await bench.enter();
    await bench.say({ type: 'resumed', participants: [here('a1', { room: 'plenary' })], seating: [] });
    await bench.say({ type: 'changed', participant: here('b1') });
    expect(bench.session.place).toBe('side');
    expect(bench.connection.chambers.at(-1)).toBe('caucus');
    expect(bench.channel.sent).toContainEqual({ type: 'move', room: 'A' });
  });

  it('refuses papers that do not open', async () => {
    bench.secrets.opens = false;
    bench.session.start();
    await bench.enter();
    expect(bench.session.phase).toEqual({ name: 'refused', reason: 'cardInvalid' });
  });

  it('does not go on with papers older than those it has seen, nor where nothing can be kept or something fails', async () => {
    for (const [takes, reason] of [
      [() => Promise.resolve('outdated' as const), 'outdated'],
      [() => Promise.reject(new NothingKept('no room')), 'nothingKept'],
      [() => Promise.reject(new Error('no such curve')), 'notTaken'],
    ] as const) {
      const refused = new Bench();
      refused.secrets.takes = takes;
      refused.session.start();
      await refused.enter();
      refused.session.join();
      await refused.pass(0);
      expect(refused.session.phase).toEqual({ name: 'refused', reason });
      expect(refused.secrets.asked.at(-1)).toBe('close');
      expect(refused.connections).toEqual([]);
    }
  });

  it('forgets all of a meeting that is over, and of a withdrawn link', async () => {
    await bench.inside();
    await bench.say({ type: 'ended', reason: 'meetingOver' });
    expect(bench.secrets.asked).toContain('forget');
    expect(bench.secrets.asked.at(-1)).toBe('close');
  });

  it('shows the link, waits for the person, and joins with a slot for each and one for a screen', async () => {
    bench.session.start();
    await bench.enter();
    expect(bench.session.phase.name).toBe('ready');
    expect(bench.types()).toEqual(['enter']);
    bench.session.join();
    await bench.pass(0);
    expect(bench.types()).toEqual(['enter', 'join']);
    expect(bench.connection.offers).toEqual([{ slots: 4, restart: false }]);
    await bench.joined('s1');
    expect(bench.session.phase.name).toBe('inside');
  });

  it.each(['unknownLink', 'revokedLink', 'meetingOver', 'serverFull', 'protocolVersion'] as const)(
    'stops at %s',
    async (reason) => {
      bench.session.start();
      bench.channel.events.opened();
      await bench.say({ type: 'refused', reason });
      expect(bench.session.phase).toEqual({ name: 'refused', reason });
      await bench.pass(60_000);
      expect(bench.channels).toHaveLength(1);
    },
  );

  it('keeps trying while the server does not answer', async () => {
    bench.session.start();
    for (let i = 0; i < 5; i++) {
      bench.channel.break();
      expect(bench.session.unreachable).toBe(true);
      await bench.pass(2000);
    }
    expect(bench.channels).toHaveLength(6);
    await bench.enter();
    expect(bench.session.phase.name).toBe('ready');
    expect(bench.session.unreachable).toBe(false);
  });

  it('resumes after a broken line, media untouched', async () => {
    await bench.inside();
    bench.channel.break();
    expect(bench.session.linked).toBe(false);
    expect(bench.session.phase.name).toBe('inside');
    await bench.pass(200);
    await bench.enter();
    expect(bench.types()).toEqual(['enter', 'resume']);
    await bench.say({ type: 'resumed', participants: [here('a1'), here('b2')], seating: [] });
    expect(bench.session.participants.map((one) => one.seat)).toEqual(['a1', 'b2']);
    expect(bench.connections).toHaveLength(1);
  });

  it('survives a server restart: the session is gone, so it joins anew', async () => {
    await bench.inside();
    await bench.say({ type: 'ended', reason: 'serverStopping' });
    expect(bench.session.stopping).toBe(true);
    bench.channel.break();
    await bench.pass(200);
    bench.channel.break();
    await bench.pass(400);
    await bench.enter();
    await bench.say({ type: 'refused', reason: 'sessionGone' });
    expect(bench.types()).toEqual(['enter', 'resume', 'join']);
    expect(bench.connections.map((connection) => connection.closed)).toEqual([true, false]);
    await bench.joined('s2');
    expect(bench.session.phase.name).toBe('inside');
    expect(bench.session.stopping).toBe(false);
  });

  it('joins anew when the line breaks before the seat is taken', async () => {
    bench.session.start();
    await bench.enter();
    bench.session.join();
    await bench.pass(0);
    bench.channel.break();
    await bench.pass(200);
    await bench.enter();
    expect(bench.types()).toEqual(['enter', 'join']);
    await bench.joined('s1');
    expect(bench.session.phase.name).toBe('inside');
  });

  it('joins anew when its media is lost at the server', async () => {
    await bench.inside();
    await bench.say({ type: 'mediaLost' });
    expect(bench.types()).toEqual(['enter', 'join', 'join']);
    expect(bench.connections).toHaveLength(2);
  });

  it('looks for another way when media falls silent, and starts from nothing when there is none', async () => {
    await bench.inside();
    await bench.pass(2000);
    expect(bench.session.media).toBe('flowing');
    bench.connection.flowing = false;
    await bench.pass(2000);
    expect(bench.session.media).toBe('silent');
    expect(bench.types()).toEqual(['enter', 'join', 'renegotiate']);
    expect(last(bench.connection.offers).restart).toBe(true);
    await bench.say({ type: 'answer', answer: '', seating: [] });
    await bench.pass(2500);
    await bench.say({ type: 'answer', answer: '', seating: [] });
    await bench.pass(2500);
    expect(bench.types()).toEqual(['enter', 'join', 'renegotiate', 'renegotiate', 'join']);
  });

  it('is back when the restart worked', async () => {
    await bench.inside();
    await bench.pass(1000);
    bench.connection.flowing = false;
    await bench.pass(2000);
    await bench.say({ type: 'answer', answer: '', seating: [] });
    bench.connection.flowing = true;
    await bench.pass(10_000);
    expect(bench.session.media).toBe('flowing');
    expect(bench.types()).toEqual(['enter', 'join', 'renegotiate']);
  });

  it('believes the browser that its connection failed', async () => {
    await bench.inside();
    bench.connection.failed = true;
    await bench.pass(500);
    expect(bench.types()).toContain('renegotiate');
    expect(bench.channel.checks).toBeGreaterThan(0);
  });

  it('asks for more slots when seating runs short, never beyond what the server allows', async () => {
    await bench.inside();
    const many = ['b1', 'b2', 'a2', 'c1', 'c2'];
    for (const id of many) await bench.say({ type: 'changed', participant: here(id) });
    await bench.say({ type: 'answer', answer: '', seating: [] });
    expect(last(bench.connection.offers)).toEqual({ slots: 5, restart: false });
    for (const id of many) await bench.say({ type: 'changed', participant: here(id, { screen: true }) });
    await bench.say({ type: 'answer', answer: '', seating: [] });
    expect(last(bench.connection.offers).slots).toBe(8);
    await bench.say({ type: 'answer', answer: '', seating: [] });
    const offers = bench.connection.offers.length;
    await bench.say({ type: 'changed', participant: here('c3', { screen: true }) });
    expect(bench.connection.offers).toHaveLength(offers);
  });

  it('keeps the seating that comes while an answer is still being accepted', async () => {
    await bench.inside();
    const seating = [{ slot: 1, seat: 'b1', showing: 'person' }] as const;
    bench.channel.events.received({ type: 'answer', answer: '', seating: [] });
    await bench.say({ type: 'seating', seating: [...seating] });
    expect(bench.session.seating).toEqual(seating);
  });

  it('says when the seat is taken elsewhere, does not take it back unasked, and does when asked', async () => {
    await bench.inside();
    await bench.say({ type: 'ended', reason: 'takenOver' });
    expect(bench.session.phase).toEqual({ name: 'ended', reason: 'takenOver' });
    expect(bench.connection.closed).toBe(true);
    await bench.pass(60_000);
    expect(bench.channels).toHaveLength(1);
    bench.session.join();
    await bench.enter();
    expect(bench.types()).toEqual(['enter', 'join']);
    await bench.joined('s2');
    expect(bench.session.phase.name).toBe('inside');
  });

  it('waits when it asked too often', async () => {
    await bench.inside();
    await bench.say({ type: 'refused', reason: 'rateLimited' });
    expect(bench.channels).toHaveLength(1);
    await bench.pass(2000);
    expect(bench.channels).toHaveLength(2);
  });

  it('gives up a line on which a request stays without an answer', async () => {
    bench.session.start();
    await bench.enter();
    bench.session.join();
    await bench.pass(8000);
    expect(bench.channels[0]?.closed).toBe(true);
    await bench.pass(500);
    expect(bench.channels).toHaveLength(2);
  });

  it('goes back to the server at once when the device has a network again', async () => {
    await bench.inside();
    for (let i = 0; i < 6; i++) {
      bench.channel.break();
      await bench.pass(2000);
    }
    bench.channel.break();
    const tries = bench.channels.length;
    bench.session.networkChanged();
    expect(bench.channels).toHaveLength(tries + 1);
  });

  it('leaves with a word and nothing after it', async () => {
    await bench.inside();
    bench.session.leave();
    expect(bench.types()).toEqual(['enter', 'join', 'leave']);
    expect(bench.session.phase).toEqual({ name: 'ended', reason: 'left' });
    await bench.pass(60_000);
    expect(bench.channels).toHaveLength(1);
    expect(bench.connection.closed).toBe(true);
  });

  it('keeps who is here up to date', async () => {
    await bench.inside();
    await bench.say({ type: 'changed', participant: here('b2') });
    await bench.say({ type: 'changed', participant: here('b1', { microphone: false }) });
    await bench.say({ type: 'left', seat: 'b2' });
    expect(bench.session.participants).toEqual([here('a1'), here('b1', { microphone: false })]);
    expect(bench.session.streams).toEqual([]);
  });
});
