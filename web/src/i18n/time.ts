import { current } from './language.svelte';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** A clock's hours and minutes, as the language writes them. */
export function clockOf(atMs: number): string {
  return new Intl.DateTimeFormat(current.locale, { timeStyle: 'short' }).format(atMs);
}

/** A day and the clock on it, as the language writes them. */
export function momentOf(atMs: number): string {
  return new Intl.DateTimeFormat(current.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

/** How long something lasts, as a stopwatch shows it: minutes and seconds, and hours where there are any. */
export function stopwatchOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  const parts = [...(hours > 0 ? [plain(hours)] : []), two(minutes), two(seconds % MINUTE_S)];
  return parts.join(':');
}

function plain(number: number): string {
  return new Intl.NumberFormat(current.language).format(number);
}

function two(number: number): string {
  return new Intl.NumberFormat(current.language, { minimumIntegerDigits: 2 }).format(number);
}
