import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sidebar as Opened } from '../course/built/rules.js';
import { Bench, id, type TestPerson } from '../e2ee/room/bench.testing';
import type { ServerMessage } from '../signalling/messages';
import { Sidebar } from './sidebar.svelte';

const opening = (seq: number): Opened => ({ circle: 'heads', since: { seat: id('A0'), seq, atMs: 0 } });

/** A head's page, at a table with another head's. */
class Page {
  readonly setEpoch = vi.fn();
  readonly dropContext = vi.fn();
  readonly sidebar = new Sidebar({ setEpoch: this.setEpoch, dropContext: this.dropContext });
  readonly sent: string[] = [];

  constructor(
    readonly bench: Bench,
    readonly seated: TestPerson,
  ) {
    bench.delivery.connect(seated.seat, (message: ServerMessage) => {
      if (!('room' in message)) return;
      queueMicrotask(() => {
        if (message.room === 'plenary') seated.room.receive(message);
        else this.sidebar.receive(message);
      });
    });
    const link = bench.seats.get(seated.name)?.links[0];
    if (link === undefined) throw new Error('no link');
    this.sidebar.seated(
      {
        secret: bench.secretOf('plenary'),
        self: {
          meeting: bench.meeting,
          seat: seated.seat,
          device: seated.device,
          invitationKey: link.privateKey,
          generation: 0,
        },
        table: seated.room,
        around: {
          send: (message) => {
            this.sent.push(message.type);
            queueMicrotask(() => {
              bench.delivery.send(seated.seat, message);
            });
          },
          nowMs: () => Date.now(),
          random: () => 0.5,
          takeoverMs: 40,
          overdueMs: 5000,
        },
        keep: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
      },
      bench.charter,
    );
  }

  async isIn(): Promise<void> {
    await vi.waitFor(() => {
      expect(this.sidebar.state.standing).toBe('inside');
    });
  }
}

describe('Sidebar', () => {
  let bench: Bench;
  let a0: Page;
  let b0: Page;

  beforeEach(async () => {
    bench = await Bench.of({ A: ['head', 'member'], B: ['head'] });
    const heads = [await bench.arrive('A0'), await bench.arrive('B0')] as const;
    [a0, b0] = [new Page(bench, heads[0]), new Page(bench, heads[1])];
  });

  it('takes part in nothing before it is opened', () => {
    a0.sidebar.follow([]);
    a0.sidebar.follow([{ ...opening(4), circle: 'experts' }]);
    expect(a0.sent).toEqual([]);
    expect([a0.sidebar.name, a0.sidebar.isOpen]).toEqual(['heads', false]);
  });

  it('has keys for frames as long as it is open, and what is written when it is opened anew', async () => {
    for (const page of [a0, b0]) page.sidebar.follow([opening(4)]);
    await Promise.all([a0.isIn(), b0.isIn()]);
    expect(a0.sidebar.isOpen).toBe(true);
    await vi.waitFor(() => {
      expect(a0.sidebar.state.members.map(({ seat }) => seat).sort()).toEqual([id('A0'), id('B0')]);
    });
    expect(a0.setEpoch.mock.lastCall?.[0]).toBe(2);
    expect(await a0.sidebar.say('among us')).toBe(true);
    await vi.waitFor(() => {
      expect(b0.sidebar.state.chat.map(({ text }) => text)).toEqual(['among us']);
    });
    const told = a0.setEpoch.mock.calls.length;
    a0.dropContext.mockClear();
    a0.sidebar.follow([]);
    expect(a0.dropContext).toHaveBeenCalledWith(2);
    expect([a0.sidebar.isOpen, a0.setEpoch.mock.calls.length]).toEqual([false, told]);
    a0.sidebar.follow([opening(9)]);
    expect([a0.sidebar.isOpen, a0.setEpoch.mock.calls.length]).toEqual([true, told + 1]);
    // One's own words come back by way of the log, as everybody's.
    await vi.waitFor(() => {
      expect(a0.sidebar.state.chat).toHaveLength(1);
    });
  });

  it('asks once and no more while the server does not see one at the table', async () => {
    a0.sidebar.follow([opening(4)]);
    await a0.isIn();
    const refuse = (): void => {
      b0.sidebar.receive({ type: 'notMember', room: 'heads' });
    };
    bench.delivery.tampering = (_, message) => (message.type === 'welcome' ? [] : [message]);
    b0.sidebar.follow([opening(4)]);
    await vi.waitFor(() => {
      expect(b0.sent).toEqual(['knock']);
    });
    for (let times = 0; times < 5; times++) refuse();
    await bench.quiet();
    expect(b0.sent).toEqual(['knock', 'knock']);
  });

  it('forgets all of it when one belongs to no circle any more, or leaves', async () => {
    a0.sidebar.follow([opening(4)]);
    await a0.isIn();
    a0.dropContext.mockClear();
    const seat = bench.seats.get('A0');
    if (seat === undefined) throw new Error('no seat');
    seat.role = 'observer';
    a0.sidebar.setCharter(bench.renewCharter());
    expect([a0.sidebar.name, a0.sidebar.isOpen]).toEqual([null, false]);
    expect(a0.sidebar.state.members).toEqual([]);
    expect(a0.dropContext).toHaveBeenCalledWith(2);
    b0.sidebar.close();
    expect(b0.dropContext).toHaveBeenCalledWith(2);
  });
});
