import { expect, it } from 'vitest';
import { keyPairFromSeed, verify } from './crypto';
import { decodeBase64Url, utf8 } from './bytes';
import { signPurge, verifyPurge } from './purge';

it('signs a proposal of one process, by one link', async () => {
  const link = await keyPairFromSeed(new Uint8Array(32).fill(7));
  const other = await keyPairFromSeed(new Uint8Array(32).fill(8));
  const signature = await signPurge('process', 12, link.privateKey);
  expect(signature).toHaveLength(86);
  expect(await verifyPurge('process', 12, link.publicKey, signature)).toBe(true);
  expect(await verifyPurge('process', 13, link.publicKey, signature)).toBe(false);
  expect(await verifyPurge('another', 12, link.publicKey, signature)).toBe(false);
  expect(await verifyPurge('process', 12, other.publicKey, signature)).toBe(false);
  expect(await verifyPurge('process', 12, link.publicKey, 'no signature')).toBe(false);
  // As the server asks for it.
  const bytes = decodeBase64Url(signature) ?? new Uint8Array();
  expect(await verify(link.publicKey, utf8('parley purge\0process\x0012'), bytes)).toBe(true);
});
