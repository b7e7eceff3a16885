import type { PublicLine, ReadoutColumn, Span } from '../course/built/rules.js';
import { concat, decodeBase64Url, encodeBase64Url, utf8 } from './bytes';
import { sha256, sign, verify } from './crypto';
import { countOf, fieldsOf, listOf } from './invitation/fields';

/** A line or a readout for the public, as a side's key signs it. */
export interface PlacedLine {
  /** The process's id. */
  process: string;
  /** The meeting of the schedule, by its place in the log. */
  meeting: number;
  /** Of the line's proposal there. */
  place: number;
  line: PublicLine;
}

const KIND = 'parley public line';
const PAGE = 'parley public page';
const ID_BYTES = 16;
// As in the rules.
const MAX_LEVEL = 80;
const MAX_TOPIC = 200;
const MAX_REASON = 400;
const MAX_ZONE = 64;
const MAX_COLUMNS = 2;
/** Of a readout in one language. */
export const MAX_COLUMN_CHARS = 8_000;
const LANGUAGE = /^[a-z]{2,8}$/;
const MAX_START_MS = 253_370_764_800_000;
const MAX_MINUTES = 14 * 24 * 60;

/** A line's JSON, for one line always the same text. */
export function lineText(line: PublicLine): string {
  switch (line.type) {
    case 'noComment':
      return JSON.stringify({ type: line.type });
    case 'dateLine':
      return JSON.stringify({ type: line.type, span: inOrder(line.span) });
    case 'topicLine':
      return JSON.stringify({
        type: line.type,
        span: inOrder(line.span),
        level: line.level,
        topic: line.topic,
      });
    case 'postponementLine':
    case 'cancellationLine':
      return JSON.stringify({ type: line.type, reason: line.reason });
    case 'readout': {
      const columns = line.columns.map(({ language, text }) => ({ language, text }));
      return JSON.stringify({ type: line.type, notBeforeMs: line.notBeforeMs, columns });
    }
    default:
      return line satisfies never;
  }
}

/** The line that a value is; null where it is none. */
export function lineOf(value: unknown): PublicLine | null {
  const type: unknown = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  switch (type) {
    case 'noComment':
      return fieldsOf(value, ['type']) === null ? null : { type };
    case 'dateLine': {
      const span = spanOf(fieldsOf(value, ['type', 'span'])?.['span']);
      return span === null ? null : { type, span };
    }
    case 'topicLine': {
      const fields = fieldsOf(value, ['type', 'span', 'level', 'topic']);
      const span = spanOf(fields?.['span']);
      const level = textOf(fields?.['level'], MAX_LEVEL);
      const topic = textOf(fields?.['topic'], MAX_TOPIC);
      return span === null || level === null || topic === null ? null : { type, span, level, topic };
    }
    case 'postponementLine':
    case 'cancellationLine': {
      const reason = textOf(fieldsOf(value, ['type', 'reason'])?.['reason'], MAX_REASON);
      return reason === null ? null : { type, reason };
    }
    case 'readout': {
      const fields = fieldsOf(value, ['type', 'notBeforeMs', 'columns']);
      const notBeforeMs = countOf(fields?.['notBeforeMs'], 0, MAX_START_MS);
      const columns = listOf(fields?.['columns'], 1, MAX_COLUMNS, columnOf);
      return notBeforeMs === null || columns === null ? null : { type, notBeforeMs, columns };
    }
    default:
      return null;
  }
}

/** A side's key, in base64url. */
export async function signLine(placed: PlacedLine, privateKey: Uint8Array): Promise<string> {
  return encodeBase64Url(await sign(privateKey, signedPart(placed)));
}

export async function verifyLine(
  placed: PlacedLine,
  publicKey: Uint8Array,
  signature: string,
): Promise<boolean> {
  const bytes = decodeBase64Url(signature);
  return bytes !== null && (await verify(publicKey, signedPart(placed), bytes));
}

/** What a line is called on its page; it binds all of it, and tells nobody its place or its process. */
export function lineId(placed: PlacedLine): Promise<string> {
  return idOf(signedPart(placed));
}

/** Of a process's public page. Whoever knows it does not know the process's id. */
export function pageId(process: string): Promise<string> {
  return idOf(utf8(`${PAGE}\0${process}`));
}

/** Only the last part may hold a NUL, so a text has one meaning. */
function signedPart({ process, meeting, place, line }: PlacedLine): Uint8Array {
  return concat(utf8(`${KIND}\0${process}\0${meeting}\0${place}\0`), utf8(lineText(line)));
}

async function idOf(bytes: Uint8Array): Promise<string> {
  return encodeBase64Url((await sha256(bytes)).subarray(0, ID_BYTES));
}

function inOrder({ zone, startMs, minutes }: Span): Span {
  return { zone, startMs, minutes };
}

function columnOf(value: unknown): ReadoutColumn | null {
  const fields = fieldsOf(value, ['language', 'text']);
  const language = fields?.['language'];
  const text = textOf(fields?.['text'], MAX_COLUMN_CHARS);
  return typeof language !== 'string' || !LANGUAGE.test(language) || text === null
    ? null
    : { language, text };
}

function spanOf(value: unknown): Span | null {
  const fields = fieldsOf(value, ['zone', 'startMs', 'minutes']);
  const zone = textOf(fields?.['zone'], MAX_ZONE);
  const startMs = countOf(fields?.['startMs'], 0, MAX_START_MS);
  const minutes = countOf(fields?.['minutes'], 1, MAX_MINUTES);
  return zone === null || startMs === null || minutes === null ? null : { zone, startMs, minutes };
}

function textOf(value: unknown, max: number): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= max ? value : null;
}
