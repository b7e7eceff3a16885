const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_S = 0.22;
const LOUDNESS = 0.25;

/** Plays three rising notes on a loudspeaker; done when they have sounded. */
export async function playChime(speaker: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  NOTES_HZ.forEach((frequency, index) => {
    const begin = context.currentTime + 0.05 + index * NOTE_S;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, begin + NOTE_S * 2);
    const oscillator = new OscillatorNode(context, { frequency, type: 'sine' });
    oscillator.connect(gain).connect(output);
    oscillator.start(begin);
    oscillator.stop(begin + NOTE_S * 2);
  });
  const player = new Audio();
  player.srcObject = output.stream;
  await useSpeaker(player, speaker);
  await player.play();
  await new Promise((done) => setTimeout(done, (NOTES_HZ.length + 1) * NOTE_S * 1000 + 200));
  player.srcObject = null;
  await context.close();
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
