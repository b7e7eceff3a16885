import { CODE_ROWS, COLUMNS, PICTURE_ROWS, ageMs, clockMs, fromBits, type Code } from './code.ts';

/** What was read out of the pictures and the sound of one tile. Plain data: it crosses from the page to the test. */
export interface TileReading {
  seat: string;
  showing: string;
  own: boolean;
  /** The person whose code was read last; -1 before any was. */
  person: number;
  kind: Code['kind'] | '';
  /** Pictures presented. */
  frames: number;
  /** Pictures with a readable code. */
  decoded: number;
  /** Pictures whose code was of another moment than the one before. */
  fresh: number;
  /** How long ago the last readable code arrived, in milliseconds; -1 before any did. */
  sinceMs: number;
  /** Of the last picture, in pixels. */
  width: number;
  height: number;
  /** The newest 3000 ages of codes when presented, in milliseconds. */
  latenciesMs: number[];
  /** Pauses of over 500 ms between two fresh codes, in milliseconds; the newest 100. */
  gapsMs: number[];
  /** Of the page's clock (Date.now) when the first code was read; 0 before. */
  firstAtMs: number;
  /** The strongest tone, in hertz, and its level in dBFS; 0 and -200 where there is no sound track. */
  toneHz: number;
  toneDb: number;
  /** Whether the browser plays the tile's sound, by whichever element: with data, neither paused nor muted. */
  audible: boolean;
  /** The ids of its stream's tracks. */
  tracks: string[];
}

type Seen = Omit<TileReading, 'sinceMs' | 'toneHz' | 'toneDb' | 'audible' | 'own' | 'tracks'> & {
  lastAtMs: number;
  lastTimeMs: number;
};

const MOST_LATENCIES = 3000;
const MOST_GAPS = 100;
const GAP_MS = 500;
/** Pixels of a block in the scaled picture from which the code is read. */
const BLOCK = 8;

const canvas = document.createElement('canvas');
canvas.width = COLUMNS * BLOCK;
canvas.height = CODE_ROWS * BLOCK;
const pixels = canvas.getContext('2d', { willReadFrequently: true, alpha: false })!;

/** Reads the code out of a picture. */
export function readCode(picture: CanvasImageSource, widthPx: number, heightPx: number): Code | undefined {
  const height = (heightPx * CODE_ROWS) / PICTURE_ROWS;
  pixels.drawImage(picture, 0, 0, widthPx, height, 0, 0, canvas.width, canvas.height);
  const { data } = pixels.getImageData(0, 0, canvas.width, canvas.height);
  const bits: boolean[] = [];
  for (let row = 0; row < CODE_ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      let sum = 0;
      for (let y = BLOCK / 2 - 2; y < BLOCK / 2 + 2; y++) {
        for (let x = BLOCK / 2 - 2; x < BLOCK / 2 + 2; x++) {
          sum += data[((row * BLOCK + y) * canvas.width + column * BLOCK + x) * 4 + 1] ?? 0;
        }
      }
      bits.push(sum / 16 > 128);
    }
  }
  return fromBits(bits);
}

const seen = new Map<string, Seen>();
const watched = new WeakSet<HTMLVideoElement>();

function blank(seat: string, showing: string): Seen {
  return {
    seat,
    showing,
    person: -1,
    kind: '',
    frames: 0,
    decoded: 0,
    fresh: 0,
    width: 0,
    height: 0,
    latenciesMs: [],
    gapsMs: [],
    firstAtMs: 0,
    lastAtMs: 0,
    lastTimeMs: -1,
  };
}

function note(video: HTMLVideoElement): void {
  const tile = video.closest<HTMLElement>('article[data-seat]');
  if (!tile) return;
  const seat = tile.dataset['seat'] ?? '';
  const showing = tile.dataset['showing'] ?? '';
  const key = `${seat} ${showing}`;
  let entry = seen.get(key);
  if (!entry) seen.set(key, (entry = blank(seat, showing)));
  entry.frames++;
  entry.width = video.videoWidth;
  entry.height = video.videoHeight;
  const code = readCode(video, video.videoWidth, video.videoHeight);
  if (!code) return;
  const nowMs = Date.now();
  entry.decoded++;
  entry.person = code.person;
  entry.kind = code.kind;
  if (code.timeMs === entry.lastTimeMs) return;
  entry.fresh++;
  if (entry.firstAtMs === 0) entry.firstAtMs = nowMs;
  if (entry.lastAtMs !== 0 && nowMs - entry.lastAtMs > GAP_MS) {
    entry.gapsMs.push(nowMs - entry.lastAtMs);
    if (entry.gapsMs.length > MOST_GAPS) entry.gapsMs.shift();
  }
  entry.lastAtMs = nowMs;
  entry.lastTimeMs = code.timeMs;
  entry.latenciesMs.push(ageMs(code, clockMs()));
  if (entry.latenciesMs.length > MOST_LATENCIES) entry.latenciesMs.shift();
}

function watch(video: HTMLVideoElement): void {
  const each = (): void => {
    note(video);
    video.requestVideoFrameCallback(each);
  };
  video.requestVideoFrameCallback(each);
}

/** Starts to read every tile's pictures, whichever tiles come and go. */
export function installReader(): void {
  const look = (): void => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('article[data-seat] video')) {
      if (watched.has(video)) continue;
      watched.add(video);
      watch(video);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  document.addEventListener(
    'click',
    (event) => {
      const control = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-testid]') : null;
      if (control) clicks[control.dataset['testid'] ?? ''] = Date.now();
    },
    { capture: true },
  );
}

/** When each control was clicked last, by its name in tests; by Date.now. */
export const clicks: Record<string, number> = {};

let audio: AudioContext | undefined;
const analysers = new Map<string, { analyser: AnalyserNode; track: MediaStreamTrack }>();

function analyserOf(track: MediaStreamTrack): AnalyserNode {
  const known = analysers.get(track.id);
  if (known?.track === track) return known.analyser;
  audio ??= new AudioContext();
  void audio.resume();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  analysers.set(track.id, { analyser, track });
  return analyser;
}

function tone(track: MediaStreamTrack | undefined): { toneHz: number; toneDb: number } {
  if (!track) return { toneHz: 0, toneDb: -200 };
  const analyser = analyserOf(track);
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const hzPerBin = analyser.context.sampleRate / analyser.fftSize;
  let best = 0;
  // Nothing below 200 Hz is anybody's tone.
  for (let bin = Math.ceil(200 / hzPerBin); bin < levels.length; bin++) {
    if (best === 0 || levels[bin]! > levels[best]!) best = bin;
  }
  return { toneHz: best * hzPerBin, toneDb: Math.max(-200, levels[best] ?? -200) };
}

/** What the tiles that are on the page now have shown, and what they sound like now. */
export function tiles(): TileReading[] {
  const nowMs = Date.now();
  return [...document.querySelectorAll<HTMLElement>('article[data-seat]')].map((tile) => {
    const seat = tile.dataset['seat'] ?? '';
    const showing = tile.dataset['showing'] ?? '';
    const video = tile.querySelector('video');
    const stream = video?.srcObject instanceof MediaStream ? video.srcObject : undefined;
    const { lastAtMs, lastTimeMs: _, ...entry } = seen.get(`${seat} ${showing}`) ?? blank(seat, showing);
    return {
      ...entry,
      own: tile.dataset['own'] === 'true',
      sinceMs: lastAtMs === 0 ? -1 : nowMs - lastAtMs,
      ...tone(stream?.getAudioTracks()[0]),
      audible: [...tile.querySelectorAll<HTMLMediaElement>('video, audio')].some(sounds),
      tracks: stream?.getTracks().map((track) => track.id) ?? [],
    };
  });
}

function sounds(element: HTMLMediaElement): boolean {
  const stream = element.srcObject;
  const hasSound = stream instanceof MediaStream && stream.getAudioTracks().length > 0;
  // An element that waits for a first frame has sound but does not play it.
  const plays = element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !element.paused;
  return hasSound && plays && !element.muted && element.volume > 0;
}

/** Forgets what was read, so that a test sees only what comes from now on. */
export function forget(): void {
  seen.clear();
}
