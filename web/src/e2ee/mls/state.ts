import type { ClientConfig } from 'ts-mls/clientConfig.js';
import type { ClientState } from 'ts-mls/clientState.js';
import { defaultKeyPackageEqualityConfig } from 'ts-mls/keyPackageEqualityConfig.js';
import { defaultPaddingConfig } from 'ts-mls/paddingConfig.js';
import { getHpkePublicKey } from 'ts-mls/ratchetTree.js';
import { equal } from '../bytes';
import { publicKeyOf } from './suite';

/** What is asked of us, the application, about a leaf: of every leaf on joining, of every one that is added or renewed afterwards. */
export interface Checks {
  /** Whether the identity belongs to the device key. */
  credential(identity: Uint8Array, deviceKey: Uint8Array): Promise<boolean>;
}

export function configOf(checks: Checks): ClientConfig {
  return {
    // Messages under MLS itself are never sent, so no key for them need be kept. 0 would keep them all.
    keyRetentionConfig: {
      retainKeysForEpochs: 1,
      retainKeysForGenerations: 1,
      maximumForwardRatchetSteps: 1,
    },
    // Of others' leaves: they were checked by who added them, and members' clocks differ. If one refused a commit for its clock's
    // sake, it would be out of the group.
    lifetimeConfig: { maximumTotalLifetime: 0n, validateLifetimeOnReceive: false },
    keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
    paddingConfig: defaultPaddingConfig,
    authService: {
      validateCredential: async (credential, key) =>
        credential.credentialType === 'basic' && (await checks.credential(credential.identity, key)),
    },
  };
}

const NOTHING = new Uint8Array(0);

/** Drops the secrets that serve nothing we use: messages under MLS, resumption, external joins, nodes that are blank by now. */
export function stripped(state: ClientState): ClientState {
  const { privatePath, ratchetTree, keySchedule } = state;
  const keys = Object.entries(privatePath.privateKeys).filter(
    ([index]) => ratchetTree[Number(index)] !== undefined,
  );
  return {
    ...state,
    secretTree: [],
    historicalReceiverData: new Map(),
    unappliedProposals: {},
    keySchedule: {
      ...keySchedule,
      senderDataSecret: NOTHING,
      externalSecret: NOTHING,
      resumptionPsk: NOTHING,
    },
    privatePath: { ...privatePath, privateKeys: Object.fromEntries(keys) },
  };
}

/** RFC 9420, section 7.5: that the keys we were given are those that others will encrypt to. */
export async function keysAgree(state: ClientState): Promise<boolean> {
  for (const [index, key] of Object.entries(state.privatePath.privateKeys)) {
    const node = state.ratchetTree[Number(index)];
    if (node === undefined || !equal(await publicKeyOf(key), getHpkePublicKey(node))) return false;
  }
  return true;
}

/** Overwrites the secrets that `old` alone holds. */
export function erase(old: ClientState, next: ClientState): void {
  const kept = new Set([...Object.values(next.privatePath.privateKeys), next.signaturePrivateKey]);
  const { initSecret, exporterSecret, confirmationKey, membershipKey } = old.keySchedule;
  for (const secret of [initSecret, exporterSecret, confirmationKey, membershipKey]) secret.fill(0);
  for (const key of Object.values(old.privatePath.privateKeys)) if (!kept.has(key)) key.fill(0);
}
