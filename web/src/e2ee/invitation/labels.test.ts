import { describe, expect, it } from 'vitest';
import { faultOf, isLabel, MAX_NAME } from './labels';

describe('faultOf', () => {
  it('counts code points, not code units', () => {
    for (const character of ['⚖', '😀']) {
      expect(faultOf(character.repeat(MAX_NAME), MAX_NAME, true)).toBeNull();
      expect(faultOf(character.repeat(MAX_NAME + 1), MAX_NAME, true)).toBe('tooLong');
    }
    expect(faultOf('x'.repeat(100_000), MAX_NAME, true)).toBe('tooLong');
  });

  it('refuses what could disguise a name', () => {
    for (const text of [
      'a\u0000b',
      'a\nb',
      'tab\tb',
      'delete\u007fb',
      'c1\u0085b',
      'a\u2028b',
      'a\u202ab',
      'a\u202eb',
      'a\u2066b',
      'a\u2069b',
      'a\ud800b',
      'a\udc00b',
      'a\ufffeb',
      'a\u{1ffff}b',
      'a\ufdd0b',
    ])
      expect(faultOf(text, MAX_NAME, true)).toBe('characters');
  });

  it('takes plain text of every script', () => {
    for (const text of [
      'Robin',
      'رئيسة الوفد',
      'ראש המשלחת',
      'می\u200cخواهم',
      "O'Neil-Ó",
      'N̈ / 李',
      '👩\u200d⚖\ufe0f',
      '<script>alert(1)</script>',
      '__proto__',
    ])
      expect(faultOf(text, MAX_NAME, true)).toBeNull();
  });

  it('asks for text that shows something, where it is needed', () => {
    for (const text of ['', '  ', '\u00a0\u2003']) {
      expect(faultOf(text, MAX_NAME, true)).toBe('missing');
      expect(faultOf(text, MAX_NAME, false)).toBeNull();
    }
    for (const text of ['\u200b\u200d', '\u3164', '\u2800', '\u0301'])
      expect(faultOf(text, MAX_NAME, false)).toBe('missing');
  });
});

describe('isLabel', () => {
  it('takes a text as it is to stand in a paper', () => {
    expect(isLabel('Head of Harbour', MAX_NAME, true)).toBe(true);
    expect(isLabel('', MAX_NAME, false)).toBe(true);
    for (const text of ['', ' Robin', 'Robin ', 'a\u202eb', '\u200b'])
      expect(isLabel(text, MAX_NAME, true)).toBe(false);
  });
});
