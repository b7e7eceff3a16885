import { untrack } from 'svelte';
import type { Paragraph, Reason, TextCommand, TextsView } from '../../../../course/built/rules.js';
import { t } from '../../../../i18n/language.svelte';
import type { Place } from '../../../../session/texts/dossier';
import { MAX_PARAGRAPHS, type JointTexts } from '../../../../session/texts/joint-texts.svelte';
import { refusalInWords } from '../../../refusals';
import type { Room } from '../../room.svelte';

export type Head = TextsView['texts'][number];

/** Joint texts as the page works with them. */
export class Desk {
  /** Why the last wish came to nothing; empty after one that did not. */
  refused = $state('');
  busy = $state(false);
  /** A bracket that one has just opened around words: with them one's side's wording begins. */
  began = $state.raw<{ passage: number; words: string } | null>(null);

  readonly room: Room;
  readonly #read = new WeakMap<Place, Paragraph>();

  constructor(room: Room) {
    this.room = room;
  }

  get texts(): JointTexts {
    return this.room.attendance.sealed.table.texts;
  }

  get heads(): readonly Head[] {
    return this.texts.state.view?.texts ?? [];
  }

  get ownSide(): string {
    return this.room.attendance.sealed.sideId;
  }

  sideName(side: string): string {
    const { who } = this.room.attendance.sealed;
    return who.sideName(side) ?? t('meeting.side.unnamed', { number: who.sideIndex(side) + 1 });
  }

  sideNames(sides: readonly string[]): string {
    return sides.map((side) => this.sideName(side)).join(t('meeting.separator'));
  }

  /** Of the colours that sides have. */
  colour(side: string): string {
    return `var(--side-${this.room.attendance.sealed.who.sideIndex(side) + 1})`;
  }

  may(command: TextCommand): boolean {
    return this.texts.refusal(command) === null;
  }

  /** Whether one's role works on texts at all. */
  get mayDraft(): boolean {
    const reason = this.texts.refusal({ type: 'openText', kind: 'joint', title: '-', languages: ['en'] });
    return reason === null || reason === 'tooMany';
  }

  get maySign(): boolean {
    return this.texts.refusal({ type: 'disapproveText', text: -1 }) === 'over';
  }

  /** Approves what one's own device has of the text, and no other. */
  approve(text: number, seen: number): Promise<boolean> {
    const digest = this.texts.state.followed?.digest(text) ?? '';
    return this.send({ type: 'approveText', text, seen, digest });
  }

  /** Likewise. */
  initial(text: number, paragraph: number, seen: number): Promise<boolean> {
    const digest = this.texts.state.followed?.paragraphDigest(text, paragraph) ?? '';
    return this.send({ type: 'initial', text, paragraph, seen, digest });
  }

  /** Whether so many more paragraphs would be too many. */
  isFull(text: number, more: number): boolean {
    return (this.heads.find((one) => one.id === text)?.paragraphs ?? 0) + more > MAX_PARAGRAPHS;
  }

  /** Whether one's role proposes what the public may read. */
  get maySchedule(): boolean {
    const { session, sealed } = this.room.attendance;
    const line = { type: 'noComment' as const };
    const reason = sealed.schedule.state.refusal(session.you, {
      type: 'proposeLine',
      meeting: -1,
      seen: -1,
      line,
    });
    return reason === 'unknown';
  }

  async send(command: TextCommand): Promise<boolean> {
    return this.done(this.texts.send(command));
  }

  /** True once it is in the log. */
  async done(sending: Promise<'written' | 'unwritten' | Reason>): Promise<boolean> {
    this.busy = true;
    const sent = await sending;
    this.busy = false;
    this.refused = sent === 'written' ? '' : refusalInWords(sent);
    return sent === 'written';
  }

  /** Opens a bracket in agreed text; what was within it begins one's side's wording. */
  async bracket(
    command: Omit<Extract<TextCommand, { type: 'bracket' }>, 'type'>,
    words: string,
  ): Promise<boolean> {
    if (!(await this.send({ type: 'bracket', ...command }))) return false;
    const { you } = this.room.attendance.session;
    const opened = this.texts.state.happened.findLast(
      (event) => event.type === 'bracketOpened' && event.act.seat === you && event.text === command.text,
    );
    if (opened?.type === 'bracketOpened') this.began = { passage: opened.passage, words };
    return true;
  }

  /** What stands there. By the place alone: what changes elsewhere reads it not again. */
  paragraph(text: number, place: Place): Paragraph | null {
    const known = this.#read.get(place);
    if (known !== undefined) return known;
    const read = untrack(() => this.texts.state.followed?.paragraph(text, place.id) ?? null);
    if (read !== null) this.#read.set(place, read);
    return read;
  }
}
