import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Participant } from '../../signalling/messages';
import { Announcer } from './announcer.svelte';
import { changesBetween } from './changes';

const here = (seat: string, more: Partial<Participant> = {}): Participant => ({
  seat,
  room: 'plenary',
  microphone: true,
  camera: true,
  screen: false,
  interrupted: false,
  ...more,
});

describe('changesBetween', () => {
  it('names what happened to the others, and leaves oneself out', () => {
    const before = [here('you'), here('a'), here('b'), here('c', { interrupted: true })];
    const after = [
      here('you', { screen: true }),
      here('b', { screen: true, microphone: false }),
      here('c'),
      here('d'),
    ];
    expect(changesBetween(before, after, 'you', 'plenary')).toEqual([
      { what: 'sharing', seat: 'b' },
      { what: 'returned', seat: 'c' },
      { what: 'joined', seat: 'd' },
      { what: 'left', seat: 'a' },
    ]);
    expect(changesBetween(after, after, 'you', 'plenary')).toEqual([]);
  });
});

describe('changesBetween two rooms', () => {
  it('tells who comes from another room and who goes there, and nothing of what happens in it', () => {
    const before = [here('a'), here('b', { room: 'A' }), here('c', { room: 'A' })];
    const after = [here('a', { room: 'A' }), here('b'), here('c', { room: 'A', interrupted: true })];
    expect(changesBetween(before, after, 'you', 'plenary')).toEqual([
      { what: 'went', seat: 'a' },
      { what: 'came', seat: 'b' },
    ]);
    expect(changesBetween(after, after.slice(0, 2), 'you', 'plenary')).toEqual([]);
  });
});

describe('Announcer', () => {
  const robin = { name: 'Robin', side: 'Harbour' };

  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('gathers what happens within a pause, and counts a crowd', () => {
    const announcer = new Announcer();
    for (let i = 0; i < 5; i++) announcer.change('joined', robin);
    announcer.change('left', { name: 'Alex', side: 'Ridge' });
    expect(announcer.text).toBe('');
    vi.advanceTimersByTime(1500);
    expect(announcer.text).toBe('5 people joined. Alex left.');
    announcer.change('joined', robin);
    vi.advanceTimersByTime(1500);
    expect(announcer.text).toBe('Robin joined for Harbour.');
  });

  it('says one’s own doings soon, and only the last of them', () => {
    const announcer = new Announcer();
    announcer.say('You are muted.');
    announcer.say('Your microphone is on.');
    vi.advanceTimersByTime(100);
    expect(announcer.text).toBe('Your microphone is on.');
  });
});
