import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NothingKept } from '../e2ee/device/keep';
import { Bench, here, last } from './bench.testing';

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
