/** A tone that swells at once and fades. */
export interface Note {
  frequencyHz: number;
  /** After the first begins. */
  atS: number;
  lengthS: number;
}

const CHIME: readonly Note[] = [523.25, 659.25, 783.99].map((frequencyHz, index) => ({
  frequencyHz,
  atS: index * 0.22,
  lengthS: 0.44,
}));
const CHIME_LOUDNESS = 0.25;
// A browser starts sound within some milliseconds, or waits for a person's click: longer would be heard too late to mean anything.
const START_MS = 500;

/** Plays three rising notes on a loudspeaker; done when they have sounded. */
export async function playChime(speaker: string): Promise<void> {
  await playNotes(CHIME, CHIME_LOUDNESS, speaker);
}

/** Plays notes on a loudspeaker; done when they have sounded, or when the browser holds sound back, which leaves them out. */
export async function playNotes(notes: readonly Note[], loudness: number, speaker: string): Promise<void> {
  const context = new AudioContext();
  const player = new Audio();
  try {
    if (!(await runs(context))) return;
    const output = context.createMediaStreamDestination();
    player.srcObject = output.stream;
    await useSpeaker(player, speaker);
    await player.play();
    const begin = context.currentTime + 0.05;
    const last = notes.map((note) => sound(context, output, note, { begin, loudness })).at(-1);
    if (last !== undefined) await new Promise((done) => (last.onended = done));
    // What has sounded is still on its way to the loudspeaker.
    await new Promise((done) => setTimeout(done, 200));
  } finally {
    player.srcObject = null;
    await context.close();
  }
}

function sound(
  context: AudioContext,
  output: AudioNode,
  { frequencyHz, atS, lengthS }: Note,
  { begin, loudness }: { begin: number; loudness: number },
): OscillatorNode {
  const start = begin + atS;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + lengthS);
  const oscillator = new OscillatorNode(context, { frequency: frequencyHz, type: 'sine' });
  oscillator.connect(gain).connect(output);
  oscillator.start(start);
  oscillator.stop(start + lengthS);
  return oscillator;
}

/** Whether the context runs; it starts by itself where the browser allows it. */
async function runs(context: AudioContext): Promise<boolean> {
  void context.resume();
  const deadline = new Promise((late) => setTimeout(late, START_MS));
  const started = new Promise((start) => {
    context.addEventListener('statechange', start, { once: true });
  });
  if (context.state !== 'running') await Promise.race([started, deadline]);
  return context.state === 'running';
}

/** Whether the browser lets a page choose the loudspeaker. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Sends an element's sound to a loudspeaker; to the usual one where that one is gone. */
export async function useSpeaker(element: HTMLMediaElement, speaker: string): Promise<void> {
  if (!canChooseSpeaker()) return;
  try {
    await element.setSinkId(speaker);
  } catch {
    if (speaker !== '') await element.setSinkId('').catch(() => undefined);
  }
}
