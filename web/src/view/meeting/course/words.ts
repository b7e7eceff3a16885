import type { Matter } from '../../../course/built/rules.js';
import { t } from '../../../i18n/language.svelte';

/** What a motion is for. */
export function matterInWords(matter: Matter): string {
  return t(`course.matter.${matter.type}`);
}
