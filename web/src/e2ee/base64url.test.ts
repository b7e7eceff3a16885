import { describe, expect, it } from 'vitest';
import { decodeBase64Url, encodeBase64Url } from './base64url';

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
