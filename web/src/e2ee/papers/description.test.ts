import { expect, test } from 'vitest';
import { encodeBase64Url, utf8 } from '../bytes';
import { randomBytes } from '../crypto';
import { parsePayload } from '../log/payload';
import { parseDescription, type Description } from './description';
import { readEnclosure, writeEnclosure } from './enclosure';
import { imageSize, mediaOf } from './media';

const PAPER: Description = {
  id: encodeBase64Url(randomBytes(16)),
  name: 'Quay 4',
  media: 'application/pdf',
  sizeBytes: 1000,
  hash: encodeBase64Url(randomBytes(32)),
  class: 'aideMemoire',
  key: encodeBase64Url(randomBytes(32)),
  atMs: 5,
};

test('a description is read as it was written, in a log and in a letter', () => {
  expect(parseDescription({ ...PAPER })).toEqual(PAPER);
  expect(parsePayload(JSON.stringify({ type: 'paper', ...PAPER }))).toEqual({ type: 'paper', ...PAPER });
  for (const enclosure of [
    { type: 'paper', audience: 'heads', paper: PAPER } as const,
    { type: 'opened', id: PAPER.id } as const,
    { type: 'withdrawn', id: PAPER.id } as const,
  ])
    expect(readEnclosure(writeEnclosure(enclosure))).toEqual(enclosure);
});

test.each<[string, unknown]>([
  ['id', '../../etc/passwd'],
  ['id', PAPER.id.slice(1)],
  ['name', ''],
  ['name', 'x'.repeat(201)],
  ['name', 'harbour\u202efdp.exe'],
  ['name', 'two\nlines'],
  ['media', 'image/svg+xml'],
  ['media', 'text/html'],
  ['sizeBytes', 0],
  ['sizeBytes', 50_000_001],
  ['sizeBytes', 1.5],
  ['hash', PAPER.id],
  ['class', 'secret'],
  ['key', ''],
  ['key', 7],
  ['atMs', -1],
  ['atMs', undefined],
])('a description whose %s is %j is none', (field, value) => {
  const changed = { ...PAPER, [field]: value };
  expect(parseDescription(changed)).toBe(null);
  expect(parsePayload(JSON.stringify({ type: 'paper', ...changed }))).toBe(null);
  expect(readEnclosure(JSON.stringify({ type: 'paper', audience: 'heads', paper: changed }))).toBe(null);
});

test.each([
  '',
  'null',
  '[]',
  '{"type":"opened"}',
  '{"type":"opened","id":"x"}',
  '{"type":"opened","id":"AAAAAAAAAAAAAAAAAAAAAA","more":1}',
  '{"type":"paper","audience":"heads","paper":null}',
  `{"type":"paper","audience":"${'x'.repeat(65)}","paper":{}}`,
  'x'.repeat(5000),
])('%s encloses nothing', (text) => {
  expect(readEnclosure(text)).toBe(null);
});

test('a file is what its first bytes say, whatever it is called', () => {
  expect(mediaOf(utf8('%PDF-1.7\n'), 'text/html')).toBe('application/pdf');
  expect(mediaOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), '')).toBe('image/jpeg');
  expect(mediaOf(utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml')).toBe(null);
  expect(mediaOf(utf8('<html>'), 'text/html')).toBe(null);
  expect(mediaOf(utf8('<html>'), 'text/plain')).toBe('text/plain');
  expect(mediaOf(Uint8Array.of(0x80), 'text/plain')).toBe(null);
  expect(mediaOf(Uint8Array.of(65, 0, 66), 'text/plain')).toBe(null);
});

test('an image’s size is read from its header, and never past its end', () => {
  const png = new Uint8Array(24);
  new DataView(png.buffer).setUint32(16, 60_000);
  new DataView(png.buffer).setUint32(20, 50_000);
  expect(imageSize(png, 'image/png')).toEqual({ width: 60_000, height: 50_000 });
  expect(imageSize(png.subarray(0, 20), 'image/png')).toBe(null);
  const jpeg = Uint8Array.of(
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    2,
    0xff,
    0xc2,
    0,
    17,
    8,
    0x01,
    0x00,
    0x02,
    0x00,
  );
  expect(imageSize(jpeg, 'image/jpeg')).toEqual({ width: 512, height: 256 });
  for (let size = 0; size < jpeg.length; size++)
    expect(imageSize(jpeg.subarray(0, size), 'image/jpeg')).toBe(null);
  expect(imageSize(Uint8Array.of(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 2, 0, 3, 0), 'image/gif')).toEqual({
    width: 2,
    height: 3,
  });
});
