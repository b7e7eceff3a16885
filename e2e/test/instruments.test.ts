import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { PLAIN, instrumentScript, type SourceConfig } from '../src/instruments.ts';
import { ageMs, fromBits, toBits, toneHz } from '../src/page/code.ts';

/**
 * A page of the form that the meeting has, in which a connection leads from itself to itself: one sender, one receiver.
 * `?bps=` bounds the picture's rate, `?by=` scales it down, `?own=` leaves the sound out.
 */
const LOOPBACK = `<!doctype html><title>loopback</title>
<article data-seat="other" data-showing="person"><video autoplay playsinline></video></article>
<button>start</button><script>
const options = new URLSearchParams(location.search);
document.querySelector('button').onclick = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const from = new RTCPeerConnection(), to = new RTCPeerConnection();
  from.onicecandidate = (e) => e.candidate && to.addIceCandidate(e.candidate);
  to.onicecandidate = (e) => e.candidate && from.addIceCandidate(e.candidate);
  const received = new MediaStream();
  to.ontrack = (e) => { received.addTrack(e.track); document.querySelector('video').srcObject = received; };
  from.addTransceiver(stream.getAudioTracks()[0], { direction: 'sendonly' });
  const video = from.addTransceiver(stream.getVideoTracks()[0], { direction: 'sendonly', sendEncodings: [{
    scaleResolutionDownBy: Number(options.get('by') ?? 1), maxBitrate: Number(options.get('bps') ?? 2e6) }] });
  video.setCodecPreferences(RTCRtpSender.getCapabilities('video').codecs.filter((c) => /VP8|rtx/.test(c.mimeType)));
  const shape = video.sender.getParameters();
  shape.degradationPreference = 'maintain-resolution';
  await video.sender.setParameters(shape);
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  await from.setRemoteDescription(to.localDescription);
  window.stream = stream;
};
</script>`;

let browser: Browser;
let server: Server;
let origin: string;

before(async () => {
  server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(LOOPBACK));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function loopback(query: string, config: Partial<SourceConfig> & { person: number }): Promise<Page> {
  const context = await browser.newContext();
  await context.addInitScript(instrumentScript({ ...PLAIN, ...config }));
  const page = await context.newPage();
  await page.goto(`${origin}/?${query}`);
  await page.click('button');
  return page;
}

const only = async (page: Page) => {
  const [tile] = await page.evaluate(() => window.instruments.tiles());
  assert.ok(tile, 'no tile');
  return tile;
};

test('the code survives as bits, and not with a bit wrong', () => {
  const code = { person: 37, kind: 'screen', serial: 200, timeMs: 4_294_967_290 } as const;
  const bits = toBits(code);
  assert.deepEqual(fromBits(bits), code);
  for (let at = 0; at < bits.length; at++) {
    assert.equal(fromBits(bits.map((bit, other) => (other === at ? !bit : bit))), undefined);
  }
  assert.equal(ageMs(code, 4), 10, 'the clock wraps');
});

test('reads code and tone of a full-size picture, and counts freezes', async () => {
  const page = await loopback('', { person: 3, fps: 20, height: 720 });
  const tile = await eventually('code and tone are read', async () => {
    const reading = await only(page);
    assert.equal(reading.person, 3);
    assert.equal(reading.kind, 'camera');
    assert.equal(reading.height, 720);
    assert.ok(reading.fresh > 40, `${reading.fresh} pictures`);
    assert.ok(Math.abs(reading.toneHz - toneHz(3)) < 12, `${reading.toneHz} Hz`);
    assert.ok(reading.toneDb > -50, `${reading.toneDb} dB`);
    assert.ok(reading.audible, JSON.stringify(reading));
    return reading;
  });
  assert.ok(tile.decoded > tile.frames * 0.9, `${tile.decoded} of ${tile.frames} readable`);
  assert.ok(
    tile.latenciesMs.every((age) => age >= 0 && age < 5000),
    String(tile.latenciesMs),
  );

  await page.evaluate(() => {
    const [audio, video] = (window as unknown as { stream: MediaStream }).stream.getTracks();
    audio!.enabled = false;
    video!.enabled = false;
  });
  await eventually('the tone is gone and the code stands still', async () => {
    const reading = await only(page);
    assert.ok(reading.toneDb < -90, `${reading.toneDb} dB`);
    assert.ok(reading.sinceMs > 1200, `${reading.sinceMs} ms`);
  });
  await page.evaluate(() => {
    for (const track of (window as unknown as { stream: MediaStream }).stream.getTracks()) track.enabled = true;
  });
  await eventually('the freeze was seen', async () => {
    const reading = await only(page);
    assert.ok(
      reading.gapsMs.some((gap) => gap > 1200),
      String(reading.gapsMs),
    );
  });
  await page.context().close();
});

test('reads the code from the smallest and coarsest picture', async () => {
  const page = await loopback('by=4&bps=60000', { person: 60, look: 'busy', fps: 15, height: 720 });
  const tile = await eventually('code is read at 320×180', async () => {
    const reading = await only(page);
    assert.ok(reading.height <= 180 && reading.height > 0, `${reading.height}`);
    assert.equal(reading.person, 60);
    assert.ok(reading.fresh > 30, `${reading.fresh} pictures`);
    return reading;
  });
  assert.ok(tile.decoded > tile.frames * 0.9, `${tile.decoded} of ${tile.frames} readable`);
  await page.context().close();
});

test('a machine without a camera, and one that refuses', async () => {
  const page = await loopback('', { person: 1, camera: false });
  const ask = (constraints: MediaStreamConstraints) =>
    page.evaluate(
      (wanted) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) =>
            stream
              .getTracks()
              .map((track) => track.kind)
              .join(),
          (failure: DOMException) => failure.name,
        ),
      constraints,
    );
  assert.equal(await ask({ audio: true, video: true }), 'NotFoundError');
  assert.equal(await ask({ audio: true }), 'audio');
  const kinds = await page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices()).map((one) => one.kind),
  );
  assert.ok(kinds.includes('audioinput') && !kinds.includes('videoinput'), kinds.join());
  await page.evaluate(() => (window.instruments.config.failWith = 'NotAllowedError'));
  assert.equal(await ask({ audio: true }), 'NotAllowedError');
  await page.context().close();
});
