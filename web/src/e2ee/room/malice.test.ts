import { describe, expect, it } from 'vitest';
import { encodeBase64Url, utf8 } from '../bytes';
import { keyPairFromSeed, randomBytes } from '../crypto';
import { newKeyPackage } from '../mls/group';
import type { ServerMessage } from '../../signalling/messages';
import { Bench, id, type TestPerson } from './bench.testing';
import { makeFounding } from './founding';
import { makeIdentity } from './identity';

const TWO_SIDES = { A: ['head', 'member'], B: ['head', 'member'] } as const;

async function two(): Promise<{ bench: Bench; a0: TestPerson; b0: TestPerson }> {
  const bench = await Bench.of(TWO_SIDES);
  const a0 = await bench.arrive('A0');
  const b0 = await bench.arrive('B0');
  return { bench, a0, b0 };
}

/** After whatever was done, all who should are in one group again, and can write and read. */
async function expectGoesOn(bench: Bench, ...names: string[]): Promise<void> {
  bench.delivery.tampering = (_, message) => [message];
  const persons = bench.persons.filter((person) => names.includes(person.name));
  await bench.until('all are back', () =>
    persons.every((person) => person.room.members().length === names.length),
  );
  bench.expectOneGroup(...names);
  expect(await persons[0]?.say('we go on')).toBe(true);
  for (const person of persons) expect(person.chat).toContain('we go on');
}

describe('a server that is malicious', () => {
  it('cannot add a ghost of its own making', async () => {
    const { bench, a0, b0 } = await two();
    const device = await keyPairFromSeed(randomBytes(32));
    const seat = id('A1');
    const claim = { meeting: bench.meeting, seat, generation: 0 };
    // It has no link, so it signs with a key of its own.
    const identity = await makeIdentity(claim, device.privateKey, device.publicKey);
    const keyPackage = await newKeyPackage(device, identity, BigInt(Math.floor(Date.now() / 1000)));
    const knock: Extract<ServerMessage, { room: string }> = {
      type: 'knocked',
      room: 'plenary',
      seat,
      keyPackage: encodeBase64Url(keyPackage.bytes),
    };
    a0.room.receive(knock);
    b0.room.receive(knock);
    await bench.quiet();
    expect(a0.alarms).toEqual(['falseKnock']);
    expect(a0.room.waiting()).toEqual([]);
    a0.room.admit(seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
  });

  it('cannot swap a key package at the door', async () => {
    const { bench, a0 } = await two();
    const device = await keyPairFromSeed(randomBytes(32));
    bench.delivery.tampering = (_, message) =>
      message.type === 'knocked' ? [{ ...message, keyPackage: swapped }] : [message];
    const stolen = { meeting: bench.meeting, seat: id('A1'), generation: 0 };
    const identity = await makeIdentity(stolen, device.privateKey, device.publicKey);
    const made = await newKeyPackage(device, identity, BigInt(Math.floor(Date.now() / 1000)));
    const swapped = encodeBase64Url(made.bytes);
    const a1 = await bench.arrive('A1');
    expect(a0.alarms).toContain('falseKnock');
    a0.room.admit(a1.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
  });

  it('cannot hand one seat’s key package out as another’s', async () => {
    const { bench, a0 } = await two();
    bench.delivery.tampering = (_, message) =>
      message.type === 'knocked' ? [{ ...message, seat: id('B1') }] : [message];
    await bench.arrive('A1');
    expect(a0.alarms).toContain('falseKnock');
    expect(a0.room.waiting()).toEqual([]);
  });

  it('cannot open a room by a founding of its own', async () => {
    const { bench, a0, b0 } = await two();
    const device = await keyPairFromSeed(randomBytes(32));
    const claim = { meeting: bench.meeting, seat: id('A0'), generation: 0 };
    const identity = await makeIdentity(claim, device.privateKey, device.publicKey);
    const known = { seq: 0, hash: new Uint8Array(32) };
    const founding = { generation: 2, known, identity, deviceKey: device.publicKey };
    const bytes = await makeFounding(`${bench.meeting}/plenary/2`, founding, device.privateKey);
    const entry = { kind: 'founding', seat: id('A0'), bytes: encodeBase64Url(bytes) } as const;
    const seq = bench.delivery.log('plenary').push(entry) - 1;
    for (const person of [a0, b0]) person.room.receive({ type: 'appended', room: 'plenary', seq, entry });
    await bench.quiet();
    expect(a0.alarms).toContain('refusedFounding');
    expect(b0.alarms).toContain('refusedFounding');
  });

  it('is found out when it forks the order of commits', async () => {
    const bench = await Bench.of({ A: ['head', 'member'], B: ['head', 'deputy'] });
    const a0 = await bench.arrive('A0');
    const b0 = await bench.arrive('B0');
    const b1 = await bench.arrive('B1');
    // It tells b1 of a commit that never got into the others' log: one it has kept from before is at hand, another it has none.
    const old = bench.delivery.log('plenary')[1];
    expect(old?.kind).toBe('commit');
    const seq = bench.delivery.log('plenary').length;
    if (old !== undefined) b1.room.receive({ type: 'appended', room: 'plenary', seq, entry: old });
    await bench.quiet();
    expect(b1.alarms).toContain('refusedCommit');
    expect(b1.keys).toBeNull();
    expect([...a0.alarms, ...b0.alarms]).toEqual([]);
  });

  it('is found out by both when it tells each of another commit at the same place', async () => {
    const { bench, a0, b0 } = await two();
    const seq = bench.delivery.log('plenary').length;
    const send = bench.delivery.send.bind(bench.delivery);
    // It takes the commit of one into the log, and tells the other that hers is there.
    bench.delivery.send = (seat, message) => {
      if (message.type !== 'commit' || seat !== b0.seat) send(seat, message);
      else bench.delivery.tell(seat, { type: 'accepted', room: 'plenary', seq: message.seq });
    };
    const a1 = await bench.arrive('A1');
    const b1 = await bench.arrive('B1');
    bench.delivery.tampering = (to, message) =>
      to === b0.seat && message.type === 'appended' && message.seq === seq ? [] : [message];
    b0.room.admit(b1.seat);
    a0.room.admit(a1.seat);
    await bench.quiet();
    expect(a0.keys?.epoch).toBe(b0.keys?.epoch);
    expect(a0.keys?.baseKey).not.toEqual(b0.keys?.baseKey);
    bench.delivery.send = send;
    expect(await a0.say('on one branch')).toBe(true);
    await bench.quiet();
    expect(b0.chat).toEqual([]);
    expect(b0.alarms).toContain('brokenObject');
  });

  it('cannot send an old commit again', async () => {
    const { bench, a0, b0 } = await two();
    await a0.say('between');
    const log = bench.delivery.log('plenary');
    const commit = log.find((entry) => entry.kind === 'commit');
    const seq = commit === undefined ? 0 : log.push(commit) - 1;
    const entry = log[seq];
    if (entry !== undefined)
      for (const person of [a0, b0]) person.room.receive({ type: 'appended', room: 'plenary', seq, entry });
    await bench.quiet();
    expect(a0.alarms).toContain('refusedCommit');
    expect(b0.alarms).toContain('refusedCommit');
    await expectGoesOn(bench, 'A0', 'B0');
    expect(a0.room.generation).toBe(2);
  });

  it('is found out when it forges a commit, and the group is founded again', async () => {
    const { bench, a0, b0 } = await two();
    const entry = { kind: 'commit', seat: id('A0'), bytes: encodeBase64Url(randomBytes(300)) } as const;
    const seq = bench.delivery.log('plenary').push(entry) - 1;
    for (const person of [a0, b0]) person.room.receive({ type: 'appended', room: 'plenary', seq, entry });
    await bench.quiet();
    expect(a0.alarms).toContain('refusedCommit');
    await expectGoesOn(bench, 'A0', 'B0');
  });

  it('keeps somebody out by withholding a commit, and no more: what is said stays closed to it', async () => {
    const { bench, a0, b0 } = await two();
    bench.delivery.tampering = (to, message) =>
      to === b0.seat && message.type === 'appended' && message.entry.kind === 'commit' ? [] : [message];
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    expect(a0.keys?.epoch).not.toBe(b0.keys?.epoch);
    bench.delivery.tampering = (_, message) => [message];
    expect(await a0.say('what b0 learns late')).toBe(true);
    await bench.quiet();
    expect(b0.chat).toEqual(['what b0 learns late']);
    bench.expectOneGroup('A0', 'A1', 'B0');
  });

  it('cannot forge a Welcome', async () => {
    const { bench, a0 } = await two();
    let forged = 0;
    bench.delivery.tampering = (_, message) =>
      message.type === 'welcome' && forged++ === 0
        ? [{ ...message, welcome: encodeBase64Url(randomBytes(900)) }]
        : [message];
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    expect(a1.alarms).toContain('falseWelcome');
    // It knocked again, and was let in by its right.
    await bench.until('a1 is in', () => a1.room.standing === 'inside');
  });

  it('cannot give a Welcome of the meeting to whom it was not made for', async () => {
    const { bench, a0 } = await two();
    const welcomes: Extract<ServerMessage, { type: 'welcome' }>[] = [];
    bench.delivery.tampering = (_, message) => {
      if (message.type === 'welcome') welcomes.push(message);
      return [message];
    };
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    const b1 = await bench.arrive('B1');
    for (const welcome of welcomes) b1.room.receive(welcome);
    await bench.quiet();
    expect(b1.keys).toBeNull();
    expect(b1.room.standing).toBe('knocking');
  });

  it.each([
    ['drops one', (log: { bytes: string }[]) => log.splice(-2, 1)],
    ['swaps two', (log: { bytes: string }[]) => log.push(...log.splice(-2, 1))],
    [
      'changes one',
      (log: { bytes: string }[]) => log.splice(-2, 1, { ...log.at(-2), bytes: 'AAAA' } as never),
    ],
    ['says one twice', (log: { bytes: string }[]) => log.push(log.at(-1) as never)],
  ])('is found out by who comes later when it meddles with what was written: it %s', async (_, meddle) => {
    const { bench, a0 } = await two();
    await a0.say('one');
    await a0.say('two');
    await a0.say('three');
    const a1 = await bench.arrive('A1');
    bench.delivery.tampering = (to, message) => {
      if (to !== a1.seat || message.type !== 'log') return [message];
      const entries = [...message.entries];
      meddle(entries);
      return [{ ...message, entries, head: message.from + entries.length }];
    };
    a0.room.admit(a1.seat);
    await bench.quiet();
    expect(a1.alarms.length).toBeGreaterThan(0);
    expect(a1.chat.length).toBeLessThanOrEqual(3);
    expect(a1.chat).not.toEqual(['one', 'two', 'three', 'three']);
  });

  it('is found out when it cuts the log off', async () => {
    const { bench, a0 } = await two();
    await a0.say('one');
    bench.delivery.log('plenary').pop();
    a0.blink();
    await bench.quiet();
    expect(a0.alarms).toEqual(['truncated']);
  });

  it('is found out when it gives another past after a reload', async () => {
    const { bench, a0 } = await two();
    await a0.say('one');
    const log = bench.delivery.log('plenary');
    log[0] = { kind: 'founding', seat: a0.seat, bytes: encodeBase64Url(utf8('another founding')) };
    const again = await a0.reload();
    expect(again.alarms).toContain('rewritten');
  });

  it('cannot have a room founded as if there had been nothing', async () => {
    const bench = await Bench.of(TWO_SIDES);
    const a0 = await bench.arrive('A0');
    await a0.say('one');
    a0.room.receive({ type: 'notMember', room: 'plenary' });
    a0.room.receive({ type: 'mayFound', room: 'plenary', generation: 1, seq: 0 });
    await bench.quiet();
    expect(a0.alarms).toContain('truncated');
    expect(bench.delivery.log('plenary')[0]?.kind).toBe('founding');
    expect(a0.room.generation).not.toBe(0);
  });

  it('cannot give back an epoch that is over', async () => {
    const { bench, a0, b0 } = await two();
    const epoch = a0.keys?.epoch ?? 0n;
    const a1 = await bench.arrive('A1');
    a0.room.admit(a1.seat);
    await bench.quiet();
    const entries = bench.delivery.log('plenary').slice(0, 2);
    b0.room.receive({ type: 'log', room: 'plenary', from: 0, head: 2, entries });
    await bench.quiet();
    expect(b0.keys?.epoch).toBeGreaterThan(epoch);
    expect(b0.alarms).toEqual(['truncated']);
  });
});

describe('a member that is malicious', () => {
  it('cannot let a person of another side in: the others refuse, and found the group again', async () => {
    const { bench, a0, b0 } = await two();
    const b1 = await bench.arrive('B1');
    // a0's client breaks the rule by a charter in which it answers for everybody.
    const sides = bench.charter.sides.map((side) => ({
      ...side,
      seats: side.seats.map((seat) => (seat.id === b1.seat ? { ...seat, role: 'head' as const } : seat)),
    }));
    a0.room.setCharter({ ...bench.charter, sides });
    await bench.until('b0 refused', () => b0.alarms.includes('refusedCommit'));
    expect(b0.room.members().map((member) => member.seat)).not.toContain(b1.seat);
  });
});
