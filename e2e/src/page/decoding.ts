import { readCode } from './reader.ts';

/** Frames of one source's sound, in Base64, and the tone that would be heard in it. */
export interface Sound {
  frames: readonly string[];
  toneHz: number;
}

/** What decoders made of frames. */
export interface Made {
  pictures: number;
  /** The people whose codes were in the pictures. */
  people: number[];
  /** For each source of sound: how many pieces were decoded, and how many of them were hardly more than the tone. */
  sounds: { pieces: number; withTone: number }[];
}

declare global {
  interface Window {
    /** @param pictures key frames, in Base64 */
    decode: (pictures: readonly string[], sounds: readonly Sound[]) => Promise<Made>;
  }
}

const RATE_HZ = 48_000;
const FRAME_US = 20_000;
/** Of a piece's power. Of noise hardly any lies at one frequency, of a tone nearly all. */
const SHARE_OF_TONE = 0.5;

window.decode = async (pictures, sounds) => {
  const made: Made = { pictures: 0, people: [], sounds: [] };
  for (const picture of pictures) await tryPicture(bytesOf(picture), made);
  for (const sound of sounds) made.sounds.push(await trySound(sound));
  return made;
};

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

async function tryPicture(data: Uint8Array<ArrayBuffer>, made: Made): Promise<void> {
  const decoder = new VideoDecoder({
    output: (picture) => {
      made.pictures++;
      const code = readCode(picture, picture.displayWidth, picture.displayHeight);
      if (code && !made.people.includes(code.person)) made.people.push(code.person);
      picture.close();
    },
    error: () => undefined,
  });
  try {
    decoder.configure({ codec: 'vp8' });
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data }));
    await decoder.flush();
    decoder.close();
  } catch {
    // Nothing that a decoder takes.
  }
}

async function trySound({ frames, toneHz }: Sound): Promise<Made['sounds'][number]> {
  const pieces: Float32Array[] = [];
  // A decoder that met an error takes nothing more: each frame that one refuses is left out.
  let decoder: AudioDecoder | null = null;
  for (const [at, frame] of frames.entries()) {
    decoder ??= soundDecoder(pieces);
    try {
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: at * FRAME_US, data: bytesOf(frame) }));
      await decoder.flush();
    } catch {
      decoder = null;
    }
  }
  return { pieces: pieces.length, withTone: pieces.filter((piece) => shareAt(piece, toneHz) > SHARE_OF_TONE).length };
}

function soundDecoder(pieces: Float32Array[]): AudioDecoder {
  const decoder = new AudioDecoder({
    output: (sound) => {
      const piece = new Float32Array(sound.numberOfFrames);
      sound.copyTo(piece, { planeIndex: 0, format: 'f32-planar' });
      pieces.push(piece);
      sound.close();
    },
    error: () => undefined,
  });
  decoder.configure({ codec: 'opus', sampleRate: RATE_HZ, numberOfChannels: 2 });
  return decoder;
}

/** How much of some sound's power lies at one frequency, 0 to 1. */
function shareAt(samples: Float32Array, hz: number): number {
  let [real, imaginary, total] = [0, 0, 0];
  for (const [at, one] of samples.entries()) {
    const angle = (2 * Math.PI * hz * at) / RATE_HZ;
    real += one * Math.cos(angle);
    imaginary += one * Math.sin(angle);
    total += one * one;
  }
  return total === 0 ? 0 : (2 * (real * real + imaginary * imaginary)) / (samples.length * total);
}
