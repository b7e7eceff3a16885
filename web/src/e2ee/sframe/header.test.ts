import { describe, expect, it } from 'vitest';
import { decodeHeader, encodeHeader } from './header';
import { hex } from '../bytes';
import { unhex } from './unhex.testing';
import vectors from './vectors.json';

describe('the SFrame header', () => {
  it('is as in the RFC', () => {
    for (const [kidText = '', counterText = '', encoded = ''] of vectors.header) {
      const header = { kid: BigInt(kidText), counter: BigInt(counterText) };
      expect(hex(encodeHeader(header))).toBe(encoded);
      const bytes = unhex(encoded);
      expect(decodeHeader(bytes)).toEqual({ ...header, length: bytes.length });
      expect(decodeHeader(unhex(`${encoded}ff`))?.length).toBe(bytes.length);
      for (let length = 0; length < bytes.length; length++)
        expect(decodeHeader(bytes.subarray(0, length))).toBeNull();
    }
    expect(vectors.header).toHaveLength(289);
  });

  it('has one form only', () => {
    // A number below 8 in a byte of its own, or one with a leading zero, of the key and of the counter.
    for (const longer of ['8007', '0800', '900010', '090010', 'b000000100', '8807ff', '88ff07'])
      expect(decodeHeader(unhex(longer))).toBeNull();
    expect(decodeHeader(unhex('8808ff'))).toEqual({ kid: 8n, counter: 255n, length: 3 });
  });

  it('never throws, and what it takes it would write', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 0x7fffffff);
    let taken = 0;
    for (let run = 0; run < 20_000; run++) {
      const bytes = Uint8Array.from({ length: random() % 20 }, () => random() & 0xff);
      const header = decodeHeader(bytes);
      if (header === null) continue;
      taken++;
      expect(hex(encodeHeader(header))).toBe(hex(bytes.subarray(0, header.length)));
    }
    expect(taken).toBeGreaterThan(1000);
  });
});
