import { describe, expect, it } from 'vitest';
import { problemOf } from './devices';

describe('problemOf', () => {
  it.each([
    ['NotFoundError', 'none'],
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'failed'],
  ])('%s is "%s"', (name, problem) => {
    expect(problemOf(new DOMException('', name))).toBe(problem);
  });

  it('takes anything that may be thrown', () => {
    expect(problemOf(undefined)).toBe('failed');
    expect(problemOf('NotFoundError')).toBe('failed');
  });
});
