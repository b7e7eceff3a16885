import { expect, it } from 'vitest';
import { dayInWords, isOverdue } from './due';

it('names the day that was meant, in any zone', () => {
  expect(dayInWords('2027-03-09')).toContain('9');
  expect(dayInWords('2027-03-09')).toContain('2027');
});

it('is overdue from the day after', () => {
  expect(isOverdue('2027-03-09', new Date(2027, 2, 9, 23, 59))).toBe(false);
  expect(isOverdue('2027-03-09', new Date(2027, 2, 10))).toBe(true);
  expect(isOverdue('2027-12-31', new Date(2027, 8, 1))).toBe(false);
  expect(isOverdue('', new Date(2027, 2, 10))).toBe(false);
});
