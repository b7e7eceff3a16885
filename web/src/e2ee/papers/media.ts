import { fromUtf8 } from '../bytes';
import type { Media } from './description';

const SIGNATURES: readonly (readonly [Media, number, readonly number[]])[] = [
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
];

/**
 * What a file is by its own first bytes, whatever it is called; null for what is not shown here. A text is one that says so, is UTF-8 and
 * has no zeros.
 *
 * @param said by the browser, from the file's name
 */
export function mediaOf(bytes: Uint8Array, said: string): Media | null {
  for (const [media, at, signature] of SIGNATURES)
    if (signature.every((byte, i) => bytes[at + i] === byte)) return media;
  const isText = said === 'text/plain' && !bytes.includes(0) && fromUtf8(bytes) !== null;
  return isText ? 'text/plain' : null;
}

interface Size {
  width: number;
  height: number;
}

/** As an image's header says, before anything is decoded; null where it says nothing. */
export function imageSize(bytes: Uint8Array, media: Media): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (media) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case 'image/gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case 'image/jpeg':
        return jpegSize(view);
      case 'image/webp':
        return webpSize(view);
      case 'application/pdf':
      case 'text/plain':
        return null;
      default:
        return media satisfies never;
    }
  } catch {
    // Too short to say.
    return null;
  }
}

/** ITU-T T.81, B.2.2: in the first frame header. */
function jpegSize(view: DataView): Size | null {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** RFC 9649, section 2. */
function webpSize(view: DataView): Size | null {
  const u24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return { width: u24(24) + 1, height: u24(27) + 1 };
    case 0x5650384c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 0x56503820: // VP8
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}
