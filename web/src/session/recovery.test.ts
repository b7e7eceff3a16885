import { describe, expect, it } from 'vitest';
import { backoffMs, MediaRecovery, patienceMs } from './recovery';

describe('backoffMs', () => {
  it('grows to a limit, and is spread', () => {
    const waits = Array.from({ length: 40 }, (_, attempt) => backoffMs(attempt, 1));
    expect(waits.slice(0, 4)).toEqual([200, 400, 800, 1000]);
    expect(Math.max(...waits.slice(0, 20))).toBe(1000);
    expect(Math.max(...waits)).toBe(4000);
    expect(backoffMs(0, 0)).toBe(100);
  });
});

describe('patienceMs', () => {
  it('grows once quick tries were in vain', () => {
    expect(patienceMs(0)).toBe(3000);
    expect(patienceMs(10)).toBe(8000);
  });
});

describe('MediaRecovery', () => {
  it('restarts twice, then joins anew, with time for each to work', () => {
    const recovery = new MediaRecovery();
    const steps: string[] = [];
    for (let nowMs = 0; nowMs < 9000; nowMs += 500) {
      const step = recovery.next(nowMs, 'silent');
      if (step !== 'none') steps.push(`${nowMs} ${step}`);
    }
    expect(steps).toEqual(['0 restart', '2500 restart', '5000 joinAnew', '7500 restart']);
  });

  it('begins from the start after media flowed', () => {
    const recovery = new MediaRecovery();
    recovery.next(0, 'silent');
    recovery.next(3000, 'silent');
    expect(recovery.next(4000, 'flowing')).toBe('none');
    expect(recovery.next(10_000, 'silent')).toBe('restart');
  });

  it('does nothing while a connection is being made', () => {
    expect(new MediaRecovery().next(0, 'connecting')).toBe('none');
  });
});
