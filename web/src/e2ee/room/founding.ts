import { concat, decodeBase64Url, encodeBase64Url, equal, fromUtf8, utf8 } from '../bytes';
import { sign, verify } from '../crypto';
import { admits, currentGeneration, roleOf, type Charter } from '../invitation/charter';
import type { Devices } from './devices';
import { provenIdentity } from './identity';
import { belongs, PLENARY } from './rules';
import { isSidebar, wasAtTable, type AtTable } from './sidebar';

/** The entry with which a group begins, or begins anew. */
export interface Founding {
  generation: number;
  /** What the founder knew of the log: so many entries, and the hash behind them. */
  known: { seq: number; hash: Uint8Array };
  /** The founder's credential. */
  identity: Uint8Array;
  deviceKey: Uint8Array;
}

const MAX_BYTES = 4 * 1024;

export async function makeFounding(
  groupId: string,
  founding: Founding,
  privateKey: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const fields = {
    generation: founding.generation,
    seq: founding.known.seq,
    hash: encodeBase64Url(founding.known.hash),
    identity: encodeBase64Url(founding.identity),
    deviceKey: encodeBase64Url(founding.deviceKey),
  };
  const text = JSON.stringify(fields);
  const signature = await sign(privateKey, signedPart(groupId, text));
  return utf8(`${text}\n${encodeBase64Url(signature)}`);
}

/** The founding that its founder signed; null where the bytes are none. Whether the founder may found is another question. */
export async function openFounding(
  groupIdOf: (generation: number) => string,
  bytes: Uint8Array,
): Promise<Founding | null> {
  const text = bytes.length > MAX_BYTES ? null : fromUtf8(bytes);
  const [json, signed] = text?.split('\n') ?? [];
  if (json === undefined || signed === undefined) return null;
  const founding = parse(json);
  const signature = decodeBase64Url(signed);
  if (founding === null || signature === null) return null;
  const good = await verify(founding.deviceKey, signedPart(groupIdOf(founding.generation), json), signature);
  return good ? founding : null;
}

/**
 * Why a founding is not followed; null where it is. A room may be founded by a device that it has let in before; by the first of a link,
 * where that needs nobody's yes; a sidebar by any that the table has let in; and only by who saw the same log and has the link that counts now.
 *
 * @param seat whose it is, as the server says
 * @param hashBehind the log's hash behind so many entries, where one knows it
 */
export async function judgeFounding(
  founding: Founding,
  seat: string,
  common: { room: string; generation: number; charter: Charter; devices: Devices; table: AtTable | null },
  hashBehind: (count: number) => Uint8Array | undefined,
): Promise<string | null> {
  const { room, generation, charter, devices, table } = common;
  if (founding.generation !== generation + 1) return 'misnumbered';
  const proven = await provenIdentity(founding.identity, founding.deviceKey, charter);
  if (proven?.seat !== seat || !belongs(charter, room, seat)) return 'uninvited';
  // Whoever has a link that was withdrawn may have taken it from its holder.
  if (proven.generation !== currentGeneration(charter, seat)) return 'uninvited';
  const role = roleOf(charter, seat);
  const mayBeFirst = room !== PLENARY || (role !== null && admits(role));
  const isFirst = mayBeFirst && devices.isFirst(seat, proven.generation);
  const mayFound = isSidebar(room)
    ? wasAtTable(table, seat, founding.deviceKey)
    : isFirst || devices.isKnown(seat, founding.deviceKey);
  if (!mayFound) return 'forbidden';
  const { seq, hash } = founding.known;
  const own = hashBehind(seq);
  return own !== undefined && !equal(own, hash) ? 'its founder saw another log' : null;
}

function parse(json: string): Founding | null {
  try {
    const { generation, seq, hash, identity, deviceKey } = JSON.parse(json) as Record<string, unknown>;
    if (typeof generation !== 'number' || typeof seq !== 'number') return null;
    if (typeof hash !== 'string' || typeof identity !== 'string' || typeof deviceKey !== 'string')
      return null;
    const parts = [hash, identity, deviceKey].map((part) => decodeBase64Url(part));
    const [hashBytes, identityBytes, key] = parts;
    if (!hashBytes || !identityBytes || !key) return null;
    return { generation, known: { seq, hash: hashBytes }, identity: identityBytes, deviceKey: key };
  } catch {
    return null;
  }
}

function signedPart(groupId: string, json: string): Uint8Array<ArrayBuffer> {
  return concat(utf8(`parley founding\0${groupId}\0`), utf8(json));
}
