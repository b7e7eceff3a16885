import { SvelteMap } from 'svelte/reactivity';
import type { Payload } from '../e2ee/log/payload';

// Every alternative under every criterion that there may be, and the weights; more would only fill the page.
const MAX_FIELDS = 500 * 12 + 12;

interface GivenWeight {
  criterion: number;
  value: number;
}

interface GivenScore extends GivenWeight {
  alternative: number;
}

/**
 * What a side thinks of alternatives by itself, from the log of its own room: it never leaves that. Each field is as it was written
 * last, by whomever.
 */
export class Scoring {
  redLine = $state('');
  fallback = $state('');

  readonly #post: (payload: Payload) => Promise<boolean>;
  readonly #nowMs: () => number;
  readonly #values = new SvelteMap<string, number>();

  constructor(post: (payload: Payload) => Promise<boolean>, nowMs: () => number) {
    this.#post = post;
    this.#nowMs = nowMs;
  }

  /** Null where none was given. */
  weight(criterion: number): number | null {
    return this.#values.get(keyOf({ what: 'weight', criterion })) ?? null;
  }

  score(alternative: number, criterion: number): number | null {
    return this.#values.get(keyOf({ what: 'score', alternative, criterion })) ?? null;
  }

  /** All that was given, as it is named in an archive. */
  get given(): { weights: readonly GivenWeight[]; scores: readonly GivenScore[] } {
    const weights: GivenWeight[] = [];
    const scores: GivenScore[] = [];
    for (const [key, value] of this.#values) {
      const [first = NaN, second] = key.split('/').map(Number);
      if (second === undefined) weights.push({ criterion: first, value });
      else scores.push({ alternative: first, criterion: second, value });
    }
    return { weights, scores };
  }

  /** The log is read from its start again. */
  restarted(): void {
    this.#values.clear();
    this.redLine = '';
    this.fallback = '';
  }

  /** Takes the next object of the log. */
  written(payload: Payload | null): void {
    if (payload?.type !== 'score') return;
    if (!('criterion' in payload)) this[payload.what] = payload.value;
    else if (payload.value === null) this.#values.delete(keyOf(payload));
    else if (this.#values.size < MAX_FIELDS || this.#values.has(keyOf(payload)))
      this.#values.set(keyOf(payload), payload.value);
  }

  /** True where it is in the log. */
  setWeight(criterion: number, value: number | null): Promise<boolean> {
    return this.#post({ type: 'score', what: 'weight', criterion, value, atMs: this.#nowMs() });
  }

  setScore(alternative: number, criterion: number, value: number | null): Promise<boolean> {
    return this.#post({ type: 'score', what: 'score', alternative, criterion, value, atMs: this.#nowMs() });
  }

  setText(what: 'redLine' | 'fallback', value: string): Promise<boolean> {
    return this.#post({ type: 'score', what, value, atMs: this.#nowMs() });
  }
}

type Place =
  { what: 'weight'; criterion: number } | { what: 'score'; alternative: number; criterion: number };

function keyOf(field: Place): string {
  return field.what === 'weight' ? `${field.criterion}` : `${field.alternative}/${field.criterion}`;
}
