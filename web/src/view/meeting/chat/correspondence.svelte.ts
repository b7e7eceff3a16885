import { MAX_CHAT_CHARS } from '../../../e2ee/log/payload';
import { t } from '../../../i18n/language.svelte';
import type { ChatLine } from '../../../session/room-state.svelte';
import type { Place } from '../../../session/surroundings';
import type { Announcer } from '../announcer.svelte';
import type { Room } from '../room.svelte';

/** A line of one's own that is not written yet. */
export interface Unwritten {
  id: number;
  text: string;
  failed: boolean;
}

// More would be read aloud than can be followed.
const READ_ALOUD_CHARS = 200;

/** One room's chat, as far as it is this page's own: what is begun, what is on its way, what was read. */
class Writing {
  draft = $state('');
  unwritten = $state.raw<readonly Unwritten[]>([]);
  /** The place in the log of the newest line that was seen. */
  readTo = $state(-1);
  /** The same, of the newest that was read aloud. */
  toldTo = -1;
}

/** The chats of both rooms. What was begun in one stays there: nothing may end up with the other side by a click. */
export class Correspondence {
  readonly #room: Room;
  readonly #writings: Record<Place, Writing> = { plenary: new Writing(), side: new Writing() };
  #count = 0;

  readonly #sinceMs = Date.now();

  constructor(room: Room) {
    this.#room = room;
  }

  /** Of the room that one is in. */
  get writing(): Writing {
    return this.#writings[this.#room.place];
  }

  get lines(): readonly ChatLine[] {
    return this.#room.state.chat;
  }

  /** How many lines of others in this room were not seen yet. */
  get unread(): number {
    const { readTo } = this.writing;
    const { you } = this.#room.attendance.session;
    return this.lines.filter((line) => line.fresh && line.seq > readTo && line.seat !== you).length;
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
    this.writing.readTo = Math.max(this.writing.readTo, ...this.lines.map((line) => line.seq));
  }

  /** Has what others write read aloud; not what was there before the page was. */
  tell(announcer: Pick<Announcer, 'line'>): void {
    const { writing, lines } = this;
    const { you } = this.#room.attendance.session;
    for (const { seq, seat, text, atMs } of lines) {
      if (seq <= writing.toldTo) continue;
      writing.toldTo = seq;
      if (seat === you || atMs < this.#sinceMs) continue;
      const short = text.length > READ_ALOUD_CHARS ? `${text.slice(0, READ_ALOUD_CHARS)}…` : text;
      announcer.line(t('say.line', { name: this.#room.nameOf(seat).name, text: short }));
    }
  }

  send(): void {
    const { writing } = this;
    const text = writing.draft.trim();
    if (text === '' || text.length > MAX_CHAT_CHARS || !this.canWrite) return;
    writing.draft = '';
    void this.#write(this.#room.place, { id: this.#count++, text, failed: false });
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
    const written = await this.#room.attendance.sealed.say(place, line.text);
    this.#put(writing, line.id, written ? null : { ...line, failed: true });
  }

  #put(writing: Writing, id: number, line: Unwritten | null): void {
    const others = writing.unwritten.filter((one) => one.id !== id);
    writing.unwritten = line === null ? others : [...others, line];
  }
}
