import { joinGroupWithExtensions, type ClientState } from 'ts-mls/clientState.js';
import type { ClientConfig } from 'ts-mls/clientConfig.js';
import type { GroupInfo } from 'ts-mls/groupInfo.js';
import { ratchetTreeFromExtension } from 'ts-mls/groupInfo.js';
import { accumulatePskSecret } from 'ts-mls/pskIndex.js';
import { decryptGroupInfo, decryptGroupSecrets, type Welcome } from 'ts-mls/welcome.js';
import { equal, utf8 } from '../bytes';
import { decodeCanonical, provesPsk, pskIndex, type Psk } from './commit';
import { HANDOVER_EXTENSION, type KeyPackage } from './keyPackage';
import { attempt, refused, type Refused } from './refusal';
import { HASH_BYTES, suite, SUITE } from './suite';
import { isSound, MAX_LEAVES, memberAt, type Member } from './tree';

export const WELCOME_MAX_BYTES = 208 * 1024;

interface Opened {
  readonly kind: 'opened';
  readonly state: ClientState;
  readonly handover: Uint8Array;
  readonly adder: Member;
}

/** What a device that was added is sent, and what it expects it to be. */
export interface Invitation {
  readonly welcome: Uint8Array;
  readonly keyPackage: KeyPackage;
  readonly groupId: string;
  readonly psk: Psk;
}

export async function openWelcome(invitation: Invitation, config: ClientConfig): Promise<Opened | Refused> {
  if (invitation.welcome.length > WELCOME_MAX_BYTES) return refused('tooLarge');
  const message = decodeCanonical(invitation.welcome);
  if (message === null) return refused('malformed');
  if (message.wireformat !== 'mls_welcome') return refused('wrongKind');
  const { welcome } = message;
  const { keyPackage, psk } = invitation;
  if (welcome.cipherSuite !== SUITE || welcome.secrets.length > MAX_LEAVES) return refused('malformed');
  if (!welcome.secrets.some((secret) => equal(secret.newMember, keyPackage.ref))) return refused('notForUs');
  const info = await openInfo(welcome, keyPackage, psk);
  if ('kind' in info) return info;
  if (!equal(info.groupContext.groupId, utf8(invitation.groupId))) return refused('wrongGroup');
  const handover = await attempt(() => handoverOf(info));
  if (handover === null) return refused('malformed');
  const { publicPackage, privatePackage } = keyPackage.parts;
  const joined = await attempt(async () =>
    joinGroupWithExtensions(
      welcome,
      publicPackage,
      privatePackage,
      pskIndex(psk),
      await suite(),
      undefined,
      undefined,
      config,
    ),
  );
  if (joined === null) return refused('invalid');
  const [state] = joined;
  const adder = memberAt(state.ratchetTree, info.signer);
  if (adder === null || adder.leaf === state.privatePath.leafIndex) return refused('invalid');
  return { kind: 'opened', state, handover, adder };
}

/** The same decryption as the library's own, ahead of it, so that it never sees a tree that we don't want it to. */
async function openInfo(welcome: Welcome, keyPackage: KeyPackage, psk: Psk): Promise<GroupInfo | Refused> {
  const cs = await suite();
  const secrets = await attempt(async () => {
    const key = await cs.hpke.importPrivateKey(keyPackage.parts.privatePackage.initPrivateKey);
    return decryptGroupSecrets(key, keyPackage.ref, welcome, cs.hpke);
  });
  if (!secrets) return refused('unauthentic');
  if (!provesPsk(secrets.psks, true, psk)) return refused('pskMissing');
  const info = await attempt(async () => {
    const [secret] = await accumulatePskSecret(secrets.psks, pskIndex(psk), cs, new Uint8Array(HASH_BYTES));
    return decryptGroupInfo(welcome, secrets.joinerSecret, secret, cs);
  });
  return info ?? refused('unauthentic');
}

/** Null if anything else in the GroupInfo is not as we make them. Without one the handover is empty. */
function handoverOf(info: GroupInfo): Uint8Array | null {
  const { groupContext, extensions } = info;
  const trees = extensions.filter((each) => each.extensionType === 'ratchet_tree');
  const [handover, ...others] = extensions.filter((each) => each.extensionType !== 'ratchet_tree');
  if (trees.length !== 1 || others.length > 0) return null;
  if (handover !== undefined && handover.extensionType !== HANDOVER_EXTENSION) return null;
  if (groupContext.extensions.length > 0 || groupContext.cipherSuite !== SUITE) return null;
  const tree = ratchetTreeFromExtension(info);
  return tree !== undefined && isSound(tree) && memberAt(tree, info.signer) !== null
    ? (handover?.extensionData.slice() ?? new Uint8Array())
    : null;
}
