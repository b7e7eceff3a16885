import { decodeBase64Url } from '../bytes';

/** What sealed objects carry. A type that this version does not know is passed over. */
export type Payload =
  /** The title and the sides' names, as the organiser signed them. Of the plenary. */
  | { type: 'roster'; signed: string }
  /** The names of a side's people, as it signed them itself. Of the plenary. */
  | { type: 'roster.part'; side: string; signed: string }
  /** That what follows goes by these changes of roles. Of the plenary, and of the log of all who were invited. */
  | { type: 'roles'; stamps: readonly string[] }
  /** Who one is, with the signature of whoever keeps the side's roster. Of a side's room. */
  | { type: 'hello'; sideName: string; name: string; title: string; agency: string; certificate: string }
  /** @property atMs the author's clock */
  | { type: 'chat'; text: string; atMs: number }
  /** How the author is written to alone: a public key. */
  | { type: 'letterbox'; key: string }
  /** For one reader, in base64url, and the same for the author to read again. */
  | { type: 'letter'; to: string; forReader: string; forAuthor: string; atMs: number }
  /** Begins a comparison of words: the hash of a number that is revealed later. */
  | { type: 'words.begin'; hash: string }
  /** Of another head's number. `begin` is the place of the beginning in the log. */
  | { type: 'words.answer'; begin: number; hash: string }
  | { type: 'words.reveal'; begin: number; random: string }
  /** Whether the words that were heard are the ones that are shown, and for whom that vouches: members with their devices, and names. */
  | { type: 'words.result'; begin: number; match: boolean; circle: readonly string[] }
  /** Of the plenary. What is done at the table, as JSON that the rules of the course read, and not we: a text has one meaning for all. Its
   * author goes by the changes of roles of these stamps.
   */
  | { type: 'course'; command: string; atMs: number; stamps: readonly string[] }
  /** Of the log of all who were invited: how its sides agree on dates, likewise. */
  | { type: 'schedule'; command: string; atMs: number; stamps: readonly string[] };

export const MAX_CHAT_CHARS = 4_000;
const MAX_COMMAND_CHARS = 40_000;
const MAX_SIGNED_CHARS = 60_000;
const MAX_STAMPS = 8;
/** The longest text of a chat, three bytes for each of its characters, sealed. Two of them fit into an object. */
const MAX_LETTER_CHARS = 18_000;
const MAX_NAME_CHARS = 400;
const RANDOM_BYTES = 32;
// One for each seat, and the names.
const MAX_CIRCLE = 201;
const MAX_CIRCLE_CHARS = 64;

/** Strict: a field that is missing, of another type or out of its range makes it null, as does an unknown type. */
export function parsePayload(text: string): Payload | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Record<string, unknown>;
  switch (fields['type']) {
    case 'roster': {
      const signed = textOf(fields['signed'], MAX_SIGNED_CHARS);
      return signed === null ? null : { type: 'roster', signed };
    }
    case 'roster.part':
      return part(fields);
    case 'roles': {
      const stamps = listOf(fields['stamps'], MAX_STAMPS);
      return stamps === null ? null : { type: 'roles', stamps };
    }
    case 'hello':
      return hello(fields);
    case 'chat': {
      const said = textOf(fields['text'], MAX_CHAT_CHARS);
      const atMs = countOf(fields['atMs']);
      return said === null || said === '' || atMs === null ? null : { type: 'chat', text: said, atMs };
    }
    case 'letterbox': {
      const key = randomOf(fields['key']);
      return key === null ? null : { type: 'letterbox', key };
    }
    case 'letter':
      return letter(fields);
    case 'words.begin': {
      const hash = randomOf(fields['hash']);
      return hash === null ? null : { type: 'words.begin', hash };
    }
    case 'words.answer': {
      const begin = countOf(fields['begin']);
      const hash = randomOf(fields['hash']);
      return begin === null || hash === null ? null : { type: 'words.answer', begin, hash };
    }
    case 'words.reveal': {
      const begin = countOf(fields['begin']);
      const random = randomOf(fields['random']);
      return begin === null || random === null ? null : { type: 'words.reveal', begin, random };
    }
    case 'words.result': {
      const begin = countOf(fields['begin']);
      const match = fields['match'];
      const circle = listOf(fields['circle'], MAX_CIRCLE);
      if (begin === null || typeof match !== 'boolean' || circle === null) return null;
      return { type: 'words.result', begin, match, circle };
    }
    case 'course':
    case 'schedule': {
      const command = textOf(fields['command'], MAX_COMMAND_CHARS);
      const atMs = countOf(fields['atMs']);
      const stamps = listOf(fields['stamps'], MAX_STAMPS);
      if (command === null || atMs === null || stamps === null) return null;
      return { type: fields['type'], command, atMs, stamps };
    }
    default:
      return null;
  }
}

function part(fields: Record<string, unknown>): Payload | null {
  const side = textOf(fields['side'], MAX_CIRCLE_CHARS);
  const signed = textOf(fields['signed'], MAX_SIGNED_CHARS);
  return side === null || signed === null ? null : { type: 'roster.part', side, signed };
}

function hello(fields: Record<string, unknown>): Payload | null {
  const sideName = textOf(fields['sideName'], MAX_NAME_CHARS);
  const name = textOf(fields['name'], MAX_NAME_CHARS);
  const title = textOf(fields['title'], MAX_NAME_CHARS);
  const agency = textOf(fields['agency'], MAX_NAME_CHARS);
  const certificate = textOf(fields['certificate'], MAX_NAME_CHARS);
  if (sideName === null || name === null || title === null) return null;
  if (agency === null || certificate === null) return null;
  return { type: 'hello', sideName, name, title, agency, certificate };
}

function letter(fields: Record<string, unknown>): Payload | null {
  const to = textOf(fields['to'], MAX_CIRCLE_CHARS);
  const forReader = textOf(fields['forReader'], MAX_LETTER_CHARS);
  const forAuthor = textOf(fields['forAuthor'], MAX_LETTER_CHARS);
  const atMs = countOf(fields['atMs']);
  if (to === null || forReader === null || forAuthor === null || atMs === null) return null;
  return { type: 'letter', to, forReader, forAuthor, atMs };
}

function textOf(value: unknown, maxChars: number): string | null {
  return typeof value === 'string' && value.length <= maxChars ? value : null;
}

function listOf(value: unknown, max: number): string[] | null {
  if (!Array.isArray(value) || value.length > max) return null;
  const texts = value.filter((each): each is string => textOf(each, MAX_CIRCLE_CHARS) !== null);
  return texts.length === value.length ? texts : null;
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function randomOf(value: unknown): string | null {
  return typeof value === 'string' && decodeBase64Url(value)?.length === RANDOM_BYTES ? value : null;
}
