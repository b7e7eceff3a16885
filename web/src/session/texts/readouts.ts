import type { ReadoutColumn, Segment, TextsView } from '../../course/built/rules.js';
import type { TextsState } from '../rules-state.svelte';

type Head = TextsView['texts'][number];

/** A clean text as it is said in public: in each language its paragraphs, one after the other. */
export function columnsOf({ followed }: TextsState, { id, languages }: Head): readonly ReadoutColumn[] {
  const paragraphs = (followed?.outline(id) ?? []).map((place) => followed?.paragraph(id, place.id));
  return languages.map((language, at) => ({
    language,
    text: paragraphs
      .map((paragraph) => paragraph?.columns[at]?.segments.map(agreed).join('') ?? '')
      .filter((text) => text !== '')
      .join('\n\n'),
  }));
}

function agreed(segment: Segment): string {
  return segment.type === 'agreedText' ? segment.text : '';
}

/** Whether it is what the sides will say in public, and each of them has approved it. */
export function isApprovedReadout({ kind, clean, approvals }: Head, sides: number): boolean {
  return kind === 'readout' && clean && approvals.length === sides;
}

/** Whether a readout of those very words was approved by all sides. */
export function isApproved(texts: TextsState, columns: readonly ReadoutColumn[], sides: number): boolean {
  const said = inOrder(columns);
  const heads = texts.view?.texts ?? [];
  return heads.some((one) => isApprovedReadout(one, sides) && inOrder(columnsOf(texts, one)) === said);
}

function inOrder(columns: readonly ReadoutColumn[]): string {
  return JSON.stringify(columns.map(({ language, text }) => [language, text]));
}
