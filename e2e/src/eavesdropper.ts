import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { decodeHeader } from '../../web/src/e2ee/sframe/header.ts';
import { shimLength } from '../../web/src/e2ee/sframe/shim.ts';
import { byteArrays } from './heap-dump.ts';
import type { Made, Sound } from './page/decoding.ts';
import type { RtpSent } from './recording.ts';

/** Of the media plane's cipher, which ends at the server: AES-GCM with a whole tag (RFC 7714). */
const SRTP_TAG_BYTES = 16;
const HEADER_BYTES = 12;
/** Of the memory of an encoding's last packets. */
const LEAST_CACHE_BYTES = 64 << 10;

/** A packet in the server's memory. */
export interface HeldPacket {
  /**
   * Where the media plane leaves a packet once it has taken off its own cipher: in the array in which it came, or among others from which
   * losses are mended. Elsewhere that cipher may still be on.
   */
  isClear: boolean;
  ssrc: number;
  seq: number;
  timestamp: number;
  marker: boolean;
  payload: Buffer;
}

/** Those packets in a dump of the server's heap that it was sent: found by their headers, which are known from the line with their sizes. */
export function packetsIn(path: string, sent: Iterable<RtpSent>): HeldPacket[] {
  const known = new Map<string, number>();
  // By the first two bytes of their sources, which few other places have.
  const mayBe = new Uint8Array(1 << 16);
  for (const { header, sizeBytes } of sent) {
    known.set(header.toString('latin1'), sizeBytes - SRTP_TAG_BYTES);
    mayBe[header.readUInt16LE(8)] = 1;
  }
  const found = new Map<string, HeldPacket>();
  for (const bytes of byteArrays(path)) {
    for (let at = 0; at + HEADER_BYTES < bytes.length; at++) {
      if (bytes[at]! >> 6 !== 2 || mayBe[bytes[at + 8]! | (bytes[at + 9]! << 8)] === 0) continue;
      const size = known.get(bytes.toString('latin1', at, at + HEADER_BYTES));
      // A header alone is what the cipher was told of a packet.
      if (size === undefined || at + size > bytes.length) continue;
      const isClear = bytes.length >= LEAST_CACHE_BYTES || (at === 0 && bytes.length === size + SRTP_TAG_BYTES);
      const packet = parse(bytes.subarray(at, at + size), isClear);
      if (packet !== null) found.set(`${packet.ssrc} ${packet.seq} ${packet.payload.toString('latin1')}`, packet);
    }
  }
  return [...found.values()];
}

/** RFC 3550, section 5.1; null for what only looks like a packet. */
function parse(packet: Buffer, isClear: boolean): HeldPacket | null {
  let start = 12 + 4 * (packet[0]! & 0x0f);
  if ((packet[0]! & 0x10) !== 0) {
    if (packet.length < start + 4) return null;
    start += 4 + 4 * packet.readUInt16BE(start + 2);
  }
  const end = packet.length - ((packet[0]! & 0x20) === 0 ? 0 : packet.at(-1)!);
  if (end <= start) return null;
  return {
    isClear,
    ssrc: packet.readUInt32BE(8),
    seq: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    marker: (packet[1]! & 0x80) !== 0,
    payload: packet.subarray(start, end),
  };
}

/** Whole VP8 frames of one source, as far as all of their packets are there. */
export function videoFrames(packets: readonly HeldPacket[]): Buffer[] {
  const byFrame = new Map<number, HeldPacket[]>();
  for (const packet of packets) byFrame.set(packet.timestamp, [...(byFrame.get(packet.timestamp) ?? []), packet]);
  return [...byFrame.values()].flatMap((parts) => {
    const last = parts.find((part) => part.marker);
    if (!last) return [];
    const behind = ({ seq }: HeldPacket): number => (last.seq - seq) & 0xffff;
    const ordered = [...parts].sort((one, other) => behind(other) - behind(one));
    const isWhole = ordered.every((part, at) => behind(part) === ordered.length - 1 - at);
    const contents = ordered.map((part) => vp8Content(part.payload));
    return isWhole && contents[0]?.isStart === true ? [Buffer.concat(contents.map((one) => one.bytes))] : [];
  });
}

/** A VP8 packet behind its descriptor (RFC 7741, section 4.2). */
function vp8Content(payload: Buffer): { isStart: boolean; bytes: Buffer } {
  const isStart = (payload[0]! & 0x17) === 0x10;
  let at = 1;
  if ((payload[0]! & 0x80) !== 0) {
    const more = payload[at++]!;
    if ((more & 0x80) !== 0) at += (payload[at]! & 0x80) === 0 ? 1 : 2;
    if ((more & 0x40) !== 0) at++;
    if ((more & 0x30) !== 0) at++;
  }
  return { isStart, bytes: payload.subarray(at) };
}

/** What an end-to-end encrypted frame says of itself; null where it is none. */
export function sealOf(
  frame: Buffer,
  medium: 'audio' | 'video',
): { kid: number; counter: number; contentAt: number } | null {
  const shim = medium === 'audio' ? 0 : shimLength(frame);
  const header = shim === null ? null : decodeHeader(frame.subarray(shim));
  if (shim === null || header === null) return null;
  return { kid: Number(header.kid), counter: Number(header.counter), contentAt: shim + header.length };
}

/** A frame as it is, and without what may stand before a codec's bytes: an encryption that does nothing would be seen through. */
export function readings(frame: Buffer, medium: 'audio' | 'video'): Buffer[] {
  const seal = sealOf(frame, medium);
  const shim = medium === 'audio' ? null : shimLength(frame);
  return [0, shim ?? 0, seal?.contentAt ?? 0]
    .filter((start, at, all) => all.indexOf(start) === at)
    .map((start) => frame.subarray(start));
}

/** Frames of one source's sound, and the tone that would be heard in it. */
export interface Heard {
  frames: readonly Buffer[];
  toneHz: number;
}

/** What a browser's decoders make of frames, by whichever reading. */
export async function decode(browser: Browser, video: readonly Buffer[], audio: readonly Heard[]): Promise<Made> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Decoders are for secure pages, which this one is not by its address.
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto('http://localhost:9/');
  await page.evaluate(bundled());
  const base64 = (frames: readonly Buffer[]): string[] => frames.map((frame) => frame.toString('base64'));
  const sounds = audio.map(({ frames, toneHz }): Sound => ({ frames: base64(frames), toneHz }));
  const made = await page.evaluate(([pictures, heard]) => window.decode(pictures, heard), [
    base64(video),
    sounds,
  ] as const);
  await context.close();
  return made;
}

function bundled(): string {
  return buildSync({
    entryPoints: [fileURLToPath(new URL('page/decoding.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles[0]!.text;
}
