/** The strongest tone in some sound, in hertz, and its level in dBFS. */
export interface Tone {
  toneHz: number;
  toneDb: number;
}

const RECORD_MS = 600;
const RATE_HZ = 48_000;
const WINDOW = 8192;
// Tones lie 150 Hz apart.
const STEP_HZ = 6;
const LOWEST_HZ = 200;
const HIGHEST_HZ = 10_000;
const SILENCE: Tone = { toneHz: 0, toneDb: -200 };

/**
 * What a tile sounds like, from a short recording. Firefox has no audio graph where there is no loudspeaker, but records all the same.
 */
export async function heardIn(seat: string): Promise<Tone> {
  const video = document.querySelector<HTMLVideoElement>(`article[data-seat="${seat}"][data-showing="person"] video`);
  const stream = video?.srcObject instanceof MediaStream ? video.srcObject : undefined;
  const [track] = stream?.getAudioTracks() ?? [];
  if (!track) return SILENCE;
  const recording = await record(track);
  const offline = new OfflineAudioContext(1, RATE_HZ, RATE_HZ);
  const sound = await offline.decodeAudioData(await recording.arrayBuffer()).catch(() => null);
  if (sound === null || sound.length < WINDOW) return SILENCE;
  // The end: what was played out before the recording began has faded by then.
  return strongest(sound.getChannelData(0).subarray(sound.length - WINDOW), sound.sampleRate);
}

async function record(track: MediaStreamTrack): Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([track]));
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, RECORD_MS));
  recorder.stop();
  await stopped;
  return new Blob(pieces);
}

function strongest(samples: Float32Array, rateHz: number): Tone {
  const windowed = samples.map((one, at) => one * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length)));
  let best = SILENCE;
  for (let hz = LOWEST_HZ; hz < HIGHEST_HZ; hz += STEP_HZ) {
    const toneDb = levelDb(windowed, (2 * Math.PI * hz) / rateHz);
    if (toneDb > best.toneDb) best = { toneHz: hz, toneDb };
  }
  return best;
}

/** Of one frequency, by Goertzel's algorithm. */
function levelDb(samples: Float32Array, angle: number): number {
  const factor = 2 * Math.cos(angle);
  let [before, last] = [0, 0];
  for (const one of samples) [before, last] = [last, one + factor * last - before];
  const power = last * last + before * before - factor * last * before;
  // A window takes half of the amplitude, and half of it lies at the negative frequency.
  return 20 * Math.log10((4 * Math.sqrt(Math.max(power, 0))) / samples.length + 1e-10);
}
