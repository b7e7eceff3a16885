import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { contextOf, type Chamber, type DropReason, type FramesReport } from '../../web/src/e2ee/sframe/protocol';
import { BothBrowsers } from '../src/both-browsers.ts';
import { eventually } from '../src/eventually.ts';
import { FramePeer, type AnyPage } from '../src/frames.ts';
import { PLAIN, instrumentScript } from '../src/instruments.ts';
import type { PeerReading } from '../src/page/peer.ts';

const SCRIPT = instrumentScript({ ...PLAIN, person: 3, fps: 15 });
// Sound that fails to come is filled in from what came before, ever more softly.
const FADE_MS = 1000;
const WATCH_MS = 1000;
const SILENCE = 1e-6;

let browsers: BothBrowsers;

before(async () => {
  browsers = await BothBrowsers.launch(SCRIPT);
});

after(() => browsers?.close());

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const chromiumPage = (): Promise<AnyPage> => browsers.chromiumPage();
const firefoxPage = (): Promise<AnyPage> => browsers.firefoxPage();

/** Two ends with the keys of one epoch, each of which shows the other. */
async function call(from: AnyPage, to: AnyPage): Promise<[FramePeer, FramePeer]> {
  const ends = await Promise.all([FramePeer.add(from, 'first', 5), FramePeer.add(to, 'second', 900)] as const);
  for (const end of ends) await end.setEpoch(1, 1);
  await ends[0].expect(900);
  await ends[1].expect(5);
  await ends[0].call(ends[1]);
  return ends;
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

/** Nothing reaches a decoder, though packets come. */
async function showsNothing(end: FramePeer): Promise<void> {
  await sleep(FADE_MS);
  const before = await end.read();
  await sleep(WATCH_MS);
  const now = await end.read();
  assert.ok(now.audioPackets > before.audioPackets && now.videoPackets > before.videoPackets, 'nothing came');
  assert.equal(now.framesDecoded, before.framesDecoded, 'pictures were decoded');
  assert.ok(now.audioEnergy - before.audioEnergy < SILENCE, `heard ${now.audioEnergy - before.audioEnergy}`);
}

const dropped = (reading: PeerReading, reason: DropReason): number => reading.report?.slots[0]?.dropped[reason] ?? 0;

async function untilDropped(end: FramePeer, reason: DropReason): Promise<void> {
  const before = dropped(await end.read(), reason);
  await eventually(`${end.name} drops frames as ${reason}`, async () => {
    const now = dropped(await end.read(), reason);
    assert.ok(now > before + 10, `${now - before} of them`);
  });
}

// Unasked there is no key frame at all.
const BACK_MS = 10_000;

/** How long after a deed a new picture is shown: a figure, which on a busy machine is no fault. */
async function pictureAfter(end: FramePeer, deed: () => Promise<void>): Promise<number> {
  const { fresh } = await end.tile();
  const startMs = performance.now();
  await deed();
  for (;;) {
    if ((await end.tile()).fresh > fresh) return performance.now() - startMs;
    if (performance.now() - startMs > BACK_MS) throw new Error(`no picture within ${BACK_MS} ms`);
    await sleep(5);
  }
}

interface ChambersReading {
  sent: FramesReport | null;
  received: FramesReport | null;
}

/** What was sent in a chamber, and what of it was opened at the other end. */
async function flow(page: AnyPage, chamber: Chamber): Promise<{ sent: number; opened: number }> {
  const reading = (await page.evaluate('({ sent: chambers.sent, received: chambers.received })')) as ChambersReading;
  const slot = reading.received?.slots.find((one) => one.slot === contextOf(chamber));
  for (const reason of ['plain', 'noKey', 'otherSender', 'forged'] as const)
    assert.equal(slot?.dropped[reason] ?? 0, 0, `${reason} in the ${chamber}`);
  const senders = reading.sent?.senders.filter((sender) => sender.chamber === chamber) ?? [];
  return { sent: senders.reduce((sum, one) => sum + one.protected, 0), opened: slot?.opened ?? 0 };
}

for (const [browser, open] of [
  ['Chromium', chromiumPage],
  ['Firefox', firefoxPage],
] as const)
  describe(`frames in ${browser}`, () => {
    test('sound and picture flow both ways, through every epoch', async () => {
      const page = await open();
      const [first, second] = await call(page, page);
      await Promise.all([shows(first), shows(second)]);
      for (const end of [first, second]) await end.setEpoch(2, 2);
      await Promise.all([shows(first), shows(second)]);
      await eventually('the worker tells what it sent', async () => {
        const { report } = await second.read();
        assert.equal(report?.senders.length, 2, 'two senders');
        for (const { kind, ...sender } of report.senders) {
          assert.ok(sender.protected > 20, kind);
          assert.equal(sender.dropped, 0, kind);
        }
      });
      await Promise.all([first.close(), second.close()]);
    });

    test('nothing is decoded under a wrong key, and all again under the right one', async () => {
      const page = await open();
      const [first, second] = await call(page, page);
      await shows(second);
      await first.setEpoch(2, 2);
      await second.setEpoch(2, 3);
      await untilDropped(second, 'forged');
      await showsNothing(second);
      await first.setEpoch(3, 3);
      await second.setEpoch(3, 3);
      await shows(second);
      await Promise.all([first.close(), second.close()]);
    });

    test('the picture is back soon after a late key', async () => {
      const page = await open();
      const [first, second] = await call(page, page);
      await shows(second);
      await first.setEpoch(2, 2);
      await untilDropped(second, 'noKey');
      await showsNothing(second);
      const backMs = await pictureAfter(second, () => second.setEpoch(2, 2));
      console.log(`${browser}: the picture was back ${Math.round(backMs)} ms after the key`);
      await shows(second);
      await Promise.all([first.close(), second.close()]);
    });

    test('nobody is shown but who is due', async () => {
      const page = await open();
      const [first, second] = await call(page, page);
      await shows(second);
      await second.expect(6);
      await untilDropped(second, 'otherSender');
      await showsNothing(second);
      await pictureAfter(second, () => second.expect(5));
      await Promise.all([first.close(), second.close()]);
    });

    test('nothing is sent without a key', async () => {
      const page = await open();
      const [first, second] = await call(page, page);
      await shows(second);
      await first.dropKeys();
      await sleep(FADE_MS);
      const before = await second.read();
      await sleep(WATCH_MS);
      const now = await second.read();
      assert.equal(now.audioPackets, before.audioPackets);
      assert.equal(now.framesDecoded, before.framesDecoded);
      const senders = (await first.read()).report?.senders ?? [];
      for (const sender of senders) assert.ok(sender.dropped > 5, sender.kind);
      await pictureAfter(second, () => first.setEpoch(2, 2).then(() => second.setEpoch(2, 2)));
      await Promise.all([first.close(), second.close()]);
    });

    test('what is sent in one chamber is never of the other', async () => {
      const page = await open();
      await page.evaluate("chambers.start('plenary')");
      const flows = async (chamber: Chamber, other: Chamber): Promise<void> => {
        const before = await flow(page, chamber);
        await eventually(`the ${chamber} is sent`, async () => {
          const { opened } = await flow(page, chamber);
          assert.ok(opened > before.opened + 20, `${opened - before.opened} frames`);
        });
        // What was captured before the move has come out of the encoder and is told by then.
        await sleep(FADE_MS);
        const { sent } = await flow(page, other);
        await sleep(WATCH_MS);
        assert.equal((await flow(page, other)).sent, sent, `the ${other} goes on`);
      };
      await flows('plenary', 'caucus');
      assert.deepEqual(await flow(page, 'caucus'), { sent: 0, opened: 0 });
      await page.evaluate("chambers.enter('caucus')");
      await flows('caucus', 'plenary');
      await page.evaluate("chambers.enter('sidebar')");
      await flows('sidebar', 'caucus');
      for (const chamber of ['plenary', 'caucus', 'sidebar', 'caucus', 'plenary'])
        await page.evaluate(`void chambers.enter('${chamber}')`);
      await flows('plenary', 'sidebar');
      await page.evaluate('chambers.close()');
    });

    test('nothing plain is decoded', async () => {
      const page = await open();
      const plain = await FramePeer.add(page, 'plain', 5, 'none');
      const guarded = await FramePeer.add(page, 'guarded', 900);
      await guarded.setEpoch(1, 1);
      await guarded.expect(5);
      await plain.call(guarded);
      await untilDropped(guarded, 'plain');
      await showsNothing(guarded);
      assert.equal((await guarded.read()).report?.slots[0]?.opened, 0);
      assert.equal((await guarded.tile()).frames, 0);
      await Promise.all([plain.close(), guarded.close()]);
    });
  });

test('Chromium and Firefox understand each other', async () => {
  const [first, second] = await call(await chromiumPage(), await firefoxPage());
  await Promise.all([shows(first), shows(second)]);
  for (const end of [first, second]) await end.setEpoch(2, 2);
  await Promise.all([shows(first), shows(second)]);
  await Promise.all([first.close(), second.close()]);
});
