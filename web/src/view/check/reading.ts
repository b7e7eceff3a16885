import { isSealedArchive, openArchive } from '../../e2ee/archive/file';
import { fileIn, filesIn } from '../../e2ee/archive/zip';
import { fromUtf8 } from '../../e2ee/bytes';
import type { Bytes } from '../../e2ee/crypto';
import { countOf, fieldsOf, listOf, parseJson } from '../../e2ee/invitation/fields';
import {
  contentOf,
  examine,
  unsignedIn,
  wasApproved,
  type Content,
  type Examined,
  type Fault,
} from '../../e2ee/record/check';
import { isSealedRecord, openSealedRecord, recordFrom, type RecordFile } from '../../e2ee/record/file';
import { readCode } from '../../e2ee/record/opening-code';
import { parseStrictly } from '../../e2ee/record/strict-json';
import { t } from '../../i18n/language.svelte';
import { Narration } from '../meeting/work/record/lines';
import { shown } from './shown';

// Of a ZIP's files, those that are read: what is pressed into little may be large.
const MAX_CONTENTS_BYTES = 4_000_000;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
const MAX_MISSING = 500;
const MAX_LANGUAGES = 2;
/** The last moment that a date can be. */
const MAX_TIME_MS = 8.64e15;
const NOTHING = new Uint8Array();

/** An archive that was looked into. What it says of itself nobody proves, but for the record in it. */
export interface CheckedArchive {
  zip: Bytes;
  files: readonly { name: string; sizeBytes: number }[];
  /** When it was made; null where it does not say so. */
  atMs: number | null;
  /** What is not in it, by name. */
  missing: readonly string[];
  record: CheckedRecord | Unread;
}

/** Why nothing can be said of a file. */
export type Unread = 'code' | 'other' | 'closed' | 'malformed' | 'unreadable';

/** A record that was looked at. */
export interface CheckedRecord extends Examined {
  file: RecordFile;
  /** How many entries at the end are not signed by all. */
  unsigned: number;
  faults: ReadonlyMap<number, Fault>;
}

/** An entry, to be read. */
export interface CheckedLine {
  n: number;
  /** Null where there is no entry. */
  seat: string | null;
  /** Null also for what is no time. */
  atMs: number | null;
  text: string;
  fault: Fault | null;
}

/** @param onprogress told how far it is: 0 to 1 */
export async function checkFile(
  file: File,
  code: string,
  onprogress: (part: number) => void,
): Promise<CheckedRecord | CheckedArchive | Unread> {
  const key = readCode(code);
  if (key === null) return 'code';
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  if (bytes === null) return 'unreadable';
  if (isSealedArchive(bytes)) {
    const zip = await openArchive(bytes, key, onprogress);
    return zip === null ? 'closed' : checkArchive(zip, onprogress);
  }
  if (!isSealedRecord(bytes)) return 'other';
  const json = await openSealedRecord(bytes, key);
  return json === null ? 'closed' : checkRecord(json, onprogress);
}

async function checkArchive(
  zip: Bytes,
  onprogress: (part: number) => void,
): Promise<CheckedArchive | Unread> {
  const files = filesIn(zip);
  if (files === null) return 'malformed';
  const contents = parseJson(fromUtf8(fileIn(zip, 'contents.json', MAX_CONTENTS_BYTES) ?? NOTHING) ?? '');
  const { atMs, missing } = (contents ?? {}) as { atMs?: unknown; missing?: unknown };
  const json = fileIn(zip, 'record.json', MAX_RECORD_BYTES);
  return {
    zip,
    files: files.map(({ name, sizeBytes }) => ({ name: shown(name), sizeBytes })),
    atMs: countOf(atMs, 0, MAX_TIME_MS),
    missing: Array.isArray(missing) ? missing.slice(0, MAX_MISSING).map(nameOf) : [],
    record: json === null ? 'malformed' : await checkRecord(json, onprogress),
  };
}

function nameOf(missing: unknown): string {
  const name = (missing as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? shown(name) : '';
}

export async function checkRecord(
  json: Uint8Array,
  onprogress: (part: number) => void,
): Promise<CheckedRecord | Unread> {
  const file = recordFrom(json);
  if (file === null) return 'malformed';
  const examined = await examine(file, (entries) => {
    onprogress(entries / Math.max(1, file.entries.length));
  });
  const faults = new Map(examined.verdict.faults.map(({ n, fault }) => [n, fault]));
  return { ...examined, file, faults, unsigned: unsignedIn(file, examined.verdict) };
}

/** Whether there is something, nothing is wrong with it, all sides have signed all but the signatures themselves, and no text is there that no entry approves. */
export function isProven({ verdict, unsigned }: CheckedRecord): boolean {
  return (
    verdict.papers &&
    verdict.faults.length === 0 &&
    verdict.whole > 0 &&
    unsigned === 0 &&
    verdict.texts.every(({ digest }) => wasApproved(verdict, digest))
  );
}

/** What every entry says, in words. Who made the file may have written anything. */
export function checkedLines(record: CheckedRecord): CheckedLine[] {
  const narration = new Narration({
    seat: (seat) => seatName(record, seat),
    sides: (ids) => ids.map((id) => sideName(record, id)).join(t('meeting.separator')),
  });
  return record.file.entries.map((entry, n) => {
    const fault = record.faults.get(n) ?? null;
    const content = entry === null ? null : contentOf(entry);
    if (entry === null || content === null)
      return { n, seat: entry?.seat ?? null, atMs: null, text: t('checking.entry.none'), fault };
    const text = wordsOf(narration, content, entry.seq);
    return { n, seat: entry.seat, atMs: countOf(content.atMs, 0, MAX_TIME_MS), text, fault };
  });
}

/** A text that is in the file, to be read. */
export interface CheckedText {
  digest: string;
  title: string;
  /** Who stands by it, by entries without fault. */
  sides: readonly string[];
  /** Whether some entry approves it, and be it that this was taken back. */
  wasApproved: boolean;
  languages: readonly string[];
  /** Of each paragraph what it says in each language. */
  paragraphs: readonly (readonly string[])[];
}

/** The texts that come with it. Each is what its digest names; what one of another form than ours says is not shown. */
export function checkedTexts({ file, verdict }: CheckedRecord): CheckedText[] {
  return verdict.texts.map((held, at) => {
    const found = { ...held, wasApproved: wasApproved(verdict, held.digest) };
    const form = file.texts[at] ?? '';
    const fields = fieldsOf(parseStrictly(form), ['title', 'kind', 'languages', 'paragraphs']);
    const languages = listOf(fields?.['languages'], 1, MAX_LANGUAGES, textOf);
    const paragraphs = listOf(fields?.['paragraphs'], 0, Infinity, (one) =>
      listOf(one, languages?.length ?? 0, languages?.length ?? 0, textOf),
    );
    const title = textOf(fields?.['title']);
    if (title === null || languages === null || paragraphs === null)
      return { ...found, title: t('checking.text.unknown'), languages: [], paragraphs: [] };
    return { ...found, title: shown(title), languages, paragraphs };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function sideName({ charter, names }: CheckedRecord, side: string): string {
  const at = charter?.sides.findIndex(({ id }) => id === side) ?? -1;
  const name = names.sides.get(side);
  return name === undefined ? t('meeting.side.unnamed', { number: at + 1 }) : shown(name);
}

export function seatName({ names }: CheckedRecord, seat: string): string {
  const name = names.seats.get(seat);
  return name === undefined ? t('checking.seat', { seat: shown(seat) }) : shown(name);
}

function wordsOf(
  narration: Narration,
  { type, command }: Pick<Content, 'type' | 'command'>,
  seq: number,
): string {
  try {
    const text: unknown = narration.say(type, JSON.parse(command, tamed), seq);
    if (typeof text === 'string' && text !== '') return text;
  } catch {
    // Of another form than the rules know.
  }
  return t('checking.entry.unknown');
}

/** Of a part of what somebody wrote. */
function tamed(_: string, value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  // Where a text is due, an object without a prototype throws, and does not become one.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.setPrototypeOf(value, null)
    : value;
}
