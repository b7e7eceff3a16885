import type { ClientState } from 'ts-mls/clientState.js';
import { decodeCommit, encodeCommit } from 'ts-mls/commit.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { createContentCommitSignature } from 'ts-mls/framedContent.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { protectPublicMessage } from 'ts-mls/messageProtectionPublic.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { describe, expect, it } from 'vitest';
import { concat, equal, utf8 } from '../bytes';
import { decodeCanonical } from './commit';
import { decodeKeyPackage, Group, peekKeyPackage } from './group';
import { HANDOVER_EXTENSION } from './keyPackage';
import {
  Chance,
  checks,
  groupOf,
  GROUP_ID,
  insideOf,
  make,
  nowSeconds,
  packageOf,
  person,
  psk,
  secretsOf,
  tryFollow,
  tryJoin,
} from './members.testing';
import { suite } from './suite';

// PARLEY_MLS_MUTATIONS=10000 makes so many of each kind.
const COUNT = Number(import.meta.env['PARLEY_MLS_MUTATIONS'] ?? 150);
const SEED = Number(import.meta.env['PARLEY_MLS_SEED'] ?? 1);
const LIMIT_MS = 2000;
const TIMEOUT_MS = 60_000 + COUNT * 100;

const cs = await suite();

/** Something that differs from `bytes`, mostly a little. */
function mutated(bytes: Uint8Array, chance: Chance): Uint8Array {
  for (;;) {
    const copy = bytes.slice();
    const at = chance.below(bytes.length);
    const kind = chance.of(['flip', 'flip', 'flips', 'cut', 'insert', 'delete', 'repeat', 'length'] as const);
    const flip = (): void => {
      const where = chance.below(copy.length);
      copy[where] = (copy[where] ?? 0) ^ (1 << chance.below(8));
    };
    if (kind === 'flip') flip();
    if (kind === 'flips') for (let i = 0; i < 8; i++) flip();
    // Lengths and indices of up to 2^32, wherever they fall.
    if (kind === 'length')
      copy.set([chance.of([0x80, 0xbf, 0xff, 0x3f]), 0xff, 0xff, 0xff].slice(0, copy.length - at), at);
    const changed = {
      flip: copy,
      flips: copy,
      length: copy,
      cut: copy.slice(0, at),
      insert: concat(copy.slice(0, at), Uint8Array.of(chance.below(256)), copy.slice(at)),
      delete: concat(copy.slice(0, at), copy.slice(at + 1 + chance.below(40))),
      repeat: concat(copy.slice(0, at), copy.slice(Math.max(0, at - 60))),
    }[kind];
    if (!equal(changed, bytes)) return changed;
  }
}

/** Tries so many mutations, each in little time. */
async function each(bytes: Uint8Array, attempt: (changed: Uint8Array) => Promise<void>): Promise<void> {
  const chance = new Chance(SEED);
  for (let i = 0; i < COUNT; i++) {
    const changed = mutated(bytes, chance);
    const started = performance.now();
    await attempt(changed);
    expect(performance.now() - started, `seed ${SEED}, mutation ${i}`).toBeLessThan(LIMIT_MS);
  }
}

/** Two of a group of five whose tree has parents and unmerged leaves, and a commit of the first that does everything. */
async function scene(): Promise<{ a: Group; b: Group; commit: Uint8Array; welcome: Uint8Array; late: Late }> {
  const [first, second] = await groupOf(4);
  if (first === undefined || second === undefined) throw new Error('not two');
  const renewed = await make(first);
  const removed = await make(renewed.next, { removes: [3] });
  const { bytes } = await packageOf(await person('unmerged'));
  const added = await make(removed.next, { adds: [bytes] });
  let b = second;
  for (const made of [renewed, removed, added]) {
    const processed = await tryFollow(b, made.bytes);
    if (processed.kind !== 'moved') throw new Error(processed.kind);
    b = processed.group;
  }
  const late = await packageOf(await person('late'));
  const made = await make(added.next, { adds: [late.bytes], removes: [2], authenticatedData: utf8('why') });
  return { a: added.next, b, commit: made.bytes, welcome: made.welcome ?? new Uint8Array(), late };
}

type Late = Awaited<ReturnType<typeof packageOf>>;

describe(`mutations by outsiders, seed ${SEED}`, { timeout: TIMEOUT_MS }, () => {
  it('of commits change nothing', async () => {
    const { b, commit } = await scene();
    const before = b.encode();
    await each(commit, async (changed) => {
      expect((await tryFollow(b, changed)).kind).toBe('refused');
    });
    expect(b.encode()).toEqual(before);
    expect((await tryFollow(b, commit)).kind).toBe('moved');
  });

  it('of welcomes let nobody in', async () => {
    const { welcome, late } = await scene();
    const before = late.encode();
    await each(welcome, async (changed) => {
      expect((await tryJoin(changed, late)).kind).toBe('refused');
    });
    expect(late.encode()).toEqual(before);
    expect((await tryJoin(welcome, late)).kind).toBe('joined');
  });

  it('of key packages are none', async () => {
    const { bytes } = await packageOf(await person('late'));
    const now = nowSeconds();
    await each(bytes, async (changed) => {
      expect(await peekKeyPackage(changed, now)).toBeNull();
    });
  });

  it('of what is stored do not throw', async () => {
    const { b, late } = await scene();
    const stored = b.encode();
    await each(stored, async (changed) => {
      const group = Group.decode(changed, checks);
      if (group !== null) await secretsOf(group);
    });
    await each(late.encode(), async (changed) => {
      await decodeKeyPackage(changed);
    });
  });
});

describe(`mutations by a member who signs them, seed ${SEED}`, { timeout: TIMEOUT_MS }, () => {
  it('of commits change nothing', async () => {
    const { a, b, commit } = await scene();
    const message = decodeCanonical(commit);
    if (message?.wireformat !== 'mls_public_message') throw new Error('no commit');
    const { content, auth } = message.publicMessage;
    if (content.contentType !== 'commit' || auth.contentType !== 'commit') throw new Error('no commit');
    const inside = insideOf(a);
    const before = b.encode();
    let signed = 0;
    await each(encodeCommit(content.commit), async (changed) => {
      const decoded = quietly(() => decodeCommit(changed, 0)?.[0]);
      if (decoded === undefined || equal(encodeCommit(decoded), encodeCommit(content.commit))) return;
      const forged = await sign(inside, { ...content, commit: decoded }, auth.confirmationTag);
      signed++;
      expect((await tryFollow(b, forged)).kind).toBe('refused');
    });
    expect(signed).toBeGreaterThan(COUNT / 4);
    expect(b.encode()).toEqual(before);
    expect((await tryFollow(b, commit)).kind).toBe('moved');
  });

  it('of trees show no member that is none', async () => {
    const { a } = await scene();
    const inside = insideOf(a);
    const late = await packageOf(await person('late'));
    const known = [...a.members(), await peekKeyPackage(late.bytes, nowSeconds())].flatMap(
      (each) => each?.deviceKey ?? [],
    );
    let sent = 0;
    const tree = encodeRatchetTree(inside.ratchetTree);
    await each(tree, async (changed) => {
      const decoded = quietly(() => decodeRatchetTree(changed, 0)?.[0]);
      if (decoded === undefined || equal(encodeRatchetTree(decoded), tree)) return;
      const welcome = await invite({ ...inside, ratchetTree: decoded }, late).catch(() => null);
      if (welcome === null) return;
      sent++;
      const joined = await tryJoin(welcome, late);
      // Leaving members out makes another good tree; what a leaf says is its owner's word.
      if (joined.kind === 'joined')
        for (const { deviceKey } of joined.group.members())
          expect(known.some((each) => equal(each, deviceKey))).toBe(true);
    });
    expect(sent).toBeGreaterThan(COUNT / 4);
    expect((await tryJoin(await invite(inside, late), late)).kind).toBe('joined');
  });
});

type CommitContent = Parameters<typeof protectPublicMessage>[2]['content'] & { contentType: 'commit' };

async function sign(
  state: ClientState,
  content: CommitContent,
  confirmationTag: Uint8Array,
): Promise<Uint8Array> {
  const { groupContext, signaturePrivateKey, keySchedule } = state;
  const { framedContent, signature } = await createContentCommitSignature(
    groupContext,
    'mls_public_message',
    content.commit,
    content.sender,
    content.authenticatedData,
    signaturePrivateKey,
    cs.signature,
  );
  const auth = { contentType: 'commit', signature, confirmationTag } as const;
  const made = { wireformat: 'mls_public_message', content: framedContent, auth } as const;
  const publicMessage = await protectPublicMessage(keySchedule.membershipKey, groupContext, made, cs);
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage });
}

/** A welcome into a group with that tree; the library makes the hash that fits. */
async function invite(state: ClientState, late: Late): Promise<Uint8Array> {
  const { publicPackage } = late.parts;
  const preSharedKeyId = {
    psktype: 'external',
    pskId: utf8(GROUP_ID),
    pskNonce: new Uint8Array(32),
  } as const;
  const extraProposals: Proposal[] = [
    { proposalType: 'add', add: { keyPackage: publicPackage } },
    { proposalType: 'psk', psk: { preSharedKeyId } },
  ];
  const { welcome } = await createCommit(
    { state, cipherSuite: cs, pskIndex: { findPsk: () => psk.value } },
    {
      wireAsPublicMessage: true,
      ratchetTreeExtension: true,
      extraProposals,
      groupInfoExtensions: [{ extensionType: HANDOVER_EXTENSION, extensionData: new Uint8Array() }],
    },
  );
  if (welcome === undefined) throw new Error('nobody added');
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome });
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
