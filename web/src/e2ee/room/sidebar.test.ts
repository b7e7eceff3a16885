import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../bytes';
import { keyPairFromSeed, randomBytes } from '../crypto';
import { ROLES } from '../invitation/charter';
import { newKeyPackage, peekKeyPackage } from '../mls/group';
import { Bench, id, type TestPerson } from './bench.testing';
import { makeFounding } from './founding';
import { makeIdentity } from './identity';
import { decodeKept } from './kept';
import { groupIdOf, identityOf, makeCommit, pskOf } from './making';
import { newcomerOf } from './rules';
import { sidebarOf } from './sidebar';

const SIDES = {
  A: ['head', 'expert', 'member'],
  B: ['head', 'deputy', 'expert'],
} as const;

/** A table at which all of them sit whose names are given; heads come by themselves. */
async function table(...names: string[]): Promise<{ bench: Bench; at: Map<string, TestPerson> }> {
  const bench = await Bench.of(SIDES);
  const at = new Map<string, TestPerson>();
  for (const name of names) {
    const person = await bench.arrive(name);
    at.set(name, person);
    at.get(`${name.slice(0, 1)}0`)?.room.admit(person.seat);
    await bench.quiet();
  }
  expect([...at.values()].map((person) => person.room.standing)).toEqual(names.map(() => 'inside'));
  return { bench, at };
}

/** The same people's devices, in a sidebar of which each judges by what its own page knows of the table. */
class Aside {
  readonly people = new Map<string, TestPerson>();

  constructor(
    readonly bench: Bench,
    readonly room: 'heads' | 'experts',
  ) {}

  async arrive(seated: TestPerson): Promise<TestPerson> {
    this.bench.table = seated.room;
    const person = await this.bench.arrive(seated.name, this.room, seated.device);
    this.people.set(seated.name, person);
    return person;
  }

  expectInside(...names: string[]): void {
    const inside = [...this.people.values()].filter((person) => person.room.standing === 'inside');
    expect(inside.map((person) => person.name).sort()).toEqual([...names].sort());
    for (const person of inside)
      expect(
        person.room
          .members()
          .map((member) => member.seat)
          .sort(),
      ).toEqual(names.map(id).sort());
    expect(new Set(inside.map((person) => person.keys?.baseKey.join())).size).toBe(1);
  }
}

function of(at: Map<string, TestPerson>, name: string): TestPerson {
  const person = at.get(name);
  if (person === undefined) throw new Error(`nobody ${name}`);
  return person;
}

describe('a sidebar', () => {
  it('is of one circle each, and of nobody in two', () => {
    const circles = ROLES.map((role) => sidebarOf(role));
    expect(circles.filter((one) => one === 'heads')).toHaveLength(2);
    expect(circles.filter((one) => one === 'experts')).toHaveLength(2);
  });

  it('lets in the heads of all sides who sit at the table, under keys of its own', async () => {
    const { bench, at } = await table('A0', 'B0', 'B1');
    const aside = new Aside(bench, 'heads');
    for (const name of ['A0', 'B0', 'B1']) await aside.arrive(of(at, name));
    aside.expectInside('A0', 'B0', 'B1');
    expect(of(aside.people, 'A0').keys?.baseKey).not.toEqual(of(at, 'A0').keys?.baseKey);
    await of(aside.people, 'B1').say('among us');
    expect(of(aside.people, 'A0').chat).toEqual(['among us']);
    expect(of(at, 'A0').chat).toEqual([]);
  });

  it('does not let an expert in to the heads, nor a head to the experts', async () => {
    const { bench, at } = await table('A0', 'A1', 'B0');
    const heads = new Aside(bench, 'heads');
    for (const name of ['A0', 'B0', 'A1']) await heads.arrive(of(at, name));
    heads.expectInside('A0', 'B0');
    const experts = new Aside(bench, 'experts');
    for (const name of ['A1', 'A0']) await experts.arrive(of(at, name));
    experts.expectInside('A1');
  });

  it('does not let a device in that no head let in to the table', async () => {
    const { bench, at } = await table('A0', 'B0', 'A1');
    const experts = new Aside(bench, 'experts');
    await experts.arrive(of(at, 'A1'));
    // With the right link, and waiting at the table's door.
    const b2 = await bench.arrive('B2');
    const waiting = await experts.arrive(b2);
    experts.expectInside('A1');
    expect(waiting.room.standing).toBe('knocking');
    of(at, 'B0').room.admit(b2.seat);
    await bench.quiet();
    of(experts.people, 'A1').room.reconsider();
    await bench.until('B2 is in', () => waiting.room.standing === 'inside');
    experts.expectInside('A1', 'B2');
  });

  it('puts out at once whom the own head puts out of the table', async () => {
    const { bench, at } = await table('A0', 'B0', 'A1', 'B2');
    const experts = new Aside(bench, 'experts');
    for (const name of ['A1', 'B2']) await experts.arrive(of(at, name));
    experts.expectInside('A1', 'B2');
    bench.delivery.removesAny = true;
    of(at, 'B0').room.putOut(of(at, 'B2').seat);
    await bench.until('the table is without B2', () => of(at, 'A1').room.members().length === 3);
    of(experts.people, 'A1').room.reconsider();
    await bench.until(
      'the sidebar is without B2',
      () => of(experts.people, 'A1').room.members().length === 1,
    );
    expect(of(experts.people, 'B2').room.standing).not.toBe('inside');
    expect(of(experts.people, 'A1').alarms).toEqual([]);
  });

  it('refuses an insider who adds a device that was never at the table', async () => {
    const { bench, at } = await table('A0', 'B0', 'B1');
    const aside = new Aside(bench, 'heads');
    for (const name of ['A0', 'B0', 'B1']) await aside.arrive(of(at, name));
    const seat = bench.seats.get('B1');
    const link = seat?.links[0];
    const insider = of(aside.people, 'A0');
    const group = decodeKept(insider.kept, { credential: () => Promise.resolve(true) })?.group;
    if (link === undefined || group == null) throw new Error('no insider');
    // Another device of B1's link, which A0 got hold of.
    const device = await keyPairFromSeed(randomBytes(32));
    const identity = await makeIdentity(
      { meeting: bench.meeting, seat: id('B1'), generation: 0 },
      link.privateKey,
      device.publicKey,
    );
    const { bytes } = await newKeyPackage(device, identity, BigInt(Math.floor(Date.now() / 1000)));
    const add = await peekKeyPackage(bytes, BigInt(Math.floor(Date.now() / 1000)));
    if (add === null) throw new Error('no key package');
    const self = selfOf(bench, 'A0', insider.device, 'heads');
    const leaf = insider.room.members().find((member) => member.seat === id('B1'))?.leaf ?? -1;
    const due = {
      adds: [{ newcomer: newcomerOf(add), leafKey: add.leafKey, bytes }],
      removes: [{ leaf, seat: id('B1'), why: 'replaced' as const }],
      approved: [],
      own: true,
    };
    const knowledge = decodeKept(insider.kept, { credential: () => Promise.resolve(true) })?.knowledge;
    if (knowledge === undefined) throw new Error('nothing known');
    const position = { seq: knowledge.seq, previous: knowledge.hash };
    const made = await makeCommit(self, group, due, position, knowledge, bench.charter);
    if ('refused' in made) throw new Error(made.refused);
    insider.room.close();
    bench.delivery.send(insider.seat, {
      type: 'commit',
      room: 'heads',
      seq: made.seq,
      epoch: made.epoch,
      bytes: encodeBase64Url(made.bytes),
      welcome: encodeBase64Url(made.welcome ?? new Uint8Array(0)),
      added: [...made.added],
      removed: [...made.removed],
    });
    await bench.until('B0 refuses', () => of(aside.people, 'B0').alarms.includes('refusedCommit'));
    expect(of(aside.people, 'B0').room.alarms.map((alarm) => alarm.why)).toContain('notAtTable');
    expect(of(aside.people, 'B0').keys?.baseKey).not.toEqual(
      await made.next.exportSecret('SFrame 1.0 Base Key', new Uint8Array(0), 16),
    );
  });

  it('is not founded by a device that was never at the table', async () => {
    const { bench, at } = await table('A0', 'B0');
    const aside = new Aside(bench, 'heads');
    const device = await keyPairFromSeed(randomBytes(32));
    const self = selfOf(bench, 'B1', device, 'heads');
    const founding = {
      generation: 1,
      known: { seq: 0, hash: new Uint8Array(32) },
      identity: await identityOf(self),
      deviceKey: device.publicKey,
    };
    const bytes = await makeFounding(groupIdOf(self, 1), founding, device.privateKey);
    bench.delivery.connect(id('B1'), () => undefined);
    await aside.arrive(of(at, 'A0'));
    aside.expectInside('A0');
    bench.delivery.book('heads').add(id('B1'));
    bench.delivery.send(id('B1'), {
      type: 'found',
      room: 'heads',
      generation: 2,
      seq: 1,
      bytes: encodeBase64Url(bytes),
    });
    await bench.quiet();
    expect(of(aside.people, 'A0').keysHad).toHaveLength(1);
  });

  it('derives its keys from a secret that is none of the table’s', async () => {
    const { bench, at } = await table('A0');
    const self = selfOf(bench, 'A0', of(at, 'A0').device, 'heads');
    const [heads, plenary] = await Promise.all([
      pskOf(self, groupIdOf(self, 1)),
      pskOf({ ...self, secret: bench.secretOf('plenary') }, groupIdOf(self, 1)),
    ]);
    expect(heads.value).not.toEqual(plenary.value);
  });
});

function selfOf(bench: Bench, name: string, device: TestPerson['device'], room: string) {
  const seat = bench.seats.get(name);
  const link = seat?.links[0];
  if (link === undefined) throw new Error(`no seat ${name}`);
  return {
    meeting: bench.meeting,
    room,
    seat: id(name),
    device,
    invitationKey: link.privateKey,
    generation: 0,
    secret: bench.secretOf(room),
  };
}
