import { describe, expect, it } from 'vitest';
import { actOf } from './keyboard.svelte';

const stroke = (key: string, code: string, more = {}) => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe('actOf', () => {
  it('goes by the letter, in either case', () => {
    expect(actOf(stroke('m', 'KeyM'))).toBe('mute');
    expect(actOf(stroke('V', 'KeyV'))).toBe('camera');
    expect(actOf(stroke('c', 'KeyC'))).toBe('confer');
    expect(actOf(stroke('C', 'KeyC', { shiftKey: true }))).toBe('table');
    expect(actOf(stroke('t', 'KeyT'))).toBe('chat');
    expect(actOf(stroke('m', 'Semicolon'))).toBe('mute');
    expect(actOf(stroke(',', 'KeyM'))).toBeNull();
  });

  it('goes by the place where the keyboard writes another script', () => {
    expect(actOf(stroke('ة', 'KeyM'))).toBe('mute');
    expect(actOf(stroke('ر', 'KeyV'))).toBe('camera');
    expect(actOf(stroke('؟', 'Slash'))).toBe('help');
  });

  it('leaves the browser its own keys', () => {
    expect(actOf(stroke('v', 'KeyV', { ctrlKey: true }))).toBeNull();
    expect(actOf(stroke('m', 'KeyM', { metaKey: true }))).toBeNull();
    expect(actOf(stroke('Process', 'KeyM'))).toBeNull();
    expect(actOf(stroke('x', 'KeyX'))).toBeNull();
    expect(actOf(stroke('q', 'KeyM'))).toBeNull();
  });
});
