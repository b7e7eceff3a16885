// Speech lies between these; what is below the first is a quiet room.
const QUIET_DB = -58;
const LOUD_DB = -12;

/** How loud samples of -1 to 1 are, from 0 for a quiet room to 1 for a loud voice. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, (db - QUIET_DB) / (LOUD_DB - QUIET_DB)));
}

const INTERVAL_MS = 60;

/** Watches how loud a track is until the returned function is called. */
export function watchLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let shown = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    // Up at once, down slowly: as the eye expects of a meter.
    shown = Math.max(levelOf(samples), shown * 0.8);
    tell(shown);
  }, INTERVAL_MS);
  // Some browsers start sound, even that which nobody hears, only after a person did something on the page.
  const wake = (): void => void context.resume();
  document.addEventListener('pointerdown', wake);
  document.addEventListener('keydown', wake);
  return () => {
    clearInterval(timer);
    document.removeEventListener('pointerdown', wake);
    document.removeEventListener('keydown', wake);
    void context.close();
  };
}
