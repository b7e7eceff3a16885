import { expect, it } from 'vitest';
import { concat, equal, utf8 } from '../bytes';
import { randomBytes } from '../crypto';
import { newOpeningCode } from '../record/opening-code';
import { isSealedArchive, openArchive, SealedArchive } from './file';
import { fileIn, filesIn, ZipWriting } from './zip';

const CHUNK = 256 * 1024;

async function sealed(content: Uint8Array, code: Uint8Array, pieceBytes = 100_000): Promise<Uint8Array> {
  const archive = new SealedArchive(code);
  for (let at = 0; at < content.length; at += pieceBytes)
    await archive.take(content.subarray(at, at + pieceBytes));
  return new Uint8Array(await (await archive.finish()).arrayBuffer());
}

function bytes(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => (at * 7 + (at >> 8)) % 251);
}

it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])(
  'opens what it sealed, of %i bytes',
  async (count) => {
    const code = newOpeningCode();
    const file = await sealed(bytes(count), code);
    expect(isSealedArchive(file)).toBe(true);
    const opened = await openArchive(file, code);
    expect(opened !== null && equal(opened, bytes(count))).toBe(true);
    expect(await openArchive(file, newOpeningCode())).toBeNull();
  },
);

it('is another file each time, also with the same code', async () => {
  const code = newOpeningCode();
  const [one, other] = [await sealed(bytes(10), code), await sealed(bytes(10), code)];
  expect(one.subarray(40)).not.toEqual(other.subarray(40));
});

it('does not open where anything is changed, cut off, added or moved', async () => {
  const code = newOpeningCode();
  const file = await sealed(bytes(2 * CHUNK + 9), code);
  const header = 24 + 16;
  for (const at of [0, 23, 24, 39, header, header + CHUNK + 16, file.length - 1]) {
    const broken = file.slice();
    broken[at] = (broken[at] ?? 0) ^ 1;
    expect(isSealedArchive(broken) && (await openArchive(broken, code)) !== null, String(at)).toBe(false);
  }
  const [first, second, third] = [0, 1, 2].map((n) =>
    file.subarray(header + n * (CHUNK + 16), header + (n + 1) * (CHUNK + 16)),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const start = file.subarray(0, header);
  for (const parts of [
    [first],
    [first, second],
    [second, first, third],
    [first, third],
    [first, second, third, third],
    [],
  ])
    expect(await openArchive(concat(start, ...parts), code)).toBeNull();
  expect(await openArchive(file.subarray(0, 30), code)).toBeNull();
});

it('holds a ZIP that is written piece by piece', async () => {
  const pieces: Uint8Array[] = [];
  const zip = new ZipWriting(Date.UTC(2026, 2, 1), (piece) => {
    pieces.push(piece.slice());
    return Promise.resolve();
  });
  const large = randomBytes(44_640);
  await zip.add('index.html', utf8('<p>נמל</p>'.repeat(1000)));
  await zip.add('papers/1-נמל.pdf', large, true);
  await zip.add('empty.txt', new Uint8Array());
  await zip.finish();
  const whole = concat(...pieces);
  expect(filesIn(whole)?.map(({ name }) => name)).toEqual(['index.html', 'papers/1-נמל.pdf', 'empty.txt']);
  expect(fileIn(whole, 'papers/1-נמל.pdf', 1_000_000)).toEqual(large);
  expect(fileIn(whole, 'papers/1-נמל.pdf', 100)).toBeNull();
  expect(fileIn(whole, 'other', 100)).toBeNull();
  expect(filesIn(utf8('no zip at all'))).toBeNull();
});
