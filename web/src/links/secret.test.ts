import { describe, expect, it } from 'vitest';
import { decodeBase64Url, encodeBase64Url } from './base64url';
import { randomId, Secret } from './secret';

describe('base64url', () => {
  it('goes there and back for every length', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length) & 0xff);
      expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
    }
  });

  it('refuses padding, other alphabets and loose bits', () => {
    for (const text of ['AA==', 'A', 'a+b/', 'AB', 'ä', ' AAAA']) expect(decodeBase64Url(text)).toBeNull();
  });
});

describe('Secret', () => {
  const zero = 'A'.repeat(43);

  it('takes 32 bytes and nothing else', () => {
    expect(Secret.parse(zero)?.reveal()).toBe(zero);
    for (const text of ['', 'A'.repeat(42), 'A'.repeat(44), 'A'.repeat(42) + 'B', '!' + zero.slice(1)])
      expect(Secret.parse(text)).toBeNull();
  });

  it('hashes the bytes, not their text', async () => {
    // SHA-256 of 32 zero bytes: 66687aad f862bd77 6c8fc18b 8e9f8e20 08971485 6ee233b3 902a591d 0d5f2925
    expect(await Secret.parse(zero)?.hash()).toBe('Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU');
  });

  it('derives a link of its own for each seat and generation, always the same', async () => {
    const organiser = Secret.parse(zero);
    if (organiser === null) throw new Error('unreachable');
    const first = await organiser.linkOf('seat', 0);
    expect((await organiser.linkOf('seat', 0)).reveal()).toBe(first.reveal());
    expect((await organiser.linkOf('seat', 1)).reveal()).not.toBe(first.reveal());
    expect((await organiser.linkOf('taes', 0)).reveal()).not.toBe(first.reveal());
    // HKDF-SHA-256 with an empty salt, computed by another implementation.
    expect(first.reveal()).toBe('dD5cwVc0EiTjxXn-yKhlwVCxHIylhVuI0vRJE9WtE6A');
  });

  it('prints a prefix at most', () => {
    const secret = Secret.random();
    expect(String(secret) + JSON.stringify({ secret })).not.toContain(secret.reveal().slice(0, 6));
  });
});

describe('randomId', () => {
  it('is 22 characters and never the same', () => {
    const ids = Array.from({ length: 100 }, randomId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
