import { readFileSync, readdirSync } from 'node:fs';
import { launch } from '../src/browser.ts';
import { launchFirefox } from '../src/firefox.ts';
import { FramePeer, servePeers, type AnyPage } from '../src/frames.ts';
import { PLAIN, instrumentScript } from '../src/instruments.ts';
import type { Guard } from '../src/page/peer.ts';

/**
 * What the encryption of frames costs, as a table: two ends in one page, microphone and camera each way, with and without it in turn.
 * CPU is that of the whole browser, which also draws, encodes, decodes and reads the pictures of both ends.
 */
const FPS = 25;
const ROUNDS = 4;
const SETTLE_MS = 3000;
const WINDOW_MS = 8000;
const SCRIPT = instrumentScript({ ...PLAIN, person: 3, fps: FPS });
/** Of /proc's CPU times. */
const TICKS_PER_SECOND = 100;

interface Round {
  agesMs: number[];
  /** CPU seconds a second. */
  cpu: number;
  /** Microseconds that a frame waited for its encryption or decryption, on average; with picture, and with sound alone. */
  bothUs: number;
  audioUs: number;
}

interface Count {
  frames: number;
  us: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** CPU seconds of all processes that descend from this one. */
function cpuOfChildren(): number {
  const parents = new Map<number, number>();
  const times = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name in parentheses may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      parents.set(Number(name), Number(fields[1]));
      times.set(Number(name), (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND);
    } catch {
      // It ended meanwhile.
    }
  }
  let sum = 0;
  for (const [pid, time] of times) {
    let ancestor = parents.get(pid);
    while (ancestor !== undefined && ancestor !== process.pid) ancestor = parents.get(ancestor);
    if (ancestor === process.pid) sum += time;
  }
  return sum;
}

/** What a worker counted of its end, both ways. */
async function count(end: FramePeer): Promise<Count> {
  const { report } = await end.read();
  const received = report?.slots.reduce((sum, slot) => sum + slot.opened, 0) ?? 0;
  const sent = report?.senders.reduce((sum, sender) => sum + sender.protected, 0) ?? 0;
  return { frames: received + sent, us: report?.cryptoUs ?? 0 };
}

async function during(ends: readonly FramePeer[]): Promise<Count> {
  const before = await Promise.all(ends.map(count));
  await sleep(WINDOW_MS);
  const after = await Promise.all(ends.map(count));
  return {
    frames: after.reduce((sum, one, at) => sum + one.frames - before[at]!.frames, 0),
    us: after.reduce((sum, one, at) => sum + one.us - before[at]!.us, 0),
  };
}

async function round(page: AnyPage, guard: Guard): Promise<Round> {
  const first = await FramePeer.add(page, 'first', 0, guard);
  const second = await FramePeer.add(page, 'second', 1, guard);
  for (const end of [first, second]) {
    await end.setEpoch(1, 1);
    await end.expect(1 - end.leaf);
  }
  await first.call(second);
  await sleep(SETTLE_MS);
  await page.evaluate('instruments.forget()');
  const cpuBefore = cpuOfChildren();
  const both = await during([first, second]);
  const cpu = (cpuOfChildren() - cpuBefore) / (WINDOW_MS / 1000);
  const agesMs = (await Promise.all([first.tile(), second.tile()])).flatMap((tile) => tile.latenciesMs);
  await Promise.all([first.stopPicture(), second.stopPicture()]);
  await sleep(1000);
  const audio = await during([first, second]);
  await Promise.all([first.close(), second.close()]);
  return { agesMs, cpu, bothUs: both.us / both.frames, audioUs: audio.us / audio.frames };
}

async function measure(browser: string, open: () => Promise<{ page: AnyPage; close: () => Promise<void> }>) {
  const rounds = { none: [] as Round[], sframe: [] as Round[] };
  for (let at = 0; at < ROUNDS; at++) {
    for (const guard of ['none', 'sframe'] as const) {
      const { page, close } = await open();
      rounds[guard].push(await round(page, guard));
      await close();
    }
  }
  const ages = (guard: keyof typeof rounds): string => {
    const all = rounds[guard].flatMap((one) => one.agesMs);
    return `${quantile(all, 0.5)} / ${quantile(all, 0.95)} ms of ${all.length} pictures`;
  };
  const median = (guard: keyof typeof rounds, what: 'cpu' | 'bothUs' | 'audioUs'): number =>
    quantile(
      rounds[guard].map((one) => one[what]),
      0.5,
    );
  const rows: [string, string][] = [
    ['age of a picture without, p50 / p95', ages('none')],
    ['age of a picture with encryption, p50 / p95', ages('sframe')],
    ['the browser’s CPU without', `${(median('none', 'cpu') * 100).toFixed(0)} % of a core`],
    ['the browser’s CPU with encryption', `${(median('sframe', 'cpu') * 100).toFixed(0)} % of a core`],
    ['a frame of sound or picture waits', `${median('sframe', 'bothUs').toFixed(0)} µs`],
    ['a frame waits where there is sound alone', `${median('sframe', 'audioUs').toFixed(0)} µs`],
  ];
  console.log(rows.map(([name, value]) => `${browser.padEnd(10)} ${name.padEnd(46)} ${value}`).join('\n'));
}

const site = await servePeers();
try {
  await measure('Chromium', async () => {
    const browser = await launch();
    const context = await browser.newContext();
    await context.addInitScript(SCRIPT);
    const page = await context.newPage();
    await page.goto(site.origin);
    return { page, close: () => browser.close() };
  });
  await measure('Firefox', async () => {
    const browser = await launchFirefox();
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(SCRIPT);
    await page.goto(site.origin);
    return { page, close: () => browser.close() };
  });
} finally {
  site.close();
}
