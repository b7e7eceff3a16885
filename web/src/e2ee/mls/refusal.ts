/** Why bytes from outside changed nothing. */
export type MlsRefusal =
  | 'tooLarge'
  /** Not MLS, not in its one canonical encoding, or with numbers that lead nowhere. */
  | 'malformed'
  /** Another kind of message, or of sender, than this place takes. */
  | 'wrongKind'
  | 'wrongGroup'
  | 'wrongEpoch'
  /** What this device made itself; its result was at hand when it was made. */
  | 'ownCommit'
  /** A Welcome for another key package. */
  | 'notForUs'
  /** A proposal by reference, or of a kind that is never used. */
  | 'proposalNotAllowed'
  /** An Add, or a Welcome, that does not prove that its maker knows the group's secret. */
  | 'pskMissing'
  /** A key package that is damaged, expired, not credible or not made for this suite. */
  | 'keyPackageInvalid'
  | 'groupFull'
  /** A signature, tag or credential is wrong. */
  | 'unauthentic'
  /** Authentic, and yet against RFC 9420 or the narrower rules of this module. */
  | 'invalid'
  | 'notAccepted';

export interface Refused {
  readonly kind: 'refused';
  readonly reason: MlsRefusal;
}

export const refused = (reason: MlsRefusal): Refused => ({ kind: 'refused', reason });

/** Runs what throws at hostile bytes; null is a throw. */
export async function attempt<T>(run: () => Promise<T> | T): Promise<T | null> {
  try {
    return await run();
  } catch {
    return null;
  }
}
