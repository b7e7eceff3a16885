import type { LeafNode } from 'ts-mls/leafNode.js';
import { getHpkePublicKey, type RatchetTree } from 'ts-mls/ratchetTree.js';
import { hex } from '../bytes';
import { isUsualLeaf, namesOf } from './keyPackage';

// Of leaves, blank ones included. More is room for larger meetings; joining takes time that grows with it.
export const MAX_LEAVES = 1024;
const MAX_NODES = 2 * MAX_LEAVES - 1;

/** Somebody in the group. */
export interface Member {
  /** Leaf index: free again, and given to others, once its member was removed. */
  readonly leaf: number;
  readonly identity: Uint8Array;
  readonly deviceKey: Uint8Array;
  /** As its key package had it, until it commits. */
  readonly leafKey: Uint8Array;
}

export function leafAt(tree: RatchetTree, leaf: number): LeafNode | null {
  const node = tree[2 * leaf];
  return node?.nodeType === 'leaf' ? node.leaf : null;
}

export function memberAt(tree: RatchetTree, leaf: number): Member | null {
  const node = leafAt(tree, leaf);
  return node && { leaf, ...namesOf(node) };
}

export function membersOf(tree: RatchetTree): Member[] {
  const members: Member[] = [];
  for (let leaf = 0; 2 * leaf < tree.length; leaf++) {
    const member = memberAt(tree, leaf);
    if (member !== null) members.push(member);
  }
  return members;
}

/**
 * Of a tree from outside, before the library sees it: without this, leaf indices far outside let it loop without end, and large trees
 * for minutes. The library then checks signatures, hashes, and what else RFC 9420, section 7.9, asks for.
 */
export function isSound(tree: RatchetTree): boolean {
  if (tree.length > MAX_NODES || !hasDistinctKeys(tree)) return false;
  const leaves = (tree.length + 1) / 2;
  return tree.every((node, index) => {
    if (node === undefined) return true;
    if (node.nodeType === 'leaf') return index % 2 === 0 && isUsualLeaf(node.leaf);
    const { unmergedLeaves } = node.parent;
    return (
      index % 2 === 1 &&
      unmergedLeaves.every((leaf, i) => leaf < leaves && (i === 0 || leaf > (unmergedLeaves[i - 1] ?? leaf)))
    );
  });
}

/** RFC 9420, section 7.3 and 12.4.2: no encryption key twice, no signature key twice. */
export function hasDistinctKeys(tree: RatchetTree): boolean {
  const encryption = new Set<string>();
  const signature = new Set<string>();
  for (const node of tree) {
    if (node === undefined) continue;
    const key = hex(getHpkePublicKey(node));
    if (encryption.has(key)) return false;
    encryption.add(key);
    if (node.nodeType === 'parent') continue;
    const signer = hex(node.leaf.signaturePublicKey);
    if (signature.has(signer)) return false;
    signature.add(signer);
  }
  return true;
}
