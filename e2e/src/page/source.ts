import { CODE_ROWS, COLUMNS, PICTURE_ROWS, clockMs, toBits, toneHz } from './code.ts';
import { drawPortrait, drawSlide } from './portrait.ts';

export type Look = 'plain' | 'busy' | 'portrait';

/** What a page's camera, microphone and screen are. Handed over before the page's own scripts run. */
export interface SourceConfig {
  /** 1 to 60; also chooses the tone. */
  person: number;
  /** Pictures a second. */
  fps: number;
  /** Of the picture, in pixels; it is 16:9. */
  height: 360 | 720;
  /**
   * What the camera shows below the code at first: `plain` costs the encoder little; `busy` takes all the bit rate it may have;
   * `portrait` shows a calm figure and no code, for pictures that people look at.
   */
  look: Look;
  /** The microphone: a tone of our own making, or what the browser's fake one sounds like, where a page makes no sound. */
  sound: 'tone' | 'device';
  /** Leaves only TCP candidates in what the page is told about the server. */
  tcpOnly: boolean;
  /** Takes the client's encryption away from what this page sends. */
  unguarded: boolean;
  /** Where the server's media is reached instead: a port of a {@link Link} for each of its ports. */
  mediaPorts: Record<string, number>;
  /** What the next requests for devices fail with: a DOMException's name. */
  failWith?: string | undefined;
  /** Whether the machine has a camera. */
  camera: boolean;
}

/** What is drawn is drawn in these units, however large the picture. */
const WIDTH = 1280;
const HEIGHT = 720;

function drawCode(context: CanvasRenderingContext2D, person: number, kind: 'camera' | 'screen', serial: number): void {
  const block = WIDTH / COLUMNS;
  const bits = toBits({ person, kind, serial, timeMs: clockMs() });
  context.fillStyle = '#000';
  context.fillRect(0, 0, WIDTH, block * CODE_ROWS);
  context.fillStyle = '#fff';
  bits.forEach((bit, at) => {
    if (bit) context.fillRect((at % COLUMNS) * block, Math.floor(at / COLUMNS) * block, block, block);
  });
}

/** Soft noise, of which each picture shows another part: nothing that an encoder could predict, yet nothing that it can't encode. */
function noise(): HTMLCanvasElement {
  const grain = 8;
  const small = document.createElement('canvas');
  small.width = (WIDTH * 2) / grain;
  small.height = HEIGHT / grain;
  const context = small.getContext('2d')!;
  const image = context.createImageData(small.width, small.height);
  let state = 1;
  for (let at = 0; at < image.data.length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const grey = 96 + (state >>> 26);
    image.data.set([grey, grey, grey, 255], at);
  }
  context.putImageData(image, 0, 0);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * 2;
  canvas.height = HEIGHT;
  canvas.getContext('2d')!.drawImage(small, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function drawBelow(
  context: CanvasRenderingContext2D,
  config: SourceConfig,
  serial: number,
  texture: HTMLCanvasElement | undefined,
): void {
  const top = (HEIGHT * CODE_ROWS) / PICTURE_ROWS;
  context.fillStyle = `hsl(${config.person * 67} 45% 45%)`;
  context.fillRect(0, top, WIDTH, HEIGHT - top);
  if (texture) {
    context.drawImage(texture, (serial * 397) % WIDTH, 0, WIDTH, HEIGHT - top, 0, top, WIDTH, HEIGHT - top);
  }
  context.fillStyle = '#fff';
  context.fillRect((serial * 20) % WIDTH, top, 60, HEIGHT - top);
  context.font = '200px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(config.person), WIDTH / 2, (top + HEIGHT) / 2);
}

/** What the camera shows now; tests change it. */
export const shown: { look: Look } = { look: 'plain' };

/** A video track drawn anew `fps` times a second until it is stopped. */
function videoTrack(config: SourceConfig, kind: 'camera' | 'screen'): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = (config.height * WIDTH) / HEIGHT;
  canvas.height = config.height;
  const context = canvas.getContext('2d', { alpha: false })!;
  context.scale(config.height / HEIGHT, config.height / HEIGHT);
  const texture = shown.look === 'busy' && kind === 'camera' ? noise() : undefined;
  let serial = 0;
  const draw = (): void => {
    serial = (serial + 1) & 0xff;
    if (shown.look === 'portrait') {
      if (kind === 'camera') drawPortrait(context, config.person, performance.now());
      else drawSlide(context);
      return;
    }
    drawBelow(context, config, serial, texture);
    drawCode(context, config.person, kind, serial);
  };
  draw();
  const timer = setInterval(draw, 1000 / config.fps);
  const track = canvas.captureStream(config.fps).getVideoTracks()[0]!;
  const stop = track.stop.bind(track);
  track.stop = () => {
    clearInterval(timer);
    stop();
  };
  return track;
}

/** The loudness of this page's tone, 0 to 1; tests change it. */
export const loudness = { value: 0.3, gains: new Set<GainNode>() };

function audioTrack(config: SourceConfig): MediaStreamTrack {
  const audio = new AudioContext();
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = toneHz(config.person);
  const gain = audio.createGain();
  gain.gain.value = loudness.value;
  loudness.gains.add(gain);
  const out = audio.createMediaStreamDestination();
  oscillator.connect(gain).connect(out);
  oscillator.start();
  void audio.resume();
  const track = out.stream.getAudioTracks()[0]!;
  const stop = track.stop.bind(track);
  track.stop = () => {
    loudness.gains.delete(gain);
    void audio.close();
    stop();
  };
  return track;
}

/** Makes a track look as though it came from a device of the machine. */
function asDevice(track: MediaStreamTrack, deviceId: string): MediaStreamTrack {
  const settings = track.getSettings.bind(track);
  track.getSettings = () => ({ ...settings(), deviceId });
  return track;
}

function wantedDevice(wanted: boolean | MediaTrackConstraints | undefined): string | undefined {
  if (typeof wanted !== 'object') return undefined;
  const id = wanted.deviceId;
  if (typeof id === 'string') return id;
  const inner = Array.isArray(id) ? id[0] : typeof id === 'object' ? (id.exact ?? id.ideal) : undefined;
  return Array.isArray(inner) ? inner[0] : inner;
}

/** Puts the sources in the place of the machine's devices. */
export function installSources(config: SourceConfig): void {
  shown.look = config.look;
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return;
  const real = devices.getUserMedia.bind(devices);
  const enumerate = devices.enumerateDevices.bind(devices);

  devices.enumerateDevices = async () =>
    (await enumerate()).filter((device) => config.camera || device.kind !== 'videoinput');

  devices.getUserMedia = async (constraints = {}) => {
    if (config.failWith) throw new DOMException('refused by the test', config.failWith);
    if (constraints.video && !config.camera) throw new DOMException('no camera', 'NotFoundError');
    // The browser's own fake devices are opened too: with that come the permission, the devices' names, and what else a browser
    // grants a page that records.
    const held = await real({
      ...(constraints.audio ? { audio: constraints.audio } : {}),
      ...(constraints.video
        ? { video: { width: 160, height: 120, frameRate: 1, ...deviceOf(constraints.video) } }
        : {}),
    });
    const stream = new MediaStream();
    for (const track of held.getTracks()) {
      if (track.kind === 'audio' && config.sound === 'device') {
        stream.addTrack(track);
        continue;
      }
      const replacement = track.kind === 'video' ? videoTrack(config, 'camera') : audioTrack(config);
      asDevice(replacement, track.getSettings().deviceId ?? '');
      Object.defineProperty(replacement, 'label', { value: track.label });
      const stop = replacement.stop;
      replacement.stop = () => {
        stop();
        track.stop();
      };
      stream.addTrack(replacement);
    }
    return stream;
  };

  devices.getDisplayMedia = async () => {
    if (config.failWith) throw new DOMException('refused by the test', config.failWith);
    return new MediaStream([videoTrack(config, 'screen')]);
  };
}

function deviceOf(wanted: boolean | MediaTrackConstraints): MediaTrackConstraints {
  const deviceId = wantedDevice(wanted);
  return deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
}
