import { describe, expect, it } from 'vitest';
import { Bench, id } from './bench.testing';
import { keyPairFromSeed, randomBytes } from '../crypto';
import { MAX_PAYLOAD_BYTES } from '../log/sealed';

const TWO_SIDES = { A: ['head', 'member', 'member'], B: ['head', 'deputy', 'member'] } as const;

describe('a plenary', () => {
  it('is founded by the first head, and lets the other heads in', async () => {
    const bench = await Bench.of(TWO_SIDES);
    await bench.arrive('A0');
    bench.expectOneGroup('A0');
    await bench.arrive('B0');
    bench.expectOneGroup('A0', 'B0');
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  });

  it('has a member wait for the own head, and for nobody else', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const b2 = await bench.arrive('B2');
    expect(b0.room.waiting()).toMatchObject([{ seat: b2.seat, device: 'first' }]);
    expect(a0.room.waiting()).toEqual([]);
    a0.room.admit(b2.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
    expect(b2.keys).toBeNull();
    b0.room.admit(b2.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0', 'B2');
    expect(b0.room.waiting()).toEqual([]);
  });

  it('is not founded by a member', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a1 = await bench.arrive('A1');
    expect(a1.room.standing).toBe('knocking');
    await bench.arrive('A0');
    bench.expectOneGroup('A0');
  });

  it('has new keys after each change, of which the one who left has none', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const before = a0.keys?.baseKey;
    const b1 = await bench.arrive('B1');
    expect(a0.keys?.baseKey).not.toEqual(before);
    b1.vanish();
    await bench.until('b1 is out', () => a0.room.members().length === 2 && b0.room.members().length === 2);
    bench.expectOneGroup('A0', 'B0');
    expect(b1.keysHad).not.toContain(a0.keysHad.at(-1));
  });

  it('says whose leaf it was that somebody else has now', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    await bench.arrive('B0');
    const b1 = await bench.arrive('B1');
    const leaf = a0.room.members().find((member) => member.seat === b1.seat)?.leaf;
    expect(a0.keys?.gone).toEqual([]);
    b1.vanish();
    await bench.until('b1 is out', () => a0.room.members().length === 2);
    expect(a0.keys?.gone).toEqual([leaf]);
    await bench.arrive('A1');
    a0.room.admit(id('A1'));
    await bench.quiet();
    expect(a0.room.members().find((member) => member.seat === id('A1'))?.leaf).toBe(leaf);
    expect(a0.keys?.gone).toEqual([]);
  });

  it('goes on when the first in line does not act', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const b1 = await bench.arrive('B1');
    // The server keeps from the first in line that somebody is gone.
    bench.delivery.tampering = (to, message) =>
      message.type === 'absent' && to === a0.seat ? [] : [message];
    b1.vanish();
    await bench.until('the next took over', () => a0.room.members().length === 2);
    bench.expectOneGroup('A0', 'B0');
    expect(b0.alarms).toEqual([]);
  });

  it('says so when somebody has gone and nobody changes the keys', async () => {
    const bench = await Bench.of(TWO_SIDES);
    bench.overdueMs = 60;
    bench.takeoverMs = 10_000;
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const b1 = await bench.arrive('B1');
    // The first in line is not told, and the next is not yet to take over.
    bench.delivery.tampering = (to, message) =>
      message.type === 'absent' && to === a0.seat ? [] : [message];
    b1.vanish();
    await bench.until('b0 says so', () => b0.alarms.includes('lateKeys'));
    expect(a0.alarms).toEqual([]);
  });

  it('takes a device back by itself that was gone, and not one that was put out', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const a1 = await bench.arrive('A1');
    await bench.arrive('B0');
    a0.room.admit(a1.seat);
    await bench.quiet();
    a1.vanish();
    await bench.until('gone', () => a0.room.members().length === 2);
    a1.connect();
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0');
    a0.room.putOut(a1.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
    expect(a1.keys).toBeNull();
    expect(a0.room.waiting()).toMatchObject([{ seat: a1.seat, device: 'putOut' }]);
    a0.room.admit(a1.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0');
  });

  it('has a new device of an admitted seat wait', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    a1.vanish();
    await bench.quiet();
    const other = await bench.arrive('A1', 'plenary', await keyPairFromSeed(randomBytes(32)));
    expect(a0.room.waiting()).toMatchObject([{ seat: other.seat, device: 'another' }]);
    expect(other.keys).toBeNull();
    a0.room.admit(other.seat);
    await bench.quiet();
    expect(other.room.standing).toBe('inside');
  });

  it('replaces a member that lost its state in one step', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    b0.online = false;
    b0.room.close();
    await bench.arrive('B0', 'plenary', b0.device);
    expect(
      a0.room
        .members()
        .map((member) => member.seat)
        .sort(),
    ).toEqual([id('A0'), id('B0')]);
    expect(a0.alarms).toEqual([]);
    const commits = bench.delivery.log('plenary').filter((entry) => entry.kind === 'commit');
    expect(commits.length).toBe(2);
  });

  it('takes it for nothing worse when one who lost the keys reads of the own return before its Welcome comes', async () => {
    const bench = await Bench.of(TWO_SIDES);
    await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    bench.delivery.tampering = (to, message) => {
      if (to !== b0.seat || message.type !== 'welcome') return [message];
      const { room, seq } = message;
      const entry = bench.delivery.log(room)[seq];
      return entry === undefined ? [message] : [{ type: 'appended', room, seq, entry }, message];
    };
    b0.room.receive({ type: 'notMember', room: 'plenary' });
    await bench.until('b0 is back', () => b0.room.standing === 'inside');
    bench.expectOneGroup('A0', 'B0');
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  });

  it('does not add a key package twice that is shown again while its Welcome is on its way', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const knock = bench.delivery.received.findLast((message) => message.type === 'knock');
    const epoch = a0.room.epoch;
    if (knock === undefined) throw new Error('nobody knocked');
    a0.room.receive({ ...knock, type: 'knocked', seat: b0.seat });
    await bench.quiet();
    await new Promise((resolve) => setTimeout(resolve, 3 * bench.takeoverMs));
    expect(a0.room.epoch).toBe(epoch);
  });

  it('lets thirty in that come at once', async () => {
    const bench = await Bench.of({ A: ['head', ...Array<'member'>(30).fill('member')], B: ['head'] });
    const a0 = await bench.arrive('A0');
    await bench.arrive('B0');
    await Promise.all(Array.from({ length: 30 }, (_, at) => bench.arrive(`A${at + 1}`)));
    for (const { seat } of a0.room.waiting()) a0.room.admit(seat);
    await bench.until('all are in', () =>
      bench.persons.every((person) => person.room.members().length === 32),
    );
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  }, 60_000);
});

describe('a side room', () => {
  it('lets the own side in by their links, and nobody else', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const side = id('A');
    const a1 = await bench.arrive('A1', side);
    await bench.arrive('A0', side);
    const b0 = await bench.arrive('B0', side);
    bench.expectOneGroup('A0', 'A1');
    expect(b0.keys).toBeNull();
    expect(a1.room.waiting()).toEqual([]);
  });

  it('has a second device wait for the head', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const side = id('A');
    const a1 = await bench.arrive('A1', side);
    const a0 = await bench.arrive('A0', side);
    a1.vanish();
    await bench.quiet();
    const thief = await bench.arrive('A1', side);
    expect(thief.keys).toBeNull();
    expect(a0.room.waiting()).toMatchObject([{ seat: thief.seat, device: 'another' }]);
  });
});

describe('what is written', () => {
  it('is read by all in one order, and by who comes later', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    await Promise.all([a0.say('one'), b0.say('two'), a0.say('three'), b0.say('four')]);
    await bench.quiet();
    const b1 = await bench.arrive('B1');
    expect(a0.chat.length).toBe(4);
    expect(b0.chat).toEqual(a0.chat);
    expect(b1.chat).toEqual(a0.chat);
    expect(await b1.say('five')).toBe(true);
    expect(a0.chat.at(-1)).toBe('five');
  });

  it('is not readable for one who was removed', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    await bench.arrive('B0');
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    a0.room.putOut(a1.seat);
    await bench.quiet();
    await a0.say('after');
    // The server hands everything to whom it should not.
    const entries = bench.delivery.log('plenary');
    a1.room.receive({
      type: 'log',
      room: 'plenary',
      from: a1.room.read.at,
      head: entries.length,
      entries: entries.slice(a1.room.read.at),
    });
    await bench.quiet();
    expect(a1.chat).toEqual([]);
  });

  it('survives a reload, under new keys', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    let b0 = await bench.arrive('B0');
    await a0.say('before');
    const had = b0.keysHad;
    b0 = await b0.reload();
    expect(b0.chat).toEqual(['before']);
    bench.expectOneGroup('A0', 'B0');
    for (const key of b0.keysHad) expect(had).not.toContain(key);
    expect(await b0.say('after')).toBe(true);
    expect(a0.chat).toEqual(['before', 'after']);
  });

  it('survives that an old copy of what was kept comes back, and uses no key of before', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    let b0 = await bench.arrive('B0');
    const old = b0.kept;
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    const had = b0.keysHad;
    b0.kept = old;
    b0 = await b0.reload();
    bench.expectOneGroup('A0', 'A1', 'B0');
    for (const key of b0.keysHad) expect(had).not.toContain(key);
  });

  it('has no keys where those that are new could not be kept', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const a1 = await bench.arrive('A1');
    b0.full = true;
    a0.room.admit(a1.seat);
    await bench.quiet();
    expect(b0.keys).toBeNull();
    expect(b0.alarms).toEqual(['failed']);
  });

  it('is neither lost nor doubled when the answer is', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    let lost = 0;
    bench.delivery.tampering = (to, message) => {
      if (message.type !== 'accepted' || to !== a0.seat || lost++ > 0) return [message];
      return [];
    };
    const said = a0.room.post({ type: 'chat', text: 'once', atMs: 0 });
    await bench.quiet();
    a0.blink();
    expect(await said).toBe(true);
    await bench.quiet();
    expect(b0.chat).toEqual(['once']);
    expect(a0.chat).toEqual(['once']);
  });

  it('is given up when the log takes no more, and its author told', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    bench.delivery.refusal = (message) => (message.type === 'append' ? 'logFull' : null);
    expect(await a0.say('too much')).toBe(false);
    bench.delivery.refusal = () => null;
    expect(await a0.say('there is room again')).toBe(true);
    expect(a0.chat).toEqual(['there is room again']);
    expect(a0.alarms).toEqual([]);
  });

  it('is given up when it is too large to be sealed, and the next one goes on', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const said = await Promise.all([a0.say('x'.repeat(MAX_PAYLOAD_BYTES)), a0.say('there is room')]);
    expect([said, a0.chat, a0.alarms]).toEqual([[false, true], ['there is room'], []]);
  });

  it('is written on when a change of keys is refused, which is not asked again in vain', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    bench.delivery.refusal = (message) => (message.type === 'commit' ? 'commitInvalid' : null);
    const b0 = await bench.arrive('B0');
    await new Promise((resolve) => setTimeout(resolve, 5 * bench.takeoverMs));
    expect(bench.delivery.received.filter((message) => message.type === 'commit')).toHaveLength(1);
    expect(a0.alarms).toEqual(['failed']);
    bench.delivery.refusal = () => null;
    expect(await a0.say('we go on')).toBe(true);
    await bench.until('b0 is in', () => b0.room.standing === 'inside');
    bench.expectOneGroup('A0', 'B0');
  });

  it('survives that everyone comes back to a server that was killed', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    await a0.say('before');
    for (const person of bench.persons) person.blink();
    await bench.quiet();
    await b0.say('after');
    bench.expectOneGroup('A0', 'B0');
    expect(a0.chat).toEqual(['before', 'after']);
  });
});

describe('a group that nobody holds any more', () => {
  it('is founded again by a head who comes first, with what was written before', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    await a0.say('on the first day');
    a0.vanish();
    await bench.quiet();
    b0.vanish();
    a0.connect();
    await bench.quiet();
    bench.expectOneGroup('A0');
    b0.connect();
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
    expect(a0.room.generation).toBe(2);
    expect(b0.chat).toEqual(['on the first day']);
    expect(a0.chat).toEqual(['on the first day']);
    expect([...a0.alarms, ...b0.alarms]).toEqual([]);
  });
});
