import { areDistinct, countOf, fieldsOf, idOf, listOf } from '../e2ee/invitation/fields';
import type { NewSeat, RosterChange, SidePapers } from '../e2ee/invitation/keeping';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';

/** What stands for good in a meeting, whoever comes and goes: signed, and sealed. The server keeps it. */
interface Papers {
  charter: string;
  roster: string;
}

/** What the server knows of a person's seat. */
interface StoredSeat {
  id: string;
  revoked: boolean;
  present: boolean;
}

interface StoredSide {
  id: string;
  papers: SidePapers;
  seats: StoredSeat[];
}

/** What the server gives the organiser. */
export interface StoredMeeting {
  over: boolean;
  papers: Papers;
  sides: StoredSide[];
}

export interface NewMeeting {
  id: string;
  organiserHash: string;
  papers: Papers;
  sides: { id: string; papers: SidePapers; seats: NewSeat[] }[];
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

  /** @param side whose people change */
  change(side: string, change: RosterChange): Promise<Result<unknown>> {
    switch (change.type) {
      case 'addSeat': {
        const { papers, seat } = change;
        return this.#call('POST', `/sides/${side}/seats`, { papers, seat });
      }
      case 'changeSeat': {
        const { papers, seat, admits, keeps, card } = change;
        return this.#call('POST', `/seats/${seat}/card`, { papers, admits, keeps, card });
      }
      case 'renewLink': {
        const { papers, seat, linkHash, card } = change;
        return this.#call('POST', `/seats/${seat}/link`, { papers, linkHash, card });
      }
      case 'revokeLink': {
        const { papers, seat } = change;
        return this.#call('POST', `/seats/${seat}/withdrawal`, { papers });
      }
      default:
        return change satisfies never;
    }
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
  const papers = fieldsOf(fields?.['papers'], ['charter', 'roster']);
  const over = fields?.['over'];
  const charter = papers?.['charter'];
  const roster = papers?.['roster'];
  const sides = listOf(fields?.['sides'], 0, MAX_LISTED, storedSideFrom);
  if (typeof over !== 'boolean' || typeof charter !== 'string' || typeof roster !== 'string') return null;
  if (sides === null) return null;
  const ids = sides.flatMap((side) => side.seats.map((seat) => seat.id));
  return areDistinct(ids) ? { over, papers: { charter, roster }, sides } : null;
}

function storedSideFrom(value: unknown): StoredSide | null {
  const fields = fieldsOf(value, ['id', 'papers', 'seats']);
  const papers = fieldsOf(fields?.['papers'], ['version', 'charter', 'roster', 'dossier']);
  const id = idOf(fields?.['id']);
  const seats = listOf(fields?.['seats'], 0, MAX_LISTED, storedSeatFrom);
  const version = countOf(papers?.['version'], 1, Number.MAX_SAFE_INTEGER);
  const charter = papers?.['charter'];
  const roster = papers?.['roster'];
  const dossier = papers?.['dossier'];
  if (typeof charter !== 'string' || typeof roster !== 'string' || typeof dossier !== 'string') return null;
  if (id === null || seats === null || version === null) return null;
  return { id, papers: { version, charter, roster, dossier }, seats };
}

function storedSeatFrom(value: unknown): StoredSeat | null {
  const fields = fieldsOf(value, ['id', 'admits', 'keeps', 'generation', 'revoked', 'present']);
  const id = idOf(fields?.['id']);
  const revoked = fields?.['revoked'];
  const present = fields?.['present'];
  return id === null || typeof revoked !== 'boolean' || typeof present !== 'boolean'
    ? null
    : { id, revoked, present };
}
