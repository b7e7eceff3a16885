import { cpus } from 'node:os';
import type { Browser } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, allSeeAndHearAll } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * Figures from real browsers against the real server, as JSON and as a table. All run on one machine: the browsers' encoders and
 * decoders share its cores with the server, so that compare runs on the same machine only.
 */
const FPS = 25;
const JOINS = 10;
const WINDOW_MS = 20_000;
const RAMP_MS = 20_000;

interface Figures {
  machine: string;
  firstFrameMs: { p50: number; all: number[] };
  latencyTwoMs: { p50: number; p95: number; pictures: number };
  latencyFourMs: { p50: number; p95: number; pictures: number; gapsOver500: number };
  server: { cpuUsPerPacket: number; processCpuUsPerPacket: number; packetsPerSecond: number };
  rate: { reachedBps: number; secondsTo2Mbps: number | null };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** From the click on Join to the first decoded picture of someone who is there already. */
async function firstFrame(browser: Browser, organiser: Organiser, there: Person): Promise<number> {
  const person = await Person.arrive(browser, 2, organiser.links[2]!, { fps: FPS, height: 720 });
  await person.page.getByTestId('join').waitFor();
  // The device check has settled: nothing but the join itself is measured.
  await sleep(1500);
  await person.join();
  const ms = await eventually('the first picture', async () => {
    const tile = await person.tile(there);
    if (!tile || tile.firstAtMs === 0) throw new Error('none yet');
    return tile.firstAtMs - (await person.page.evaluate(() => window.instruments.joinClicked.atMs));
  });
  await person.close();
  return ms;
}

async function latencies(people: readonly Person[]): Promise<{ ages: number[]; gaps: number }> {
  for (const person of people) await person.page.evaluate(() => window.instruments.forget());
  await sleep(WINDOW_MS);
  const tiles = (await Promise.all(people.map((person) => person.tiles()))).flat().filter((tile) => !tile.own);
  return { ages: tiles.flatMap((tile) => tile.latenciesMs), gaps: tiles.flatMap((tile) => tile.gapsMs).length };
}

/** The bit rate that a browser's camera reaches, and how soon it is at 2 Mb/s, with a picture that takes all it may have. */
async function ramp(browser: Browser, organiser: Organiser): Promise<Figures['rate']> {
  const viewport = { width: 1600, height: 1000 };
  const viewer = await Person.arrive(browser, 1, organiser.links[0]!, { fps: 5, height: 360, context: { viewport } });
  await viewer.join();
  const sender = await Person.arrive(browser, 3, organiser.links[2]!, { fps: FPS, height: 720, look: 'busy' });
  await sender.join();
  const startMs = performance.now();
  let reachedBps = 0;
  let secondsTo2Mbps: number | null = null;
  let last = { atMs: startMs, bytes: (await sender.connection()).sentBytes };
  while (performance.now() - startMs < RAMP_MS) {
    await sleep(500);
    const now = { atMs: performance.now(), bytes: (await sender.connection()).sentBytes };
    const bps = ((now.bytes - last.bytes) * 8000) / (now.atMs - last.atMs);
    reachedBps = Math.max(reachedBps, bps);
    if (secondsTo2Mbps === null && bps >= 2_000_000) secondsTo2Mbps = (now.atMs - startMs) / 1000;
    last = now;
  }
  await Promise.all([viewer.close(), sender.close()]);
  return { reachedBps: Math.round(reachedBps), secondsTo2Mbps };
}

async function measure(browser: Browser, server: ParleyServer): Promise<Figures> {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const first = await Person.arrive(browser, 1, organiser.links[0]!, { fps: FPS, height: 720 });
  await first.join();
  const joins: number[] = [];
  for (let at = 0; at < JOINS; at++) joins.push(await firstFrame(browser, organiser, first));

  const second = await Person.arrive(browser, 2, organiser.links[2]!, { fps: FPS, height: 720 });
  await second.join();
  await allSeeAndHearAll(first, second);
  await sleep(5000);
  const two = await latencies([first, second]);

  const third = await Person.arrive(browser, 3, organiser.links[1]!, { fps: FPS, height: 720 });
  const fourth = await Person.arrive(browser, 4, organiser.links[3]!, { fps: FPS, height: 720 });
  await Promise.all([third.join(), fourth.join()]);
  const all = [first, second, third, fourth];
  await allSeeAndHearAll(...all);
  await sleep(5000);
  const before = await server.cost();
  const four = await latencies(all);
  const after = await server.cost();
  await Promise.all(all.map((person) => person.close()));
  const packets = after.packets - before.packets;
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    firstFrameMs: { p50: quantile(joins, 0.5), all: joins },
    latencyTwoMs: { p50: quantile(two.ages, 0.5), p95: quantile(two.ages, 0.95), pictures: two.ages.length },
    latencyFourMs: {
      p50: quantile(four.ages, 0.5),
      p95: quantile(four.ages, 0.95),
      pictures: four.ages.length,
      gapsOver500: four.gaps,
    },
    server: {
      cpuUsPerPacket: round((after.loopCpuUs - before.loopCpuUs) / packets),
      processCpuUsPerPacket: round((after.processCpuUs - before.processCpuUs) / packets),
      packetsPerSecond: Math.round(packets / ((after.atMs - before.atMs) / 1000)),
    },
    rate: await ramp(browser, organiser),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function table(figures: Figures): string {
  const rows: [string, string][] = [
    ['machine', figures.machine],
    [`click on Join → first decoded picture, median of ${JOINS}`, `${figures.firstFrameMs.p50} ms`],
    ['end-to-end latency, two browsers, p50 / p95', `${figures.latencyTwoMs.p50} / ${figures.latencyTwoMs.p95} ms`],
    ['end-to-end latency, four browsers, p50 / p95', `${figures.latencyFourMs.p50} / ${figures.latencyFourMs.p95} ms`],
    ['pauses over 500 ms, four browsers, 20 s', String(figures.latencyFourMs.gapsOver500)],
    ['media loop, CPU per forwarded packet', `${figures.server.cpuUsPerPacket} µs`],
    ['whole server, CPU per forwarded packet', `${figures.server.processCpuUsPerPacket} µs`],
    ['packets forwarded', `${figures.server.packetsPerSecond} a second`],
    ['bit rate reached', `${(figures.rate.reachedBps / 1e6).toFixed(2)} Mb/s`],
    [
      '2 Mb/s reached after',
      figures.rate.secondsTo2Mbps === null ? 'not' : `${figures.rate.secondsTo2Mbps.toFixed(1)} s`,
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(58)} ${value}`).join('\n');
}

const server = await ParleyServer.start();
const browser = await launch();
try {
  const figures = await measure(browser, server);
  console.log(JSON.stringify(figures, null, 2));
  console.log(table(figures));
} finally {
  await browser.close();
  await server.dispose();
}
