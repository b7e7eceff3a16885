import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Sees all that passes a link. */
export interface Tap {
  /** A new TCP connection; gives what is to be told each piece of it. */
  connection(to: 'pages' | 'media'): (way: Way, piece: Buffer) => void;
  datagram(way: Way, packet: Buffer): void;
}

/** Up to the server, down to the browser. */
export type Way = 'up' | 'down';

interface LinkOptions {
  /** How much later than it came each datagram is handed on, each way. */
  delayMs?: number;
  tap?: Tap;
}

/**
 * One person's way to the server: relays on ports of its own for the pages and for the media, which can be cut and mended like a
 * cable. While it is cut nothing passes and nobody is told, as when a network goes away.
 */
export class Link {
  readonly #servers: Server[] = [];
  readonly #relays: UdpRelay[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #tap: Tap | undefined;
  #up = true;

  /** The link's port for the server's HTTP port. */
  httpPort = 0;
  /** The link's port, UDP and TCP, for each of the server's media ports. */
  readonly mediaPorts: Record<string, number> = {};

  private constructor(tap: Tap | undefined) {
    this.#tap = tap;
  }

  static async open(httpPort: number, mediaPorts: readonly number[], options: LinkOptions = {}): Promise<Link> {
    const { delayMs = 0, tap } = options;
    const link = new Link(tap);
    link.httpPort = await link.#relayTcp('pages', httpPort, 0);
    for (const port of mediaPorts) {
      const relay = await UdpRelay.open(port, { delayMs, isUp: () => link.#up, tap });
      link.#relays.push(relay);
      link.mediaPorts[port] = relay.port;
      await link.#relayTcp('media', port, relay.port);
    }
    return link;
  }

  /** Nothing passes from now on. */
  cut(): void {
    this.#up = false;
    for (const socket of this.#sockets) socket.pause();
  }

  /** All passes again; what TCP held back comes late, what came by UDP is lost. */
  mend(): void {
    this.#up = true;
    for (const socket of this.#sockets) socket.resume();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#servers) server.close();
    for (const relay of this.#relays) relay.close();
  }

  async #relayTcp(what: 'pages' | 'media', to: number, at: number): Promise<number> {
    const server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      const told = this.#tap?.connection(what);
      this.#pipe(near, far, (piece) => told?.('up', piece));
      this.#pipe(far, near, (piece) => told?.('down', piece));
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  #pipe(from: Socket, to: Socket, tell: (piece: Buffer) => void): void {
    this.#sockets.add(from);
    from.on('data', (piece: Buffer) => {
      tell(piece);
      if (!to.destroyed) to.write(piece);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    if (!this.#up) from.pause();
  }
}

interface RelayOptions {
  delayMs: number;
  isUp: () => boolean;
  tap: Tap | undefined;
}

class UdpRelay {
  readonly #near: UdpSocket;
  readonly #tap: Tap | undefined;
  readonly #farOf = new Map<string, UdpSocket>();

  private constructor(near: UdpSocket, tap: Tap | undefined) {
    this.#near = near;
    this.#tap = tap;
  }

  get port(): number {
    return this.#near.address().port;
  }

  static async open(to: number, { delayMs, isUp, tap }: RelayOptions): Promise<UdpRelay> {
    const near = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    await new Promise<void>((resolve, reject) => near.once('error', reject).bind(0, '127.0.0.1', resolve));
    const relay = new UdpRelay(near, tap);
    const later = (send: () => void): void => {
      if (!isUp()) return;
      if (delayMs === 0) send();
      else setTimeout(send, delayMs);
    };
    near.on('message', (packet, from) => {
      tap?.datagram('up', packet);
      later(() => relay.#far(from, later).send(packet, to, '127.0.0.1'));
    });
    return relay;
  }

  /** The socket that stands for one of the browser's, toward the server. */
  #far(browser: RemoteInfo, later: (send: () => void) => void): UdpSocket {
    const key = `${browser.address} ${browser.port}`;
    let far = this.#farOf.get(key);
    if (!far) {
      far = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
      far.on('error', () => {});
      far.on('message', (packet) => {
        this.#tap?.datagram('down', packet);
        later(() => this.#near.send(packet, browser.port, browser.address));
      });
      this.#farOf.set(key, far);
    }
    return far;
  }

  close(): void {
    this.#near.close();
    for (const far of this.#farOf.values()) far.close();
  }
}
