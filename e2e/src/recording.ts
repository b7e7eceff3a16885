import type { Tap, Way } from './link.ts';

/** What passed one TCP connection. */
class Passed {
  readonly #pieces: Record<Way, Buffer[]> = { up: [], down: [] };

  constructor(readonly to: 'pages' | 'media') {}

  add(way: Way, piece: Buffer): void {
    this.#pieces[way].push(piece);
  }

  bytes(way: Way): Buffer {
    return Buffer.concat(this.#pieces[way]);
  }
}

/** A protected RTP packet on its way to the server. Its header is in the clear (RFC 3711, section 3.1). */
export interface RtpSent {
  /** Its first 12 bytes. */
  header: Buffer;
  sizeBytes: number;
}

/** All that passed a link, each way, as it was and as far as it can be unpacked. */
export class Recording implements Tap {
  readonly #connections: Passed[] = [];
  readonly #datagrams: Record<Way, Buffer[]> = { up: [], down: [] };

  connection(to: 'pages' | 'media'): (way: Way, piece: Buffer) => void {
    const passed = new Passed(to);
    this.#connections.push(passed);
    return (way, piece) => passed.add(way, piece);
  }

  datagram(way: Way, packet: Buffer): void {
    this.#datagrams[way].push(packet);
  }

  /** Each stretch of bytes: connections, datagrams, and what WebSocket frames carried. */
  *stretches(): Generator<Buffer> {
    for (const way of ['up', 'down'] as const) {
      for (const connection of this.#connections) yield connection.bytes(way);
      yield* this.#datagrams[way];
    }
    yield* this.webSocketMessages('up');
    yield* this.webSocketMessages('down');
  }

  get sizeBytes(): number {
    let sum = 0;
    for (const stretch of this.stretches()) sum += stretch.length;
    return sum;
  }

  *webSocketMessages(way: Way): Generator<Buffer> {
    for (const connection of this.#connections) {
      const up = connection.bytes('up');
      // A browser opens a socket by a connection of its own, so nothing comes before the request for it.
      if (connection.to !== 'pages' || !/^GET [^]*?\r\nUpgrade: websocket\r\n/i.test(up.toString('latin1', 0, 4096)))
        continue;
      const bytes = connection.bytes(way);
      const head = bytes.indexOf('\r\n\r\n');
      if (head >= 0) yield* webSocketMessages(bytes.subarray(head + 4));
    }
  }

  /** The media that browsers sent, by datagram or by a connection. */
  *rtpSent(): Generator<RtpSent> {
    const packets = [...this.#datagrams.up];
    for (const connection of this.#connections)
      if (connection.to === 'media') packets.push(...framed(connection.bytes('up')));
    for (const packet of packets) if (isRtp(packet)) yield { header: packet.subarray(0, 12), sizeBytes: packet.length };
  }
}

/** Whole messages out of frames (RFC 6455, section 5.2), unmasked where they are masked. */
export function* webSocketMessages(bytes: Buffer): Generator<Buffer> {
  let message: Buffer[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    if ((first & 0x70) !== 0) throw new Error('a frame is compressed, and cannot be looked into');
    let length = second & 0x7f;
    at += 2;
    if (length === 126) length = bytes.readUInt16BE(at);
    else if (length === 127) length = Number(bytes.readBigUInt64BE(at));
    at += (second & 0x7f) === 126 ? 2 : (second & 0x7f) === 127 ? 8 : 0;
    const isMasked = (second & 0x80) !== 0;
    const mask = isMasked ? bytes.subarray(at, at + 4) : Buffer.alloc(4);
    at += isMasked ? 4 : 0;
    const payload = Buffer.from(bytes.subarray(at, at + length));
    for (let place = 0; place < payload.length; place++) payload[place]! ^= mask[place & 3]!;
    at += length;
    // Control frames come between a message's parts.
    if ((first & 0x08) === 0) message.push(payload);
    if ((first & 0x88) !== 0x80) continue;
    yield Buffer.concat(message);
    message = [];
  }
}

/** Packets of a connection, each behind its length (RFC 4571). */
function* framed(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes.readUInt16BE(at);
    if (at + 2 + length <= bytes.length) yield bytes.subarray(at + 2, at + 2 + length);
    at += 2 + length;
  }
}

/** Told apart from STUN, DTLS and RTCP by its first bytes (RFC 7983; RFC 5761, section 4). */
function isRtp(packet: Buffer): boolean {
  const type = packet[1]! & 0x7f;
  return packet.length > 12 && packet[0]! >> 6 === 2 && !(type >= 64 && type < 96);
}
