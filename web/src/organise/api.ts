import { areDistinct, countOf, fieldsOf, idOf, listOf } from '../e2ee/invitation/fields';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';

/** What the organiser's browser signed and sealed for a meeting. The server keeps it, and cannot read it. */
export interface Papers {
  version: number;
  charter: string;
  roster: string;
  dossier: string;
}

/** What the server knows of a person's seat. */
interface StoredSeat {
  id: string;
  revoked: boolean;
  present: boolean;
}

/** What the server gives the organiser. */
export interface StoredMeeting {
  over: boolean;
  version: number;
  dossier: string;
  seats: StoredSeat[];
}

export interface NewSeat {
  id: string;
  admits: boolean;
  linkHash: string;
  card: string;
}

export interface NewLink {
  linkHash: string;
  card: string;
}

export interface NewMeeting {
  id: string;
  organiserHash: string;
  papers: Papers;
  sides: { id: string; seats: NewSeat[] }[];
}

/** Why a call came to nothing; `unreachable` and `unreadable` are our own words, for no answer and for one that makes no sense. */
export interface Failure {
  ok: false;
  reason: string;
  /** Plain words of the server's, in English; empty where it gave none. */
  detail: string;
}

export type Result<T> = { ok: true; value: T } | Failure;

// Longer waits out a slow line; shorter tells a person sooner that nothing comes.
const TIMEOUT_MS = 10_000;

export function failureOf(reason: string): Failure {
  return { ok: false, reason, detail: '' };
}

export function createMeeting(meeting: NewMeeting): Promise<Result<unknown>> {
  return call('POST', '/api/meetings', null, meeting);
}

/** The organiser's calls on one meeting. */
export class Organiser {
  readonly #meeting: string;
  readonly #secret: OrganiserSecret;

  constructor(meeting: string, secret: OrganiserSecret) {
    this.#meeting = meeting;
    this.#secret = secret;
  }

  async read(): Promise<Result<StoredMeeting>> {
    const result = await this.#call('GET', '', null);
    if (!result.ok) return result;
    const value = storedFrom(result.value);
    return value === null ? failureOf('unreadable') : { ok: true, value };
  }

  addSeat(side: string, papers: Papers, seat: NewSeat): Promise<Result<unknown>> {
    return this.#call('POST', `/sides/${side}/seats`, { papers, seat });
  }

  renewLink(seat: string, papers: Papers, link: NewLink): Promise<Result<unknown>> {
    return this.#call('POST', `/seats/${seat}/link`, { papers, linkHash: link.linkHash, card: link.card });
  }

  revokeLink(seat: string): Promise<Result<unknown>> {
    return this.#call('DELETE', `/seats/${seat}/link`, null);
  }

  end(): Promise<Result<unknown>> {
    return this.#call('POST', '/end', null);
  }

  async #call(method: string, path: string, body: unknown): Promise<Result<unknown>> {
    return call(method, `/api/meetings/${this.#meeting}${path}`, await this.#secret.bearer(), body);
  }
}

async function call(
  method: string,
  path: string,
  bearer: string | null,
  body: unknown,
): Promise<Result<unknown>> {
  const headers: Record<string, string> = {};
  if (bearer !== null) headers['Authorization'] = `Bearer ${bearer}`;
  if (body !== null) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === null ? null : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const value: unknown = text === '' ? null : JSON.parse(text);
    return response.ok ? { ok: true, value } : refusalOf(value);
  } catch {
    return failureOf('unreachable');
  }
}

function refusalOf(value: unknown): Failure {
  const { reason, detail } = (value ?? {}) as { reason?: unknown; detail?: unknown };
  return {
    ok: false,
    reason: typeof reason === 'string' ? reason : 'unreachable',
    detail: typeof detail === 'string' ? detail : '',
  };
}

// More than a meeting may have, so that what comes is bounded and no more.
const MAX_LISTED = 1000;

function storedFrom(value: unknown): StoredMeeting | null {
  const fields = fieldsOf(value, ['id', 'over', 'papers', 'sides']);
  const papers = fieldsOf(fields?.['papers'], ['version', 'charter', 'roster', 'dossier']);
  const over = fields?.['over'];
  const version = countOf(papers?.['version'], 1, Number.MAX_SAFE_INTEGER);
  const dossier = papers?.['dossier'];
  const sides = listOf(fields?.['sides'], 0, MAX_LISTED, (side) =>
    listOf(fieldsOf(side, ['id', 'seats'])?.['seats'], 0, MAX_LISTED, storedSeatFrom),
  );
  if (typeof over !== 'boolean' || version === null || typeof dossier !== 'string' || sides === null)
    return null;
  const seats = sides.flat();
  return areDistinct(seats.map((seat) => seat.id)) ? { over, version, dossier, seats } : null;
}

function storedSeatFrom(value: unknown): StoredSeat | null {
  const fields = fieldsOf(value, ['id', 'admits', 'generation', 'revoked', 'present']);
  const id = idOf(fields?.['id']);
  const revoked = fields?.['revoked'];
  const present = fields?.['present'];
  return id === null || typeof revoked !== 'boolean' || typeof present !== 'boolean'
    ? null
    : { id, revoked, present };
}
