import { MAX_CHAT_CHARS } from '../../../e2ee/log/payload';
import { t } from '../../../i18n/language.svelte';
import type { Letter } from '../../../session/letters.svelte';
import type { ChatLine } from '../../../session/room-state.svelte';
import type { Place } from '../../../session/surroundings';
import type { Announcer } from '../announcer.svelte';
import type { Room } from '../room.svelte';

/** A line as it is shown: to the room, or between two people. */
export interface Shown extends ChatLine {
  id: string;
  /** The other one, where only the two read it. */
  alone: string | null;
}

/** A line of one's own that is not written yet. */
export interface Unwritten {
  id: number;
  text: string;
  /** To whom alone; empty for the room. */
  to: string;
  failed: boolean;
}

// More would be read aloud than can be followed.
const READ_ALOUD_CHARS = 200;

/** One room's chat, as far as it is this page's own: what is begun, what is on its way, what was read. */
class Writing {
  draft = $state('');
  /** To whom alone; empty for the room. */
  to = $state('');
  unwritten = $state.raw<readonly Unwritten[]>([]);
  /** The place in the log of the newest line that was seen. */
  readTo = $state(-1);
  /** The same, of the newest that was read aloud. */
  toldTo = -1;
}

/** The chats of all rooms. What was begun in one stays there: nothing may end up with another side by a click. */
export class Correspondence {
  readonly #room: Room;
  readonly #writings: Record<Place, Writing> = {
    plenary: new Writing(),
    side: new Writing(),
    sidebar: new Writing(),
  };
  #count = 0;

  /** How many letters were seen, and read aloud. */
  #lettersRead = $state(0);
  #lettersTold = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Of the room that one is in. */
  get writing(): Writing {
    return this.#writings[this.#room.place];
  }

  get lines(): readonly Shown[] {
    const said = this.#room.state.chat.map((line) => ({ ...line, id: String(line.seq), alone: null }));
    const letters = this.#letters.map((letter) => ({
      ...letter,
      id: `${letter.place} ${letter.seq}`,
      alone: letter.seat === this.#you ? letter.to : letter.seat,
    }));
    // Letters have places of other logs: among themselves and among what was said, clocks decide.
    return letters.length === 0 ? said : [...said, ...letters].sort((a, b) => a.atMs - b.atMs);
  }

  /** Whom one can write to alone from here: in one's side's room one's own people. */
  get readers(): readonly string[] {
    const { boxes } = this.#room.attendance.sealed.letters;
    const seats = new Set([
      ...boxes.side.keys(),
      ...(this.#room.place === 'side' ? [] : boxes.plenary.keys()),
    ]);
    seats.delete(this.#you);
    return [...seats];
  }

  get #letters(): readonly Letter[] {
    return this.#room.attendance.sealed.letters.lines;
  }

  get #you(): string {
    return this.#room.attendance.session.you;
  }

  /** How many lines of others in this room were not seen yet. */
  get unread(): number {
    const { readTo } = this.writing;
    const isNews = (line: ChatLine): boolean => line.fresh && line.seat !== this.#you;
    const said = this.#room.state.chat.filter((line) => isNews(line) && line.seq > readTo);
    return said.length + this.#letters.slice(this.#lettersRead).filter(isNews).length;
  }

  /** How much room is left, once that is worth saying; null before. */
  get left(): number | null {
    const left = MAX_CHAT_CHARS - this.writing.draft.length;
    return left <= MAX_CHAT_CHARS / 10 ? left : null;
  }

  get canWrite(): boolean {
    return this.#room.state.standing === 'inside';
  }

  /** Everything that is there was seen. */
  read(): void {
    this.writing.readTo = Math.max(this.writing.readTo, ...this.#room.state.chat.map((line) => line.seq));
    this.#lettersRead = this.#letters.length;
  }

  /** Has what others write read aloud; not what was there before the page was. */
  tell(announcer: Pick<Announcer, 'line'>): void {
    const { writing } = this;
    for (const line of this.#room.state.chat) {
      if (line.seq <= writing.toldTo) continue;
      writing.toldTo = line.seq;
      this.#tellLine(announcer, line, 'say.line');
    }
    for (const letter of this.#letters.slice(this.#lettersTold))
      this.#tellLine(announcer, letter, 'say.letter');
    this.#lettersTold = this.#letters.length;
  }

  #tellLine(
    announcer: Pick<Announcer, 'line'>,
    { seat, text, fresh }: ChatLine,
    key: 'say.line' | 'say.letter',
  ): void {
    if (seat === this.#you || !fresh) return;
    const short = text.length > READ_ALOUD_CHARS ? `${text.slice(0, READ_ALOUD_CHARS)}…` : text;
    announcer.line(t(key, { name: this.#room.nameOf(seat).name, text: short }));
  }

  send(): void {
    const { writing } = this;
    const text = writing.draft.trim();
    if (text === '' || text.length > MAX_CHAT_CHARS || !this.canWrite) return;
    writing.draft = '';
    void this.#write(this.#room.place, { id: this.#count++, text, to: writing.to, failed: false });
  }

  sendAgain(line: Unwritten): void {
    void this.#write(this.#room.place, { ...line, failed: false });
  }

  discard(line: Unwritten): void {
    this.#put(this.writing, line.id, null);
  }

  async #write(place: Place, line: Unwritten): Promise<void> {
    const writing = this.#writings[place];
    this.#put(writing, line.id, line);
    const { sealed } = this.#room.attendance;
    const written = await (line.to === ''
      ? sealed.say(place, line.text)
      : sealed.letters.send(line.to, line.text));
    this.#put(writing, line.id, written ? null : { ...line, failed: true });
  }

  #put(writing: Writing, id: number, line: Unwritten | null): void {
    const others = writing.unwritten.filter((one) => one.id !== id);
    writing.unwritten = line === null ? others : [...others, line];
  }
}
