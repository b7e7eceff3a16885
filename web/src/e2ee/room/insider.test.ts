import { describe, expect, it } from 'vitest';
import { encodeBase64Url, utf8 } from '../bytes';
import { Bench, type TestPerson } from './bench.testing';
import { makeFounding } from './founding';
import { makeIdentity } from './identity';

const SIDES = { A: ['head', 'member', 'member'], B: ['head', 'deputy', 'member'] } as const;

interface Table {
  bench: Bench;
  a0: TestPerson;
  a1: TestPerson;
  b0: TestPerson;
}

/** A table at which A0, A1 and B0 sit. */
async function table(): Promise<Table> {
  const bench = await Bench.of(SIDES);
  const a0 = await bench.arrive('A0');
  const b0 = await bench.arrive('B0');
  const a1 = await bench.arrive('A1');
  a0.room.admit(a1.seat);
  await bench.quiet();
  bench.expectOneGroup('A0', 'A1', 'B0');
  return { bench, a0, a1, b0 };
}

describe('a founding by a member that is malicious', () => {
  async function foundingOf(bench: Bench, person: TestPerson, generation: number): Promise<string> {
    const link = bench.seats.get(person.name)?.links.at(-1);
    if (link === undefined) throw new Error('no link');
    const claim = { meeting: bench.meeting, seat: person.seat, generation: 0 };
    const identity = await makeIdentity(claim, link.privateKey, person.device.publicKey);
    const known = { seq: 0, hash: new Uint8Array(0) };
    const founding = { generation, known, identity, deviceKey: person.device.publicKey };
    const groupId = `${bench.meeting}/plenary/${generation}`;
    return encodeBase64Url(await makeFounding(groupId, founding, person.device.privateKey));
  }

  it.each([
    ['no founding at all', () => Promise.resolve(encodeBase64Url(utf8('none')))],
    ['a number far ahead', (bench: Bench, b0: TestPerson) => foundingOf(bench, b0, 4_000_000_000)],
  ])('does not keep the others from founding the next: %s', async (_, make) => {
    const { bench, a0, a1, b0 } = await table();
    const seq = bench.delivery.log('plenary').length;
    const bytes = await make(bench, b0);
    bench.delivery.send(b0.seat, { type: 'found', room: 'plenary', generation: 2, seq, bytes });
    await bench.quiet();
    expect(a0.alarms).toContain('refusedFounding');
    b0.vanish();
    await bench.until('the others are back', () =>
      [a0, a1].every((person) => person.room.members().length === 2),
    );
    bench.expectOneGroup('A0', 'A1');
    expect(await a0.say('we go on')).toBe(true);
    expect(a1.chat).toContain('we go on');
  });
});
