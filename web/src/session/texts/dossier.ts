import type { Doc } from 'yjs';
import {
  openTexts,
  type Delegation,
  type Dossier,
  type Outlined,
  type Paragraph,
  type Passage,
  type Segment,
  type TextAnswer,
} from '../../course/built/rules.js';
import type { Payload } from '../../e2ee/log/payload';
import { seeded, updated } from './writing';

// Of approved texts: those of 20 meetings, and what a browser holds without notice. What is older is in no record that one takes home.
const MAX_FORM_CHARS = 8_000_000;
const MALFORMED = JSON.stringify({ type: 'refused', reason: 'malformed' });

/** A paragraph's place in a text. What changes in it makes another of it; the others stay the same objects. */
export type Place = Outlined;

/**
 * The joint texts as a log makes them: the rules', and the wordings that are written live. It is a function of the log alone: an update that
 * is none, or that the rules refuse, changes nothing for anybody.
 */
export class DossierOfLog {
  readonly #rules: Dossier;
  #sides: readonly Delegation[];
  /** By text, passage and side. */
  readonly #docs = new Map<string, Doc>();
  /** What those wordings began with that nobody has changed since they were tabled. */
  readonly #seeds = new Map<string, string>();

  /** What was approved, by its digest, the newest last. */
  readonly #approved = new Map<string, string>();
  /** By text, as far as somebody has asked. */
  readonly #outlines = new Map<number, readonly Place[]>();

  private constructor(rules: Dossier, delegations: string) {
    this.#rules = rules;
    this.#sides = JSON.parse(delegations) as readonly Delegation[];
  }

  static open(delegations: string): DossierOfLog | null {
    const rules = openTexts(delegations);
    return rules === null ? null : new DossierOfLog(rules, delegations);
  }

  apply(seat: string, seq: number, atMs: number, command: string): string {
    const told = this.#rules.apply(seat, seq, atMs, command);
    this.#follow(JSON.parse(told) as TextAnswer, this.sideOf(seat) ?? '');
    return told;
  }

  check(seat: string, atMs: number, command: string): string {
    return this.#rules.check(seat, atMs, command);
  }

  seat(delegations: string): boolean {
    if (!this.#rules.seat(delegations)) return false;
    this.#sides = JSON.parse(delegations) as readonly Delegation[];
    return true;
  }

  /** What one approves a text by; empty where it cannot be. */
  digest(text: number): string {
    return this.#rules.digest(text);
  }

  /** What one initials a paragraph by; empty where it cannot be. */
  paragraphDigest(text: number, paragraph: number): string {
    return this.#rules.paragraphDigest(text, paragraph);
  }

  /** What somebody has approved, in its one form; null where nobody did, or it was too long ago. */
  approved(digest: string): string | null {
    return this.#approved.get(digest) ?? null;
  }

  view(): string {
    return this.#rules.view();
  }

  /** A text's paragraphs in their order. Another array when one of them is another. */
  outline(text: number): readonly Place[] {
    const known = this.#outlines.get(text);
    if (known !== undefined) return known;
    const outline = JSON.parse(this.#rules.outline(text)) as readonly Outlined[];
    this.#outlines.set(text, outline);
    return outline;
  }

  paragraph(text: number, paragraph: number): Paragraph | null {
    return JSON.parse(this.#rules.paragraph(text, paragraph)) as Paragraph | null;
  }

  /** What the rules would say to somebody's wording. */
  checkWrite(seat: string, text: number, passage: number, content: string): TextAnswer {
    return JSON.parse(this.#rules.checkWrite(seat, 0, text, passage, content)) as TextAnswer;
  }

  /** Takes an update of the wording of the author's side. */
  wording(seat: string, seq: number, said: Extract<Payload, { type: 'wording' }>): string {
    const { text, passage, update, atMs } = said;
    const side = this.sideOf(seat);
    if (side === null) return this.#rules.write(seat, seq, atMs, text, passage, '');
    const next = updated(this.doc(text, passage, side), 'wording', update);
    if (next === null) return MALFORMED;
    const told = this.#rules.write(seat, seq, atMs, text, passage, next.getText('wording').toJSON());
    const answer = JSON.parse(told) as TextAnswer;
    this.#follow(answer, side);
    // It says that already: what was written and struck at once, or twice sent, counts all the same.
    if (answer.type === 'drafted' || answer.reason === 'already')
      this.#docs.set(keyOf(text, passage, side), next);
    return told;
  }

  /** A side's wording as the log has it. */
  doc(text: number, passage: number, side: string): Doc {
    const key = keyOf(text, passage, side);
    return this.#docs.get(key) ?? seeded('wording', this.#seeds.get(key) ?? '');
  }

  sideOf(seat: string): string | null {
    return this.#sides.find((side) => side.seats.some((one) => one.id === seat))?.id ?? null;
  }

  #follow(answer: TextAnswer, author: string): void {
    if (answer.type === 'refused') return;
    for (const event of answer.events) {
      if (event.type === 'textApproved') this.#keep(event.text);
      if (event.type === 'paragraphsAdded' || event.type === 'paragraphGone')
        this.#outlines.delete(event.text);
      else if ('paragraph' in event) this.#touch(event.text, event.paragraph);
      if (event.type === 'paragraphsAdded') {
        for (const id of event.paragraphs) this.#seed(event.text, id);
      } else if (event.type === 'wordingDropped') this.#forget(event.text, event.passage, [author]);
      else if (event.type === 'passageAgreed' || event.type === 'passageGone') {
        this.#forget(
          event.text,
          event.passage,
          this.#sides.map((side) => side.id),
        );
      }
    }
  }

  #keep(text: number): void {
    const digest = this.#rules.digest(text);
    this.#approved.delete(digest);
    this.#approved.set(digest, this.#rules.form(text));
    let chars = 0;
    for (const form of this.#approved.values()) chars += form.length;
    for (const [oldest, form] of this.#approved) {
      if (chars <= MAX_FORM_CHARS) return;
      this.#approved.delete(oldest);
      chars -= form.length;
    }
  }

  #touch(text: number, id: number): void {
    const outline = this.#outlines.get(text);
    const paragraph = this.paragraph(text, id);
    if (outline === undefined || paragraph === null) return;
    const passages = paragraph.columns.flatMap((one) => one.segments).filter(isPassage);
    const initials = paragraph.initials.map((one) => one.side);
    const place = { id, changed: paragraph.changed, open: passages.length, initials };
    this.#outlines.set(
      text,
      outline.map((one) => (one.id === id ? place : one)),
    );
  }

  #seed(text: number, paragraph: number): void {
    for (const column of this.paragraph(text, paragraph)?.columns ?? [])
      for (const one of column.segments)
        if (one.type === 'passage')
          for (const wording of one.wordings)
            this.#seeds.set(keyOf(text, one.id, wording.side), wording.text);
  }

  #forget(text: number, passage: number, sides: readonly string[]): void {
    for (const side of sides) {
      this.#docs.delete(keyOf(text, passage, side));
      this.#seeds.delete(keyOf(text, passage, side));
    }
  }
}

const isPassage = (segment: Segment): segment is Passage => segment.type === 'passage';

const keyOf = (text: number, passage: number, side: string): string => `${text}/${passage}/${side}`;
