import { keep, recall } from '../../kept';
import { playNotes, type Note } from '../../rtc/chime';
import { hear, SILENCE, type Audible, type Sound } from './audible';
import type { Proceedings } from './course/proceedings.svelte';
import type { Room } from './room.svelte';
import { callersOf } from './waiting';

const MINUTE_MS = 60_000;
const SOUNDS_KEY = 'parley.sounds';
// Louder is heard over a speaker; quieter reaches one's own microphone less, and so the others.
const LOUDNESS = 0.08;

const NOTES: Record<Sound, readonly Note[]> = {
  knock: [
    { frequencyHz: 587, atS: 0, lengthS: 0.12 },
    { frequencyHz: 587, atS: 0.16, lengthS: 0.12 },
  ],
  begins: [
    { frequencyHz: 392, atS: 0, lengthS: 0.25 },
    { frequencyHz: 523, atS: 0.2, lengthS: 0.4 },
  ],
  pauses: [
    { frequencyHz: 523, atS: 0, lengthS: 0.25 },
    { frequencyHz: 392, atS: 0.2, lengthS: 0.4 },
  ],
  time: [{ frequencyHz: 880, atS: 0, lengthS: 0.08 }],
};

export const sounds = Object.keys(NOTES) as Sound[];

/** The page's own sounds, on this device alone: whether they are heard, and their playing. */
class Sounding {
  #on = $state(recall(SOUNDS_KEY) !== 'off');
  readonly #playing = new Set<Sound>();

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    keep(SOUNDS_KEY, on ? 'on' : 'off');
  }

  /** What is being heard does not begin again meanwhile. */
  async play(sound: Sound, speaker: string): Promise<void> {
    if (this.#playing.has(sound)) return;
    this.#playing.add(sound);
    // A sound that a browser refuses is left out: all that it says is also seen.
    await playNotes(NOTES[sound], LOUDNESS, speaker).catch(() => undefined);
    this.#playing.delete(sound);
  }
}

export const sounding = new Sounding();

/** Plays what there is to be heard of in a meeting. */
export class Listener {
  readonly #room: Room;
  readonly #proceedings: Proceedings;
  #memory = SILENCE;

  constructor(room: Room, proceedings: Proceedings) {
    this.#room = room;
    this.#proceedings = proceedings;
  }

  listen(): void {
    const { session, sources } = this.#room.attendance;
    // Nobody is at a door of which nothing is known.
    if (!session.linked) return;
    const { sounds, memory } = hear(this.#memory, this.#audible(), session.you);
    this.#memory = memory;
    if (sounding.on) for (const sound of sounds) void sounding.play(sound, sources.chosen.speaker);
  }

  #audible(): Audible {
    const { session, sealed } = this.#room.attendance;
    const { motions, phase, view, itemMs } = this.#proceedings;
    // In a recess no item is dealt with.
    const agenda = phase === 'open' ? view?.agenda : undefined;
    const minutes = agenda?.items.find((item) => item.id === agenda.current)?.minutes ?? 0;
    return {
      present: session.participants.map((one) => one.seat),
      callers: sealed.admits ? callersOf(sealed).map((caller) => caller.seat) : [],
      happened: sealed.table.course.happened,
      motions: motions.filter((one) => one.mayAgree).map((one) => one.motion.seq),
      item:
        agenda === undefined || minutes === 0
          ? null
          : { takenUpMs: agenda.takenUpMs, isOver: itemMs > minutes * MINUTE_MS },
    };
  }
}
