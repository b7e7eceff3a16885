import { decodeVarLenData, varLenDataEncoder } from 'ts-mls/codec/variableLength.js';
import { mapDecoders } from 'ts-mls/codec/tlsDecoder.js';
import { composeBufferEncoders, encode } from 'ts-mls/codec/tlsEncoder.js';
import {
  generateKeyPackageWithKey,
  makeKeyPackageRef,
  verifyKeyPackage,
  type KeyPackage as PublicPackage,
  type PrivateKeyPackage,
} from 'ts-mls/keyPackage.js';
import { verifyLeafNodeSignatureKeyPackage, type LeafNode } from 'ts-mls/leafNode.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { equal } from '../bytes';
import { attempt } from './refusal';
import { SIGNATURE_KEY_BYTES, suite, SUITE } from './suite';

/** Extensions of this type in a Welcome carry what the joiner gets from its adder (RFC 9420, section 17.3: private use). */
export const HANDOVER_EXTENSION = 0xf1a1;
const KEY_PACKAGE_MAX_BYTES = 4096;
const PUBLIC_KEY_BYTES = 32;
// Before and after the making. Longer lets wronger clocks join; shorter lets fewer forgotten key packages be used.
const LIFETIME_SECONDS = 24n * 3600n;

/** Ed25519: what the device signs with, in all its groups. The private key is the seed, 32 bytes. */
export interface DeviceKeys {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export async function newDeviceKeys(): Promise<DeviceKeys> {
  const { publicKey, signKey } = await (await suite()).signature.keygen();
  return { publicKey, privateKey: signKey };
}

/** Somebody who asks to be added, or is. */
export interface Add {
  /** The key package as it was received. */
  readonly keyPackage: Uint8Array;
  /** KeyPackageRef (RFC 9420, section 5.2): its hash. */
  readonly ref: Uint8Array;
  readonly identity: Uint8Array;
  readonly deviceKey: Uint8Array;
  /** The leaf's, for encrypting to it: another in each key package, and after each commit of the member's. */
  readonly leafKey: Uint8Array;
}

/** A key package with its private keys. Good for one Welcome; whoever has joined deletes it. */
export class KeyPackage {
  private constructor(
    /** An MLSMessage, to be shown to those who are to add this device. */
    readonly bytes: Uint8Array,
    readonly ref: Uint8Array,
    /** For this module alone. */
    readonly parts: { readonly publicPackage: PublicPackage; readonly privatePackage: PrivateKeyPackage },
  ) {}

  /** @internal */
  static async of(publicPackage: PublicPackage, privatePackage: PrivateKeyPackage): Promise<KeyPackage> {
    const ref = await makeKeyPackageRef(publicPackage, (await suite()).hash);
    return new KeyPackage(encodePublic(publicPackage), ref, { publicPackage, privatePackage });
  }

  /** All of it, private keys too: for storage. */
  encode(): Uint8Array {
    const { initPrivateKey, hpkePrivateKey, signaturePrivateKey } = this.parts.privatePackage;
    return encode(stored)([this.bytes, initPrivateKey, hpkePrivateKey, signaturePrivateKey]);
  }
}

const stored = composeBufferEncoders([
  varLenDataEncoder,
  varLenDataEncoder,
  varLenDataEncoder,
  varLenDataEncoder,
]);
const decodeStored = mapDecoders(
  [decodeVarLenData, decodeVarLenData, decodeVarLenData, decodeVarLenData],
  (bytes, initPrivateKey, hpkePrivateKey, signaturePrivateKey) => ({
    bytes,
    privatePackage: { initPrivateKey, hpkePrivateKey, signaturePrivateKey },
  }),
);

/** What {@link KeyPackage.encode} made; null for anything else. */
export async function decodeKeyPackage(bytes: Uint8Array): Promise<KeyPackage | null> {
  const decoded = await attempt(() => decodeStored(bytes.slice(), 0));
  if (!decoded || decoded[1] !== bytes.length) return null;
  const publicPackage = parseKeyPackage(decoded[0].bytes);
  return publicPackage && KeyPackage.of(publicPackage, decoded[0].privatePackage);
}

export async function newKeyPackage(
  device: DeviceKeys,
  identity: Uint8Array,
  nowSeconds: bigint,
): Promise<KeyPackage> {
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    { credentialType: 'basic', identity },
    {
      versions: ['mls10'],
      ciphersuites: [SUITE],
      extensions: [HANDOVER_EXTENSION],
      proposals: [],
      credentials: ['basic'],
    },
    { notBefore: nowSeconds - LIFETIME_SECONDS, notAfter: nowSeconds + LIFETIME_SECONDS },
    [],
    { signKey: device.privateKey, publicKey: device.publicKey },
    await suite(),
  );
  return KeyPackage.of(publicPackage, privatePackage);
}

/**
 * Reads a stranger's key package: its form, its signatures, its lifetime, and that one can encrypt to it. Whose it is, the caller must
 * still find out from the identity.
 */
export async function peekKeyPackage(bytes: Uint8Array, nowSeconds: bigint): Promise<Add | null> {
  const keyPackage = parseKeyPackage(bytes);
  if (keyPackage === null) return null;
  const { notBefore, notAfter } = keyPackage.leafNode.lifetime;
  if (nowSeconds < notBefore || nowSeconds > notAfter) return null;
  return (await attempt(() => isGenuine(keyPackage))) === true ? addOf(keyPackage) : null;
}

/** @internal */
export async function addOf(keyPackage: PublicPackage): Promise<Add> {
  const ref = await makeKeyPackageRef(keyPackage, (await suite()).hash);
  return { keyPackage: encodePublic(keyPackage), ref, ...namesOf(keyPackage.leafNode) };
}

/** @internal */
export function namesOf(leaf: LeafNode): Pick<Add, 'identity' | 'deviceKey' | 'leafKey'> {
  const identity = leaf.credential.credentialType === 'basic' ? leaf.credential.identity : new Uint8Array();
  return { identity, deviceKey: leaf.signaturePublicKey, leafKey: leaf.hpkePublicKey };
}

/** @internal The form alone: no signature is checked. */
export function parseKeyPackage(bytes: Uint8Array): PublicPackage | null {
  if (bytes.length > KEY_PACKAGE_MAX_BYTES) return null;
  try {
    const message = decodeMlsMessage(bytes.slice(), 0)?.[0];
    if (message?.wireformat !== 'mls_key_package') return null;
    const { keyPackage } = message;
    return equal(encodePublic(keyPackage), bytes) && isUsual(keyPackage) ? keyPackage : null;
  } catch {
    return null;
  }
}

/** @internal What is narrower here than in RFC 9420: one suite, no extensions, a short lifetime. */
export function isUsual(keyPackage: PublicPackage): boolean {
  const { leafNode, initKey } = keyPackage;
  const { notBefore, notAfter } = leafNode.lifetime;
  return (
    keyPackage.cipherSuite === SUITE &&
    keyPackage.extensions.length === 0 &&
    initKey.length === PUBLIC_KEY_BYTES &&
    !equal(initKey, leafNode.hpkePublicKey) &&
    notAfter >= notBefore &&
    notAfter - notBefore <= 2n * LIFETIME_SECONDS &&
    isUsualLeaf(leafNode)
  );
}

/** @internal */
export function isUsualLeaf(leaf: LeafNode): boolean {
  const { versions, ciphersuites, credentials } = leaf.capabilities;
  return (
    leaf.credential.credentialType === 'basic' &&
    leaf.extensions.length === 0 &&
    leaf.hpkePublicKey.length === PUBLIC_KEY_BYTES &&
    leaf.signaturePublicKey.length === SIGNATURE_KEY_BYTES &&
    versions.includes('mls10') &&
    ciphersuites.includes(SUITE) &&
    credentials.includes('basic')
  );
}

/** Encrypting to both keys fails for points of low order, at which every commit that adds them would fail. */
async function isGenuine(keyPackage: PublicPackage): Promise<boolean> {
  const { hpke, signature } = await suite();
  if (!(await verifyLeafNodeSignatureKeyPackage(keyPackage.leafNode, signature))) return false;
  if (!(await verifyKeyPackage(keyPackage, signature))) return false;
  for (const key of [keyPackage.initKey, keyPackage.leafNode.hpkePublicKey])
    await hpke.seal(await hpke.importPublicKey(key), new Uint8Array(1), new Uint8Array());
  return true;
}

function encodePublic(keyPackage: PublicPackage): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage });
}
