import { concat, encodeBase64Url, equal, fromUtf8, utf8 } from '../bytes';
import { hkdf, openBox, sealBox, type Bytes } from '../crypto';
import type { CharterTexts } from '../invitation/charter';
import { bytesOf, countOf, fieldsOf, idOf, listOf } from '../invitation/fields';
import type { RecordEntry } from './chain';
import { parseStrictly } from './strict-json';

/** A record as a side takes it home (docs/record.md). */
export interface RecordFile {
  meeting: string;
  organiser: Bytes;
  charter: CharterTexts;
  roster: { base: string | null; parts: readonly { side: string; signed: string }[] };
  /** An entry that has not even an entry's form is null. */
  entries: readonly (FileEntry | null)[];
  /** What was approved, each in its one form. */
  texts: readonly string[];
}

/** A {@link RecordEntry} without the key, which is in its text. */
export interface FileEntry {
  seat: string;
  seq: number;
  log: Bytes;
  header: Bytes;
  text: string;
  signature: Bytes;
}

const FIRST_LINE = 'parley sealed record 1\n';
const FORMAT = 'parley record 1';
const KEY_LABEL = 'parley record file';
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 100_000;
const MAX_TEXTS = 1000;
const MAX_TEXT_BYTES = 64 * 1024;
/** Of surrogates: UTF-8 has none. */
const HALF_A_PAIR = /\p{Surrogate}/u;

/** A record to be written: with entries as they are kept. */
export type RecordToSeal = Omit<RecordFile, 'entries'> & { entries: readonly RecordEntry[] };

export async function sealRecord(file: RecordToSeal, code: Uint8Array): Promise<Bytes> {
  const line = utf8(FIRST_LINE);
  return concat(line, await sealBox(await hkdf(code, KEY_LABEL), line, recordJson(file)));
}

/** As it is in the box. */
export function recordJson(file: RecordToSeal): Bytes {
  const { meeting, organiser, charter, roster, texts } = file;
  const json = JSON.stringify({
    format: FORMAT,
    meeting,
    organiser: encodeBase64Url(organiser),
    charter,
    roster,
    entries: file.entries.map(({ seat, seq, seal }) => ({
      seat,
      seq,
      log: encodeBase64Url(seal.previous),
      header: encodeBase64Url(seal.header),
      text: seal.text,
      signature: encodeBase64Url(seal.signature),
    })),
    texts,
  });
  return utf8(json);
}

/** Null for what is no record, or not of this code. */
export async function openRecord(bytes: Uint8Array, code: Uint8Array): Promise<RecordFile | null> {
  const opened = isSealedRecord(bytes) ? await openSealedRecord(bytes, code) : null;
  return opened === null ? null : recordFrom(opened);
}

/** Whether it says of itself that it is one; whatever is larger is not read. */
export function isSealedRecord(bytes: Uint8Array): boolean {
  const line = utf8(FIRST_LINE);
  return bytes.length <= MAX_FILE_BYTES && equal(bytes.subarray(0, line.length), line);
}

/** What is in the box; null where it is not of this code, or damaged. */
export async function openSealedRecord(bytes: Uint8Array, code: Uint8Array): Promise<Bytes | null> {
  const line = utf8(FIRST_LINE);
  return openBox(await hkdf(code, KEY_LABEL), line, bytes.subarray(line.length));
}

/** @param json what {@link recordJson} wrote, or anybody; null where it is not of that form */
export function recordFrom(json: Uint8Array): RecordFile | null {
  const text = json.length > MAX_FILE_BYTES ? null : fromUtf8(json);
  return text === null ? null : fileFrom(parseStrictly(text));
}

function fileFrom(value: unknown): RecordFile | null {
  const fields = fieldsOf(value, ['format', 'meeting', 'organiser', 'charter', 'roster', 'entries', 'texts']);
  const meeting = textOf(fields?.['meeting']);
  const organiser = bytesOf(fields?.['organiser'], 32);
  const charterFields = fieldsOf(fields?.['charter'], ['base', 'parts']);
  const base = textOf(charterFields?.['base']);
  const parts = listOf(charterFields?.['parts'], 0, Infinity, textOf);
  const roster = rosterFrom(fields?.['roster']);
  const entries = fields?.['entries'];
  const texts = listOf(fields?.['texts'], 0, MAX_TEXTS, wholeText);
  if (fields?.['format'] !== FORMAT || meeting === null || organiser === null) return null;
  if (base === null || parts === null || roster === null || texts === null) return null;
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) return null;
  return { meeting, organiser, charter: { base, parts }, roster, entries: entries.map(entryFrom), texts };
}

function rosterFrom(value: unknown): RecordFile['roster'] | null {
  const fields = fieldsOf(value, ['base', 'parts']);
  const base = fields?.['base'] === null ? null : textOf(fields?.['base']);
  const parts = listOf(fields?.['parts'], 0, Infinity, (one) => {
    const part = fieldsOf(one, ['side', 'signed']);
    const side = textOf(part?.['side']);
    const signed = textOf(part?.['signed']);
    return side === null || signed === null ? null : { side, signed };
  });
  if (fields === null || parts === null || (base === null && fields['base'] !== null)) return null;
  return { base, parts };
}

function entryFrom(value: unknown): FileEntry | null {
  const fields = fieldsOf(value, ['seat', 'seq', 'log', 'header', 'text', 'signature']);
  const seat = idOf(fields?.['seat']);
  const seq = countOf(fields?.['seq'], 0, Number.MAX_SAFE_INTEGER);
  const log = bytesOf(fields?.['log'], 32);
  const header = bytesOf(fields?.['header'], 13);
  const text = textOf(fields?.['text']);
  const signature = bytesOf(fields?.['signature'], 64);
  if (seat === null || seq === null || log === null || header === null) return null;
  if (text === null || signature === null) return null;
  if (HALF_A_PAIR.test(text) || utf8(text).length > MAX_TEXT_BYTES) return null;
  return { seat, seq, log, header, text, signature };
}

function wholeText(value: unknown): string | null {
  return typeof value === 'string' && !HALF_A_PAIR.test(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
