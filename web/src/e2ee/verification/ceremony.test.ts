import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../bytes';
import { randomBytes } from '../crypto';
import type { Charter, Role } from '../invitation/charter';
import { charterOf as charterOfSides, seatIn, sideIn } from '../invitation/charter.testing';
import type { Payload } from '../log/payload';
import { Ceremony, type Circle, type Verification } from './ceremony';
import { commitmentOf } from './words';

const nothing = { otherWords: [], falseNumber: [] };

function charterOf(sides: Record<string, readonly Role[]>): Charter {
  const all = Object.entries(sides).map(([side, roles]) =>
    sideIn(
      side,
      roles.map((role, at) => seatIn(`${side}${at}`, role)),
    ),
  );
  return charterOfSides('meeting', all);
}

/** Those at a table, with the log between them. `absent` ones are in the group, and write what the test has them write. */
class Table {
  circle: Circle;
  readonly ceremonies = new Map<string, Ceremony>();
  readonly #charter: Charter;
  readonly #log: { seat: string; payload: Payload; circle: Circle }[] = [];
  readonly #outbox: [string, Payload][] = [];

  constructor(charter: Charter, absent: readonly string[] = []) {
    this.#charter = charter;
    const seats = charter.sides.flatMap((side) => side.seats.map((seat) => seat.id));
    const members = seats.map((seat) => ({ seat, deviceKey: randomBytes(32) }));
    this.circle = { members, authenticator: randomBytes(32), changes: 7, names: 'names' };
    for (const seat of seats.filter((one) => !absent.includes(one)))
      this.ceremonies.set(seat, new Ceremony(seat, charter, (payload) => this.#outbox.push([seat, payload])));
  }

  of(seat: string): Ceremony {
    const found = this.ceremonies.get(seat);
    if (found === undefined) throw new Error(`no ${seat}`);
    return found;
  }

  /** Writes into the log; gives the place. What others write because of it follows, where it is to. */
  async write(seat: string, payload: Payload): Promise<number> {
    const seq = this.#log.push({ seat, payload, circle: this.circle }) - 1;
    for (const ceremony of this.ceremonies.values())
      await ceremony.written({ seq, seat, payload, fresh: true }, this.circle);
    return seq;
  }

  async settle(): Promise<Payload[]> {
    const written: Payload[] = [];
    for (let next = this.#outbox.shift(); next !== undefined; next = this.#outbox.shift()) {
      written.push(next[1]);
      await this.write(...next);
    }
    return written;
  }

  /** Somebody begins, and all put in their numbers; gives the place. */
  async compare(seat: string): Promise<number> {
    await this.of(seat).begin();
    await this.settle();
    const { round } = await this.state(seat);
    if (round?.state !== 'shown') throw new Error('no words');
    return round.begin;
  }

  async answer(begin: number, match: boolean, ...seats: string[]): Promise<void> {
    for (const seat of seats) this.of(seat).answer(begin, match);
    await this.settle();
  }

  /** Somebody comes, or goes: other members, and other keys. */
  changeKeys(members = this.circle.members): void {
    this.circle = {
      ...this.circle,
      members,
      authenticator: randomBytes(32),
      changes: this.circle.changes + 1,
    };
  }

  /** The log is read again by a ceremony, with the keys of now. */
  async readAgain(ceremony: Ceremony): Promise<Verification> {
    ceremony.restarted();
    const { members, authenticator } = this.circle;
    for (const [seq, { seat, payload, circle }] of this.#log.entries())
      await ceremony.written({ seq, seat, payload, fresh: false }, { ...circle, members, authenticator });
    return ceremony.verification(this.circle);
  }

  /** What is shown to somebody who comes now, or comes back. */
  comesLater(seat: string): Promise<Verification> {
    return this.readAgain(new Ceremony(seat, this.#charter, () => undefined));
  }

  state(seat: string): Promise<Verification> {
    return this.of(seat).verification(this.circle);
  }

  async words(seat: string): Promise<readonly string[] | null> {
    const { round } = await this.state(seat);
    return round?.state === 'shown' ? (round.comparison?.words ?? null) : null;
  }
}

const newHash = async (): Promise<string> => encodeBase64Url(await commitmentOf(randomBytes(32)));

describe('a comparison of words', () => {
  it('shows all heads the same words, and verifies when each side has heard them', async () => {
    const table = new Table(charterOf({ A: ['head', 'member'], B: ['head', 'deputy'], C: ['head'] }));
    await table.of('A0').begin();
    const written = await table.settle();
    expect(written.map((one) => one.type)).toEqual([
      'words.begin',
      ...Array<string>(3).fill('words.answer'),
      ...Array<string>(4).fill('words.reveal'),
    ]);
    const words = await table.words('A0');
    expect(words).toHaveLength(4);
    for (const seat of ['B0', 'B1', 'C0']) expect(await table.words(seat)).toEqual(words);
    expect(await table.words('A1')).toBeNull();
    await table.answer(0, true, 'A0', 'B1');
    expect((await table.state('A1')).round).toMatchObject({
      state: 'shown',
      same: ['A0', 'B1'],
      awaited: ['C0'],
    });
    await table.answer(0, true, 'C0');
    expect(await table.state('A1')).toEqual({
      holds: { state: 'verified', by: ['A0', 'B1', 'C0'] },
      round: null,
      settled: nothing,
    });
  });

  it('tells no number before all have fixed theirs', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'], C: ['head'] }), ['A0', 'C0']);
    const begin = await table.write('A0', { type: 'words.begin', hash: await newHash() });
    const written = await table.settle();
    // Who has two heads' places would else choose the last number by the honest one's.
    expect(written.map((one) => one.type)).toEqual(['words.answer']);
    await table.write('C0', { type: 'words.answer', begin, hash: await newHash() });
    expect((await table.settle()).map((one) => one.type)).toEqual(['words.reveal']);
  });

  it('shows nobody words in which there is no number of its own', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head', 'deputy'] }), ['A0', 'B1']);
    const [a, b] = [randomBytes(32), randomBytes(32)];
    const hash = encodeBase64Url(await commitmentOf(a));
    const begin = await table.write('A0', { type: 'words.begin', hash });
    const other = encodeBase64Url(await commitmentOf(b));
    await table.write('B1', { type: 'words.answer', begin, hash: other });
    await table.write('A0', { type: 'words.reveal', begin, random: encodeBase64Url(a) });
    await table.write('B1', { type: 'words.reveal', begin, random: encodeBase64Url(b) });
    expect((await table.state('B0')).round).toMatchObject({ state: 'asked', awaited: ['B0'] });
  });

  it('takes nothing from who is no head', async () => {
    const table = new Table(charterOf({ A: ['head', 'member'], B: ['head'] }), ['A1']);
    await table.write('A1', { type: 'words.begin', hash: await newHash() });
    expect(await table.settle()).toEqual([]);
    await table.write('A1', { type: 'words.result', begin: 0, match: false, circle: [] });
    expect(await table.state('A0')).toEqual({ holds: { state: 'never' }, round: null, settled: nothing });
  });

  it('holds for those who were there, and says who was not', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.answer(await table.compare('A0'), true, 'A0', 'B0');
    const members = [...table.circle.members.slice(0, 1), { seat: 'B0', deviceKey: randomBytes(32) }];
    const now = await table.of('A0').verification({ ...table.circle, members });
    expect(now.holds).toEqual({ state: 'changed', by: ['A0', 'B0'], since: ['B0'] });
  });

  it('vouches for nobody who came after the words were made', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    const begin = await table.compare('A0');
    table.changeKeys([...table.circle.members, { seat: 'B1', deviceKey: randomBytes(32) }]);
    await table.answer(begin, true, 'A0', 'B0');
    expect((await table.state('A0')).holds).toMatchObject({ state: 'changed', since: ['B1'] });
  });

  it('goes on where one has begun twice', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.of('A0').begin();
    await table.of('A0').begin();
    await table.settle();
    expect(await table.words('A0')).toHaveLength(4);
    expect(await table.words('B0')).toEqual(await table.words('A0'));
  });

  it('takes a yes for the words that were seen, and no others', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    const seen = await table.compare('A0');
    const begin = await table.compare('B0');
    await table.answer(seen, true, 'A0', 'B0');
    expect((await table.state('A0')).round).toMatchObject({ state: 'shown', begin, same: [] });
  });
});

describe('a mismatch', () => {
  it('is there as soon as one head says so, and that head cannot take it back', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    const begin = await table.compare('A0');
    await table.answer(begin, false, 'B0');
    await table.answer(begin, true, 'A0', 'B0');
    expect(await table.state('A0')).toEqual({
      holds: { state: 'mismatch', otherWords: ['B0'], falseNumber: [] },
      round: null,
      settled: nothing,
    });
  });

  it('stays while another comparison is under way, until all have confirmed that, and is remembered', async () => {
    const table = new Table(charterOf({ A: ['head', 'member'], B: ['head'] }));
    await table.answer(await table.compare('A0'), false, 'B0');
    const mismatch = { state: 'mismatch', otherWords: ['B0'] };
    await table.of('A0').begin();
    await table.write('A0', { type: 'chat', text: 'one moment', atMs: 0 });
    expect(await table.state('A1')).toMatchObject({ holds: mismatch, round: null });
    await table.settle();
    expect(await table.state('A1')).toMatchObject({ holds: mismatch, round: { state: 'shown' } });
    const { round } = await table.state('A0');
    const begin = round?.begin ?? -1;
    await table.answer(begin, true, 'A0');
    expect(await table.state('A1')).toMatchObject({ holds: mismatch, round: { state: 'shown' } });
    await table.answer(begin, true, 'B0');
    const after = {
      holds: { state: 'verified', by: ['A0', 'B0'] },
      round: null,
      settled: { otherWords: ['B0'], falseNumber: [] },
    };
    expect(await table.state('A1')).toEqual(after);
    expect(await table.comesLater('A1')).toEqual(after);
  });

  it('is not settled by fewer sides', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'], C: ['head'] }));
    await table.answer(await table.compare('A0'), false, 'B0');
    const all = table.circle.members;
    table.changeKeys(all.slice(0, 2));
    table.ceremonies.delete('C0');
    await table.answer(await table.compare('A0'), true, 'A0', 'B0');
    expect((await table.state('A0')).holds).toMatchObject({ state: 'mismatch', otherWords: ['B0'] });
    expect((await table.comesLater('C0')).holds).toMatchObject({ state: 'mismatch', otherWords: ['B0'] });
  });

  it('counts although another comparison was begun before it was told', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    const seen = await table.compare('A0');
    const begin = await table.compare('A0');
    await table.answer(seen, false, 'B0');
    expect((await table.state('A0')).holds).toMatchObject({ state: 'mismatch', otherWords: ['B0'] });
    await table.answer(begin, true, 'A0', 'B0');
    // That one was begun before, so it is no answer to it.
    expect((await table.state('A0')).holds.state).toBe('mismatch');
    await table.answer(await table.compare('A0'), true, 'A0', 'B0');
    expect((await table.state('A0')).holds.state).toBe('verified');
  });

  it('stays on the screen while the log is read again, whatever is left out of it', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.answer(await table.compare('A0'), false, 'B0');
    const ceremony = table.of('A0');
    ceremony.restarted();
    expect((await table.state('A0')).holds.state).toBe('mismatch');
    await table.readAgain(ceremony);
    await table.answer(await table.compare('B0'), true, 'A0', 'B0');
    expect((await table.state('A0')).holds.state).toBe('verified');
    expect((await table.readAgain(ceremony)).holds.state).toBe('verified');
  });
});

describe('a comparison that comes to nothing', () => {
  it('says so when the keys change on the way, to whoever comes later as well', async () => {
    const table = new Table(charterOf({ A: ['head', 'member'], B: ['head'] }), ['B0']);
    await table.of('A0').begin();
    await table.settle();
    table.changeKeys();
    const broken = { state: 'broken', begin: 0, by: 'A0' };
    for (const seat of ['A0', 'A1']) expect((await table.state(seat)).round).toEqual(broken);
    // Too late: under other keys than at the beginning.
    await table.write('B0', { type: 'words.answer', begin: 0, hash: await newHash() });
    expect(await table.settle()).toEqual([]);
    expect((await table.state('A0')).round).toEqual(broken);
    expect((await table.comesLater('A1')).round).toEqual(broken);
  });

  it('is over with a number told under other keys', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }), ['A0']);
    const number = randomBytes(32);
    const hash = encodeBase64Url(await commitmentOf(number));
    const begin = await table.write('A0', { type: 'words.begin', hash });
    await table.settle();
    table.changeKeys();
    await table.write('A0', { type: 'words.reveal', begin, random: encodeBase64Url(number) });
    expect(await table.state('B0')).toMatchObject({ holds: { state: 'never' }, round: { state: 'broken' } });
    expect((await table.comesLater('B0')).round).toMatchObject({ state: 'broken' });
  });

  it('leaves what held before', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.answer(await table.compare('A0'), true, 'A0', 'B0');
    await table.of('B0').begin();
    await table.write('A0', { type: 'chat', text: 'one moment', atMs: 0 });
    table.changeKeys();
    await table.settle();
    table.changeKeys();
    expect((await table.state('A0')).holds.state).toBe('verified');
  });

  it.each(['at once', 'in its turn'])(
    'names the head whose number is not the promised one, %s',
    async (when) => {
      const table = new Table(charterOf({ A: ['head'], B: ['head'], C: ['head'] }), ['A0', 'C0']);
      const begin = await table.write('A0', { type: 'words.begin', hash: await newHash() });
      await table.settle();
      if (when === 'in its turn')
        await table.write('C0', { type: 'words.answer', begin, hash: await newHash() });
      await table.write('A0', { type: 'words.reveal', begin, random: encodeBase64Url(randomBytes(32)) });
      const after = {
        holds: { state: 'mismatch', otherWords: [], falseNumber: ['A0'] },
        round: null,
        settled: nothing,
      };
      expect(await table.state('B0')).toEqual(after);
      expect(await table.comesLater('C0')).toEqual(after);
      // It begins again, for that not to be seen.
      await table.write('A0', { type: 'words.begin', hash: await newHash() });
      expect(await table.state('B0')).toMatchObject({ holds: after.holds, round: { state: 'asked' } });
    },
  );

  it('says whom it waits for: first for what they promise, then for their numbers', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head', 'deputy'], C: ['head'] }), ['B1', 'C0']);
    const awaited = async (): Promise<unknown> => {
      const { round } = await table.state('A0');
      return round?.state === 'asked' ? round.awaited : round;
    };
    await table.of('A0').begin();
    await table.settle();
    expect(await awaited()).toEqual(['B1', 'C0']);
    const numbers = { B1: randomBytes(32), C0: randomBytes(32) };
    for (const [seat, number] of Object.entries(numbers)) {
      const hash = encodeBase64Url(await commitmentOf(number));
      await table.write(seat, { type: 'words.answer', begin: 0, hash });
    }
    await table.settle();
    expect(await awaited()).toEqual(['B1', 'C0']);
    const reveal = { type: 'words.reveal', begin: 0, random: encodeBase64Url(numbers.C0) } as const;
    await table.write('C0', reveal);
    expect(await awaited()).toEqual(['B1']);
  });

  it('says that there is nobody to compare with', async () => {
    const table = new Table(charterOf({ A: ['head', 'deputy'], B: ['member'] }));
    await table.of('A0').begin();
    await table.settle();
    expect((await table.state('A0')).round).toMatchObject({ state: 'asked', awaited: [] });
  });
});
