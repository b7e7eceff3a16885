import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes';
import { decodeKeyPackage, Group, peekKeyPackage, type CommitView, type Processed } from './group';
import {
  checks,
  follow,
  found,
  groupOf,
  GROUP_ID,
  join,
  make,
  nowSeconds,
  packageOf,
  person,
  psk,
  secretsOf,
  shareSecrets,
  tryFollow,
  tryJoin,
} from './members.testing';

/** Three in one epoch. */
async function three(): Promise<[Group, Group, Group]> {
  const [a, b, c] = await groupOf(3);
  if (a === undefined || b === undefined || c === undefined) throw new Error('not three');
  return [a, b, c];
}

describe('a group', () => {
  it('is founded by one and joined by another', async () => {
    const [harbour, ridge] = [await person('harbour'), await person('ridge')];
    const alone = await found(harbour);
    expect(alone.epoch).toBe(0n);
    expect(alone.members()).toMatchObject([
      { leaf: 0, identity: harbour.identity, deviceKey: harbour.device.publicKey },
    ]);
    const keyPackage = await packageOf(ridge);
    const made = await make(alone, { adds: [keyPackage.bytes], handover: utf8('keys of the era') });
    const joined = await tryJoin(made.welcome, keyPackage);
    if (joined.kind === 'refused') throw new Error(joined.reason);
    expect(joined.handover).toEqual(utf8('keys of the era'));
    expect(joined.adder.identity).toEqual(harbour.identity);
    expect(joined.group.groupId).toBe(GROUP_ID);
    expect(joined.group.epoch).toBe(1n);
    expect(joined.group.ownLeaf).toBe(1);
    expect(joined.group.members()).toEqual(made.next.members());
    expect(await shareSecrets([joined.group, made.next])).toBe(true);
    expect(await secretsOf(alone)).not.toBe(await secretsOf(made.next));
  });

  it('shows what a commit does before anything moves', async () => {
    const [a, b, c] = await three();
    const keyPackage = await packageOf(await person('fourth'));
    const { bytes } = await make(a, {
      adds: [keyPackage.bytes],
      removes: [c.ownLeaf],
      authenticatedData: utf8('approved'),
    });
    const before = await secretsOf(b);
    const views: CommitView[] = [];
    const refuse = await b.process(bytes, psk, (view) => {
      views.push(view);
      return Promise.resolve(false);
    });
    expect(refuse).toEqual({ kind: 'refused', reason: 'notAccepted' });
    const [view] = views;
    expect(view).toMatchObject({ epoch: 1n, authenticatedData: utf8('approved'), removes: [{ leaf: 2 }] });
    expect(view?.sender).toEqual(b.members()[0]);
    expect(view?.adds).toEqual([await peekKeyPackage(keyPackage.bytes, nowSeconds())]);
    expect(await secretsOf(b)).toBe(before);
  });

  it('makes a new epoch of nothing but fresh keys', async () => {
    const [a, b, c] = await three();
    const made = await make(b);
    expect(made.welcome).toBeNull();
    const after = [made.next, await follow(a, made.bytes), await follow(c, made.bytes)];
    expect(await shareSecrets(after)).toBe(true);
    expect(made.next.epoch).toBe(2n);
    expect(after.every((group) => group.members().length === 3)).toBe(true);
  });

  it('leaves out whom it removes, though another takes the place in the same commit', async () => {
    const [a, b, c] = await three();
    const keyPackage = await packageOf(await person('fourth'));
    const made = await make(a, { adds: [keyPackage.bytes], removes: [b.ownLeaf] });
    const fourth = await join(made.welcome, keyPackage);
    expect(fourth.ownLeaf).toBe(b.ownLeaf);
    expect(await tryFollow(b, made.bytes)).toMatchObject({
      kind: 'removed',
      commit: { removes: [{ leaf: 1 }] },
    });
    const rest = [made.next, fourth, await follow(c, made.bytes)];
    expect(await shareSecrets(rest)).toBe(true);
    const later = await make(fourth);
    expect(await tryFollow(b, later.bytes)).toEqual({ kind: 'refused', reason: 'wrongEpoch' });
  });

  it('takes a device back that lost its state, in one commit', async () => {
    const harbour = await person('harbour');
    const alone = await found(harbour);
    const ridge = await person('ridge');
    const first = await make(alone, { adds: [(await packageOf(ridge)).bytes] });
    const again = await packageOf(ridge);
    const second = await make(first.next, { adds: [again.bytes], removes: [1] });
    expect(await shareSecrets([second.next, await join(second.welcome, again)])).toBe(true);
  });
});

describe('a lost race', () => {
  it('leaves the loser where it can follow the winner', async () => {
    for (const change of ['nothing', 'add', 'remove']) {
      const [a, b, c] = await three();
      const keyPackage = await packageOf(await person('fourth'));
      const winner = await make(a, change === 'add' ? { adds: [keyPackage.bytes] } : {});
      const mine = change === 'remove' ? { removes: [c.ownLeaf] } : { adds: [keyPackage.bytes] };
      const loser = await make(b, mine);
      const [afterB, afterC] = [await follow(b, winner.bytes), await follow(c, winner.bytes)];
      expect(await shareSecrets([winner.next, afterB, afterC])).toBe(true);
      // A member that follows the loser's commit, were it sent one, is in another group.
      expect(await secretsOf(loser.next)).not.toBe(await secretsOf(afterB));
      expect(await tryFollow(afterC, loser.bytes)).toEqual({ kind: 'refused', reason: 'wrongEpoch' });
      const second = await make(afterB, { removes: [afterC.ownLeaf] });
      expect(await shareSecrets([second.next, await follow(winner.next, second.bytes)])).toBe(true);
    }
  });

  it('is survived by what was made of it, until that is discarded', async () => {
    const [a, b, c] = await three();
    const first = await make(a);
    const second = await make(a);
    first.discard();
    // What was accepted goes on ...
    const followed = await tryFollow(b, first.bytes);
    if (followed.kind !== 'moved') throw new Error(followed.kind);
    followed.discard();
    const afterC = await follow(c, first.bytes);
    expect(await shareSecrets([first.next, followed.group, afterC])).toBe(true);
    const next = await make(followed.group, { removes: [2] });
    expect(await shareSecrets([next.next, await follow(first.next, next.bytes)])).toBe(true);
    // ... and what it came from is gone.
    expect((await tryFollow(b, second.bytes)).kind).toBe('refused');
    expect(await shareSecrets([a, c])).toBe(false);
  });
});

describe('storage', () => {
  it('gives a group back as it was', async () => {
    const [a, b, c] = await three();
    const restored = Group.decode(b.encode(), checks);
    if (restored === null) throw new Error('not restored');
    expect(restored.encode()).toEqual(b.encode());
    expect(restored.members()).toEqual(b.members());
    const { bytes, next } = await make(a, { removes: [c.ownLeaf] });
    expect(await shareSecrets([next, await follow(restored, bytes)])).toBe(true);
    const mine = await make(restored);
    expect(await shareSecrets([mine.next, await follow(c, mine.bytes)])).toBe(true);
  });

  it('gives back a key package', async () => {
    const keyPackage = await packageOf(await person('ridge'));
    const restored = await decodeKeyPackage(keyPackage.encode());
    expect(restored).toEqual(keyPackage);
    const { welcome, next } = await make(await found(await person('harbour')), { adds: [keyPackage.bytes] });
    expect(restored && (await shareSecrets([next, await join(welcome, restored)]))).toBe(true);
  });

  it('refuses anything else', async () => {
    const [a] = await three();
    const bytes = a.encode();
    for (const bad of [
      new Uint8Array(),
      Uint8Array.of(0, ...bytes.slice(1)),
      bytes.slice(0, -1),
      utf8('{}'),
    ]) {
      expect(Group.decode(bad, checks)).toBeNull();
      expect(await decodeKeyPackage(bad)).toBeNull();
    }
    expect(Group.decode(Uint8Array.of(...bytes, 0), checks)).toBeNull();
  });

  it('takes little for 50 members', async () => {
    const founder = await found(await person('member 0'));
    const packages = await Promise.all(
      Array.from({ length: 49 }, async () => packageOf(await person('more'))),
    );
    const { welcome } = await make(founder, { adds: packages.map(({ bytes }) => bytes) });
    const keyPackage = packages.at(-1);
    if (keyPackage === undefined) throw new Error('nobody');
    const last = await join(welcome, keyPackage);
    const size = last.encode().length;
    const { bytes } = await make(last);
    console.log(`50 members: ${size} bytes of state, ${bytes.length} of a first commit`);
    expect(size).toBeLessThan(20_000);
  });
});

describe('what a member refuses of its own', () => {
  it('is its own commit, and a change that makes no sense', async () => {
    const [a, b] = await three();
    const made = await make(a);
    const own: Processed = { kind: 'refused', reason: 'ownCommit' };
    expect(await tryFollow(a, made.bytes)).toEqual(own);
    const restored = Group.decode(a.encode(), checks);
    expect(restored && (await tryFollow(restored, made.bytes))).toEqual(own);
    const change = { psk, authenticatedData: new Uint8Array(), handover: new Uint8Array() };
    const commit = async (adds: Uint8Array[], removes: number[]): Promise<unknown> =>
      a.commit({ adds, removes, ...change });
    const keyPackage = await packageOf(await person('fourth'));
    expect(await commit([], [a.ownLeaf])).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(await commit([], [b.ownLeaf, b.ownLeaf])).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(await commit([], [3])).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(await commit([], [2 ** 31])).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(await commit([utf8('no key package')], [])).toEqual({
      kind: 'refused',
      reason: 'keyPackageInvalid',
    });
    const twice = await commit([keyPackage.bytes, keyPackage.bytes], []);
    expect(twice).toEqual({ kind: 'refused', reason: 'invalid' });
  });

  it('is a handover or a statement that is too long', async () => {
    const [a] = await three();
    const change = { adds: [(await packageOf(await person('fourth'))).bytes], removes: [], psk };
    const [none, much] = [new Uint8Array(), new Uint8Array(230_000)];
    for (const [authenticatedData, handover] of [[much, none] as const, [none, much] as const]) {
      const made = await a.commit({ ...change, authenticatedData, handover });
      expect(made).toEqual({ kind: 'refused', reason: 'tooLarge' });
    }
  });
});
