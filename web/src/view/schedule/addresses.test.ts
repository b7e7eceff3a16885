import { describe, expect, it } from 'vitest';
import { openSchedule } from '../../course/built/rules.js';
import { addressesIn, isAddress, wrongAddress } from './addresses';

/** Whether the rules take it for a side's. */
function isTaken(mail: string): boolean {
  const rules = openSchedule(
    JSON.stringify([
      { id: 'A', seats: [{ id: 'a', role: 'head' }] },
      { id: 'B', seats: [] },
    ]),
  );
  const description = { zone: 'Etc/UTC', languages: [], emblem: '', weekend: [], holidays: [], mail };
  const answer = rules?.check('a', 0, JSON.stringify({ type: 'describeSide', description })) ?? '';
  return answer.includes('arranged');
}

describe('an address', () => {
  it.each([
    'a@b',
    "o'n+dates.2@xn--bcher-kva.example",
    `${'a'.repeat(64)}@${'b'.repeat(63)}.example`,
    `a@bcd${'.example'.repeat(31)}s`,
  ])('is %s', (text) => {
    expect(isAddress(text)).toBe(true);
    expect(isTaken(text)).toBe(true);
  });

  it.each([
    '@',
    'a',
    'a@',
    '@a',
    'a@b@c',
    '.a@a',
    'a..b@a',
    'a@.a',
    'a@a.',
    'a@-a',
    'a@a-.b',
    'a@a_b',
    '<a@b>',
    '"a"@b',
    'a@[::1]',
    'a@b\r\nBcc:c@d',
    'é@b',
    'a@é',
    `${'a'.repeat(65)}@b`,
    `a@${'b'.repeat(64)}`,
    `a@bcd${'.example'.repeat(31)}ss`,
  ])('is not %j, nor for the rules', (text) => {
    expect(isAddress(text)).toBe(false);
    expect(isTaken(text)).toBe(false);
  });

  it('stands among others', () => {
    const found = addressesIn(' a@b,c@d;\n a@b  nobody ');
    expect(found).toEqual(['a@b', 'c@d', 'nobody']);
    expect(wrongAddress(found)).toBe('nobody');
    expect(wrongAddress(addressesIn(''))).toBeNull();
  });
});
