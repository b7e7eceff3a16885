import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../bytes';
import { randomBytes } from '../crypto';
import type { Charter, Role } from '../invitation/charter';
import type { Payload } from '../log/payload';
import { Ceremony, type Circle, type Verification } from './ceremony';
import { commitmentOf } from './words';

const key = randomBytes(32);

function charterOf(sides: Record<string, readonly Role[]>): Charter {
  return {
    meeting: 'meeting',
    version: 1,
    sides: Object.entries(sides).map(([side, roles]) => ({
      id: side,
      seats: roles.map((role, at) => ({ id: `${side}${at}`, role, generation: 0, key, former: [] })),
    })),
  };
}

/** Those at a table, with the log between them. `absent` ones are in the group, and write what the test has them write. */
class Table {
  readonly circle: Circle;
  readonly ceremonies = new Map<string, Ceremony>();
  #seq = 0;
  readonly #outbox: [string, Payload][] = [];

  constructor(charter: Charter, absent: readonly string[] = []) {
    const seats = charter.sides.flatMap((side) => side.seats.map((seat) => seat.id));
    const members = seats.map((seat) => ({ seat, deviceKey: randomBytes(32) }));
    this.circle = { members, authenticator: randomBytes(32), epoch: 7, names: 'names' };
    for (const seat of seats.filter((one) => !absent.includes(one)))
      this.ceremonies.set(seat, new Ceremony(seat, charter, (payload) => this.#outbox.push([seat, payload])));
  }

  of(seat: string): Ceremony {
    const found = this.ceremonies.get(seat);
    if (found === undefined) throw new Error(`no ${seat}`);
    return found;
  }

  /** Writes into the log; gives the place. What others write because of it follows, where it is to. */
  async write(seat: string, payload: Payload, circle = this.circle): Promise<number> {
    const seq = this.#seq++;
    for (const ceremony of this.ceremonies.values())
      await ceremony.written({ seq, seat, payload, fresh: true }, circle);
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

  state(seat: string): Promise<Verification> {
    return this.of(seat).verification(this.circle);
  }

  async words(seat: string): Promise<readonly string[] | null> {
    const state = await this.state(seat);
    return state.state === 'shown' ? (state.comparison?.words ?? null) : null;
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
    for (const seat of ['A0', 'B1']) await table.of(seat).answer(true, table.circle);
    await table.settle();
    expect((await table.state('A1')).state).toBe('shown');
    await table.of('C0').answer(true, table.circle);
    await table.settle();
    expect(await table.state('A1')).toEqual({ state: 'verified', by: ['A0', 'B1', 'C0'] });
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
    expect((await table.state('B0')).state).toBe('asked');
  });

  it.each([
    ['of another number than was promised', (table: Table) => table.circle],
    ['under other keys than at the beginning', (table: Table) => ({ ...table.circle, epoch: 8 })],
  ])('is over with a reveal %s', async (what, circle) => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }), ['A0']);
    const number = randomBytes(32);
    const hash = encodeBase64Url(await commitmentOf(number));
    const begin = await table.write('A0', { type: 'words.begin', hash });
    await table.settle();
    const random = encodeBase64Url(what.startsWith('of') ? randomBytes(32) : number);
    await table.write('A0', { type: 'words.reveal', begin, random }, circle(table));
    expect((await table.state('B0')).state).toBe('never');
  });

  it('takes nothing from who is no head', async () => {
    const table = new Table(charterOf({ A: ['head', 'member'], B: ['head'] }), ['A1']);
    await table.write('A1', { type: 'words.begin', hash: await newHash() });
    expect(await table.settle()).toEqual([]);
    expect((await table.state('A0')).state).toBe('never');
  });

  it('holds for those who were there, and says who was not', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.of('A0').begin();
    await table.settle();
    for (const seat of ['A0', 'B0']) await table.of(seat).answer(true, table.circle);
    await table.settle();
    const members = [...table.circle.members.slice(0, 1), { seat: 'B0', deviceKey: randomBytes(32) }];
    const now = await table.of('A0').verification({ ...table.circle, members });
    expect(now).toEqual({ state: 'changed', by: ['A0', 'B0'], since: ['B0'] });
  });

  it('goes on where one has begun twice', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.of('A0').begin();
    await table.of('A0').begin();
    await table.settle();
    expect(await table.words('A0')).toHaveLength(4);
    expect(await table.words('B0')).toEqual(await table.words('A0'));
  });

  it('is a mismatch as soon as one head says so', async () => {
    const table = new Table(charterOf({ A: ['head'], B: ['head'] }));
    await table.of('A0').begin();
    await table.settle();
    await table.of('B0').answer(false, table.circle);
    await table.settle();
    expect(await table.state('A0')).toEqual({ state: 'mismatch', by: ['B0'] });
  });
});
