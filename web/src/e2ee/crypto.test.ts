import { describe, expect, it } from 'vitest';
import { fromHex, hex, utf8 } from './bytes';
import {
  hkdf,
  keyPairFromSeed,
  openBox,
  padTo,
  padToMultipleOf,
  randomBytes,
  sealBox,
  sha256,
  sign,
  unpad,
  verify,
} from './crypto';

const bytes = (text: string): Uint8Array => {
  const read = fromHex(text);
  if (read === null) throw new Error(`not hexadecimal: ${text}`);
  return read;
};

describe('hashes', () => {
  it('are SHA-256', async () => {
    expect(hex(await sha256(utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('derive keys as RFC 5869 has it, test case 3', async () => {
    expect(hex(await hkdf(bytes('0b'.repeat(22)), '', 42))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    );
  });
});

describe('boxes', () => {
  const key = randomBytes(32);
  const bound = utf8('a card');
  const content = utf8('Head of Harbour');

  it('open with their key and what they are bound to', async () => {
    for (const size of [16, 32]) {
      const one = randomBytes(size);
      expect(await openBox(one, bound, await sealBox(one, bound, content))).toEqual(content);
    }
    expect(await openBox(key, bound, await sealBox(key, bound, new Uint8Array(0)))).toEqual(
      new Uint8Array(0),
    );
  });

  it('never look the same twice', async () => {
    expect(hex(await sealBox(key, bound, content))).not.toBe(hex(await sealBox(key, bound, content)));
  });

  it('stay shut otherwise', async () => {
    const box = await sealBox(key, bound, content);
    expect(await openBox(randomBytes(32), bound, box)).toBeNull();
    expect(await openBox(key, utf8('a roster'), box)).toBeNull();
    for (let at = 0; at < box.length; at++) {
      const changed = box.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await openBox(key, bound, changed)).toBeNull();
      expect(await openBox(key, bound, box.subarray(0, at))).toBeNull();
    }
  });
});

describe('signatures', () => {
  // RFC 8032, section 7.1, test 3.
  const seed = bytes('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
  const publicKey = bytes('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
  const message = bytes('af82');
  const signature = bytes(
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
      '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  );

  it('are Ed25519', async () => {
    expect(await keyPairFromSeed(seed)).toEqual({ privateKey: seed, publicKey });
    expect(hex(await sign(seed, message))).toBe(hex(signature));
    expect(await verify(publicKey, message, signature)).toBe(true);
  });

  it('count for their key and message alone, and never throw', async () => {
    expect(await verify(publicKey, bytes('af83'), signature)).toBe(false);
    expect(await verify((await keyPairFromSeed(randomBytes(32))).publicKey, message, signature)).toBe(false);
    for (const at of [0, 31, 32, 63])
      expect(
        await verify(
          publicKey,
          message,
          signature.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        ),
      ).toBe(false);
    for (const broken of [
      new Uint8Array(0),
      publicKey.subarray(1),
      new Uint8Array(33),
      new Uint8Array(32).fill(255),
    ])
      expect(await verify(broken, message, signature)).toBe(false);
    for (const broken of [new Uint8Array(0), signature.subarray(1), new Uint8Array(65)])
      expect(await verify(publicKey, message, broken)).toBe(false);
  });
});

describe('padding', () => {
  it('hides how long the content is', () => {
    expect(padTo(64, utf8('Al')).length).toBe(64);
    expect(padTo(64, utf8('Alexandra')).length).toBe(64);
    expect([0, 60, 61, 124, 125].map((size) => padToMultipleOf(64, new Uint8Array(size)).length)).toEqual([
      64, 64, 128, 128, 192,
    ]);
    expect(() => padTo(64, new Uint8Array(61))).toThrow();
  });

  it('goes off again, and strictly', () => {
    for (const content of [new Uint8Array(0), utf8('Robin'), new Uint8Array(60)])
      expect(unpad(padTo(64, content))).toEqual(content);
    for (const broken of ['', '000000', '00000001', '0000000141' + '0001', 'ffffffff41'])
      expect(unpad(bytes(broken))).toBeNull();
  });
});
