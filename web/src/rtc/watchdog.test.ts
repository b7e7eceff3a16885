import { describe, expect, it } from 'vitest';
import { Watchdog, type Reading } from './watchdog';

const reading = (received: number, more: Partial<Reading> = {}): Reading => ({
  received,
  failed: false,
  expected: true,
  ...more,
});

describe('Watchdog', () => {
  it('is patient with the first packet, then not', () => {
    const watchdog = new Watchdog();
    expect(watchdog.look(10_000, reading(0))).toBe('connecting');
    expect(watchdog.look(13_000, reading(0))).toBe('connecting');
    expect(watchdog.look(13_500, reading(5))).toBe('flowing');
    expect(watchdog.look(14_500, reading(5))).toBe('flowing');
    expect(watchdog.look(15_000, reading(5))).toBe('silent');
    expect(watchdog.look(15_500, reading(6))).toBe('flowing');
  });

  it('gives up on a first packet that never comes', () => {
    const watchdog = new Watchdog();
    let verdict = watchdog.look(10_000, reading(0));
    for (let nowMs = 10_500; nowMs <= 16_000; nowMs += 500) verdict = watchdog.look(nowMs, reading(0));
    expect(verdict).toBe('silent');
  });

  it('does not mistake a meeting without a sound for a broken one', () => {
    const watchdog = new Watchdog();
    watchdog.look(10_000, reading(0));
    watchdog.look(10_500, reading(5));
    for (let nowMs = 11_000; nowMs < 20_000; nowMs += 500)
      expect(watchdog.look(nowMs, reading(5, { expected: false }))).toBe('flowing');
    expect(watchdog.look(20_000, reading(5))).toBe('flowing');
  });

  it('believes the browser when it says that the connection failed', () => {
    const watchdog = new Watchdog();
    watchdog.look(10_000, reading(0));
    expect(watchdog.look(10_500, reading(9, { failed: true }))).toBe('silent');
  });

  it('gives the network its chance after the device slept', () => {
    const watchdog = new Watchdog();
    watchdog.look(10_000, reading(0));
    watchdog.look(10_500, reading(5));
    expect(watchdog.look(600_000, reading(5))).toBe('flowing');
    expect(watchdog.look(601_000, reading(5))).toBe('flowing');
    expect(watchdog.look(601_500, reading(5))).toBe('silent');
  });

  it('takes a counter that starts anew for growth', () => {
    const watchdog = new Watchdog();
    watchdog.look(10_000, reading(100));
    watchdog.look(10_500, reading(200));
    expect(watchdog.look(12_000, reading(3))).toBe('flowing');
  });
});
