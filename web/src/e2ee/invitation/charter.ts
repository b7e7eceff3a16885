import { encodeBase64Url } from '../bytes';
import type { Bytes } from '../crypto';
import { areDistinct, bytesOf, countOf, fieldsOf, idOf, listOf } from './fields';
import { signJson, verifyJson } from './signed';

export const ROLES = [
  'head',
  'deputy',
  'secretariat',
  'adviser',
  'expert',
  'noteTaker',
  'interpreter',
  'observer',
  'technician',
  'member',
] as const;

export type Role = (typeof ROLES)[number];

export interface CharterSeat {
  id: string;
  role: Role;
  /** Of the link that counts now: 0 for the first. */
  generation: number;
  /** The public invitation key of that link. */
  key: Bytes;
  /** Those of the links before it, the last first: members who came by them are still known. */
  former: readonly Bytes[];
}

/** Who may be at a meeting, and as what, without anybody's name. Public, and signed by the organiser. */
export interface Charter {
  meeting: string;
  /** One more with each change; whoever has seen one takes none that is older. */
  version: number;
  sides: readonly { id: string; seats: readonly CharterSeat[] }[];
}

export const MIN_SIDES = 2;
export const MAX_SIDES = 8;
/** In all sides together. */
export const MAX_SEATS = 64;
/** More let members of older links be known for longer; fewer keep the charter short. */
export const MAX_FORMER_KEYS = 7;
/** The server's limit. */
const MAX_CHARS = 64 * 1024;
/** A seat gets 100 links at most. */
export const MAX_GENERATION = 99;
export const MAX_VERSION = 2 ** 31 - 1;
const KEY_BYTES = 32;
const KIND = 'parley charter';

export function signCharter(charter: Charter, privateKey: Uint8Array): Promise<string> {
  const { meeting, version, sides } = charter;
  const written = sides.map((side) => ({
    id: side.id,
    seats: side.seats.map(({ id, role, generation, key, former }) => ({
      id,
      role,
      generation,
      key: encodeBase64Url(key),
      former: former.map(encodeBase64Url),
    })),
  }));
  return signJson(KIND, { meeting, version, sides: written }, privateKey);
}

/** Null where it is not the organiser's for this meeting. */
export async function openCharter(
  text: string,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<Charter | null> {
  const fields = fieldsOf(await verifyJson(KIND, text, organiserKey, MAX_CHARS), [
    'meeting',
    'version',
    'sides',
  ]);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const sides = listOf(fields?.['sides'], MIN_SIDES, MAX_SIDES, sideFrom);
  if (fields?.['meeting'] !== meeting || version === null || sides === null) return null;
  const seats = sides.flatMap((side) => side.seats);
  const ids = [...sides, ...seats].map((one) => one.id);
  return seats.length <= MAX_SEATS && areDistinct(ids) ? { meeting, version, sides } : null;
}

/** Whether somebody of this role lets others of the side to the table, and puts them out. */
export function admits(role: Role): boolean {
  switch (role) {
    case 'head':
    case 'deputy':
      return true;
    case 'secretariat':
    case 'adviser':
    case 'expert':
    case 'noteTaker':
    case 'interpreter':
    case 'observer':
    case 'technician':
    case 'member':
      return false;
    default:
      return role satisfies never;
  }
}

export function isRole(text: unknown): text is Role {
  return (ROLES as readonly unknown[]).includes(text);
}

/** A seat, and the id of its side; null where there is none. */
export function seatOf(charter: Charter, seat: string): (CharterSeat & { side: string }) | null {
  for (const side of charter.sides)
    for (const one of side.seats) if (one.id === seat) return { ...one, side: side.id };
  return null;
}

/** The id of a seat's side. */
export function sideOf(charter: Charter, seat: string): string | null {
  return seatOf(charter, seat)?.side ?? null;
}

export function roleOf(charter: Charter, seat: string): Role | null {
  return seatOf(charter, seat)?.role ?? null;
}

/** Of the seat's link that counts now. */
export function currentGeneration(charter: Charter, seat: string): number | null {
  return seatOf(charter, seat)?.generation ?? null;
}

/** The public invitation key of one of a seat's links; null where that is too old, or not there yet. */
export function invitationKeyOf(charter: Charter, seat: string, generation: number): Bytes | null {
  const found = seatOf(charter, seat);
  if (found === null) return null;
  return found.generation === generation
    ? found.key
    : (found.former[found.generation - 1 - generation] ?? null);
}

/** The public key of the link that counts now of somebody who speaks for a side; null where that is nobody. */
export function invitedKeyOf(charter: Charter, side: string, seat: string): Bytes | null {
  const found = seatOf(charter, seat);
  return found !== null && found.side === side && admits(found.role) ? found.key : null;
}

function sideFrom(value: unknown): Charter['sides'][number] | null {
  const fields = fieldsOf(value, ['id', 'seats']);
  const id = idOf(fields?.['id']);
  const seats = listOf(fields?.['seats'], 0, MAX_SEATS, seatFrom);
  return id === null || seats === null ? null : { id, seats };
}

function seatFrom(value: unknown): CharterSeat | null {
  const fields = fieldsOf(value, ['id', 'role', 'generation', 'key', 'former']);
  const id = idOf(fields?.['id']);
  const role = fields?.['role'];
  const generation = countOf(fields?.['generation'], 0, MAX_GENERATION);
  const key = bytesOf(fields?.['key'], KEY_BYTES);
  if (id === null || !isRole(role) || generation === null || key === null) return null;
  const wanted = Math.min(generation, MAX_FORMER_KEYS);
  const former = listOf(fields?.['former'], wanted, wanted, (one) => bytesOf(one, KEY_BYTES));
  return former === null ? null : { id, role, generation, key, former };
}
