import type { Column, Segment } from '../../../../course/built/rules.js';
import { t } from '../../../../i18n/language.svelte';
import type { Archived } from '../../../../session/archive';
import { textFile } from './names';

type ArchivedText = Archived['texts'][number];

/** A joint text in one of its languages, as plain text: what is open stands in brackets, with whose wording it is. */
interface TextFile {
  name: string;
  content: string;
}

export function textFiles(archive: Archived): TextFile[] {
  return archive.texts.flatMap((text, at) =>
    text.languages.map((language, column) => ({
      name: textFile(at + 1, text.title, language),
      content: `${[text.title, stateOf(text), ...paragraphsOf(archive, text, column)].join('\n\n')}\n`,
    })),
  );
}

export function stateOf({ clean, approvals }: ArchivedText): string {
  if (!clean) return t('archive.text.open');
  return t('archive.text.clean', { count: approvals.length });
}

/** @param column the language's place */
export function paragraphsOf(archive: Archived, { paragraphs }: ArchivedText, column: number): string[] {
  return paragraphs.map(({ columns }) => writtenColumn(archive, columns[column]));
}

function writtenColumn(archive: Archived, column: Column | undefined): string {
  return (column?.segments ?? []).map((segment) => writtenSegment(archive, segment)).join('');
}

function writtenSegment(archive: Archived, segment: Segment): string {
  if (segment.type === 'agreedText') return segment.text;
  const wordings = segment.wordings.map(({ side, text }) => `${sideNamed(archive, side)}: ${text}`);
  return `[${wordings.join(' | ')}]`;
}

export function sideNamed({ sides }: Archived, side: string): string {
  const at = sides.findIndex(({ id }) => id === side);
  return sides[at]?.name ?? t('meeting.side.unnamed', { number: at + 1 });
}
