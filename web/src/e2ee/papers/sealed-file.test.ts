import { expect, test } from 'vitest';
import { concat, equal } from '../bytes';
import { CHUNK_BYTES } from '../chunks';
import { sha256, type Bytes } from '../crypto';
import {
  MAX_FILE_BYTES,
  newFileKey,
  Opening,
  paddedSize,
  sealChunks,
  sealedSize,
  type Of,
} from './sealed-file';

const OF: Of = { meeting: 'meeting', id: 'paper' };
const SIZE = 3 * CHUNK_BYTES + 1000;

function fileOf(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31) ^ (i >> 8));
}

async function chunksOf(file: Uint8Array, key: Uint8Array, of = OF): Promise<Bytes[]> {
  const chunks: Bytes[] = [];
  const read = (from: number, to: number) => Promise.resolve(file.subarray(from, to));
  for await (const chunk of sealChunks(of, key, file.length, read)) chunks.push(chunk);
  return chunks;
}

function isSame(found: Uint8Array | null, file: Uint8Array): boolean {
  return found !== null && equal(found, file);
}

/** Null where any of it is refused. */
async function opened(
  pieces: readonly Uint8Array[],
  key: Uint8Array,
  file: Uint8Array,
  of = OF,
): Promise<Uint8Array | null> {
  const opening = new Opening(of, key, file.length);
  for (const piece of pieces) if (!(await opening.take(piece))) return null;
  return opening.finish(await sha256(file));
}

test.each([1, 1000, 64 * 1024, 64 * 1024 + 1, CHUNK_BYTES, CHUNK_BYTES + 1, SIZE])(
  'what is sealed of %i bytes is opened, in whatever pieces it comes',
  async (size) => {
    const file = fileOf(size);
    const key = newFileKey();
    const chunks = await chunksOf(file, key);
    const whole = concat(...chunks);
    expect(whole.length).toBe(sealedSize(size));
    expect(isSame(await opened(chunks, key, file), file)).toBe(true);
    expect(isSame(await opened([whole], key, file), file)).toBe(true);
    const pieces = Array.from({ length: Math.ceil(whole.length / 70_001) }, (_, i) =>
      whole.subarray(i * 70_001, (i + 1) * 70_001),
    );
    expect(isSame(await opened(pieces, key, file), file)).toBe(true);
  },
);

test('sizes are padded in steps of at most a quarter, and the largest is what the server takes', () => {
  expect(paddedSize(1)).toBe(64 * 1024);
  expect(paddedSize(64 * 1024 + 1)).toBe(80 * 1024);
  expect(paddedSize(1024 * 1024)).toBe(1024 * 1024);
  expect(paddedSize(1024 * 1024 + 1)).toBe(1280 * 1024);
  for (let size = 70_000; size < MAX_FILE_BYTES; size = Math.floor(size * 1.07)) {
    expect(paddedSize(size)).toBeGreaterThanOrEqual(size);
    expect(paddedSize(size)).toBeLessThan(size * 1.26);
  }
  expect(sealedSize(MAX_FILE_BYTES)).toBe(50_334_720);
});

test('of a file whatever was done to its chunks does not open', async () => {
  const file = fileOf(SIZE);
  const key = newFileKey();
  const chunks = await chunksOf(file, key);
  const [first, second, ...rest] = chunks;
  if (first === undefined || second === undefined) throw new Error('too few chunks');
  const last = rest.at(-1) ?? second;
  const others = await chunksOf(file, key, { ...OF, id: 'another' });
  const elsewhere = await chunksOf(file, key, { ...OF, meeting: 'another' });
  const shorter = await chunksOf(file.subarray(0, 2 * CHUNK_BYTES), key);
  const flipped = Uint8Array.from(second);
  flipped[77] = (flipped[77] ?? 0) ^ 1;
  const bad: Record<string, readonly Uint8Array[]> = {
    'cut off in a chunk': [...chunks.slice(0, -1), last.subarray(0, -1)],
    'cut off after a chunk': chunks.slice(0, -1),
    nothing: [],
    swapped: [second, first, ...rest],
    repeated: [first, first, ...rest],
    'repeated at the end': [...chunks, last],
    extended: [...chunks, new Uint8Array(1)],
    'with one of another paper': [first, others[1] ?? second, ...rest],
    'of another paper': others,
    'of another meeting': elsewhere,
    'with the last of a shorter one': [first, shorter[1] ?? second, ...rest],
    changed: [first, flipped, ...rest],
  };
  for (const [name, pieces] of Object.entries(bad)) expect(await opened(pieces, key, file), name).toBe(null);
  expect(isSame(await opened(chunks, key, file), file)).toBe(true);
});

test('a wrong key, size or hash opens nothing', async () => {
  const file = fileOf(SIZE);
  const key = newFileKey();
  const chunks = await chunksOf(file, key);
  expect(await opened(chunks, newFileKey(), file)).toBe(null);
  expect(await opened(chunks, key, file.subarray(0, CHUNK_BYTES))).toBe(null);
  // Within one padding the size is the word of whoever tabled it: the hash says that it is another file.
  const other = Uint8Array.from(file);
  other[5] = (other[5] ?? 0) ^ 1;
  expect(await opened(chunks, key, other)).toBe(null);
  const opening = new Opening(OF, key, file.length - 1);
  for (const chunk of chunks) await opening.take(chunk);
  expect(await opening.finish(await sha256(file))).toBe(null);
});

test('a chunk is sealed when it is asked for, and no sooner', async () => {
  const asked: number[] = [];
  const chunks = sealChunks(OF, newFileKey(), SIZE, (from, to) => {
    asked.push(from);
    return Promise.resolve(new Uint8Array(to - from));
  });
  await chunks.next();
  expect(asked).toEqual([0]);
  await chunks.next();
  expect(asked).toEqual([0, CHUNK_BYTES]);
});
