import { describe, expect, it } from 'vitest';
import { decodeBase64Url, encodeBase64Url, utf8 } from '../bytes';
import { hkdf, keyPairFromSeed, randomBytes } from '../crypto';
import { beginning, linked } from '../log/chain';
import { sealObject, type Era } from '../log/sealed';
import { decodeCanonical } from '../mls/commit';
import { newKeyPackage, peekKeyPackage, type Group } from '../mls/group';
import { Bench, id, TestPerson } from './bench.testing';
import { Devices, MAX_DEVICES } from './devices';
import { makeFounding } from './founding';
import { makeIdentity, seatOfIdentity } from './identity';
import { decodeKept, encodeKept } from './kept';
import { encodeStatement, parseStatement, type Statement } from './statement';

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

/** Behind all that is in the plenary's log. */
async function hashOf(bench: Bench): Promise<Uint8Array<ArrayBuffer>> {
  let hash = await beginning(bench.meeting, 'plenary');
  for (const { kind, seat, bytes } of bench.delivery.log('plenary'))
    hash = await linked(hash, kind, seat, decodeBase64Url(bytes) ?? utf8(''));
  return hash;
}

/** What a member has in its hands when its client obeys nobody. */
function handsOf(
  bench: Bench,
  person: TestPerson,
  state: Uint8Array = person.kept,
): { group: Group; eras: readonly Era[]; commit: Committing } {
  const kept = decodeKept(state, { credential: () => Promise.resolve(true) });
  const group = kept?.group;
  if (kept == null || group == null) throw new Error('not inside');
  const commit: Committing = async ({ adds = [], removes = [], ...claims }) => {
    const log = bench.delivery.log('plenary');
    const previous = await hashOf(bench);
    const { version } = bench.charter;
    const usual = { seq: log.length, previous, charter: version, approvals: [], removals: [] };
    const made = await group.commit({
      adds,
      removes: group
        .members()
        .filter((member) => removes.includes(seatOfIdentity(member.identity)))
        .map((member) => member.leaf),
      psk: {
        id: group.groupId,
        value: await hkdf(bench.secretOf('plenary'), `parley psk ${group.groupId}`),
      },
      authenticatedData: encodeStatement({ ...usual, ...claims }),
      handover: utf8('{}'),
    });
    if (made.kind === 'refused') throw new Error(made.reason);
    bench.delivery.send(person.seat, {
      type: 'commit',
      room: 'plenary',
      seq: log.length,
      epoch: Number(group.epoch),
      bytes: encodeBase64Url(made.bytes),
      welcome: made.welcome === null ? '' : encodeBase64Url(made.welcome),
      added: [],
      removed: [],
    });
    await bench.quiet();
  };
  return { group, eras: kept.knowledge.eras, commit };
}

type Committing = (change: { adds?: Uint8Array[]; removes?: string[] } & Partial<Statement>) => Promise<void>;

/** The statements in a log's commits. */
function statementsIn(bench: Bench): Statement[] {
  return bench.delivery.log('plenary').flatMap(({ kind, bytes }) => {
    const message = kind === 'commit' ? decodeCanonical(decodeBase64Url(bytes) ?? utf8('')) : null;
    if (message?.wireformat !== 'mls_public_message') return [];
    return parseStatement(message.publicMessage.content.authenticatedData) ?? [];
  });
}

/** The key packages with which anybody knocked. */
function keyPackagesIn(bench: Bench): Uint8Array[] {
  return bench.delivery.received.flatMap((message) =>
    message.type === 'knock' ? [decodeBase64Url(message.keyPackage) ?? utf8('')] : [],
  );
}

describe('what is written by who was removed', () => {
  async function writeAs(
    bench: Bench,
    person: TestPerson,
    kept: Uint8Array,
    text: string,
  ): Promise<TestPerson[]> {
    const hands = handsOf(bench, person, kept);
    const log = bench.delivery.log('plenary');
    const place = {
      meeting: bench.meeting,
      room: 'plenary',
      seq: log.length,
      previous: await hashOf(bench),
    };
    const era = hands.eras.at(-1);
    if (era === undefined) throw new Error('no era');
    const author = { seat: person.seat, privateKey: person.device.privateKey };
    const payload = JSON.stringify({ type: 'chat', text, atMs: 0 });
    const bytes = encodeBase64Url(await sealObject(place, era, author, payload));
    const entry = { kind: 'object', seat: person.seat, bytes } as const;
    log.push(entry);
    const others = bench.persons.filter((one) => one.online && one.seat !== person.seat);
    for (const one of others)
      one.room.receive({ type: 'appended', room: 'plenary', seq: log.length - 1, entry });
    await bench.quiet();
    return others;
  }

  it('is not believed, though a server takes it', async () => {
    const { bench, a0, a1, b0 } = await table();
    const { kept } = a1;
    a0.room.putOut(a1.seat);
    await bench.quiet();
    a1.online = false;
    await writeAs(bench, a1, kept, 'I agree to everything');
    for (const one of [a0, b0]) {
      expect(one.chat).toEqual([]);
      expect(one.alarms).toEqual(['brokenObject']);
    }
    const b1 = await bench.arrive('B1');
    expect(b1.room.standing).toBe('inside');
    expect(b1.chat).toEqual([]);
  });

  it('is not believed of a device in whose place another is, though it has the keys', async () => {
    const { bench, a0, a1 } = await table();
    a1.vanish();
    await bench.until('a1 is out', () => a0.room.members().length === 2);
    const other = await bench.arrive('A1');
    a0.room.admit(other.seat);
    await bench.quiet();
    // Somebody inside gave it the new era's key.
    const others = await writeAs(bench, a1, a0.kept, 'I agree to everything');
    expect(others.flatMap((one) => one.chat)).toEqual([]);
    expect(a0.alarms).toEqual(['brokenObject']);
  });
});

describe('a link that was withdrawn', () => {
  async function withdraw(bench: Bench, name: string): Promise<void> {
    bench.seats.get(name)?.links.push(await keyPairFromSeed(randomBytes(32)));
    const charter = bench.renewCharter();
    for (const person of bench.persons) person.room.setCharter(charter);
  }

  it('keeps nobody inside, though the server says nothing', async () => {
    const { bench, a0, a1 } = await table();
    await withdraw(bench, 'A1');
    await bench.until('a1 is out', () => a0.room.members().length === 2);
    bench.expectOneGroup('A0', 'B0');
    expect(a1.keysHad).not.toContain(a0.keysHad.at(-1));
    expect(a0.alarms).toEqual([]);
  });

  it('is not taken from a member that adds its holder', async () => {
    const { bench, a0, b0 } = await table();
    const b1 = await TestPerson.make(bench, 'B1', 'plenary');
    await withdraw(bench, 'B1');
    const link = bench.seats.get('B1')?.links[0];
    if (link === undefined) throw new Error('no link');
    const claim = { meeting: bench.meeting, seat: b1.seat, generation: 0 };
    const identity = await makeIdentity(claim, link.privateKey, b1.device.publicKey);
    const made = await newKeyPackage(b1.device, identity, BigInt(Math.floor(Date.now() / 1000)));
    await handsOf(bench, b0).commit({ adds: [made.bytes] });
    expect(a0.alarms).toEqual(['refusedCommit']);
  });
});

describe('who is put out', () => {
  it('is so on coming back, where somebody else said before that it was gone', async () => {
    const { bench, a0, a1, b0 } = await table();
    a1.vanish();
    a0.room.disconnected();
    a0.room.putOut(a1.seat);
    await bench.until('a1 is out', () => b0.room.members().length === 2);
    a0.room.connected();
    await bench.quiet();
    a1.connect();
    await bench.until('a1 waits', () => a0.room.waiting().length === 1);
    expect(a0.room.waiting()).toMatchObject([{ seat: a1.seat, device: 'putOut' }]);
    bench.expectOneGroup('A0', 'B0');
    a0.room.admit(a1.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0');
  });
});

describe('a list of devices that is handed over', () => {
  /** B0 is alone, with another list; A0 and A1 are gone. */
  async function forged(
    change: (devices: Devices) => Devices,
    meanwhile: (now: Table) => Promise<void>,
  ): Promise<Omit<Table, 'b0'>> {
    const { bench, a0, a1, b0 } = await table();
    await meanwhile({ bench, a0, a1, b0 });
    a0.vanish();
    a1.vanish();
    await bench.until('b0 is alone', () => b0.room.members().length === 1);
    const kept = decodeKept(b0.kept, { credential: () => Promise.resolve(true) });
    if (kept === null) throw new Error('nothing kept');
    const knowledge = { ...kept.knowledge, devices: change(kept.knowledge.devices) };
    b0.kept = encodeKept({ ...kept, knowledge });
    await b0.reload();
    return { bench, a0, a1 };
  }

  /** And then A0 is let in by B0. */
  async function withForged(
    change: (devices: Devices) => Devices,
    meanwhile: (now: Table) => Promise<void>,
  ): Promise<Omit<Table, 'b0'>> {
    const now = await forged(change, meanwhile);
    now.a0.connect();
    await now.bench.quiet();
    now.bench.expectOneGroup('A0', 'B0');
    return now;
  }

  it('lets nobody in without an approval who never had one', async () => {
    const device = await keyPairFromSeed(randomBytes(32));
    const { bench, a0 } = await withForged(
      (devices) => devices.letIn(id('A2'), device.publicKey, 0),
      () => Promise.resolve(),
    );
    expect(a0.alarms).toEqual(['falseWelcome']);
    await bench.arrive('A2', 'plenary', device);
    await bench.until('a0 refused', () => a0.alarms.includes('refusedCommit'));
    expect(a0.room.members().map((member) => member.seat)).not.toContain(id('A2'));
  });

  it('lets nobody in again who was put out', async () => {
    const { bench, a0, a1 } = await withForged(
      (devices) => new Devices(devices.all.map((device) => ({ ...device, putOut: false }))),
      async (now) => {
        now.a0.room.putOut(now.a1.seat);
        await now.bench.quiet();
      },
    );
    expect(a0.alarms).toEqual(['falseWelcome']);
    a1.connect();
    await bench.until('a0 refused', () => a0.alarms.includes('refusedCommit'));
    expect(a0.room.members().map((member) => member.seat)).not.toContain(a1.seat);
  });

  /** With so many devices. */
  const filled = (devices: Devices, count: number): Devices => {
    const others = Array.from({ length: count - devices.all.length }, () => ({
      seat: id('A2'),
      key: randomBytes(32),
      generation: 0,
      putOut: false,
    }));
    return new Devices([...devices.all, ...others]);
  };

  it('that is full lets in no other device, and those of before again', async () => {
    const { bench, a0, a1 } = await withForged(
      (devices) => filled(devices, MAX_DEVICES),
      () => Promise.resolve(),
    );
    const other = await bench.arrive('B1', 'plenary');
    a1.connect();
    await bench.until('a1 is back', () => a0.room.members().length === 3);
    bench.expectOneGroup('A0', 'A1', 'B0');
    expect(other.room.standing).toBe('knocking');
  });

  it('is refused where it is longer than any', async () => {
    const { bench, a0 } = await forged(
      (devices) => filled(devices, MAX_DEVICES + 1),
      () => Promise.resolve(),
    );
    a0.connect();
    await bench.until('a0 refused', () => a0.alarms.includes('falseWelcome'));
    expect(a0.room.standing).toBe('knocking');
  });

  it('is believed where it is right', async () => {
    const { bench, a0, a1 } = await withForged(
      (devices) => devices,
      () => Promise.resolve(),
    );
    a1.connect();
    await bench.quiet();
    bench.expectOneGroup('A0', 'A1', 'B0');
    expect([...a0.alarms, ...a1.alarms]).toEqual([]);
  });
});

describe('a commit by a charter that there is not', () => {
  it('stops nobody for long', async () => {
    const { bench, a0, a1, b0 } = await table();
    await handsOf(bench, b0).commit({ charter: 1_000 });
    b0.vanish();
    await bench.until('a0 and a1 are back', () =>
      [a0, a1].every(
        (person) => person.alarms.includes('refusedCommit') && person.room.members().length === 2,
      ),
    );
    bench.expectOneGroup('A0', 'A1');
    expect(await a0.say('we go on')).toBe(true);
    expect(a1.chat).toEqual(['we go on']);
  });
});

describe('an approval', () => {
  it('is good for one entry: whoever was put out is not let in again by it', async () => {
    const { bench, a0, a1, b0 } = await table();
    const [approval] = statementsIn(bench).flatMap((statement) => statement.approvals);
    if (approval === undefined) throw new Error('nobody was approved');
    const now = BigInt(Math.floor(Date.now() / 1000));
    const peeked = await Promise.all(keyPackagesIn(bench).map((bytes) => peekKeyPackage(bytes, now)));
    const used = peeked.find(
      (add) => add !== null && encodeBase64Url(add.ref) === encodeBase64Url(approval.keyPackage),
    );
    if (used == null) throw new Error('its key package is gone');
    a0.room.putOut(a1.seat);
    await bench.quiet();
    bench.expectOneGroup('A0', 'B0');
    const { commit } = handsOf(bench, b0);
    await commit({ adds: [used.keyPackage], approvals: [approval] });
    expect(a0.alarms).toEqual(['refusedCommit']);
    expect(a0.room.members().map((member) => member.seat)).not.toContain(id('A1'));
  });
});

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
