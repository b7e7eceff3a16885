import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8, Writer } from '../bytes';
import { sign, verify } from '../crypto';

/** A head's or deputy's yes to a newcomer's key package. */
export interface Approval {
  seat: string;
  /** The key package's reference (RFC 9420, section 5.2). */
  keyPackage: Uint8Array;
  /** Whose yes it is: a seat. */
  by: string;
  signature: Uint8Array;
}

/** Why somebody is taken out of a group: not there any more, put out by the own head, or replaced by another device's leaf. */
export type Why = 'gone' | 'putOut' | 'replaced';

/** What a committer says along with a commit, in its authenticated data: where it belongs, and by what right. */
export interface Statement {
  seq: number;
  /** The log's hash before the commit. */
  previous: Uint8Array;
  /** The version of the charter that the committer goes by. */
  charter: number;
  approvals: readonly Approval[];
  removals: readonly { seat: string; why: Why }[];
}

const MAX_BYTES = 48 * 1024;

export function encodeStatement(statement: Statement): Uint8Array<ArrayBuffer> {
  return utf8(
    JSON.stringify({
      seq: statement.seq,
      previous: encodeBase64Url(statement.previous),
      charter: statement.charter,
      approvals: statement.approvals.map(({ seat, keyPackage, by, signature }) => ({
        seat,
        keyPackage: encodeBase64Url(keyPackage),
        by,
        signature: encodeBase64Url(signature),
      })),
      removals: statement.removals,
    }),
  );
}

/** Null where the bytes are no statement. */
export function parseStatement(bytes: Uint8Array): Statement | null {
  const text = bytes.length > MAX_BYTES ? null : fromUtf8(bytes);
  if (text === null) return null;
  try {
    const { seq, previous, charter, approvals, removals } = JSON.parse(text) as Record<string, unknown>;
    if (typeof seq !== 'number' || typeof previous !== 'string' || typeof charter !== 'number') return null;
    const hash = decodeBase64Url(previous);
    if (hash === null || !Array.isArray(approvals) || !Array.isArray(removals)) return null;
    const read = { approvals: approvals.map(approvalOf), removals: removals.map(removalOf) };
    if (read.approvals.includes(null) || read.removals.includes(null)) return null;
    return {
      seq,
      previous: hash,
      charter,
      approvals: read.approvals.filter((approval) => approval !== null),
      removals: read.removals.filter((removal) => removal !== null),
    };
  } catch {
    return null;
  }
}

function approvalOf(value: unknown): Approval | null {
  const { seat, keyPackage, by, signature } = (value ?? {}) as Record<string, unknown>;
  if (typeof seat !== 'string' || typeof by !== 'string') return null;
  if (typeof keyPackage !== 'string' || typeof signature !== 'string') return null;
  const ref = decodeBase64Url(keyPackage);
  const signed = decodeBase64Url(signature);
  return ref === null || signed === null ? null : { seat, keyPackage: ref, by, signature: signed };
}

function removalOf(value: unknown): { seat: string; why: Why } | null {
  const { seat, why } = (value ?? {}) as Record<string, unknown>;
  if (typeof seat !== 'string') return null;
  return why === 'gone' || why === 'putOut' || why === 'replaced' ? { seat, why } : null;
}

/** Where in a log a yes is good, once: who was put out is not let in again by what was said before. */
export type ApprovedPlace = Pick<Statement, 'seq' | 'previous'> & { groupId: string };

export async function approve(
  place: ApprovedPlace,
  newcomer: { seat: string; keyPackage: Uint8Array },
  by: { seat: string; privateKey: Uint8Array },
): Promise<Approval> {
  const signature = await sign(by.privateKey, signedPart(place, newcomer.keyPackage));
  return { ...newcomer, by: by.seat, signature };
}

/** @param deviceKey of the approver, as the group knows it */
export function isApprovedBy(
  place: ApprovedPlace,
  approval: Approval,
  deviceKey: Uint8Array,
): Promise<boolean> {
  return verify(deviceKey, signedPart(place, approval.keyPackage), approval.signature);
}

function signedPart(
  { groupId, seq, previous }: ApprovedPlace,
  keyPackage: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const at = new Writer().u64(BigInt(seq)).bytes();
  return concat(utf8(`parley approval\0${groupId}\0`), at, previous, keyPackage);
}
