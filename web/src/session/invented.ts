import type { Reason } from '../course/built/rules.js';
import type { Refusal } from './rules-state.svelte';

/**
 * For what a client is refused that asks no rules before it writes. Any other reason may come of two who act at the same moment.
 */
const REASONS: ReadonlySet<string> = new Set<Reason | 'unrecorded'>([
  'notSeated',
  'notYourRole',
  'notYourSide',
  'neverWas',
  'untrue',
  'malformed',
  'unrecorded',
]);

/** Whether somebody's page wrote what no page of ours writes. */
export function isInvented({ reason }: Refusal): boolean {
  return REASONS.has(reason);
}
