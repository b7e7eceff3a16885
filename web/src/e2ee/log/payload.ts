import { decodeBase64Url } from '../bytes';
import { bytesOf, fieldsOf, idOf } from '../invitation/fields';
import { parseDescription, type Description } from '../papers/description';

/** What makes an object an entry of the record: its place there, and by which link its device came. */
export interface Link {
  /** How many entries are before it. */
  n: number;
  /** The record's hash before it. */
  previous: string;
  device: string;
  generation: number;
  /** By the link's invitation key. */
  proof: string;
}

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
  /** What is put on the table for all who read this log. */
  | ({ type: 'paper' } & Description)
  /** Somebody of the side that tabled the paper of that id takes it off the table. Of the log in which it was tabled. */
  | { type: 'paper.withdrawn'; id: string; atMs: number }
  /** Of a side's room: a head asks that the microphone of that seat be muted. */
  | { type: 'mute'; seat: string; atMs: number }
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
  | { type: 'course'; command: string; atMs: number; stamps: readonly string[]; record: Link | null }
  /** Of the log of all who were invited: how its sides agree on dates, likewise. */
  | { type: 'schedule'; command: string; atMs: number; stamps: readonly string[] }
  /** Of the plenary: what is done with joint texts, likewise. */
  | { type: 'text'; command: string; atMs: number; stamps: readonly string[]; record: Link | null }
  /** Of the plenary: what somebody changed of their side's wording in a passage, an update of Yjs in base64url. */
  | {
      type: 'wording';
      text: number;
      passage: number;
      update: string;
      atMs: number;
      stamps: readonly string[];
    }
  /** Of a side's room: what somebody changed of a draft, likewise. `draft` names it, at random. */
  | { type: 'draft'; draft: string; update: string; atMs: number }
  /** Of a side's room: what the side alone reads of a paragraph. */
  | { type: 'remark'; text: number; paragraph: number; body: string; atMs: number }
  /** Of the plenary: what the sides weigh, likewise. */
  | { type: 'board'; command: string; atMs: number; stamps: readonly string[]; record: Link | null }
  /** Of the plenary: what is to be done, likewise. */
  | { type: 'action'; command: string; atMs: number; stamps: readonly string[]; record: Link | null }
  /** Of a side's room: what the side thinks of alternatives by itself. */
  | ScorePayload;

/** What stands in a log for rules to take. */
export type Said = Extract<Payload, { stamps: readonly string[]; atMs: number }>;

/** One field of a side's own scoring, in the place of what was there; the last that was written counts. */
type ScorePayload =
  /** How much a criterion counts; null where that is taken back. */
  | { type: 'score'; what: 'weight'; criterion: number; value: number | null; atMs: number }
  /** How good an alternative is under a criterion, likewise. */
  | {
      type: 'score';
      what: 'score';
      alternative: number;
      criterion: number;
      value: number | null;
      atMs: number;
    }
  /** What the side does not go beyond, and what it does where nothing is agreed. */
  | { type: 'score'; what: 'redLine' | 'fallback'; value: string; atMs: number };

export const MAX_CHAT_CHARS = 4_000;
/** A page of notes on a side's red lines; more is a document. */
export const MAX_SCORE_CHARS = 4_000;
/** The most that a weight or a score is. Finer steps would pretend to more than one knows. */
export const MAX_SCORE = 10;
const MAX_COMMAND_CHARS = 40_000;
const MAX_SIGNED_CHARS = 60_000;
const MAX_STAMPS = 8;
/** The longest text of a chat, three bytes for each of its characters, sealed. Two of them fit into an object. */
const MAX_LETTER_CHARS = 18_000;
const MAX_NAME_CHARS = 400;
const RANDOM_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** A long paste at once, in base64url; more would not fit into an object. */
export const MAX_UPDATE_BYTES = 40_000;
const MAX_UPDATE_CHARS = Math.ceil((MAX_UPDATE_BYTES * 4) / 3);
export const MAX_REMARK_CHARS = 1_000;
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
    case 'paper': {
      const paper = parseDescription(fields);
      return paper === null ? null : { type: 'paper', ...paper };
    }
    case 'paper.withdrawn': {
      const id = idOf(fields['id']);
      const atMs = countOf(fields['atMs']);
      return id === null || atMs === null ? null : { type: 'paper.withdrawn', id, atMs };
    }
    case 'mute': {
      const seat = idOf(fields['seat']);
      const atMs = countOf(fields['atMs']);
      return seat === null || atMs === null ? null : { type: 'mute', seat, atMs };
    }
    case 'words.begin':
    case 'words.answer':
    case 'words.reveal':
    case 'words.result':
      return words(fields['type'], fields);
    case 'wording':
    case 'draft':
    case 'remark':
      return written(fields['type'], fields);
    case 'course':
    case 'text':
    case 'board':
    case 'action':
      return recordable(fields['type'], fields);
    case 'schedule':
      return command(fields);
    case 'score':
      return score(fields);
    default:
      return null;
  }
}

function words(
  type: 'words.begin' | 'words.answer' | 'words.reveal' | 'words.result',
  fields: Record<string, unknown>,
): Payload | null {
  switch (type) {
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
    default:
      return type satisfies never;
  }
}

/** What may be an entry of the record. */
type Recordable = 'course' | 'text' | 'board' | 'action';

/** Just these fields: whoever reads a record later takes no others. */
function recordable(type: Recordable, value: Record<string, unknown>): Payload | null {
  const fields = fieldsOf(value, ['type', 'command', 'atMs', 'stamps', 'record']);
  const command = textOf(fields?.['command'], MAX_COMMAND_CHARS);
  const atMs = countOf(fields?.['atMs']);
  const stamps = listOf(fields?.['stamps'], MAX_STAMPS);
  const record = linkOf(fields?.['record']);
  if (command === null || atMs === null || stamps === null || record === undefined) return null;
  return { type, command, atMs, stamps, record };
}

/** Null for none, undefined for what is no link. */
function linkOf(value: unknown): Link | null | undefined {
  if (value === null) return null;
  const fields = fieldsOf(value, ['n', 'previous', 'device', 'generation', 'proof']);
  const n = countOf(fields?.['n']);
  const previous = randomOf(fields?.['previous']);
  const device = randomOf(fields?.['device']);
  const generation = countOf(fields?.['generation']);
  const proof = bytesOf(fields?.['proof'], SIGNATURE_BYTES) === null ? null : (fields?.['proof'] as string);
  if (n === null || previous === null || device === null || generation === null || proof === null)
    return undefined;
  return { n, previous, device, generation, proof };
}

function command(fields: Record<string, unknown>): Payload | null {
  const said = textOf(fields['command'], MAX_COMMAND_CHARS);
  const atMs = countOf(fields['atMs']);
  const stamps = listOf(fields['stamps'], MAX_STAMPS);
  return said === null || atMs === null || stamps === null
    ? null
    : { type: 'schedule', command: said, atMs, stamps };
}

function written(type: 'wording' | 'draft' | 'remark', fields: Record<string, unknown>): Payload | null {
  const atMs = countOf(fields['atMs']);
  if (atMs === null) return null;
  const text = countOf(fields['text']);
  const update = textOf(fields['update'], MAX_UPDATE_CHARS);
  switch (type) {
    case 'wording': {
      const passage = countOf(fields['passage']);
      const stamps = listOf(fields['stamps'], MAX_STAMPS);
      if (text === null || passage === null || update === null || stamps === null) return null;
      return { type, text, passage, update, atMs, stamps };
    }
    case 'draft': {
      const draft = textOf(fields['draft'], MAX_CIRCLE_CHARS);
      return draft === null || draft === '' || update === null ? null : { type, draft, update, atMs };
    }
    case 'remark': {
      const paragraph = countOf(fields['paragraph']);
      const body = textOf(fields['body'], MAX_REMARK_CHARS);
      if (text === null || paragraph === null || body === null || body === '') return null;
      return { type, text, paragraph, body, atMs };
    }
    default:
      return type satisfies never;
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

function score(fields: Record<string, unknown>): ScorePayload | null {
  const { what } = fields;
  const atMs = countOf(fields['atMs']);
  if (atMs === null) return null;
  if (what === 'redLine' || what === 'fallback') {
    const value = textOf(fields['value'], MAX_SCORE_CHARS);
    return value === null ? null : { type: 'score', what, value, atMs };
  }
  const criterion = countOf(fields['criterion']);
  const value = fields['value'] === null ? null : countOf(fields['value']);
  const isNone = value === null && fields['value'] !== null;
  if (criterion === null || isNone || (value ?? 0) > MAX_SCORE) return null;
  if (what === 'weight') return { type: 'score', what, criterion, value, atMs };
  const alternative = countOf(fields['alternative']);
  if (what !== 'score' || alternative === null) return null;
  return { type: 'score', what, alternative, criterion, value, atMs };
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
