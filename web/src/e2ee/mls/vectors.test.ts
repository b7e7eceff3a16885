import { decodeAuthenticatedContent } from 'ts-mls/authenticatedContent.js';
import { determineLength } from 'ts-mls/codec/variableLength.js';
import { encode, type BufferEncoder } from 'ts-mls/codec/tlsEncoder.js';
import type { Decoder } from 'ts-mls/codec/tlsDecoder.js';
import { commitEncoder, decodeCommit } from 'ts-mls/commit.js';
import { refhash } from 'ts-mls/crypto/hash.js';
import { decryptWithLabel, encryptWithLabel } from 'ts-mls/crypto/hpke.js';
import { deriveSecret, deriveTreeSecret, expandWithLabel } from 'ts-mls/crypto/kdf.js';
import { signWithLabel, verifyWithLabel } from 'ts-mls/crypto/signature.js';
import { groupContextEncoder } from 'ts-mls/groupContext.js';
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js';
import { decodeGroupSecrets, groupSecretsEncoder } from 'ts-mls/groupSecrets.js';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { initializeEpoch, mlsExporter } from 'ts-mls/keySchedule.js';
import { decodeMlsMessage, mlsMessageEncoder } from 'ts-mls/message.js';
import { protectPublicMessage, unprotectPublicMessage } from 'ts-mls/messageProtectionPublic.js';
import { createContentCommitSignature, verifyConfirmationTag } from 'ts-mls/framedContent.js';
import { computePskSecret } from 'ts-mls/presharedkey.js';
import {
  addEncoder,
  decodeAdd,
  decodeExternalInit,
  decodeGroupContextExtensions,
  decodePSK,
  decodeReinit,
  decodeRemove,
  decodeUpdate,
  externalInitEncoder,
  groupContextExtensionsEncoder,
  proposalEncoder,
  pskEncoder,
  reinitEncoder,
  removeEncoder,
  updateEncoder,
} from 'ts-mls/proposal.js';
import { decodeRatchetTree, ratchetTreeEncoder } from 'ts-mls/ratchetTree.js';
import { createConfirmedHash, createInterimHash } from 'ts-mls/transcriptHash.js';
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js';
import { describe, expect, it } from 'vitest';
import { hex } from '../bytes';
import { suite, SUITE } from './suite';
import cryptoBasics from './vectors/crypto-basics.json?raw';
import deserialization from './vectors/deserialization.json?raw';
import keySchedule from './vectors/key-schedule.json?raw';
import messageProtection from './vectors/message-protection.json?raw';
import messages from './vectors/messages.json?raw';
import pskSecret from './vectors/psk_secret.json?raw';
import { bytesOf, decodeAll, read, type Hex } from './vectors/read';
import transcriptHashes from './vectors/transcript-hashes.json?raw';
import welcome from './vectors/welcome.json?raw';

const cs = await suite();
const zeroes = new Uint8Array(cs.kdf.size);

interface CryptoBasics {
  ref_hash: { label: string; value: Hex; out: Hex };
  expand_with_label: { secret: Hex; label: string; context: Hex; length: number; out: Hex };
  derive_secret: { secret: Hex; label: string; out: Hex };
  derive_tree_secret: { secret: Hex; label: string; generation: number; length: number; out: Hex };
  sign_with_label: { priv: Hex; pub: Hex; content: Hex; label: string; signature: Hex };
  encrypt_with_label: Record<
    'priv' | 'pub' | 'label' | 'context' | 'plaintext' | 'kem_output' | 'ciphertext',
    Hex
  >;
}

describe('crypto-basics', () => {
  it.each(read<CryptoBasics>(cryptoBasics))('hashes and derives', async (c) => {
    const { ref_hash: r, expand_with_label: e, derive_secret: d, derive_tree_secret: t } = c;
    expect(hex(await refhash(r.label, bytesOf(r.value), cs.hash))).toBe(r.out);
    const expanded = expandWithLabel(bytesOf(e.secret), e.label, bytesOf(e.context), e.length, cs.kdf);
    expect(hex(await expanded)).toBe(e.out);
    expect(hex(await deriveSecret(bytesOf(d.secret), d.label, cs.kdf))).toBe(d.out);
    const derived = deriveTreeSecret(bytesOf(t.secret), t.label, t.generation, t.length, cs.kdf);
    expect(hex(await derived)).toBe(t.out);
  });

  it.each(read<CryptoBasics>(cryptoBasics))('signs and encrypts', async (c) => {
    const { sign_with_label: s, encrypt_with_label: e } = c;
    const [pub, content] = [bytesOf(s.pub), bytesOf(s.content)];
    const own = await signWithLabel(bytesOf(s.priv), s.label, content, cs.signature);
    for (const signature of [bytesOf(s.signature), own])
      expect(await verifyWithLabel(pub, s.label, content, signature, cs.signature)).toBe(true);
    const key = await cs.hpke.importPrivateKey(bytesOf(e.priv));
    const context = bytesOf(e.context);
    const open = (enc: Uint8Array, ct: Uint8Array): Promise<Uint8Array> =>
      decryptWithLabel(key, e.label, context, enc, ct, cs.hpke);
    expect(hex(await open(bytesOf(e.kem_output), bytesOf(e.ciphertext)))).toBe(e.plaintext);
    const publicKey = await cs.hpke.importPublicKey(bytesOf(e.pub));
    const sealed = await encryptWithLabel(publicKey, e.label, context, bytesOf(e.plaintext), cs.hpke);
    expect(hex(await open(sealed.enc, sealed.ct))).toBe(e.plaintext);
  });
});

describe('deserialization', () => {
  it.each(read<{ vlbytes_header: Hex; length: number }>(deserialization))('reads $vlbytes_header', (c) => {
    expect(determineLength(bytesOf(c.vlbytes_header)).length).toBe(c.length);
  });
});

const SECRETS = {
  init_secret: 'initSecret',
  sender_data_secret: 'senderDataSecret',
  exporter_secret: 'exporterSecret',
  epoch_authenticator: 'epochAuthenticator',
  external_secret: 'externalSecret',
  confirmation_key: 'confirmationKey',
  membership_key: 'membershipKey',
  resumption_psk: 'resumptionPsk',
} as const;

type Epoch = Record<
  keyof typeof SECRETS | 'tree_hash' | 'commit_secret' | 'psk_secret' | 'confirmed_transcript_hash',
  Hex
> &
  Record<'group_context' | 'joiner_secret' | 'welcome_secret' | 'encryption_secret' | 'external_pub', Hex> & {
    exporter: { label: string; context: Hex; length: number; secret: Hex };
  };

describe('key-schedule', () => {
  const cases = read<{ group_id: Hex; initial_init_secret: Hex; epochs: Epoch[] }>(keySchedule);
  it.each(cases)('derives all secrets of each epoch', async ({ group_id, initial_init_secret, epochs }) => {
    let init = bytesOf(initial_init_secret);
    for (const [epoch, c] of epochs.entries()) {
      const context = contextOf({ group_id, epoch, ...c });
      expect(hex(encode(groupContextEncoder)(context))).toBe(c.group_context);
      const made = await initializeEpoch(
        init,
        bytesOf(c.commit_secret),
        context,
        bytesOf(c.psk_secret),
        cs.kdf,
      );
      expect(hex(made.joinerSecret)).toBe(c.joiner_secret);
      expect(hex(made.welcomeSecret)).toBe(c.welcome_secret);
      expect(hex(made.encryptionSecret)).toBe(c.encryption_secret);
      for (const [name, field] of Object.entries(SECRETS) as [
        keyof typeof SECRETS,
        (typeof SECRETS)[keyof typeof SECRETS],
      ][])
        expect(hex(made.keySchedule[field]), name).toBe(c[name]);
      const { label, context: about, length, secret } = c.exporter;
      const { exporterSecret, externalSecret, initSecret } = made.keySchedule;
      expect(hex(await mlsExporter(exporterSecret, label, bytesOf(about), length, cs))).toBe(secret);
      const external = await cs.hpke.deriveKeyPair(externalSecret);
      expect(hex(await cs.hpke.exportPublicKey(external.publicKey))).toBe(c.external_pub);
      init = initSecret;
    }
  });
});

describe('psk_secret', () => {
  const cases = read<{ psks: Record<'psk_id' | 'psk' | 'psk_nonce', Hex>[]; psk_secret: Hex }>(pskSecret);
  it.each(cases)('mixes pre-shared keys (%#)', async ({ psks, psk_secret }) => {
    const secret = await computePskSecret(
      psks.map(({ psk_id, psk, psk_nonce }) => [
        { psktype: 'external', pskId: bytesOf(psk_id), pskNonce: bytesOf(psk_nonce) },
        bytesOf(psk),
      ]),
      cs,
    );
    expect(hex(secret)).toBe(psk_secret);
  });
});

describe('transcript-hashes', () => {
  const cases = read<Record<string, Hex>>(transcriptHashes);
  it.each(cases)('hashes the commits so far', async (c) => {
    const { content, wireformat, auth } = decodeAll(
      decodeAuthenticatedContent,
      c['authenticated_content'] ?? '',
    );
    if (content.contentType !== 'commit' || auth.contentType !== 'commit') throw new Error('no commit');
    const before = bytesOf(c['interim_transcript_hash_before'] ?? '');
    const confirmed = await createConfirmedHash(
      before,
      { wireformat, content, signature: auth.signature },
      cs.hash,
    );
    expect(hex(confirmed)).toBe(c['confirmed_transcript_hash_after']);
    const key = bytesOf(c['confirmation_key'] ?? '');
    expect(await verifyConfirmationTag(key, auth.confirmationTag, confirmed, cs.hash)).toBe(true);
    const interim = await createInterimHash(confirmed, auth.confirmationTag, cs.hash);
    expect(hex(interim)).toBe(c['interim_transcript_hash_after']);
  });
});

describe('welcome', () => {
  const cases = read<Record<'init_priv' | 'signer_pub' | 'key_package' | 'welcome', Hex>>(welcome);
  it.each(cases)('opens it', async (c) => {
    const package_ = decodeAll(decodeMlsMessage, c.key_package);
    const message = decodeAll(decodeMlsMessage, c.welcome);
    if (package_.wireformat !== 'mls_key_package' || message.wireformat !== 'mls_welcome')
      throw new Error('neither');
    const ref = await makeKeyPackageRef(package_.keyPackage, cs.hash);
    const key = await cs.hpke.importPrivateKey(bytesOf(c.init_priv));
    const secrets = await decryptGroupSecrets(key, ref, message.welcome, cs.hpke);
    if (secrets === undefined) throw new Error('no secrets');
    const info = await decryptGroupInfo(message.welcome, secrets.joinerSecret, zeroes, cs);
    if (info === undefined) throw new Error('no info');
    expect(await verifyGroupInfoSignature(info, bytesOf(c.signer_pub), cs.signature)).toBe(true);
    expect(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, zeroes, cs)).toBe(true);
  });
});

interface Protection {
  group_id: Hex;
  epoch: number;
  tree_hash: Hex;
  confirmed_transcript_hash: Hex;
  signature_priv: Hex;
  signature_pub: Hex;
  membership_key: Hex;
  commit: Hex;
  commit_pub: Hex;
  proposal: Hex;
  proposal_pub: Hex;
}

describe('message-protection, public', () => {
  it.each(read<Protection>(messageProtection))('protects commits and proposals', async (c) => {
    const context = contextOf(c);
    const [membership, signer] = [bytesOf(c.membership_key), bytesOf(c.signature_pub)];
    const open = async (message: ReturnType<typeof decodeMlsMessage>): Promise<Hex> => {
      if (message?.[0].wireformat !== 'mls_public_message') throw new Error('not public');
      const { publicMessage } = message[0];
      const { content } = await unprotectPublicMessage(membership, context, [], publicMessage, cs, signer);
      if (content.contentType === 'commit') return hex(encode(commitEncoder)(content.commit));
      return hex(encode(proposalEncoder)(content.proposal));
    };
    expect(await open(decodeMlsMessage(bytesOf(c.commit_pub), 0))).toBe(c.commit);
    expect(await open(decodeMlsMessage(bytesOf(c.proposal_pub), 0))).toBe(c.proposal);
    const { framedContent: content, signature } = await createContentCommitSignature(
      context,
      'mls_public_message',
      decodeAll(decodeCommit, c.commit),
      { senderType: 'member', leafIndex: 1 },
      new Uint8Array(),
      bytesOf(c.signature_priv),
      cs.signature,
    );
    const auth = { contentType: 'commit', signature, confirmationTag: zeroes } as const;
    const made = { wireformat: 'mls_public_message', content, auth } as const;
    const publicMessage = await protectPublicMessage(membership, context, made, cs);
    expect(await open([{ version: 'mls10', wireformat: 'mls_public_message', publicMessage }, 0])).toBe(
      c.commit,
    );
  });
});

describe('messages', () => {
  it.each(read<Record<string, Hex>>(messages))('reads and writes all kinds (%#)', (c) => {
    const again = <T>(name: string, decode: Decoder<T>, encoder: BufferEncoder<T>): void => {
      expect(hex(encode(encoder)(decodeAll(decode, c[name] ?? ''))), name).toBe(c[name]);
    };
    for (const name of ['mls_welcome', 'mls_group_info', 'mls_key_package', 'private_message'])
      again(name, decodeMlsMessage, mlsMessageEncoder);
    for (const name of ['public_message_application', 'public_message_proposal', 'public_message_commit'])
      again(name, decodeMlsMessage, mlsMessageEncoder);
    again('ratchet_tree', decodeRatchetTree, ratchetTreeEncoder);
    again('group_secrets', decodeGroupSecrets, groupSecretsEncoder);
    again('add_proposal', decodeAdd, addEncoder);
    again('update_proposal', decodeUpdate, updateEncoder);
    again('remove_proposal', decodeRemove, removeEncoder);
    again('pre_shared_key_proposal', decodePSK, pskEncoder);
    again('re_init_proposal', decodeReinit, reinitEncoder);
    again('external_init_proposal', decodeExternalInit, externalInitEncoder);
    again('group_context_extensions_proposal', decodeGroupContextExtensions, groupContextExtensionsEncoder);
    again('commit', decodeCommit, commitEncoder);
  });
});

interface Context {
  group_id: Hex;
  epoch: number;
  tree_hash: Hex;
  confirmed_transcript_hash: Hex;
}

function contextOf(c: Context): Parameters<typeof groupContextEncoder>[0] {
  return {
    version: 'mls10',
    cipherSuite: SUITE,
    groupId: bytesOf(c.group_id),
    epoch: BigInt(c.epoch),
    treeHash: bytesOf(c.tree_hash),
    confirmedTranscriptHash: bytesOf(c.confirmed_transcript_hash),
    extensions: [],
  };
}
