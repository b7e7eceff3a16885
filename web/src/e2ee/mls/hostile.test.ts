import { createGroup } from 'ts-mls/clientState.js';
import {
  createCommit,
  createGroupInfoWithExternalPubAndRatchetTree,
  joinGroupExternal,
} from 'ts-mls/createCommit.js';
import { createProposal } from 'ts-mls/createMessage.js';
import { signKeyPackage } from 'ts-mls/keyPackage.js';
import { signLeafNodeKeyPackage } from 'ts-mls/leafNode.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import type { Proposal } from 'ts-mls/proposal.js';
import type { ClientState } from 'ts-mls/clientState.js';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes';
import { parseCommit } from './commit';
import { Group, newKeyPackage, peekKeyPackage, type MlsRefusal, type Psk } from './group';
import { HANDOVER_EXTENSION, parseKeyPackage, type KeyPackage } from './keyPackage';
import {
  checks,
  found,
  groupOf,
  GROUP_ID,
  insideOf,
  join,
  make,
  nowSeconds,
  packageOf,
  person,
  psk,
  secretsOf,
  tryFollow,
  tryJoin,
} from './members.testing';
import { configOf } from './state';
import { suite } from './suite';

const cs = await suite();
const LIMIT_MS = 2000;

async function two(): Promise<[Group, Group]> {
  const [a, b] = await groupOf(2);
  if (a === undefined || b === undefined) throw new Error('not two');
  return [a, b];
}

/** What the library makes of proposals that our interface has no way to make, signed as by a member. */
async function commitOf(
  state: ClientState,
  proposals: Proposal[],
  wireAsPublicMessage = true,
): Promise<Uint8Array> {
  const findPsk = (): Uint8Array => psk.value;
  const made = await createCommit(
    { state, cipherSuite: cs, pskIndex: { findPsk } },
    { wireAsPublicMessage, extraProposals: proposals },
  );
  return encodeMlsMessage(made.commit);
}

async function expectRefused(group: Group, commit: Uint8Array, reason: MlsRefusal): Promise<void> {
  const before = await secretsOf(group);
  const started = performance.now();
  expect(await tryFollow(group, commit)).toEqual({ kind: 'refused', reason });
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  expect(await secretsOf(group)).toBe(before);
}

const pskOf = (id: string, nonceBytes = 32): Proposal => ({
  proposalType: 'psk',
  psk: { preSharedKeyId: { psktype: 'external', pskId: utf8(id), pskNonce: new Uint8Array(nonceBytes) } },
});

const addOf = ({ bytes }: KeyPackage): Proposal => {
  const keyPackage = parseKeyPackage(bytes);
  if (keyPackage === null) throw new Error('no key package');
  return { proposalType: 'add', add: { keyPackage } };
};

describe('a commit from outside', () => {
  it('is of the group, its epoch and a member, or is refused', async () => {
    const [a, b] = await two();
    const { bytes, next } = await make(a);
    await expectRefused(b, new Uint8Array(), 'malformed');
    await expectRefused(b, new Uint8Array(64 * 1024 + 1), 'tooLarge');
    await expectRefused(b, concat(bytes, Uint8Array.of(0)), 'malformed');
    await expectRefused(b, (await make(next)).bytes, 'wrongEpoch');
    await expectRefused(next, (await make(b)).bytes, 'wrongEpoch');
    const other = insideOf(a);
    const groupId = utf8('meeting/plenary/2');
    const foreign = { ...other, groupContext: { ...other.groupContext, groupId } };
    await expectRefused(b, await commitOf(foreign, []), 'wrongGroup');
    await expectRefused(b, (await packageOf(await person('ridge'))).bytes, 'wrongKind');
  });

  it('is authentic', async () => {
    const [a, b] = await two();
    const inside = insideOf(a);
    const { keySchedule } = inside;
    const noMember = { ...inside, keySchedule: { ...keySchedule, membershipKey: new Uint8Array(32) } };
    await expectRefused(b, await commitOf(noMember, []), 'unauthentic');
    const forged = { ...inside, signaturePrivateKey: new Uint8Array(32).fill(1) };
    await expectRefused(b, await commitOf(forged, []), 'unauthentic');
    // Whoever doesn't know the secrets of this epoch can't make those of the next.
    const poisoned = { ...inside, keySchedule: { ...keySchedule, initSecret: new Uint8Array(32) } };
    await expectRefused(b, await commitOf(poisoned, []), 'invalid');
  });

  it('is a public message, and a commit', async () => {
    const [a, b] = await two();
    // The interface keeps no keys for private messages: the library's own group has them.
    const { parts } = await packageOf(await person('harbour'));
    const { publicPackage, privatePackage } = parts;
    const whole = await createGroup(utf8(GROUP_ID), publicPackage, privatePackage, [], cs, configOf(checks));
    await expectRefused(b, await commitOf(whole, [], false), 'wrongKind');
    const remove: Proposal = { proposalType: 'remove', remove: { removed: 1 } };
    const { message, newState } = await createProposal(insideOf(a), true, remove, cs);
    await expectRefused(b, encodeMlsMessage(message), 'wrongKind');
    // And none by reference to a proposal that was sent before.
    await expectRefused(b, await commitOf(newState, []), 'proposalNotAllowed');
  });

  it('comes from nobody outside', async () => {
    const [, b] = await two();
    const inside = {
      ...insideOf(b),
      keySchedule: { ...insideOf(b).keySchedule, externalSecret: new Uint8Array(32) },
    };
    const info = await createGroupInfoWithExternalPubAndRatchetTree(inside, [], cs);
    const ghost = await person('ghost');
    const { publicPackage, privatePackage } = (await packageOf(ghost)).parts;
    const config = configOf(checks);
    const joined = joinGroupExternal(info, publicPackage, privatePackage, false, cs, undefined, config);
    const { publicMessage } = await joined;
    const bytes = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage });
    await expectRefused(b, bytes, 'wrongKind');
  });

  it('has no proposals but those we use', async () => {
    const [a, b] = await two();
    const proposals: Proposal[] = [
      { proposalType: 'group_context_extensions', groupContextExtensions: { extensions: [] } },
      {
        proposalType: 'reinit',
        reinit: { groupId: utf8('other'), version: 'mls10', cipherSuite: cs.name, extensions: [] },
      },
      { proposalType: 0xf000, proposalData: new Uint8Array(8) },
    ];
    for (const proposal of proposals)
      await expectRefused(b, await commitOf(insideOf(a), [proposal]), 'proposalNotAllowed');
  });

  it('proves with every addition that its maker has the secret of the group', async () => {
    const [a, b] = await two();
    const add = addOf(await packageOf(await person('ghost')));
    const inside = insideOf(a);
    const twice: Proposal = pskOf(GROUP_ID);
    for (const psks of [[], [pskOf('meeting/plenary/2')], [pskOf(GROUP_ID, 16)], [twice, pskOf('other')]])
      await expectRefused(b, await commitOf(inside, [add, ...psks]), 'pskMissing');
    await expectRefused(b, await commitOf(inside, [pskOf('other')]), 'pskMissing');
    const guessed: Psk = { id: GROUP_ID, value: new Uint8Array(32) };
    const change = { authenticatedData: new Uint8Array(), handover: new Uint8Array(), removes: [] };
    const { bytes } = await packageOf(await person('ghost'));
    const made = await a.commit({ ...change, adds: [bytes], psk: guessed });
    if (made.kind === 'refused') throw new Error(made.reason);
    await expectRefused(b, made.bytes, 'invalid');
  });

  it('adds only whom the checks know', async () => {
    const [a, b] = await two();
    const [ghost, other] = [await person('ghost'), await person('other')];
    const stolen = await newKeyPackage(ghost.device, other.identity, nowSeconds());
    await expectRefused(b, await commitOf(insideOf(a), [addOf(stolen), pskOf(GROUP_ID)]), 'invalid');
    const change = { authenticatedData: new Uint8Array(), handover: new Uint8Array(), removes: [], psk };
    const refusal = await a.commit({ ...change, adds: [stolen.bytes] });
    expect(refusal).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(await peekKeyPackage(stolen.bytes, nowSeconds())).toMatchObject({ identity: other.identity });
  });

  it('adds only with key packages as we make them', async () => {
    const [a, b] = await two();
    const { device, identity } = await person('ghost');
    const usual = (await newKeyPackage(device, identity, nowSeconds())).parts.publicPackage;
    const lifetimes = [
      { notBefore: 0n, notAfter: 2n ** 63n },
      { notBefore: nowSeconds() - 60n, notAfter: nowSeconds() + 3600n * 24n * 30n },
    ];
    const extensions = [{ extensionType: HANDOVER_EXTENSION, extensionData: new Uint8Array() }];
    for (const changed of [...lifetimes.map((lifetime) => ({ lifetime })), { extensions }]) {
      const leafNode = await signLeafNodeKeyPackage(
        { ...usual.leafNode, ...changed },
        device.privateKey,
        cs.signature,
      );
      const keyPackage = await signKeyPackage({ ...usual, leafNode }, device.privateKey, cs.signature);
      const add: Proposal = { proposalType: 'add', add: { keyPackage } };
      await expectRefused(b, await commitOf(insideOf(a), [add, pskOf(GROUP_ID)]), 'keyPackageInvalid');
    }
  });

  it('never changes who its sender is', async () => {
    const [a, b] = await two();
    const inside = insideOf(a);
    const [own, ...rest] = inside.ratchetTree;
    if (own?.nodeType !== 'leaf') throw new Error('no leaf');
    const leaf = { ...own.leaf, credential: { credentialType: 'basic', identity: utf8('another') } as const };
    const bytes = await commitOf({ ...inside, ratchetTree: [{ ...own, leaf }, ...rest] }, []);
    const { groupContext, ratchetTree } = insideOf(b);
    const place = { groupId: groupContext.groupId, epoch: 1n, tree: ratchetTree, ownLeaf: 1 };
    expect(parseCommit(bytes, place)).toEqual({ kind: 'refused', reason: 'invalid' });
  });

  it('is refused soon, however large its numbers are', async () => {
    const [a, b] = await two();
    const inside = insideOf(a);
    for (const removed of [2, 2 ** 29, 2 ** 30 - 1, 2 ** 31, 2 ** 32 - 1]) {
      const honest = await commitOf(inside, [{ proposalType: 'remove', remove: { removed: 1 } }]);
      // The index of the leaf to remove is the first 4 bytes after the types of the proposal.
      const at = honest.findIndex(
        (_, i) => i > 20 && honest[i] === 1 && honest[i + 1] === 0 && honest[i + 2] === 3,
      );
      new DataView(honest.buffer).setUint32(at + 3, removed);
      await expectRefused(b, honest, 'malformed');
    }
    const { bytes } = await make(a);
    for (const sender of [2, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1]) {
      const changed = bytes.slice();
      // Version, wire format, length and group id, epoch, type of sender.
      new DataView(changed.buffer).setUint32(2 + 2 + 1 + GROUP_ID.length + 8 + 1, sender);
      await expectRefused(b, changed, 'malformed');
    }
    for (let at = 0; at < bytes.length; at++)
      for (const length of [0x80_00_00_00, 0xbf_ff_ff_ff, 0xff_ff_ff_ff]) {
        const changed = bytes.slice();
        new DataView(changed.buffer).setUint32(Math.min(at, bytes.length - 4), length);
        expect((await tryFollow(b, changed)).kind).toBe('refused');
      }
  });
});

describe('a welcome from outside', () => {
  /** To one who is added by the library in the state that is given. */
  async function welcomeOf(
    state: ClientState,
    proposals: Proposal[],
    types = [HANDOVER_EXTENSION],
  ): Promise<Uint8Array> {
    const { welcome } = await createCommit(
      { state, cipherSuite: cs, pskIndex: { findPsk: () => psk.value } },
      {
        wireAsPublicMessage: true,
        ratchetTreeExtension: true,
        extraProposals: proposals,
        groupInfoExtensions: types.map((extensionType) => ({
          extensionType,
          extensionData: new Uint8Array(),
        })),
      },
    );
    if (welcome === undefined) throw new Error('nobody added');
    return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome });
  }

  async function expectNoEntry(
    welcome: Uint8Array,
    keyPackage: KeyPackage,
    reason: MlsRefusal,
  ): Promise<void> {
    const started = performance.now();
    expect(await tryJoin(welcome, keyPackage)).toEqual({ kind: 'refused', reason });
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  }

  it('is for the key package, the group and the secret', async () => {
    const [a] = await two();
    const [mine, other] = [await packageOf(await person('ridge')), await packageOf(await person('other'))];
    const { welcome, bytes } = await make(a, { adds: [mine.bytes] });
    if (welcome === null) throw new Error('no welcome');
    await expectNoEntry(new Uint8Array(208 * 1024 + 1), mine, 'tooLarge');
    await expectNoEntry(welcome.slice(0, -1), mine, 'malformed');
    await expectNoEntry(concat(welcome, Uint8Array.of(0)), mine, 'malformed');
    await expectNoEntry(bytes, mine, 'wrongKind');
    await expectNoEntry(welcome, other, 'notForUs');
    const invitation = { welcome, keyPackage: mine, groupId: GROUP_ID, psk };
    const elsewhere = await Group.join({ ...invitation, groupId: 'meeting/plenary/2' }, checks);
    expect(elsewhere).toEqual({ kind: 'refused', reason: 'wrongGroup' });
    const guessed = await Group.join({ ...invitation, psk: { ...psk, value: new Uint8Array(32) } }, checks);
    expect(guessed).toEqual({ kind: 'refused', reason: 'unauthentic' });
    const renamed = await Group.join({ ...invitation, psk: { ...psk, id: 'other' } }, checks);
    expect(renamed).toEqual({ kind: 'refused', reason: 'pskMissing' });
    expect((await join(welcome, mine)).epoch).toBe(2n);
  });

  it('cannot be made by one without the secret', async () => {
    const ghost = await person('the server');
    const mine = await packageOf(await person('ridge'));
    const inside = insideOf(await found(ghost));
    await expectNoEntry(await welcomeOf(inside, [addOf(mine)]), mine, 'pskMissing');
  });

  it('shows members only whom the checks know', async () => {
    const [ghost, other] = [await person('ghost'), await person('other')];
    const mine = await packageOf(await person('ridge'));
    const alone = await Group.found(GROUP_ID, ghost.device, other.identity, checks);
    await expectNoEntry(await welcomeOf(insideOf(alone), [addOf(mine), pskOf(GROUP_ID)]), mine, 'invalid');
  });

  it('has one tree, one handover at most and nothing more', async () => {
    const inside = insideOf(await found(await person('harbour')));
    const mine = await packageOf(await person('ridge'));
    const proposals = [addOf(mine), pskOf(GROUP_ID)];
    expect((await tryJoin(await welcomeOf(inside, proposals), mine)).kind).toBe('joined');
    for (const types of [[HANDOVER_EXTENSION, HANDOVER_EXTENSION], [HANDOVER_EXTENSION, 0xf1a2], [0xf1a2]])
      await expectNoEntry(await welcomeOf(inside, proposals, types), mine, 'malformed');
    const groupContext = {
      ...inside.groupContext,
      extensions: [{ extensionType: HANDOVER_EXTENSION, extensionData: utf8('') }],
    };
    await expectNoEntry(await welcomeOf({ ...inside, groupContext }, proposals), mine, 'malformed');
  });

  it('has a tree without numbers that lead outside', async () => {
    const groups = await groupOf(4);
    const [first] = groups;
    if (first === undefined) throw new Error('nobody');
    const inside = insideOf((await make(first)).next);
    const mine = await packageOf(await person('ridge'));
    const proposals = [addOf(mine), pskOf(GROUP_ID)];
    expect((await tryJoin(await welcomeOf(inside, proposals), mine)).kind).toBe('joined');
    for (const unmergedLeaves of [[2 ** 30 - 1], [2 ** 31], [2 ** 32 - 1], [8], [1, 1], [3, 1]]) {
      const ratchetTree = inside.ratchetTree.map((node) =>
        node?.nodeType === 'parent' ? { ...node, parent: { ...node.parent, unmergedLeaves } } : node,
      );
      await expectNoEntry(await welcomeOf({ ...inside, ratchetTree }, proposals), mine, 'malformed');
    }
  });
});

describe('a key package from outside', () => {
  it('is genuine, in time, and one can encrypt to it', async () => {
    const ridge = await person('ridge');
    const keyPackage = await packageOf(ridge);
    const { bytes, ref } = keyPackage;
    const now = nowSeconds();
    expect(await peekKeyPackage(bytes, now)).toEqual({
      keyPackage: bytes,
      ref,
      identity: ridge.identity,
      deviceKey: ridge.device.publicKey,
      leafKey: keyPackage.parts.publicPackage.leafNode.hpkePublicKey,
    });
    expect(await peekKeyPackage(bytes, now + 25n * 3600n)).toBeNull();
    expect(await peekKeyPackage(bytes, now - 25n * 3600n)).toBeNull();
    for (const bad of [
      new Uint8Array(),
      new Uint8Array(5000),
      bytes.slice(0, -1),
      concat(bytes, Uint8Array.of(0)),
    ])
      expect(await peekKeyPackage(bad, now)).toBeNull();
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await peekKeyPackage(changed, now)).toBeNull();
    }
    // Points of low order, at which encryption fails: signed, and yet of no use.
    const { publicPackage } = keyPackage.parts;
    for (const first of [0, 1]) {
      const initKey = Uint8Array.of(first, ...new Uint8Array(31));
      const signed = await signKeyPackage(
        { ...publicPackage, initKey },
        ridge.device.privateKey,
        cs.signature,
      );
      const weak = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage: signed });
      expect(await peekKeyPackage(weak, now)).toBeNull();
    }
  });
});
