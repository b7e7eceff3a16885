import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials';

describe('initialsOf', () => {
  it.each([
    ['Robin', 'R'],
    ['alex  of the ridge', 'AR'],
    ['(Head) Harbour', 'HH'],
    ['é́lan', 'É́'],
    ['🙂', ''],
    ['', ''],
  ])('%s: %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('keeps Arabic letters apart', () => {
    expect(initialsOf('رئيسة المرفأ')).toBe('ر\u200cا\u200c');
  });
});
