import { joinGroup, makePskIndex, type ClientState } from 'ts-mls/clientState.js';
import { decodeMlsMessage } from 'ts-mls/message.js';
import { processMessage } from 'ts-mls/processMessages.js';
import type { PskIndex } from 'ts-mls/pskIndex.js';
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { describe, expect, it } from 'vitest';
import { hex } from '../bytes';
import { configOf } from './state';
import { publicKeyOf, suite } from './suite';
import handlingCommit from './vectors/passive-client-handling-commit.json?raw';
import random from './vectors/passive-client-random.json?raw';
import joining from './vectors/passive-client-welcome.json?raw';
import { bytesOf, decodeAll, read, type Hex } from './vectors/read';

const cs = await suite();
// Credentials of other types than ours are in these vectors.
const config = {
  ...configOf({ credential: () => Promise.resolve(true) }),
  authService: { validateCredential: () => Promise.resolve(true) },
};

interface Passive {
  external_psks: { psk_id: Hex; psk: Hex }[];
  key_package: Hex;
  signature_priv: Hex;
  encryption_priv: Hex;
  init_priv: Hex;
  welcome: Hex;
  ratchet_tree: Hex | null;
  initial_epoch_authenticator: Hex;
  epochs: { proposals: Hex[]; commit: Hex; epoch_authenticator: Hex }[];
}

/** Joins, and follows every commit. */
async function follow(c: Passive): Promise<void> {
  const external = new Map(c.external_psks.map((each) => [each.psk_id, bytesOf(each.psk)]));
  const psks = (of?: ClientState): PskIndex => ({
    findPsk: (id) =>
      id.psktype === 'external' ? external.get(hex(id.pskId)) : makePskIndex(of, {}).findPsk(id),
  });
  let state = await join(c, psks());
  expect(hex(state.keySchedule.epochAuthenticator)).toBe(c.initial_epoch_authenticator);
  for (const { proposals, commit, epoch_authenticator } of c.epochs) {
    for (const message of [...proposals, commit]) {
      const decoded = decodeAll(decodeMlsMessage, message);
      if (decoded.wireformat !== 'mls_public_message' && decoded.wireformat !== 'mls_private_message')
        throw new Error('neither');
      state = (await processMessage(decoded, state, psks(state), () => 'accept', cs)).newState;
    }
    expect(hex(state.keySchedule.epochAuthenticator)).toBe(epoch_authenticator);
  }
}

async function join(c: Passive, psks: PskIndex): Promise<ClientState> {
  const keyPackage = decodeAll(decodeMlsMessage, c.key_package);
  const message = decodeAll(decodeMlsMessage, c.welcome);
  if (keyPackage.wireformat !== 'mls_key_package' || message.wireformat !== 'mls_welcome')
    throw new Error('neither');
  const [init, leaf] = [bytesOf(c.init_priv), bytesOf(c.encryption_priv)];
  expect(await publicKeyOf(init)).toEqual(keyPackage.keyPackage.initKey);
  expect(await publicKeyOf(leaf)).toEqual(keyPackage.keyPackage.leafNode.hpkePublicKey);
  const keys = { initPrivateKey: init, hpkePrivateKey: leaf, signaturePrivateKey: bytesOf(c.signature_priv) };
  const tree = c.ratchet_tree === null ? undefined : decodeAll(decodeRatchetTree, c.ratchet_tree);
  return joinGroup(message.welcome, keyPackage.keyPackage, keys, psks, cs, tree, undefined, config);
}

describe('passive client', () => {
  it.each(read<Passive>(joining))('joins (%#)', follow);
  it.each(read<Passive>(handlingCommit))('follows commits (%#)', follow);
  it.each(read<Passive>(random))('follows many commits', follow);
});
