import { validateRatchetTree } from 'ts-mls/clientState.js';
import { applyUpdatePathSecret } from 'ts-mls/createCommit.js';
import { deriveSecret } from 'ts-mls/crypto/kdf.js';
import type { GroupContext } from 'ts-mls/groupContext.js';
import { defaultLifetimeConfig } from 'ts-mls/lifetimeConfig.js';
import { pathToRoot } from 'ts-mls/pathSecrets.js';
import { mergePrivateKeyPaths, toPrivateKeyPath, type PrivateKeyPath } from 'ts-mls/privateKeyPath.js';
import { decodeProposal } from 'ts-mls/proposal.js';
import {
  addLeafNode,
  decodeRatchetTree,
  encodeRatchetTree,
  getHpkePublicKey,
  removeLeafNode,
  resolution,
  updateLeafNode,
  type RatchetTree,
} from 'ts-mls/ratchetTree.js';
import { treeHash, treeHashRoot } from 'ts-mls/treeHash.js';
import {
  leafToNodeIndex,
  leafWidth,
  left,
  parent,
  right,
  root,
  sibling,
  toLeafIndex,
  toNodeIndex,
} from 'ts-mls/treemath.js';
import { applyUpdatePath, createUpdatePath, decodeUpdatePath, type UpdatePath } from 'ts-mls/updatePath.js';
import { describe, expect, it } from 'vitest';
import { hex } from '../bytes';
import { publicKeyOf, suite, SUITE } from './suite';
import { isSound } from './tree';
import { bytesOf, decodeAll, read, type Hex } from './vectors/read';
import treeMath from './vectors/tree-math.json?raw';
import treeOperations from './vectors/tree-operations.json?raw';
import treeValidation from './vectors/tree-validation.json?raw';
import treekem from './vectors/treekem.json?raw';

const cs = await suite();

describe('tree-math', () => {
  type Nodes = (number | null)[];
  const cases = read<
    { n_leaves: number; n_nodes: number; root: number } & Record<
      'left' | 'right' | 'parent' | 'sibling',
      Nodes
    >
  >(treeMath);
  it.each(cases)('knows the nodes of a tree of $n_leaves', (c) => {
    expect(leafWidth(c.n_nodes)).toBe(c.n_leaves);
    expect(root(c.n_leaves)).toBe(c.root);
    const agree = (nodes: Nodes, f: (node: ReturnType<typeof toNodeIndex>) => number): void => {
      for (const [i, node] of nodes.entries()) if (node !== null) expect(f(toNodeIndex(i))).toBe(node);
    };
    agree(c.left, left);
    agree(c.right, right);
    agree(c.parent, (node) => parent(node, c.n_leaves));
    agree(c.sibling, (node) => sibling(node, c.n_leaves));
  });
});

describe('tree-operations', () => {
  const cases = read<
    Record<'proposal' | 'tree_before' | 'tree_after' | 'tree_hash_before' | 'tree_hash_after', Hex> & {
      proposal_sender: number;
    }
  >(treeOperations);
  it.each(cases)('changes a tree (%#)', async (c) => {
    const before = decodeAll(decodeRatchetTree, c.tree_before);
    const proposal = decodeAll(decodeProposal, c.proposal);
    expect(hex(await treeHashRoot(before, cs.hash))).toBe(c.tree_hash_before);
    const after = (): RatchetTree => {
      if (proposal.proposalType === 'add') return addLeafNode(before, proposal.add.keyPackage.leafNode)[0];
      if (proposal.proposalType === 'remove')
        return removeLeafNode(before, toLeafIndex(proposal.remove.removed));
      if (proposal.proposalType === 'update')
        return updateLeafNode(before, proposal.update.leafNode, toLeafIndex(c.proposal_sender));
      throw new Error('neither');
    };
    expect(hex(encodeRatchetTree(after()))).toBe(c.tree_after);
    expect(hex(await treeHashRoot(after(), cs.hash))).toBe(c.tree_hash_after);
  });
});

describe('tree-validation', () => {
  const cases = read<{ tree: Hex; group_id: Hex; resolutions: number[][]; tree_hashes: Hex[] }>(
    treeValidation,
  );
  it.each(cases)('finds a good tree good (%#)', async (c) => {
    const tree = decodeAll(decodeRatchetTree, c.tree);
    for (const [i, nodes] of c.resolutions.entries()) expect(resolution(tree, toNodeIndex(i))).toEqual(nodes);
    for (const [i, hash] of c.tree_hashes.entries())
      expect(hex(await treeHash(tree, toNodeIndex(i), cs.hash))).toBe(hash);
    const rootHash = await treeHashRoot(tree, cs.hash);
    const context = contextOf({ group_id: c.group_id, epoch: 0, confirmed_transcript_hash: '' }, rootHash);
    const auth = { validateCredential: () => Promise.resolve(true) };
    expect(
      await validateRatchetTree(tree, context, defaultLifetimeConfig, auth, rootHash, cs),
    ).toBeUndefined();
    expect(isSound(tree)).toBe(true);
  });
});

interface TreeKem {
  group_id: Hex;
  epoch: number;
  confirmed_transcript_hash: Hex;
  ratchet_tree: Hex;
  leaves_private: Private[];
  update_paths: {
    sender: number;
    update_path: Hex;
    path_secrets: (Hex | null)[];
    commit_secret: Hex;
    tree_hash_after: Hex;
  }[];
}

interface Private {
  index: number;
  encryption_priv: Hex;
  signature_priv: Hex;
  path_secrets: { node: number; path_secret: Hex }[];
}

describe('treekem', () => {
  it.each(read<TreeKem>(treekem))('follows and makes update paths (%#)', async (c) => {
    const tree = decodeAll(decodeRatchetTree, c.ratchet_tree);
    const own = new Map<number, PrivateKeyPath>();
    for (const each of c.leaves_private) own.set(each.index, await keysOf(each, tree));
    for (const update of c.update_paths) {
      const path = decodeAll(decodeUpdatePath, update.update_path);
      const sender = toLeafIndex(update.sender);
      const after = await applyUpdatePath(tree, sender, path, cs.hash);
      const hash = await treeHashRoot(after, cs.hash);
      expect(hex(hash)).toBe(update.tree_hash_after);
      const context = contextOf(c, hash);
      for (const [leaf, keys] of own) {
        if (leaf === update.sender) continue;
        const [secret, commit] = await follow(after, keys, path, sender, context);
        expect(hex(secret)).toBe(update.path_secrets[leaf]);
        expect(hex(commit)).toBe(update.commit_secret);
      }
      const signer = c.leaves_private.find(({ index }) => index === update.sender);
      const key = bytesOf(signer?.signature_priv ?? '');
      const before = contextOf(c, await treeHashRoot(tree, cs.hash));
      // The library adds one to the epoch by itself.
      const [made, newPath] = await createUpdatePath(
        tree,
        sender,
        { ...before, epoch: before.epoch - 1n },
        key,
        cs,
      );
      const newContext = contextOf(c, await treeHashRoot(made, cs.hash));
      const commits = new Set<Hex>();
      for (const [leaf, keys] of own)
        if (leaf !== update.sender)
          commits.add(hex((await follow(made, keys, newPath, sender, newContext))[1]));
      expect(commits.size).toBe(1);
    }
  });
});

/** The private keys of a leaf, which are those of the public ones in the tree. */
async function keysOf(from: Private, tree: RatchetTree): Promise<PrivateKeyPath> {
  const secrets = Object.fromEntries(from.path_secrets.map((each) => [each.node, bytesOf(each.path_secret)]));
  const leaf = leafToNodeIndex(toLeafIndex(from.index));
  const keys = mergePrivateKeyPaths(await toPrivateKeyPath(secrets, from.index, cs), {
    leafIndex: from.index,
    privateKeys: { [leaf]: bytesOf(from.encryption_priv) },
  });
  for (const [index, key] of Object.entries(keys.privateKeys)) {
    const node = tree[Number(index)];
    expect(node && getHpkePublicKey(node)).toEqual(await publicKeyOf(key));
  }
  return keys;
}

/** The path secret that a member decrypts, and the commit secret that follows from it. */
async function follow(
  tree: RatchetTree,
  keys: PrivateKeyPath,
  path: UpdatePath,
  sender: ReturnType<typeof toLeafIndex>,
  context: GroupContext,
): Promise<[Uint8Array, Uint8Array]> {
  const { nodeIndex, pathSecret } = await applyUpdatePathSecret(tree, keys, sender, context, path, [], cs);
  const secrets = await pathToRoot(tree, nodeIndex, pathSecret, cs.kdf);
  const last = secrets[root(leafWidth(tree.length))];
  if (last === undefined) throw new Error('no secret at the root');
  return [pathSecret, await deriveSecret(last, 'path', cs.kdf)];
}

function contextOf(
  c: { group_id: Hex; epoch: number; confirmed_transcript_hash: Hex },
  hash: Uint8Array,
): GroupContext {
  return {
    version: 'mls10',
    cipherSuite: SUITE,
    groupId: bytesOf(c.group_id),
    epoch: BigInt(c.epoch),
    treeHash: hash,
    confirmedTranscriptHash: bytesOf(c.confirmed_transcript_hash),
    extensions: [],
  };
}
