import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { sign, verify } from '../crypto';
import { invitationKeyOf, type Charter } from '../invitation/charter';

/**
 * What a member's credential says (RFC 9420, section 5.3): a seat, by no name, and the proof that its holder's link stood behind the
 * device's key. The server has no link, so it can make no member.
 */
export interface Identity {
  meeting: string;
  seat: string;
  /** Of the seat's link. */
  generation: number;
}

const MAX_BYTES = 512;

/** @param invitationKey the private key that comes with the link */
export async function makeIdentity(
  identity: Identity,
  invitationKey: Uint8Array,
  deviceKey: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const signature = await makeProof(identity, invitationKey, deviceKey);
  return utf8(JSON.stringify({ ...identity, signature }));
}

/** The link's signature under the device's key. */
export async function makeProof(
  identity: Identity,
  invitationKey: Uint8Array,
  deviceKey: Uint8Array,
): Promise<string> {
  return encodeBase64Url(await sign(invitationKey, signedPart(identity, deviceKey)));
}

/** @param linkKey the public one of the link that the identity names */
export async function isProof(
  proof: string,
  identity: Identity,
  deviceKey: Uint8Array,
  linkKey: Uint8Array,
): Promise<boolean> {
  const signature = decodeBase64Url(proof);
  return signature !== null && verify(linkKey, signedPart(identity, deviceKey), signature);
}

/** The identity that a credential proves by the charter; null where it proves none. */
export async function provenIdentity(
  bytes: Uint8Array,
  deviceKey: Uint8Array,
  charter: Charter,
): Promise<Identity | null> {
  const parsed = parse(bytes);
  if (parsed === null || parsed.identity.meeting !== charter.meeting) return null;
  const key = invitationKeyOf(charter, parsed.identity.seat, parsed.identity.generation);
  if (key === null) return null;
  return (await verify(key, signedPart(parsed.identity, deviceKey), parsed.signature))
    ? parsed.identity
    : null;
}

/** The seat that a credential names, proven before. */
export function seatOfIdentity(bytes: Uint8Array): string {
  return parse(bytes)?.identity.seat ?? '';
}

/** The link's generation that a credential names, proven before. */
export function generationOfIdentity(bytes: Uint8Array): number {
  return parse(bytes)?.identity.generation ?? -1;
}

function parse(bytes: Uint8Array): { identity: Identity; signature: Uint8Array } | null {
  const text = bytes.length > MAX_BYTES ? null : fromUtf8(bytes);
  if (text === null) return null;
  try {
    const { meeting, seat, generation, signature } = JSON.parse(text) as Record<string, unknown>;
    if (typeof meeting !== 'string' || typeof seat !== 'string' || typeof signature !== 'string') return null;
    if (typeof generation !== 'number' || !Number.isSafeInteger(generation) || generation < 0) return null;
    const decoded = decodeBase64Url(signature);
    return decoded === null ? null : { identity: { meeting, seat, generation }, signature: decoded };
  } catch {
    return null;
  }
}

function signedPart({ meeting, seat, generation }: Identity, deviceKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8(`parley invitation\0${meeting}/${seat}/${generation}/`), deviceKey);
}
