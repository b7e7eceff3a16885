import { describe, expect, it } from 'vitest';
import { randomBytes } from '../crypto';
import { letterKeys, openLetter, sealLetter, type Envelope } from './letter';

const ENVELOPE: Envelope = { meeting: 'm', room: 'plenary', from: 'robin', to: 'kim' };

describe('a letter', () => {
  it('opens for whom it is sealed, on every device of the seat, and for nobody else', async () => {
    const seed = randomBytes(32);
    const kim = await letterKeys(seed);
    const sealed = await sealLetter(ENVELOPE, kim.publicKey, 'at the quay, alone');
    expect(await openLetter(ENVELOPE, (await letterKeys(seed)).privateKey, sealed)).toBe(
      'at the quay, alone',
    );
    expect(await openLetter(ENVELOPE, (await letterKeys(randomBytes(32))).privateKey, sealed)).toBeNull();
  });

  it('opens in its place alone', async () => {
    const kim = await letterKeys(randomBytes(32));
    const sealed = await sealLetter(ENVELOPE, kim.publicKey, 'yes');
    for (const change of [{ meeting: 'n' }, { room: 'side' }, { from: 'alex' }, { to: 'sam' }])
      expect(await openLetter({ ...ENVELOPE, ...change }, kim.privateKey, sealed)).toBeNull();
  });

  it('holds a text, or what goes with a paper, and is not taken for the other', async () => {
    const kim = await letterKeys(randomBytes(32));
    const enclosure: Envelope = { ...ENVELOPE, kind: 'enclosure' };
    const sealed = await sealLetter(enclosure, kim.publicKey, '{}');
    expect(await openLetter(enclosure, kim.privateKey, sealed)).toBe('{}');
    expect(await openLetter(ENVELOPE, kim.privateKey, sealed)).toBeNull();
    const text = await sealLetter(ENVELOPE, kim.publicKey, '{}');
    expect(await openLetter(enclosure, kim.privateKey, text)).toBeNull();
  });

  it('is not made for what is no key', async () => {
    await expect(sealLetter(ENVELOPE, new Uint8Array(32), 'yes')).rejects.toThrow();
  });

  it('hides whether it says yes or no, and survives any damage', async () => {
    const kim = await letterKeys(randomBytes(32));
    const [yes, no] = await Promise.all(
      ['yes', 'no, by no means'].map((text) => sealLetter(ENVELOPE, kim.publicKey, text)),
    );
    expect(yes?.length).toBe(no?.length);
    for (const damaged of [new Uint8Array(), yes?.subarray(0, 40), yes?.with(50, (yes[50] ?? 0) ^ 1)])
      expect(await openLetter(ENVELOPE, kim.privateKey, damaged ?? new Uint8Array())).toBeNull();
  });
});
