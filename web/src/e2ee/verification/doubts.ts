/** What a head said or did that speaks against the keys. Each kind of each head is there once. */
export interface Doubt {
  what: keyof Doubtful;
  /** Of the head. */
  seat: string;
  /** Its place in the log. */
  at: number;
  /** Those that have to confirm words before it is settled. */
  sides: ReadonlySet<string>;
  settled: boolean;
}

/** Heads, by their seats. */
export interface Doubtful {
  /** They heard other words than they saw. */
  otherWords: readonly string[];
  /** They told another number than they had promised. */
  falseNumber: readonly string[];
}

/** The doubts with one more. One of the same kind and head that stands is taken into it, with all that it takes to settle that. */
export function raised(doubts: readonly Doubt[], doubt: Omit<Doubt, 'settled'>): Doubt[] {
  const isSame = (one: Doubt): boolean => one.what === doubt.what && one.seat === doubt.seat;
  const open = doubts.find((one) => isSame(one) && !one.settled);
  const at = Math.max(doubt.at, open?.at ?? 0);
  const sides = new Set([...doubt.sides, ...(open?.sides ?? [])]);
  return [...doubts.filter((one) => !isSame(one)), { ...doubt, at, sides, settled: false }];
}

/** The doubts after all of those sides have confirmed words that were begun at a place of the log. */
export function settledBy(doubts: readonly Doubt[], begin: number, sides: ReadonlySet<string>): Doubt[] {
  return doubts.map((one) => {
    const settles = one.at < begin && [...one.sides].every((side) => sides.has(side));
    return settles ? { ...one, settled: true } : one;
  });
}

/** Whom the doubts are about: those that stand, or those that were settled. */
export function doubtful(doubts: readonly Doubt[], settled: boolean): Doubtful {
  const heads = (what: Doubt['what']): string[] =>
    doubts.filter((one) => one.what === what && one.settled === settled).map((one) => one.seat);
  return { otherWords: heads('otherWords'), falseNumber: heads('falseNumber') };
}

export function isDoubt({ otherWords, falseNumber }: Doubtful): boolean {
  return otherWords.length + falseNumber.length > 0;
}
