import type { Reason } from '../course/built/rules.js';
import { t } from '../i18n/language.svelte';

/** Why the rules, or the log, did not take something, and what to do. */
export function refusalInWords(reason: Reason | 'unwritten'): string {
  return t(`refused.${reason}`);
}
