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
  /** That which counts now. */
  role: Role;
  /** That with which the seat was added. */
  first: Role;
  /** Of the link that counts now: 0 for the first. */
  generation: number;
  /** Whether that link was taken back, so that the seat is nobody's until it gets another. */
  withdrawn: boolean;
  /** The public invitation key of that link. */
  key: Bytes;
  /** Those of the links before it, the last first: members who came by them are still known. */
  former: readonly Bytes[];
}

/** That somebody has another role since. */
export interface RoleChange {
  /** 16 bytes that nobody can know before: a log states by it that what follows goes by the new role. */
  stamp: string;
  seat: string;
  role: Role;
}

/** Who may be there for one side, and as what: signed by whoever keeps its roster. */
export interface CharterPart {
  meeting: string;
  side: string;
  /** One more with each change; whoever has seen one takes none that is older. */
  version: number;
  seats: readonly CharterSeat[];
  /** The oldest first. */
  changes: readonly RoleChange[];
}

/** Which sides there are, and the public key by which the roster of each is kept. Signed by the organiser, once and for all. */
export interface CharterBase {
  meeting: string;
  sides: readonly { id: string; keeper: Bytes }[];
}

export type CharterSide = CharterBase['sides'][number] &
  Omit<CharterPart, 'meeting' | 'side'> & { id: string };

/** Who may be at a meeting, and as what, without anybody's name. Public. */
export interface Charter {
  meeting: string;
  /** The sum of its parts' versions: one more with each change. */
  version: number;
  sides: readonly CharterSide[];
}

/** As it is signed: the base, and a part for each side, in the base's order. */
export interface CharterTexts {
  base: string;
  parts: readonly string[];
}

export const MIN_SIDES = 2;
export const MAX_SIDES = 8;
/** In all sides together. */
export const MAX_SEATS = 200;
/** More let members of older links be known for longer; fewer keep the charter short. */
export const MAX_FORMER_KEYS = 7;
/** The server's limit of the base, and of a part. */
const MAX_BASE_CHARS = 4 * 1024;
const MAX_PART_CHARS = 128 * 1024;
/** In one side. More let roles change more often; fewer keep the charter short. */
export const MAX_ROLE_CHANGES = 50;
/** A seat gets 100 links at most. */
export const MAX_GENERATION = 99;
/** Of a part: the sum of all is a whole number of 32 bits. */
export const MAX_VERSION = 2 ** 27;
const KEY_BYTES = 32;
const KIND = 'parley charter sides';
const PART_KIND = 'parley charter seats';

export function signCharterBase({ meeting, sides }: CharterBase, organiserKey: Uint8Array): Promise<string> {
  const written = sides.map(({ id, keeper }) => ({ id, keeper: encodeBase64Url(keeper) }));
  return signJson(KIND, { meeting, sides: written }, organiserKey);
}

export function signCharterPart(part: CharterPart, keeperKey: Uint8Array): Promise<string> {
  const { meeting, side, version } = part;
  const seats = part.seats.map(({ id, first, generation, withdrawn, key, former }) => ({
    id,
    role: first,
    generation,
    withdrawn,
    key: encodeBase64Url(key),
    former: former.map(encodeBase64Url),
  }));
  const changes = part.changes.map(({ stamp, seat, role }) => ({ stamp, seat, role }));
  return signJson(PART_KIND, { meeting, side, version, seats, changes }, keeperKey);
}

/** Null where it is not the organiser's for this meeting, or a part not its side's own. */
export async function openCharter(
  { base: text, parts: texts }: CharterTexts,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<Charter | null> {
  const base = await openCharterBase(text, organiserKey, meeting);
  if (base?.sides.length !== texts.length) return null;
  const opened = await Promise.all(
    base.sides.map(({ id, keeper }, at) => openCharterPart(texts[at] ?? '', keeper, meeting, id)),
  );
  const sides: CharterSide[] = [];
  for (const [at, { id, keeper }] of base.sides.entries()) {
    const part = opened[at] ?? null;
    if (part === null) return null;
    sides.push({ id, keeper, version: part.version, seats: part.seats, changes: part.changes });
  }
  const seats = sides.flatMap((side) => side.seats);
  const ids = [...sides, ...seats].map((one) => one.id);
  const version = sides.reduce((sum, side) => sum + side.version, 0);
  return seats.length <= MAX_SEATS && areDistinct(ids) ? { meeting, version, sides } : null;
}

/** Null where it is not the organiser's for this meeting. */
export async function openCharterBase(
  text: string,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<CharterBase | null> {
  const fields = fieldsOf(await verifyJson(KIND, text, organiserKey, MAX_BASE_CHARS), ['meeting', 'sides']);
  const sides = listOf(fields?.['sides'], MIN_SIDES, MAX_SIDES, baseSideFrom);
  if (fields?.['meeting'] !== meeting || sides === null) return null;
  return areDistinct(sides.map((side) => side.id)) ? { meeting, sides } : null;
}

/** Null where it is not the side's own for this meeting. */
export async function openCharterPart(
  text: string,
  keeperKey: Uint8Array,
  meeting: string,
  side: string,
): Promise<CharterPart | null> {
  const fields = fieldsOf(await verifyJson(PART_KIND, text, keeperKey, MAX_PART_CHARS), [
    'meeting',
    'side',
    'version',
    'seats',
    'changes',
  ]);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const firsts = listOf(fields?.['seats'], 0, MAX_SEATS, seatFrom);
  const changes = listOf(fields?.['changes'], 0, MAX_ROLE_CHANGES, changeFrom);
  if (fields?.['meeting'] !== meeting || fields['side'] !== side || version === null) return null;
  if (firsts === null || changes === null) return null;
  const ids = new Set(firsts.map((seat) => seat.id));
  if (ids.size !== firsts.length || !areDistinct(changes.map((change) => change.stamp))) return null;
  if (changes.some((change) => !ids.has(change.seat))) return null;
  const seats = firsts.map((seat) => ({ ...seat, role: roleAfter(seat, changes) }));
  return { meeting, side, version, seats, changes };
}

/** The versions of the parts, in the order of the sides. */
export function versionsOf(charter: Charter): number[] {
  return charter.sides.map((side) => side.version);
}

/** Whether any part is older than what was seen: a server that mixes old with new is found out, too. */
export function isOlder(charter: Charter, seen: readonly number[]): boolean {
  return charter.sides.some((side, at) => side.version < (seen[at] ?? 0));
}

/** Who has which role once a log has stated these stamps: by those changes of each side that were made up to then. */
export function rolesBy(
  charter: Charter,
  stamps: ReadonlySet<string>,
): { id: string; seats: { id: string; role: Role }[] }[] {
  return charter.sides.map(({ id, seats, changes }) => {
    const made = changes.slice(0, changes.findLastIndex((change) => stamps.has(change.stamp)) + 1);
    return { id, seats: seats.map((seat) => ({ id: seat.id, role: roleAfter(seat, made) })) };
  });
}

/** The newest change of each side that has any: what a log states so as to go by all of them. */
export function stampsOf(charter: Charter): string[] {
  return charter.sides.flatMap(({ changes }) => changes.slice(-1).map((change) => change.stamp));
}

function roleAfter({ id, first }: Pick<CharterSeat, 'id' | 'first'>, changes: readonly RoleChange[]): Role {
  return changes.findLast((change) => change.seat === id)?.role ?? first;
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

/** Whether somebody of this role keeps the side's roster: adds its people, changes and withdraws. */
export function keeps(role: Role): boolean {
  return admits(role) || role === 'secretariat';
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

/** Of the seat's link that counts now; null where none does. */
export function currentGeneration(charter: Charter, seat: string): number | null {
  const found = seatOf(charter, seat);
  return found === null || found.withdrawn ? null : found.generation;
}

/** Whether a seat ever had a role that admits: by an older charter what it did may have been right. */
export function hasAdmitted(charter: Charter, seat: string): boolean {
  for (const { seats, changes } of charter.sides)
    for (const { id, first } of seats)
      if (id === seat) return admits(first) || changes.some((one) => one.seat === seat && admits(one.role));
  return false;
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
  return found?.side === side && admits(found.role) && !found.withdrawn ? found.key : null;
}

function baseSideFrom(value: unknown): CharterBase['sides'][number] | null {
  const fields = fieldsOf(value, ['id', 'keeper']);
  const id = idOf(fields?.['id']);
  const keeper = bytesOf(fields?.['keeper'], KEY_BYTES);
  return id === null || keeper === null ? null : { id, keeper };
}

function changeFrom(value: unknown): RoleChange | null {
  const fields = fieldsOf(value, ['stamp', 'seat', 'role']);
  const stamp = idOf(fields?.['stamp']);
  const seat = idOf(fields?.['seat']);
  const role = fields?.['role'];
  return stamp === null || seat === null || !isRole(role) ? null : { stamp, seat, role };
}

/** But for the role that counts now, which follows from the changes. */
function seatFrom(value: unknown): Omit<CharterSeat, 'role'> | null {
  const fields = fieldsOf(value, ['id', 'role', 'generation', 'withdrawn', 'key', 'former']);
  const id = idOf(fields?.['id']);
  const first = fields?.['role'];
  const generation = countOf(fields?.['generation'], 0, MAX_GENERATION);
  const withdrawn = fields?.['withdrawn'];
  const key = bytesOf(fields?.['key'], KEY_BYTES);
  if (id === null || !isRole(first) || generation === null || key === null) return null;
  const wanted = Math.min(generation, MAX_FORMER_KEYS);
  const former = listOf(fields?.['former'], wanted, wanted, (one) => bytesOf(one, KEY_BYTES));
  if (former === null || typeof withdrawn !== 'boolean') return null;
  return { id, first, generation, withdrawn, key, former };
}
