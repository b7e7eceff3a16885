import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const JAR = join(ROOT, 'server/target/parley.jar');
export const LAUNCHER = join(ROOT, 'parley');

/** The java of a JDK 25 or newer: JAVA_HOME's, which the launcher sets, or one in the usual place. */
export function javaPath(): string {
  const folder = '/usr/lib/jvm';
  const homes = [
    process.env['JAVA_HOME'],
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  for (const home of homes) {
    if (!home || !existsSync(join(home, 'bin/java')) || !existsSync(join(home, 'release'))) continue;
    const version = /JAVA_VERSION="(\d+)/.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1];
    if (Number(version) >= 25) return join(home, 'bin/java');
  }
  throw new Error('no JDK 25: let JAVA_HOME name one');
}

function listensTcp(port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}

function listensUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}

/** The first of some ports in a row on which nobody listens now, neither by TCP nor by UDP. */
export async function freePort(inARow = 1): Promise<number> {
  for (;;) {
    const first = await listensTcp(0);
    let at = 0;
    while (at < inARow && (await listensTcp(first + at)) !== 0 && (await listensUdp(first + at))) at++;
    if (at === inARow) return first;
  }
}

/** Media loops of a server under test: more than one, so that rooms spread. */
const LOOPS = 2;
const HEAP_MB = 512;
/** Tests, where a server lives for seconds, say in E2E_JAVA_OPTIONS that it compiles but once: half the CPU time of a start. */
const JAVA_OPTIONS = (process.env['E2E_JAVA_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');

/** The real server in a process of its own, on free ports, with a data folder that outlives a restart. */
export class ParleyServer {
  readonly data = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  /** All that the server printed, over every start. */
  log = '';
  #process: ChildProcess | undefined;

  private constructor(
    readonly httpPort: number,
    readonly mediaPort: number,
    readonly adminPort: number,
    readonly more: readonly string[],
    readonly heapMb: number,
  ) {}

  static start(...more: string[]): Promise<ParleyServer> {
    return ParleyServer.startWithHeap(HEAP_MB, ...more);
  }

  static async startWithHeap(heapMb: number, ...more: string[]): Promise<ParleyServer> {
    const server = new ParleyServer(await freePort(), await freePort(LOOPS), await freePort(), more, heapMb);
    await server.start();
    return server;
  }

  get origin(): string {
    return `http://localhost:${this.httpPort}`;
  }

  get mediaPorts(): number[] {
    return Array.from({ length: LOOPS }, (_, loop) => this.mediaPort + loop);
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Every file on its disk, journals as well. */
  stored(): { name: string; bytes: Buffer }[] {
    return readdirSync(this.data, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  }

  /** Whether any of them has a text in it. */
  hasStored(text: string): boolean {
    return this.stored().some(({ bytes }) => bytes.includes(text));
  }

  options(): string[] {
    return [
      ...['--data', this.data],
      ...['--http-port', String(this.httpPort)],
      ...['--media-port', String(this.mediaPort)],
      ...['--admin-port', String(this.adminPort)],
      ...['--https-port', '0'],
      ...['--bind', '127.0.0.1', '--announce', '127.0.0.1'],
      ...['--loops', String(LOOPS)],
      ...this.more,
    ];
  }

  /** Starts it, again with the same ports and data, and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(
      javaPath(),
      [
        ...['--enable-native-access=ALL-UNNAMED', '-XX:+UseSerialGC', `-Xmx${this.heapMb}m`, ...JAVA_OPTIONS],
        ...['-jar', JAR, ...this.options()],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#process = child;
    child.stdout!.on('data', (text: Buffer) => (this.log += text.toString()));
    child.stderr!.on('data', (text: Buffer) => (this.log += text.toString()));
    await eventually('the server answers', async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.log}`);
      const response = await fetch(this.origin);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
    });
  }

  /** Ends it and waits; gives its exit code, or the signal's name. */
  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<number | string> {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return 0;
    if (child.exitCode !== null) return child.exitCode;
    const ended = new Promise<number | string>((resolve) =>
      child.once('exit', (code, by) => resolve(code ?? by ?? '')),
    );
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const how = await ended;
    clearTimeout(force);
    return how;
  }

  /** Stops it for good and deletes its data. */
  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Writes all of its heap into a file, with what is dead and not yet collected. */
  dumpHeap(path: string): void {
    const jcmd = join(dirname(javaPath()), 'jcmd');
    const done = spawnSync(jcmd, [String(this.pid), 'GC.heap_dump', '-all', path], { encoding: 'utf8' });
    if (done.status !== 0 || !existsSync(path)) throw new Error(`no heap dump: ${done.stdout}${done.stderr}`);
  }

  /** The admin port's metrics: name with labels → value. */
  async metrics(): Promise<Map<string, number>> {
    const text = await (await fetch(`http://localhost:${this.adminPort}/metrics`)).text();
    const values = new Map<string, number>();
    for (const line of text.split('\n')) {
      const match = /^([a-zA-Z_:][^ ]*(?:\{.*\})?) ([-+0-9.eE]+|NaN)/.exec(line);
      if (match) values.set(match[1]!, Number(match[2]));
    }
    return values;
  }

  /** What it has forwarded, and what that cost, since its start. */
  async cost(): Promise<{ atMs: number; packets: number; loopCpuUs: number; processCpuUs: number }> {
    const atMs = performance.now();
    const packets = await this.metric('parley_forwarded_packets_total');
    const loopCpuUs = (await this.metric('parley_loop_cpu_seconds_total')) * 1e6;
    return { atMs, packets, loopCpuUs, processCpuUs: processCpuUs(this.pid) };
  }

  /** The sum of a metric over its labels. */
  async metric(name: string, label = ''): Promise<number> {
    let sum = 0;
    for (const [key, value] of await this.metrics()) {
      if ((key === name || key.startsWith(`${name}{`)) && key.includes(label)) sum += value;
    }
    return sum;
  }
}

/** CPU time of a process by the kernel's count, in microseconds. */
function processCpuUs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  // utime and stime in ticks, of which Linux has 100 a second.
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Runs the server's program with words of one's own, to its end. */
export function runServer(...words: string[]): { code: number | null; out: string; err: string } {
  const done = spawnSync(javaPath(), ['--enable-native-access=ALL-UNNAMED', ...JAVA_OPTIONS, '-jar', JAR, ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
