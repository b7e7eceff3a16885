import { afterAll, describe, expect, it } from 'vitest';
import { Group, type KeyPackage } from './group';
import {
  Chance,
  checks,
  found,
  join,
  make,
  packageOf,
  person,
  secretsOf,
  shareSecrets,
  tryFollow,
} from './members.testing';

// PARLEY_MLS_RUNS=43 makes so many runs, longer ones, in which every member follows. PARLEY_MLS_SEED is the seed of the first.
const RUNS = Number(import.meta.env['PARLEY_MLS_RUNS'] ?? 0);
const SEED = Number(import.meta.env['PARLEY_MLS_SEED'] ?? 1);
const LONG = RUNS > 0;
const SIZES = LONG ? [2, 3, 4, 5, 8, 9, 12, 16, 17, 24, 33, 50] : [3, 9, 17, 50];
const STEPS = LONG ? 33 : 12;
/** So many members follow; of the others only their leaves are there. */
const AWAKE = LONG ? Infinity : 4;

/** A meeting in which anything happens that our interface allows. */
class Meeting {
  /** By leaf. */
  private awake = new Map<number, Group>();
  private readonly gone: Group[] = [];
  steps = 0;

  private constructor(
    private readonly chance: Chance,
    private readonly size: number,
    founder: Group,
  ) {
    this.awake.set(founder.ownLeaf, founder);
  }

  static async of(seed: number, size: number): Promise<Meeting> {
    return new Meeting(new Chance(seed), size, await found(await person('founder')));
  }

  async step(): Promise<void> {
    const doing = this.chance.of(['add', 'add', 'remove', 'both', 'renew', 'race', 'restore'] as const);
    const committer = this.someone();
    if (doing === 'restore') this.restore(committer);
    else if (doing === 'race') await this.race(committer);
    else if (doing === 'add') await this.commit(committer, this.roomFor(3), []);
    else if (doing === 'remove') await this.commit(committer, 0, this.others(committer));
    else if (doing === 'both') await this.commit(committer, this.roomFor(2), this.others(committer));
    else await this.commit(committer, 0, []);
    this.steps++;
    await this.check();
  }

  /** At once to the size that is wanted. */
  async fill(): Promise<void> {
    await this.commit(this.someone(), this.size - 1, []);
    await this.check();
  }

  private someone(): Group {
    return this.chance.of([...this.awake.values()]);
  }

  private roomFor(wanted: number): number {
    return Math.min(1 + this.chance.below(wanted), this.size - this.someone().members().length);
  }

  /** One or two members, of which one at least will be left awake. */
  private others(committer: Group): number[] {
    const leaves = committer.members().map(({ leaf }) => leaf);
    const free = leaves.filter((leaf) => leaf !== committer.ownLeaf);
    if (free.length === 0) return [];
    return [...new Set([this.chance.of(free), this.chance.of(free)])];
  }

  private restore(group: Group): void {
    const restored = Group.decode(group.encode(), checks);
    if (restored === null) throw new Error('not restored');
    this.awake.set(restored.ownLeaf, restored);
  }

  /** Both make a commit of the same epoch; the one that loses follows the other. */
  private async race(winner: Group): Promise<void> {
    const loser = this.someone();
    const { bytes } = await packageOf(await person('loser'));
    const lost = await make(loser, { adds: [bytes], removes: this.others(loser).slice(0, 1) });
    await this.commit(winner, this.roomFor(1), []);
    expect(await secretsOf(lost.next)).not.toBe(await secretsOf(this.someone()));
    const now = this.awake.get(loser.ownLeaf);
    if (loser !== winner && now !== undefined)
      expect(await tryFollow(now, lost.bytes)).toEqual({ kind: 'refused', reason: 'wrongEpoch' });
  }

  private async commit(committer: Group, adding: number, removes: number[]): Promise<void> {
    const packages: KeyPackage[] = [];
    for (let i = 0; i < adding; i++) packages.push(await packageOf(await person('member')));
    const made = await make(committer, { adds: packages.map(({ bytes }) => bytes), removes });
    const next = new Map([[made.next.ownLeaf, made.next]]);
    for (const group of this.awake.values()) {
      if (group === committer) continue;
      const processed = await tryFollow(group, made.bytes);
      if (removes.includes(group.ownLeaf)) {
        expect(processed.kind).toBe('removed');
        this.gone.push(group);
        continue;
      }
      if (processed.kind !== 'moved') throw new Error(`not followed: ${JSON.stringify(processed)}`);
      processed.discard();
      next.set(group.ownLeaf, processed.group);
    }
    made.discard();
    for (const keyPackage of packages.reverse()) {
      if (next.size >= AWAKE) break;
      const group = await join(made.welcome, keyPackage);
      next.set(group.ownLeaf, group);
    }
    for (const group of this.gone.slice(-2))
      expect((await tryFollow(group, made.bytes)).kind).not.toBe('moved');
    this.awake = next;
  }

  private async check(): Promise<void> {
    const groups = [...this.awake.values()];
    expect(await shareSecrets(groups)).toBe(true);
    const [first, ...rest] = groups.map((group) => group.members());
    for (const members of rest) expect(members).toEqual(first);
    const current = groups[0] && (await secretsOf(groups[0]));
    for (const group of this.gone.slice(-2)) expect(await secretsOf(group)).not.toBe(current);
  }
}

describe('random meetings', () => {
  let steps = 0;
  const count = LONG ? RUNS : SIZES.length;
  const runs = Array.from({ length: count }, (_, i) => ({
    seed: SEED + i,
    size: SIZES[i % SIZES.length] ?? 2,
  }));

  it.each(runs)(
    'agree at each step: seed $seed, to $size members',
    { timeout: 600_000 },
    async ({ seed, size }) => {
      const meeting = await Meeting.of(seed, size);
      if (seed % 2 === 0) await meeting.fill();
      for (let i = 0; i < STEPS; i++) await meeting.step();
      steps += meeting.steps;
    },
  );

  afterAll(() => {
    console.log(`random meetings: ${count} runs, ${steps} steps`);
  });
});
