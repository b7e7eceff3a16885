import { readFileSync } from 'node:fs';

/** Sizes of values by their types' numbers; of objects it is the dump's own. */
const SIZES: Readonly<Record<number, number>> = { 4: 1, 5: 2, 6: 4, 7: 8, 8: 1, 9: 2, 10: 4, 11: 8 };
const OBJECT = 2;
const BYTE = 8;
const HEAP_DUMP = 0x0c;
const HEAP_DUMP_SEGMENT = 0x1c;

/** Each byte array in a dump of a Java heap (HPROF 1.0.2), as long as it is. */
export function* byteArrays(path: string): Generator<Buffer> {
  const bytes = readFileSync(path);
  let at = bytes.indexOf(0) + 1;
  const idSize = bytes.readUInt32BE(at);
  at += 12;
  while (at + 9 <= bytes.length) {
    const tag = bytes[at]!;
    const length = bytes.readUInt32BE(at + 5);
    at += 9;
    if (tag === HEAP_DUMP || tag === HEAP_DUMP_SEGMENT) yield* arraysIn(bytes.subarray(at, at + length), idSize);
    at += length;
  }
}

function* arraysIn(segment: Buffer, idSize: number): Generator<Buffer> {
  for (let at = 0; at < segment.length;) {
    const tag = segment[at++]!;
    switch (tag) {
      case 0x20:
        at += classSize(segment, at, idSize);
        break;
      case 0x21:
        at += 2 * idSize + 8 + segment.readUInt32BE(at + 2 * idSize + 4);
        break;
      case 0x22:
        at += 2 * idSize + 8 + idSize * segment.readUInt32BE(at + idSize + 4);
        break;
      case 0x23: {
        const count = segment.readUInt32BE(at + idSize + 4);
        const type = segment[at + idSize + 8]!;
        at += idSize + 9;
        if (type === BYTE) yield segment.subarray(at, at + count);
        at += count * SIZES[type]!;
        break;
      }
      default:
        at += rootSize(tag, idSize);
    }
  }
}

function rootSize(tag: number, idSize: number): number {
  switch (tag) {
    case 0x01:
      return 2 * idSize;
    case 0x02:
    case 0x03:
    case 0x08:
      return idSize + 8;
    case 0x04:
    case 0x06:
      return idSize + 4;
    case 0x05:
    case 0x07:
    case 0xff:
      return idSize;
    default:
      throw new Error(`a heap dump with a part of unknown kind ${tag}`);
  }
}

function classSize(segment: Buffer, start: number, idSize: number): number {
  const sizeOf = (type: number): number => (type === OBJECT ? idSize : SIZES[type]!);
  let at = start + 7 * idSize + 8;
  // Constants have a number for a name, static fields an id; instances' fields have no value.
  for (const nameSize of [2, idSize]) {
    const count = segment.readUInt16BE(at);
    at += 2;
    for (let each = 0; each < count; each++) at += nameSize + 1 + sizeOf(segment[at + nameSize]!);
  }
  return at + 2 + (idSize + 1) * segment.readUInt16BE(at) - start;
}
