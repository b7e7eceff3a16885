import { buildSync } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Due } from '../../web/src/e2ee/sframe/protocol';
import { eventually } from './eventually.ts';
import type { Attack } from './page/attacker.ts';
import type { Guard, PeerReading } from './page/peer.ts';
import type { TileReading } from './page/reader.ts';

/** A page of any browser's driver. */
export interface AnyPage {
  evaluate(script: string): Promise<unknown>;
}

/**
 * Serves a page in which {@link FramePeer}s call each other, with the client's own worker between connection and codec; `chambers` there
 * is the client's own connection.
 */
export async function servePeers(): Promise<{ origin: string; close: () => void }> {
  const files: Record<string, string> = {
    '/': '<!doctype html><meta charset="utf-8"><title>peers</title><body><script src="/ends.js"></script>',
    '/ends.js': bundled('page/chambers.ts'),
    '/worker.js': bundled('../../web/src/e2ee/sframe/worker.ts'),
    '/attacker.js': bundled('page/attacker.ts'),
  };
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    response.setHeader('content-type', path === '/' ? 'text/html' : 'text/javascript');
    response.writeHead(path in files ? 200 : 404).end(files[path] ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A name that both browsers hold for secure.
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

function bundled(path: string): string {
  return buildSync({
    entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles[0]!.text;
}

/** One end of a call, in a page that {@link servePeers} served and that has the instruments. */
export class FramePeer {
  readonly page: AnyPage;
  readonly name: string;
  readonly leaf: number;

  private constructor(page: AnyPage, name: string, leaf: number) {
    this.page = page;
    this.name = name;
    this.leaf = leaf;
  }

  static async add(page: AnyPage, name: string, leaf: number, guard: Guard = 'sframe'): Promise<FramePeer> {
    await page.evaluate(`addPeer(${JSON.stringify(name)}, ${JSON.stringify(guard)})`);
    return new FramePeer(page, name, leaf);
  }

  async call(other: FramePeer): Promise<void> {
    const offer = await this.#ask('offer');
    const answer = await other.#ask('answer', offer);
    await this.#ask('accept', answer);
    await eventually('the ends are connected', async () => {
      const { state } = await this.read();
      if (state !== 'connected') throw new Error(state);
    });
  }

  async setEpoch(epoch: number, fill: number): Promise<void> {
    await this.#ask('setEpoch', epoch, fill, this.leaf);
  }

  /** Shows a leaf's microphone and camera; null for nobody's. */
  async expect(leaf: number | null): Promise<void> {
    const due: Due | null =
      leaf === null ? null : { context: 0, leaf, kinds: { audio: 'microphone', video: 'camera' } };
    await this.#ask('expect', due);
  }

  async attack(attack: Attack): Promise<void> {
    await this.#ask('attack', attack);
  }

  async dropKeys(): Promise<void> {
    await this.#ask('dropKeys');
  }

  async stopPicture(): Promise<void> {
    await this.#ask('stopPicture');
  }

  async read(): Promise<PeerReading> {
    return (await this.#ask('read')) as PeerReading;
  }

  /** What is seen and heard at this end. */
  async tile(): Promise<TileReading> {
    const tiles = (await this.page.evaluate('instruments.tiles()')) as TileReading[];
    const tile = tiles.find(({ seat }) => seat === this.name);
    if (!tile) throw new Error(`${this.name} has no tile`);
    return tile;
  }

  async close(): Promise<void> {
    await this.#ask('close');
  }

  #ask(what: string, ...args: unknown[]): Promise<unknown> {
    const list = args.map((arg) => JSON.stringify(arg)).join(', ');
    return this.page.evaluate(`peers[${JSON.stringify(this.name)}].${what}(${list})`);
  }
}
