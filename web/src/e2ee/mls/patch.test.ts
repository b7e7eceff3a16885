import { validateRatchetTree } from 'ts-mls/clientState.js';
import { defaultLifetimeConfig } from 'ts-mls/lifetimeConfig.js';
import { decodeRatchetTree, type RatchetTree } from 'ts-mls/ratchetTree.js';
import { treeHashRoot } from 'ts-mls/treeHash.js';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes';
import { newKeyPackage } from './group';
import {
  follow,
  groupOf,
  insideOf,
  join,
  make,
  nowSeconds,
  packageOf,
  person,
  psk,
  shareSecrets,
} from './members.testing';
import { suite, SUITE } from './suite';
import treeValidation from './vectors/tree-validation.json?raw';
import { bytesOf, decodeAll, read, type Hex } from './vectors/read';

const cs = await suite();

/** Each test here fails where patches/apply.mjs did not run. */
describe('unmerged leaves', () => {
  it('may be listed below and no longer above, and others join', async () => {
    let groups = new Map((await groupOf(8)).map((group) => [group.ownLeaf, group]));
    const commit = async (leaf: number, removes: number[], adding: boolean): Promise<void> => {
      const committer = groups.get(leaf);
      if (committer === undefined) throw new Error('nobody there');
      const keyPackage = await packageOf(await person('new'));
      const made = await make(committer, { removes, adds: adding ? [keyPackage.bytes] : [] });
      const next = new Map([[leaf, made.next]]);
      for (const [other, group] of groups)
        if (other !== leaf && !removes.includes(other)) next.set(other, await follow(group, made.bytes));
      const joined = adding ? await join(made.welcome, keyPackage) : null;
      if (joined !== null) next.set(joined.ownLeaf, joined);
      groups = next;
      expect(await shareSecrets([...groups.values()])).toBe(true);
    };
    await commit(4, [5], false);
    await commit(6, [], false);
    // Leaf 5 is unmerged at nodes 11 and 7; after the next commit only at 11.
    await commit(0, [], true);
    await commit(0, [], false);
    const tree = insideOf(groups.get(0) ?? (await nobody())).ratchetTree;
    expect([unmergedAt(tree, 11), unmergedAt(tree, 7)]).toEqual([[5], []]);
    await commit(0, [], true);
    expect(groups.size).toBe(9);
  });

  it('are occupied, and below the node that lists them', async () => {
    // The tree of the RFC's appendix A, with unmerged leaves.
    const [example] = read<{ tree: Hex; group_id: Hex }>(treeValidation).slice(-2);
    const tree = decodeAll(decodeRatchetTree, example?.tree ?? '');
    const check = async (changed: RatchetTree): Promise<string> => {
      const hash = await treeHashRoot(changed, cs.hash);
      const context = {
        version: 'mls10',
        cipherSuite: SUITE,
        groupId: bytesOf(example?.group_id ?? ''),
        epoch: 0n,
        treeHash: hash,
        confirmedTranscriptHash: new Uint8Array(),
      } as const;
      const auth = { validateCredential: () => Promise.resolve(true) };
      const error = await validateRatchetTree(
        changed,
        { ...context, extensions: [] },
        defaultLifetimeConfig,
        auth,
        hash,
        cs,
      );
      return error?.message ?? 'good';
    };
    const listing = (lists: Record<number, number[]>, blank = -1): RatchetTree =>
      tree.map((node, i) => {
        if (node?.nodeType !== 'parent') return i === blank ? undefined : node;
        return { ...node, parent: { ...node.parent, unmergedLeaves: lists[i] ?? [] } };
      });
    expect(unmergedAt(tree, 11)).toEqual([7]);
    expect(await check(tree)).toBe('good');
    expect(await check(listing({ 11: [7] }, 14))).toMatch(/descendant/);
    expect(await check(listing({ 11: [0] }))).toMatch(/descendant/);
    expect(await check(listing({ 7: [7] }))).toMatch(/intermediate/);
  });
});

function unmergedAt(tree: RatchetTree, index: number): number[] | null {
  const node = tree[index];
  return node?.nodeType === 'parent' ? node.parent.unmergedLeaves : null;
}

const nobody = (): Promise<never> => Promise.reject(new Error('nobody there'));

describe('added members', () => {
  it('are refused together when two of them are bad, and nothing is left over', async () => {
    const [a] = await groupOf(2);
    const bad = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const { device } = await person(name);
        return (await newKeyPackage(device, utf8('somebody else'), nowSeconds())).bytes;
      }),
    );
    const change = { removes: [], psk, authenticatedData: new Uint8Array(), handover: new Uint8Array() };
    expect(await a?.commit({ adds: bad, ...change })).toEqual({ kind: 'refused', reason: 'invalid' });
  });
});
