import type { FramedContentCommit } from 'ts-mls/framedContent.js';
import type { KeyPackage as PublicPackage } from 'ts-mls/keyPackage.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import type { PreSharedKeyID } from 'ts-mls/presharedkey.js';
import type { PskIndex } from 'ts-mls/pskIndex.js';
import type { PublicMessage } from 'ts-mls/publicMessage.js';
import type { RatchetTree } from 'ts-mls/ratchetTree.js';
import { equal, fromUtf8, hex, utf8 } from '../bytes';
import { addOf, isUsual, isUsualLeaf, type Add } from './keyPackage';
import { refused, type MlsRefusal, type Refused } from './refusal';
import { HASH_BYTES } from './suite';
import { leafAt, MAX_LEAVES, memberAt, type Member } from './tree';

export const COMMIT_MAX_BYTES = 64 * 1024;
/** A path is never longer than a tree of {@link MAX_LEAVES} is deep. */
const MAX_PATH = 10;

/** The secret of a group from outside MLS (RFC 9420, section 8.4): whoever adds proves that it has it. */
export interface Psk {
  readonly id: string;
  readonly value: Uint8Array;
}

/** What a commit does. */
export interface CommitView {
  readonly sender: Member;
  /** In which it was made; the next is one higher. */
  readonly epoch: bigint;
  readonly adds: readonly Add[];
  readonly removes: readonly Member[];
  /** The same in every member's view; nothing in it is secret. */
  readonly authenticatedData: Uint8Array;
}

export interface ParsedCommit {
  readonly kind: 'parsed';
  readonly message: PublicMessage;
  readonly content: FramedContentCommit;
  readonly senderLeaf: number;
  readonly adds: readonly PublicPackage[];
  readonly removes: readonly number[];
  readonly psks: readonly PreSharedKeyID[];
}

/** Where a commit is to be applied. */
export interface Place {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly tree: RatchetTree;
  readonly ownLeaf: number;
}

/**
 * The form of a commit from outside and everything about it that needs no key. What is left after this has a size in all its parts for
 * which the library needs no long time.
 */
export function parseCommit(bytes: Uint8Array, place: Place): ParsedCommit | Refused {
  if (bytes.length > COMMIT_MAX_BYTES) return refused('tooLarge');
  const message = decodeCanonical(bytes);
  if (message === null) return refused('malformed');
  if (message.wireformat !== 'mls_public_message') return refused('wrongKind');
  const { content, senderType } = message.publicMessage;
  const { sender } = content;
  if (content.contentType !== 'commit' || senderType !== 'member' || sender.senderType !== 'member')
    return refused('wrongKind');
  if (!equal(content.groupId, place.groupId)) return refused('wrongGroup');
  if (content.epoch !== place.epoch) return refused('wrongEpoch');
  const sorted = sort(content);
  if (sorted === null) return refused('proposalNotAllowed');
  const parsed: ParsedCommit = {
    kind: 'parsed',
    message: message.publicMessage,
    content,
    senderLeaf: sender.leafIndex,
    ...sorted,
  };
  const reason = fault(parsed, place.tree);
  if (reason !== null) return refused(reason);
  return sender.leafIndex === place.ownLeaf ? refused('ownCommit') : parsed;
}

/**
 * What a commit says, as anybody can read it: nothing of it is proven but what is signed in its key packages, and in the authenticated
 * data by other means. Null for what is no commit that is ever made.
 */
export async function peekCommit(
  bytes: Uint8Array,
): Promise<{ groupId: string; adds: Add[]; authenticatedData: Uint8Array } | null> {
  const message = bytes.length > COMMIT_MAX_BYTES ? null : decodeCanonical(bytes);
  if (message?.wireformat !== 'mls_public_message') return null;
  const { content } = message.publicMessage;
  const sorted = content.contentType === 'commit' ? sort(content) : null;
  const groupId = fromUtf8(content.groupId);
  if (sorted === null || groupId === null || !sorted.adds.every(isUsual)) return null;
  const adds = await Promise.all(sorted.adds.map(addOf));
  return { groupId, adds, authenticatedData: content.authenticatedData };
}

/** Only what is bit for bit what we should have written: no trailing bytes, no second way to write a length. */
export function decodeCanonical(
  bytes: Uint8Array,
): ReturnType<typeof decodeMlsMessage> extends [infer T, number] | undefined ? T | null : never {
  try {
    // A copy, since what is decoded refers to the bytes it came from, and those are the caller's.
    const message = decodeMlsMessage(bytes.slice(), 0)?.[0];
    return message && equal(encodeMlsMessage(message), bytes) ? message : null;
  } catch {
    return null;
  }
}

type Sorted = Pick<ParsedCommit, 'adds' | 'removes' | 'psks'>;

/** Null where there is a proposal that is never used. */
function sort(content: FramedContentCommit): Sorted | null {
  const adds: PublicPackage[] = [];
  const removes: number[] = [];
  const psks: PreSharedKeyID[] = [];
  for (const entry of content.commit.proposals) {
    if (entry.proposalOrRefType !== 'proposal') return null;
    const { proposal } = entry;
    if (proposal.proposalType === 'add') adds.push(proposal.add.keyPackage);
    else if (proposal.proposalType === 'remove') removes.push(proposal.remove.removed);
    else if (proposal.proposalType === 'psk') psks.push(proposal.psk.preSharedKeyId);
    else return null;
  }
  return { adds, removes, psks };
}

/** RFC 9420, section 12.2, as far as the library does not see to it, and our narrower rules. */
function fault(commit: ParsedCommit, tree: RatchetTree): MlsRefusal | null {
  const { adds, removes, senderLeaf } = commit;
  const sender = leafAt(tree, senderLeaf);
  if (sender === null) return 'malformed';
  if (adds.length > MAX_LEAVES) return 'groupFull';
  if (new Set(removes).size !== removes.length || removes.includes(senderLeaf)) return 'invalid';
  if (removes.some((leaf) => leafAt(tree, leaf) === null)) return 'malformed';
  if (!adds.every(isUsual)) return 'keyPackageInvalid';
  if (new Set(adds.map((add) => hex(add.leafNode.signaturePublicKey))).size !== adds.length) return 'invalid';
  const path = commit.content.commit.path;
  if (path === undefined) return null;
  const { leafNode, nodes } = path;
  // A commit renews the keys of its sender's leaf and leaves alone who that is.
  const same =
    isUsualLeaf(leafNode) &&
    equal(leafNode.signaturePublicKey, sender.signaturePublicKey) &&
    leafNode.credential.credentialType === 'basic' &&
    sender.credential.credentialType === 'basic' &&
    equal(leafNode.credential.identity, sender.credential.identity);
  if (!same || nodes.length > MAX_PATH) return 'invalid';
  return nodes.every((node) => node.hpkePublicKey.length === HASH_BYTES) ? null : 'malformed';
}

/** Exactly the group's own where somebody is added, and no other ever. */
export function provesPsk(psks: readonly PreSharedKeyID[], adding: boolean, psk: Psk): boolean {
  if (psks.length === 0) return !adding;
  const [only, ...more] = psks;
  return more.length === 0 && only !== undefined && isPsk(only, psk);
}

function isPsk(id: PreSharedKeyID, psk: Psk): boolean {
  return id.psktype === 'external' && id.pskNonce.length === HASH_BYTES && equal(id.pskId, utf8(psk.id));
}

/** How the library asks for the secret. */
export function pskIndex(psk: Psk): PskIndex {
  return { findPsk: (id) => (isPsk(id, psk) ? psk.value : undefined) };
}

export async function viewOf(commit: ParsedCommit, tree: RatchetTree): Promise<CommitView> {
  const { content } = commit;
  return {
    sender: existing(tree, commit.senderLeaf),
    epoch: content.epoch,
    adds: await Promise.all(commit.adds.map(addOf)),
    removes: commit.removes.map((leaf) => existing(tree, leaf)),
    authenticatedData: content.authenticatedData,
  };
}

/** Of a leaf that was found occupied. */
function existing(tree: RatchetTree, leaf: number): Member {
  const member = memberAt(tree, leaf);
  if (member === null) throw new Error(`leaf ${leaf} is blank`);
  return member;
}
