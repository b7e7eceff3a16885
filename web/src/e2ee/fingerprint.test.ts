import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint';

it('is the first half of the hash, in groups', () => {
  // SHA-256 of 32 zeros, as in any tool.
  expect(fingerprintOf(new Uint8Array(32))).toBe('6668 7aad f862 bd77 6c8f c18b 8e9f 8e20');
});
