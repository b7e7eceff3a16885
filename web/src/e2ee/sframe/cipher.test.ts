import { describe, expect, it } from 'vitest';
import { concat, hex } from '../bytes';
import { deriveFrameKey, importBaseKey, seal, unseal } from './cipher';
import { encodeHeader } from './header';
import { unhex } from './unhex.testing';
import { frame as vector } from './vectors.json';

const kid = BigInt(vector.kid);
const counter = BigInt(vector.counter);
const header = encodeHeader({ kid, counter });
const aad = concat(header, unhex(vector.metadata));
const keyFor = async (usage: 'encrypt' | 'decrypt') =>
  deriveFrameKey(await importBaseKey(unhex(vector.baseKey)), kid, usage);

describe('AES_128_GCM_SHA256_128', () => {
  it('is as in the RFC', async () => {
    const key = await keyFor('encrypt');
    expect(hex(key.salt)).toBe(vector.salt);
    const ciphertext = await seal(key, counter, aad, unhex(vector.plaintext));
    expect(hex(header) + hex(ciphertext)).toBe(vector.ciphertext);
  });

  it('opens what the RFC sealed, and nothing that differs in a bit', async () => {
    const key = await keyFor('decrypt');
    const ciphertext = unhex(vector.ciphertext).subarray(header.length);
    expect(hex((await unseal(key, counter, aad, ciphertext)) ?? new Uint8Array())).toBe(vector.plaintext);
    expect(await unseal(key, counter + 1n, aad, ciphertext)).toBeNull();
    expect(await unseal(key, counter, aad.slice(1), ciphertext)).toBeNull();
    for (let at = 0; at < ciphertext.length; at++) {
      const other = ciphertext.slice();
      other[at] = (other[at] ?? 0) ^ 1;
      expect(await unseal(key, counter, aad, other)).toBeNull();
    }
    expect(await unseal(key, counter, aad, new Uint8Array(3))).toBeNull();
  });

  it('keeps its keys to itself', async () => {
    const { key } = await keyFor('encrypt');
    expect(key.extractable).toBe(false);
    expect(key.usages).toEqual(['encrypt']);
  });
});
