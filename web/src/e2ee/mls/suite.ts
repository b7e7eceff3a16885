import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { CiphersuiteImpl, CiphersuiteName } from 'ts-mls/crypto/ciphersuite.js';
import type { Aead } from 'ts-mls/crypto/aead.js';
import { decodeBase64Url } from '../bytes';
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js';
import type { Signature } from 'ts-mls/crypto/signature.js';

/** The one suite of all groups: X25519, AES-128-GCM, SHA-256, Ed25519 (RFC 9420, section 17.1). */
export const SUITE: CiphersuiteName = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';
/** Of SHA-256, and of all secrets of the key schedule. */
export const HASH_BYTES = 32;
export const SIGNATURE_KEY_BYTES = 32;

/** PKCS #8 before the 32 bytes of a private key (RFC 8410). */
const PKCS8_ED25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const PKCS8_X25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20];

// The library's own provider would bring all its suites, and optional packages that are not installed.
let loaded: Promise<CiphersuiteImpl> | null = null;

export function suite(): Promise<CiphersuiteImpl> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<CiphersuiteImpl> {
  const hkdf = new HkdfSha256();
  const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: hkdf, aead: new Aes128Gcm() });
  const algorithms = { kem: 'DHKEM-X25519-HKDF-SHA256', kdf: 'HKDF-SHA256', aead: 'AES128GCM' } as const;
  return {
    name: SUITE,
    hash: {
      digest: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', owned(data))),
      mac: async (key, data) =>
        new Uint8Array(await crypto.subtle.sign('HMAC', await macKey(key), owned(data))),
      verifyMac: async (key, mac, data) =>
        crypto.subtle.verify('HMAC', await macKey(key), owned(mac), owned(data)),
    },
    kdf: {
      size: HASH_BYTES,
      extract: async (salt, secret) => new Uint8Array(await hkdf.extract(buffer(salt), buffer(secret))),
      expand: async (key, info, length) =>
        new Uint8Array(await hkdf.expand(buffer(key), buffer(info), length)),
    },
    hpke: await makeGenericHpke(algorithms, aead, hpke),
    signature: ed25519,
    rng: { randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  };
}

/** The X25519 public key of a private one. */
export async function publicKeyOf(privateKey: Uint8Array): Promise<Uint8Array> {
  const pkcs8 = Uint8Array.of(...PKCS8_X25519, ...privateKey);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']);
  pkcs8.fill(0);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  return decodeBase64Url(x ?? '') ?? new Uint8Array();
}

/** Private keys are seeds of 32 bytes. */
const ed25519: Signature = {
  async sign(seed, message) {
    const pkcs8 = Uint8Array.of(...PKCS8_ED25519, ...seed);
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    pkcs8.fill(0);
    return new Uint8Array(await crypto.subtle.sign('Ed25519', key, owned(message)));
  },
  async verify(publicKey, message, signature) {
    const key = await crypto.subtle.importKey('raw', owned(publicKey), 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', key, owned(signature), owned(message));
  },
  async keygen() {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new Error('Ed25519 keys come in pairs');
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { signKey: pkcs8.slice(PKCS8_ED25519.length), publicKey };
  },
};

const aead: Aead = {
  async encrypt(key, nonce, aad, plaintext) {
    const imported = await crypto.subtle.importKey('raw', owned(key), 'AES-GCM', false, ['encrypt']);
    const sealed = await crypto.subtle.encrypt(gcm(nonce, aad), imported, owned(plaintext));
    return new Uint8Array(sealed);
  },
  async decrypt(key, nonce, aad, ciphertext) {
    const imported = await crypto.subtle.importKey('raw', owned(key), 'AES-GCM', false, ['decrypt']);
    return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, aad), imported, owned(ciphertext)));
  },
};

const gcm = (nonce: Uint8Array, aad: Uint8Array): AesGcmParams => ({
  name: 'AES-GCM',
  iv: owned(nonce),
  additionalData: owned(aad),
});

function macKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', owned(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}

/** WebCrypto takes no view of shared memory; nothing here is one. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.buffer instanceof ArrayBuffer) return bytes as Uint8Array<ArrayBuffer>;
  return new Uint8Array(bytes);
}

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
