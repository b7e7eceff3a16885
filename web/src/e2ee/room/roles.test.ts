import { describe, expect, it } from 'vitest';
import { Bench, type TestPerson } from './bench.testing';

/** Two heads and a member of the first side at the table. */
async function table(): Promise<{ bench: Bench; a0: TestPerson; a1: TestPerson; b0: TestPerson }> {
  const bench = await Bench.of({ A: ['head', 'member', 'member'], B: ['head', 'member'] });
  const a0 = await bench.arrive('A0');
  const b0 = await bench.arrive('B0');
  const a1 = await bench.arrive('A1');
  a0.room.admit(a1.seat, a1.device.publicKey);
  await bench.quiet();
  bench.expectOneGroup('A0', 'A1', 'B0');
  return { bench, a0, a1, b0 };
}

/** A1 is head in A0's place. */
function succeed(bench: Bench): void {
  bench.giveRole('A1', 'head');
  bench.giveRole('A0', 'member');
  bench.renewCharter();
}

describe('a head who follows another', () => {
  it('lets in whom the former one does not any more', async () => {
    const { bench, a0, a1 } = await table();
    succeed(bench);
    for (const person of bench.persons) person.room.setCharter(bench.charter);
    const a2 = await bench.arrive('A2');
    expect(a0.room.waiting()).toEqual([]);
    expect(a1.room.waiting()).toMatchObject([{ seat: a2.seat, device: 'first' }]);
    a0.room.admit(a2.seat, a2.device.publicKey);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0');
    a1.room.admit(a2.seat, a2.device.publicKey);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'A2', 'B0');
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  });

  it('undoes nothing that the former one did by an older charter', async () => {
    const { bench, a0, b0 } = await table();
    const a2 = await bench.arrive('A2');
    succeed(bench);
    b0.room.setCharter(bench.charter);
    // The news did not reach this one yet.
    a0.room.admit(a2.seat, a2.device.publicKey);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'A2', 'B0');
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  });

  it('leaves it right, for who comes later, whom the former one let in', async () => {
    const { bench, a1, b0 } = await table();
    succeed(bench);
    for (const person of bench.persons) person.room.setCharter(bench.charter);
    const b1 = await bench.arrive('B1');
    b0.room.admit(b1.seat, b1.device.publicKey);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0', 'B1');
    // A device that was let in is known to the newcomer as well, and comes back without being asked about.
    a1.vanish();
    await bench.until('a1 is out', () => b1.room.members().length === 3);
    a1.connect();
    await bench.until('a1 is back', () => b1.room.members().length === 4);
    expect(bench.persons.flatMap((person) => person.alarms)).toEqual([]);
  });
});

describe('a link that its side took back', () => {
  it('keeps nobody inside, and lets nobody in, until there is another', async () => {
    const { bench, a0, a1 } = await table();
    const seat = bench.seats.get('A1');
    if (seat === undefined) throw new Error('no seat');
    seat.withdrawn = true;
    bench.renewCharter();
    for (const person of bench.persons) person.room.setCharter(bench.charter);
    await bench.until('a1 is out', () => a0.room.members().length === 2);
    bench.expectOneGroup('A0', 'B0');
    a1.blink();
    await bench.quiet();
    expect(a0.room.waiting()).toEqual([]);
    bench.expectOneGroup('A0', 'B0');
  });
});
