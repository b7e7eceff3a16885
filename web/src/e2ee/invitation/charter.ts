import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { sign, verify, type KeyPair } from '../crypto';

/** What a person may do for the own side: heads and deputies let their own people in, and put them out. */
export type Role = 'head' | 'deputy' | 'member';

export interface CharterSeat {
  id: string;
  role: Role;
  /**
   * The public invitation keys of the seat's links, 32 bytes each, by generation: the last one counts now. Earlier ones stay, so that
   * what was done by them before can still be judged.
   */
  keys: readonly Uint8Array[];
}

export interface CharterSide {
  id: string;
  seats: readonly CharterSeat[];
}

/** Who may take part, by ids and keys, without a name. The organiser signs it; everybody may see it. */
export interface Charter {
  meeting: string;
  /** Rises by one with each change. */
  version: number;
  sides: readonly CharterSide[];
}

const MAX_CHARS = 64 * 1024;
const MAX_SIDES = 8;
const MAX_SEATS = 64;
const MAX_KEYS = 64;
const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9_-]{22}$/;

/** base64url(JSON) ‖ "." ‖ base64url(signature). */
export async function signCharter(charter: Charter, organiser: KeyPair): Promise<string> {
  const json = utf8(
    JSON.stringify({
      meeting: charter.meeting,
      version: charter.version,
      sides: charter.sides.map((side) => ({
        id: side.id,
        seats: side.seats.map((seat) => ({ ...seat, keys: seat.keys.map((key) => encodeBase64Url(key)) })),
      })),
    }),
  );
  const signature = await sign(organiser.privateKey, signedPart(json));
  return `${encodeBase64Url(json)}.${encodeBase64Url(signature)}`;
}

/** Null where the organiser of this meeting did not sign it. */
export async function openCharter(
  text: string,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<Charter | null> {
  const [first, second, ...more] = text.length > MAX_CHARS ? [] : text.split('.');
  const json = first === undefined ? null : decodeBase64Url(first);
  const signature = second === undefined ? null : decodeBase64Url(second);
  if (json === null || signature === null || more.length > 0) return null;
  if (!(await verify(organiserKey, signedPart(json), signature))) return null;
  const charter = parse(fromUtf8(json) ?? '');
  return charter?.meeting === meeting ? charter : null;
}

export function admits(role: Role): boolean {
  return role !== 'member';
}

/** Null for a seat that the charter does not have. */
export function roleOf(charter: Charter, seat: string): Role | null {
  return find(charter, seat)?.seat.role ?? null;
}

/** The side's id; null for a seat that the charter does not have. */
export function sideOf(charter: Charter, seat: string): string | null {
  return find(charter, seat)?.side.id ?? null;
}

/** The generation of the seat's link that counts now; -1 for a seat that the charter does not have. */
export function currentGeneration(charter: Charter, seat: string): number {
  return (find(charter, seat)?.seat.keys.length ?? 0) - 1;
}

export function invitationKeyOf(charter: Charter, seat: string, generation: number): Uint8Array | null {
  return find(charter, seat)?.seat.keys[generation] ?? null;
}

function find(charter: Charter, id: string): { side: CharterSide; seat: CharterSeat } | null {
  for (const side of charter.sides) {
    const seat = side.seats.find((one) => one.id === id);
    if (seat !== undefined) return { side, seat };
  }
  return null;
}

function signedPart(json: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8('parley charter\0'), json);
}

function parse(json: string): Charter | null {
  try {
    const { meeting, version, sides } = JSON.parse(json) as Record<string, unknown>;
    if (typeof meeting !== 'string' || typeof version !== 'number' || !Number.isSafeInteger(version))
      return null;
    if (!Array.isArray(sides) || sides.length > MAX_SIDES) return null;
    const read = sides.map(sideFrom).filter((side) => side !== null);
    const ids = read.flatMap((side) => side.seats.map((seat) => seat.id));
    if (read.length !== sides.length || ids.length > MAX_SEATS || new Set(ids).size !== ids.length)
      return null;
    return { meeting, version, sides: read };
  } catch {
    return null;
  }
}

function sideFrom(value: unknown): CharterSide | null {
  const { id, seats } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || !ID.test(id) || !Array.isArray(seats)) return null;
  const read = seats.map(seatFrom).filter((seat) => seat !== null);
  return read.length === seats.length ? { id, seats: read } : null;
}

function seatFrom(value: unknown): CharterSeat | null {
  const { id, role, keys } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || !ID.test(id) || !Array.isArray(keys)) return null;
  if (role !== 'head' && role !== 'deputy' && role !== 'member') return null;
  if (keys.length === 0 || keys.length > MAX_KEYS) return null;
  const read = keys.map((key) => (typeof key === 'string' ? decodeBase64Url(key) : null));
  const good = read.filter((key) => key?.length === KEY_BYTES).filter((key) => key !== null);
  return good.length === keys.length ? { id, role, keys: good } : null;
}
