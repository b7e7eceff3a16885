import { describe, expect, it } from 'vitest';
import { concat, equal, fromHex, fromUtf8, hex, Reader, utf8, Writer } from './bytes';

describe('bytes', () => {
  it('joins', () => {
    expect(concat()).toEqual(new Uint8Array(0));
    expect(concat(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('compares whole', () => {
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equal(new Uint8Array(0), new Uint8Array(0))).toBe(true);
    for (const other of [[], [1], [1, 3], [0, 2], [1, 2, 0]])
      expect(equal(Uint8Array.of(1, 2), Uint8Array.from(other))).toBe(false);
  });

  it('takes text there and back, and refuses what is none', () => {
    for (const text of ['', 'رئيسة', '😀', '\ufeffmark', '\0']) expect(fromUtf8(utf8(text))).toBe(text);
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x9f]])
      expect(fromUtf8(Uint8Array.from(bytes))).toBeNull();
  });

  it('writes hexadecimal, and reads it strictly', () => {
    expect(hex(Uint8Array.of(0, 15, 255))).toBe('000fff');
    expect(fromHex('000fFF')).toEqual(Uint8Array.of(0, 15, 255));
    for (const text of ['0', '0g', ' 0', '0x', '-1', '١٢']) expect(fromHex(text)).toBeNull();
  });
});

describe('Writer and Reader', () => {
  it('keep whole numbers to their last bit', () => {
    const written = new Writer().u8(0xff).u16(0xfffe).u32(0xfffffffd).u64(0xfffffffffffffffcn).put(utf8('x'));
    const reader = new Reader(written.bytes());
    expect([reader.u8(), reader.u16(), reader.u32(), reader.u64()]).toEqual([
      0xff,
      0xfffe,
      0xfffffffd,
      0xfffffffffffffffcn,
    ]);
    expect(reader.left).toBe(1);
    expect(reader.rest()).toEqual(utf8('x'));
    expect(reader.left).toBe(0);
  });

  it('write the most significant byte first', () => {
    expect(hex(new Writer().u16(0x0102).u32(0x03040506).bytes())).toBe('010203040506');
  });

  it('do not write what does not fit', () => {
    expect(() => new Writer().u8(256)).toThrow();
    expect(() => new Writer().u32(-1)).toThrow();
    expect(() => new Writer().u16(1.5)).toThrow();
    expect(() => new Writer().u64(1n << 64n)).toThrow();
  });

  it('never read too far', () => {
    const reader = new Reader(Uint8Array.of(1, 2, 3));
    expect(reader.u32()).toBeNull();
    expect(reader.u64()).toBeNull();
    for (const count of [4, -1, 1.5, NaN, Infinity]) expect(reader.take(count)).toBeNull();
    expect(reader.left).toBe(3);
    expect(reader.u16()).toBe(0x0102);
    expect(reader.u16()).toBeNull();
    expect(reader.u8()).toBe(3);
    expect(reader.u8()).toBeNull();
    expect(reader.take(0)).toEqual(new Uint8Array(0));
  });

  it('read a part of a larger buffer as such', () => {
    const part = Uint8Array.of(9, 9, 0, 1, 9).subarray(2, 4);
    const reader = new Reader(part);
    expect(reader.u16()).toBe(1);
    expect(reader.u8()).toBeNull();
  });
});
