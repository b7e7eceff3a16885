import { cpus } from 'node:os';
import type { Browser } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, allSeeAndHearAll, meet } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * Figures from real browsers against the real server, as JSON and as a table. All run on one machine: the browsers' encoders and
 * decoders share its cores with the server, so that compare runs on the same machine only.
 */
const FPS = 25;
const JOINS = 10;
const MOVES = 10;
const WINDOW_MS = 20_000;
const RAMP_MS = 20_000;

interface Figures {
  machine: string;
  /** From the click that enters the anteroom until the way to the table is open. */
  doorMs: Series;
  /** From the click that leads to the table to the first picture of somebody there. */
  firstFrameMs: Series;
  /** The same, of the click that leads into the caucus. */
  caucusMs: Series;
  latencyTwoMs: { p50: number; p95: number; pictures: number };
  latencyFourMs: { p50: number; p95: number; pictures: number; gapsOver500: number };
  server: { cpuUsPerPacket: number; processCpuUsPerPacket: number; packetsPerSecond: number };
  rate: { reachedBps: number; secondsTo2Mbps: number | null };
}

interface Series {
  p50: number;
  all: number[];
}

function series(all: number[]): Series {
  return { p50: quantile(all, 0.5), all };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** When the picture of another one was first read, after a click on a control. */
async function pictureAfter(control: string, person: Person, of: Person): Promise<number> {
  return eventually('the first picture', async () => {
    const tile = await person.tile(of);
    if (!tile || tile.firstAtMs === 0) throw new Error('none yet');
    return tile.firstAtMs - (await clickedMs(control, person));
  });
}

function clickedMs(control: string, person: Person): Promise<number> {
  return person.page.evaluate((name) => window.instruments.clicks[name] ?? 0, control);
}

/** Comes and goes with one device, which after the first time is let in by itself. */
async function joins(
  browser: Browser,
  organiser: Organiser,
  there: Person,
): Promise<{ door: number[]; first: number[] }> {
  const [door, first]: [number[], number[]] = [[], []];
  const person = await Person.arrive(browser, 2, organiser.links[2]!, { fps: FPS, height: 720 });
  for (let at = 0; at < JOINS; at++) {
    await person.page.getByTestId('join').waitFor();
    // The device check has settled: nothing but the join itself is measured.
    await sleep(1500);
    await person.enter();
    await person.page.locator('[data-testid="to-table"]:not([aria-disabled])').waitFor();
    door.push(Date.now() - (await clickedMs('join', person)));
    await person.toTable();
    first.push(await pictureAfter('to-table', person, there));
    await person.leave();
    await person.page.getByTestId('rejoin').click();
  }
  await person.close();
  return { door, first };
}

/** One goes again and again to where another one of the same side is already. */
async function moves(mover: Person, there: Person): Promise<number[]> {
  const times: number[] = [];
  await there.toCaucus();
  for (let at = 0; at < MOVES; at++) {
    await mover.page.evaluate(() => window.instruments.forget());
    await mover.toCaucus();
    times.push(await pictureAfter('to-caucus', mover, there));
    await mover.toTable();
  }
  await there.toTable();
  return times;
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
  const sender = await Person.arrive(browser, 3, organiser.links[2]!, { fps: FPS, height: 720, look: 'busy' });
  await meet([viewer], [sender]);
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
  const { door, first: firstFrames } = await joins(browser, organiser, first);
  await first.close();

  // New devices, so a meeting of their own.
  const again = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const arrive = (number: number): Promise<Person> =>
    Person.arrive(browser, number, again.links[number - 1]!, { fps: FPS, height: 720 });
  const [headA, headB] = await Promise.all([arrive(1), arrive(3)]);
  await meet([headA], [headB]);
  await allSeeAndHearAll(headA, headB);
  await sleep(5000);
  const two = await latencies([headA, headB]);

  const [adviserA, adviserB] = await Promise.all([arrive(2), arrive(4)]);
  await Promise.all([adviserA.join(headA), adviserB.join(headB)]);
  const all = [headA, adviserA, headB, adviserB];
  await allSeeAndHearAll(...all);
  const caucus = await moves(headA, adviserA);
  await allSeeAndHearAll(...all);
  await sleep(5000);
  const before = await server.cost();
  const four = await latencies(all);
  const after = await server.cost();
  await Promise.all(all.map((person) => person.close()));
  const packets = after.packets - before.packets;
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    doorMs: series(door),
    firstFrameMs: series(firstFrames),
    caucusMs: series(caucus),
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
    rate: await ramp(browser, await Organiser.create(browser, server.origin, TWO_A_SIDE)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function table(figures: Figures): string {
  const rows: [string, string][] = [
    ['machine', figures.machine],
    [`click that enters the anteroom → the table is open, median of ${JOINS}`, `${figures.doorMs.p50} ms`],
    [`click that leads to the table → first picture, median of ${JOINS}`, `${figures.firstFrameMs.p50} ms`],
    [`click that leads into the caucus → first picture, median of ${MOVES}`, `${figures.caucusMs.p50} ms`],
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
  return rows.map(([name, value]) => `${name.padEnd(70)} ${value}`).join('\n');
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
