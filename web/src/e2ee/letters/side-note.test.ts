import { describe, expect, it } from 'vitest';
import { randomBytes } from '../crypto';
import { randomId } from '../invitation/secrets';
import { openSideNote, sealSideNote, SIDE_NOTE_CHARS } from './side-note';

const meeting = randomId();
const secret = randomBytes(32);

describe('a note for the own side', () => {
  it.each(['', 'The minister travels', 'a'.repeat(400), '漢'.repeat(400), '⛰️🏔️'.repeat(80)])(
    'is read by it, and has one size',
    async (text) => {
      const sealed = await sealSideNote(text, secret, meeting);
      expect(sealed).toHaveLength(SIDE_NOTE_CHARS);
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(await openSideNote(sealed, secret, meeting)).toBe(text);
    },
  );

  it('is read by no other side, in no other meeting, and not once it was changed', async () => {
    const sealed = await sealSideNote('The minister travels', secret, meeting);
    expect(await openSideNote(sealed, randomBytes(32), meeting)).toBeNull();
    expect(await openSideNote(sealed, secret, randomId())).toBeNull();
    expect(await openSideNote(`${sealed.slice(0, -4)}AAAA`, secret, meeting)).toBeNull();
    expect(await openSideNote(`${sealed}A`, secret, meeting)).toBeNull();
  });
});
