import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DropReason } from '../../../web/src/e2ee/sframe/protocol';
import { BothBrowsers } from '../../src/both-browsers.ts';
import { eventually } from '../../src/eventually.ts';
import { FramePeer, type AnyPage } from '../../src/frames.ts';
import { PLAIN, WITH_DEVICES, instrumentScript } from '../../src/instruments.ts';

/** What somebody in the middle may do to frames who has no keys, as a server would: none of it reaches a decoder. */
const SCRIPT = instrumentScript({ ...PLAIN, ...WITH_DEVICES, person: 3, fps: 15 });
const LEAF = 5;
const FADE_MS = 1000;
const WATCH_MS = 1000;
const SILENCE = 1e-6;
/** How long the epoch before is opened. */
const KEPT_MS = 5000;

let browsers: BothBrowsers;

before(async () => {
  browsers = await BothBrowsers.launch(SCRIPT);
});

after(() => browsers?.close());

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const chromiumPage = (): Promise<AnyPage> => browsers.chromiumPage();
const firefoxPage = (): Promise<AnyPage> => browsers.firefoxPage();

/** One sends with somebody in the middle, the other is the client as it is, and shows the first. */
async function attackedCall(page: AnyPage): Promise<[FramePeer, FramePeer]> {
  const sender = await FramePeer.add(page, 'sender', LEAF, 'attacked');
  const victim = await FramePeer.add(page, 'victim', 900);
  for (const end of [sender, victim]) await end.setEpoch(1, 1);
  await victim.expect(LEAF);
  await sender.call(victim);
  await shows(victim);
  return [sender, victim];
}

/** New pictures and sound. */
async function shows(end: FramePeer): Promise<void> {
  const before = await end.read();
  const { fresh } = await end.tile();
  await eventually(`${end.name} sees and hears`, async () => {
    const now = await end.read();
    assert.ok(now.audioEnergy - before.audioEnergy > 1e-3, 'no sound');
    assert.ok((await end.tile()).fresh > fresh + 3, 'no pictures');
  });
}

/** From now on frames are dropped for that reason, and none is decoded, though they come. */
async function nothingPasses(end: FramePeer, reason: DropReason): Promise<void> {
  const dropped = async (): Promise<number> => (await end.read()).report?.slots[0]?.dropped[reason] ?? 0;
  const start = await dropped();
  await eventually(`frames are dropped as ${reason}`, async () => {
    const now = await dropped();
    assert.ok(now > start + 10, `${now - start} of them`);
  });
  await sleep(FADE_MS);
  const before = await end.read();
  await sleep(WATCH_MS);
  const now = await end.read();
  assert.ok(now.audioPackets > before.audioPackets && now.videoPackets > before.videoPackets, 'nothing came');
  assert.equal(now.framesDecoded, before.framesDecoded, 'pictures were decoded');
  assert.ok(now.audioEnergy - before.audioEnergy < SILENCE, `heard ${now.audioEnergy - before.audioEnergy}`);
}

// Two browsers at once: their tests wait most of the time.
describe('frames from the middle', { concurrency: true }, () => {
  for (const [browser, open] of [
    ['Chromium', chromiumPage],
    ['Firefox', firefoxPage],
  ] as const)
    describe(browser, { concurrency: false }, () => attacks(open));
});

function attacks(open: () => Promise<AnyPage>): void {
  test('frames that were shown before are not shown again', async () => {
    const [sender, victim] = await attackedCall(await open());
    await sender.attack('replay');
    await nothingPasses(victim, 'replayed');
    await sender.attack('none');
    await shows(victim);
    await Promise.all([sender.close(), victim.close()]);
  });

  test('frames that were changed are not shown', async () => {
    const [sender, victim] = await attackedCall(await open());
    await sender.attack('tamper');
    await nothingPasses(victim, 'forged');
    await sender.attack('none');
    await shows(victim);
    await Promise.all([sender.close(), victim.close()]);
  });

  test('one’s frames are not shown as another one’s, by whatever they say', async () => {
    const [sender, victim] = await attackedCall(await open());
    // In the slot of another, as they are, and with the key id of that other.
    await victim.expect(LEAF + 1);
    await nothingPasses(victim, 'otherSender');
    await sender.attack('relabel');
    await nothingPasses(victim, 'forged');
    await Promise.all([sender.close(), victim.close()]);
  });

  test('frames of an epoch that is over are not shown, neither new ones nor old', async () => {
    const [sender, victim] = await attackedCall(await open());
    await victim.setEpoch(2, 2);
    // Who was put out still sends; for a moment that is taken, as of somebody who has not heard of the new keys.
    await sleep(KEPT_MS);
    await nothingPasses(victim, 'noKey');
    await sender.attack('replay');
    await nothingPasses(victim, 'noKey');
    await sender.attack('none');
    await sender.setEpoch(2, 2);
    await shows(victim);
    await Promise.all([sender.close(), victim.close()]);
  });
}
