import { MAX_SCORE } from '../../../e2ee/log/payload';

/** A criterion and how much it counts, from 0 to `MAX_SCORE`. */
export interface Weighted {
  id: number;
  weight: number;
}

/** An alternative and its scores, by criterion, from 0 to `MAX_SCORE`; one that is missing counts as 0. */
export interface Scored {
  id: number;
  scores: ReadonlyMap<number, number>;
}

interface Result {
  id: number;
  /** From 0 to 100. */
  percent: number;
  /** One more than how many are better. */
  rank: number;
  /** The ranks that it can come to where any one weight is another. */
  best: number;
  worst: number;
}

/** The least change of one weight by which another alternative is first. */
interface Turn {
  criterion: number;
  from: number;
  to: number;
  first: number;
}

interface Outcome {
  /** The best first. Empty where nothing counts. */
  results: readonly Result[];
  /** Null where no change of one weight makes another first. */
  turn: Turn | null;
}

/** What comes of a side's weights and scores, and how much that depends on each weight. */
export function outcomeOf(criteria: readonly Weighted[], alternatives: readonly Scored[]): Outcome {
  const sum = criteria.reduce((all, one) => all + one.weight, 0);
  if (sum === 0 || alternatives.length === 0) return { results: [], turn: null };
  const scoreOf = (one: Scored, criterion: number): number => one.scores.get(criterion) ?? 0;
  // Whole numbers, so that what is even is even.
  const totals = alternatives.map((one) =>
    criteria.reduce((all, { id, weight }) => all + weight * scoreOf(one, id), 0),
  );
  const ranks = ranksOf(totals);
  const best = [...ranks];
  const worst = [...ranks];
  let turn: Turn | null = null;
  for (const { id, weight } of criteria)
    for (let to = 0; to <= MAX_SCORE; to++) {
      if (to === weight || sum - weight + to === 0) continue;
      const moved = totals.map((total, at) => {
        const alternative = alternatives[at];
        return alternative === undefined ? total : total + (to - weight) * scoreOf(alternative, id);
      });
      ranksOf(moved).forEach((rank, at) => {
        best[at] = Math.min(best[at] ?? rank, rank);
        worst[at] = Math.max(worst[at] ?? rank, rank);
      });
      const first = newFirst(totals, moved);
      const alternative = first === null ? undefined : alternatives[first];
      if (
        alternative !== undefined &&
        (turn === null || Math.abs(to - weight) < Math.abs(turn.to - turn.from))
      )
        turn = { criterion: id, from: weight, to, first: alternative.id };
    }
  const results = alternatives.map(({ id }, at) => ({
    id,
    percent: ((totals[at] ?? 0) / (sum * MAX_SCORE)) * 100,
    rank: ranks[at] ?? 0,
    best: best[at] ?? 0,
    worst: worst[at] ?? 0,
  }));
  return { results: results.sort((one, other) => one.rank - other.rank), turn };
}

/** One more than how many are better: those that are even have the same. */
function ranksOf(totals: readonly number[]): number[] {
  const ordered = totals.toSorted((one, other) => other - one);
  const rankOf = new Map<number, number>();
  ordered.forEach((total, at) => {
    if (!rankOf.has(total)) rankOf.set(total, at + 1);
  });
  return totals.map((total) => rankOf.get(total) ?? 0);
}

/** Which is ahead of all that were first before; null where none is. */
function newFirst(before: readonly number[], after: readonly number[]): number | null {
  const top = Math.max(...before);
  const held = Math.max(...after.filter((_, at) => before[at] === top));
  const now = Math.max(...after);
  return now > held ? after.indexOf(now) : null;
}
