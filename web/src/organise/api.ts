import type { Secret } from '../links/secret';

/** A person's seat, as the organiser sees it. */
export interface OrganisedSeat {
  id: string;
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** Of the seat's link: 0 for the first. */
  generation: number;
  revoked: boolean;
  present: boolean;
}

export interface OrganisedSide {
  id: string;
  name: string;
  seats: OrganisedSeat[];
}

export interface OrganisedMeeting {
  id: string;
  title: string;
  over: boolean;
  sides: OrganisedSide[];
}

export interface NewSeat {
  id: string;
  name: string;
  title: string;
  linkHash: string;
}

export interface NewMeeting {
  title: string;
  organiserHash: string;
  sides: { id: string; name: string; seats: NewSeat[] }[];
}

/** Why a call came to nothing; `unreachable` is our own word for no answer at all. */
export interface Failure {
  ok: false;
  reason: string;
  /** Plain words of the server's, in English; empty where it gave none. */
  detail: string;
}

export type Result<T> = { ok: true; value: T } | Failure;

// Longer waits out a slow line; shorter tells a person sooner that nothing comes.
const TIMEOUT_MS = 10_000;

export function createMeeting(meeting: NewMeeting): Promise<Result<{ id: string }>> {
  return call('POST', '/api/meetings', null, meeting);
}

/** The organiser's calls on one meeting. */
export class Organiser {
  readonly #meeting: string;
  readonly #secret: Secret;

  constructor(meeting: string, secret: Secret) {
    this.#meeting = meeting;
    this.#secret = secret;
  }

  read(): Promise<Result<OrganisedMeeting>> {
    return this.#call('GET', '', null);
  }

  addSeat(side: string, seat: NewSeat): Promise<Result<unknown>> {
    return this.#call('POST', `/sides/${side}/seats`, seat);
  }

  renewLink(seat: string, linkHash: string): Promise<Result<{ generation: number }>> {
    return this.#call('POST', `/seats/${seat}/link`, { linkHash });
  }

  revokeLink(seat: string): Promise<Result<unknown>> {
    return this.#call('DELETE', `/seats/${seat}/link`, null);
  }

  end(): Promise<Result<unknown>> {
    return this.#call('POST', '/end', null);
  }

  #call<T>(method: string, path: string, body: unknown): Promise<Result<T>> {
    return call(method, `/api/meetings/${this.#meeting}${path}`, this.#secret, body);
  }
}

async function call<T>(
  method: string,
  path: string,
  secret: Secret | null,
  body: unknown,
): Promise<Result<T>> {
  const headers: Record<string, string> = {};
  if (secret !== null) headers['Authorization'] = `Bearer ${secret.reveal()}`;
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
    return response.ok ? { ok: true, value: value as T } : failureOf(value);
  } catch {
    return { ok: false, reason: 'unreachable', detail: '' };
  }
}

function failureOf(value: unknown): Failure {
  const { reason, detail } = (value ?? {}) as { reason?: unknown; detail?: unknown };
  return {
    ok: false,
    reason: typeof reason === 'string' ? reason : 'unreachable',
    detail: typeof detail === 'string' ? detail : '',
  };
}
