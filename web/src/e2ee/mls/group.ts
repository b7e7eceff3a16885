import { createCommit } from 'ts-mls/createCommit.js';
import { createGroup, decodeGroupState, encodeGroupState, type ClientState } from 'ts-mls/clientState.js';
import type { Extension } from 'ts-mls/extension.js';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { unprotectPublicMessage } from 'ts-mls/messageProtectionPublic.js';
import { processPublicMessage } from 'ts-mls/processMessages.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { fromUtf8, utf8 } from '../bytes';
import {
  COMMIT_MAX_BYTES,
  parseCommit,
  provesPsk,
  pskIndex,
  viewOf,
  type CommitView,
  type ParsedCommit,
  type Psk,
} from './commit';
import { HANDOVER_EXTENSION, newKeyPackage, parseKeyPackage, type DeviceKeys } from './keyPackage';
import { attempt, refused, type Refused } from './refusal';
import { configOf, erase, keysAgree, stripped, type Checks } from './state';
import { HASH_BYTES, suite } from './suite';
import { hasDistinctKeys, leafAt, MAX_LEAVES, membersOf, type Member } from './tree';
import { openWelcome, WELCOME_MAX_BYTES, type Invitation } from './welcome';

export { peekCommit, type Psk, type CommitView } from './commit';
export {
  decodeKeyPackage,
  newDeviceKeys,
  newKeyPackage,
  peekKeyPackage,
  type Add,
  type DeviceKeys,
  type KeyPackage,
} from './keyPackage';
export type { MlsRefusal, Refused } from './refusal';
export type { Checks } from './state';
export type { Member } from './tree';
export type { Invitation } from './welcome';

const ENCODING = 1;

/** What is to change. With nothing to add or remove the commit still makes a new epoch with fresh secrets. */
export interface Change {
  /** Key packages, each from {@link peekKeyPackage}. */
  readonly adds: readonly Uint8Array[];
  /** Leaves. */
  readonly removes: readonly number[];
  /** Goes into every commit that adds. */
  readonly psk: Psk;
  /** Read by all members before they follow, not by those who are added. */
  readonly authenticatedData: Uint8Array;
  /** For those who are added; sealed with the Welcome, which members can open too. May be empty. */
  readonly handover: Uint8Array;
}

/** A commit that nobody has seen yet. Until it is accepted the group it was made from goes on. */
export interface Made {
  readonly kind: 'made';
  readonly bytes: Uint8Array;
  /** One for all that are added; null if nobody is. */
  readonly welcome: Uint8Array | null;
  readonly next: Group;
  /** Once the commit was accepted and `next` is stored: overwrites the secrets of the group that it was made from. */
  discard(): void;
}

export interface Joined {
  readonly kind: 'joined';
  readonly group: Group;
  readonly handover: Uint8Array;
  readonly adder: Member;
}

export type Processed =
  | {
      readonly kind: 'moved';
      readonly group: Group;
      readonly commit: CommitView;
      /** Once `group` is stored: overwrites the secrets of the one before. */
      discard(): void;
    }
  /** This device is no longer a member. The group it has is of no more use. */
  | { readonly kind: 'removed'; readonly commit: CommitView }
  | Refused;

/**
 * An MLS group (RFC 9420) in one epoch, as one of its devices knows it. A value: what changes the group gives another one, and this one
 * stays good for whatever comes instead, until its secrets are discarded.
 *
 * Only commits by members that add, remove or renew their sender's keys exist; ADR 7 tells what doesn't, and why.
 */
export class Group {
  readonly groupId: string;

  private constructor(private readonly state: ClientState) {
    this.groupId = fromUtf8(state.groupContext.groupId) ?? '';
  }

  /** A group of one. */
  static async found(
    groupId: string,
    device: DeviceKeys,
    identity: Uint8Array,
    checks: Checks,
  ): Promise<Group> {
    const { parts } = await newKeyPackage(device, identity, BigInt(Math.floor(Date.now() / 1000)));
    const { publicPackage, privatePackage } = parts;
    const config = configOf(checks);
    const id = utf8(groupId);
    return new Group(
      stripped(await createGroup(id, publicPackage, privatePackage, [], await suite(), config)),
    );
  }

  static async join(invitation: Invitation, checks: Checks): Promise<Joined | Refused> {
    const opened = await openWelcome(invitation, configOf(checks));
    if (opened.kind === 'refused') return opened;
    const { handover, adder } = opened;
    const state = stripped(opened.state);
    if ((await attempt(() => keysAgree(state))) !== true) return refused('invalid');
    return { kind: 'joined', group: new Group(state), handover, adder };
  }

  get epoch(): bigint {
    return this.state.groupContext.epoch;
  }

  get ownLeaf(): number {
    return this.state.privatePath.leafIndex;
  }

  members(): Member[] {
    return membersOf(this.state.ratchetTree);
  }

  /** Refused where a key package is bad or already in the group, or a leaf is blank. */
  async commit(change: Change): Promise<Made | Refused> {
    const tree = this.state.ratchetTree;
    if (change.removes.some((leaf) => leafAt(tree, leaf) === null)) return refused('invalid');
    const proposals = proposalsOf(change);
    if (proposals === null) return refused('keyPackageInvalid');
    const created = await attempt(async () =>
      createCommit(
        { state: this.state, cipherSuite: await suite(), pskIndex: pskIndex(change.psk) },
        {
          wireAsPublicMessage: true,
          ratchetTreeExtension: true,
          extraProposals: proposals,
          authenticatedData: change.authenticatedData,
          groupInfoExtensions: handoverOf(change),
        },
      ),
    );
    if (created === null) return refused('invalid');
    const reason = treeFault(created.newState);
    if (reason !== null) return reason;
    const { welcome } = created;
    const bytes = encodeMlsMessage(created.commit);
    const letter = welcome && encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome });
    if (bytes.length > COMMIT_MAX_BYTES || (letter?.length ?? 0) > WELCOME_MAX_BYTES)
      return refused('tooLarge');
    const next = stripped(created.newState);
    return {
      kind: 'made',
      bytes,
      welcome: letter ?? null,
      next: new Group(next),
      discard: () => {
        erase(this.state, next);
      },
    };
  }

  /**
   * Follows another member's commit.
   *
   * @param accept our own rules; asked only about what is authentic and valid in all else
   */
  async process(
    commit: Uint8Array,
    psk: Psk,
    accept: (commit: CommitView) => boolean | Promise<boolean>,
  ): Promise<Processed> {
    const { groupContext, ratchetTree: tree } = this.state;
    const { groupId, epoch } = groupContext;
    const parsed = parseCommit(commit, { groupId, epoch, tree, ownLeaf: this.ownLeaf });
    if (parsed.kind === 'refused') return parsed;
    if ((await attempt(() => this.verify(parsed))) === null) return refused('unauthentic');
    if (!provesPsk(parsed.psks, parsed.adds.length > 0, psk)) return refused('pskMissing');
    // The library would fail at a commit that gives our leaf to another at once. Whoever is removed can't check what follows anyway.
    const removed = parsed.removes.includes(this.ownLeaf);
    const next = removed ? null : await this.follow(parsed, psk);
    if (next !== null && 'kind' in next) return next;
    const view = await viewOf(parsed, tree);
    if (!(await accept(view))) return refused('notAccepted');
    if (next === null) return { kind: 'removed', commit: view };
    return {
      kind: 'moved',
      group: new Group(next),
      commit: view,
      discard: () => {
        erase(this.state, next);
      },
    };
  }

  /** RFC 9420, section 8.5. */
  async exportSecret(label: string, context: Uint8Array, length: number): Promise<Uint8Array> {
    return mlsExporter(this.state.keySchedule.exporterSecret, label, context, length, await suite());
  }

  /** The same for all members of an epoch, and for them alone (RFC 9420, section 8.7). */
  authenticator(): Uint8Array {
    return this.state.keySchedule.epochAuthenticator.slice();
  }

  /** All of it, private keys too: for storage. */
  encode(): Uint8Array {
    const state = encodeGroupState(this.state);
    const bytes = new Uint8Array(1 + state.length);
    bytes[0] = ENCODING;
    bytes.set(state, 1);
    return bytes;
  }

  /** What {@link encode} made; null for anything else. */
  static decode(bytes: Uint8Array, checks: Checks): Group | null {
    if (bytes[0] !== ENCODING) return null;
    try {
      const decoded = decodeGroupState(bytes.slice(1), 0);
      if (decoded?.[1] !== bytes.length - 1) return null;
      const state = { ...decoded[0], clientConfig: configOf(checks) };
      const own = leafAt(state.ratchetTree, state.privatePath.leafIndex);
      return own !== null && state.groupActiveState.kind === 'active' ? new Group(state) : null;
    } catch {
      return null;
    }
  }

  private async verify(commit: ParsedCommit): Promise<true> {
    const { keySchedule, groupContext, ratchetTree } = this.state;
    const { membershipKey } = keySchedule;
    await unprotectPublicMessage(membershipKey, groupContext, ratchetTree, commit.message, await suite());
    return true;
  }

  private async follow(commit: ParsedCommit, psk: Psk): Promise<ClientState | Refused> {
    const processed = await attempt(async () =>
      processPublicMessage(this.state, commit.message, pskIndex(psk), await suite()),
    );
    if (processed === null || processed.newState.groupContext.epoch !== this.epoch + 1n)
      return refused('invalid');
    const fault = treeFault(processed.newState);
    if (fault !== null) return fault;
    const next = stripped(processed.newState);
    return (await attempt(() => keysAgree(next))) === true ? next : refused('invalid');
  }
}

function treeFault(state: ClientState): Refused | null {
  if ((state.ratchetTree.length + 1) / 2 > MAX_LEAVES) return refused('groupFull');
  return hasDistinctKeys(state.ratchetTree) ? null : refused('invalid');
}

function handoverOf({ handover }: Change): Extension[] {
  return handover.length > 0 ? [{ extensionType: HANDOVER_EXTENSION, extensionData: handover }] : [];
}

/** Null where a key package is none. */
function proposalsOf(change: Change): Proposal[] | null {
  const proposals: Proposal[] = change.removes.map((removed) => ({
    proposalType: 'remove',
    remove: { removed },
  }));
  for (const bytes of change.adds) {
    const keyPackage = parseKeyPackage(bytes);
    if (keyPackage === null) return null;
    proposals.push({ proposalType: 'add', add: { keyPackage } });
  }
  if (change.adds.length > 0) {
    const pskNonce = crypto.getRandomValues(new Uint8Array(HASH_BYTES));
    const preSharedKeyId = { psktype: 'external', pskId: utf8(change.psk.id), pskNonce } as const;
    proposals.push({ proposalType: 'psk', psk: { preSharedKeyId } });
  }
  return proposals;
}
