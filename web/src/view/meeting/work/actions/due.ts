import { current } from '../../../../i18n/language.svelte';

/** A day, as in 2027-03-09, in words: the same day wherever it is read. */
export function dayInWords(due: string): string {
  const format = new Intl.DateTimeFormat(current.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${due}T00:00:00Z`));
}

/** Whether that day is over where one is. */
export function isOverdue(due: string, now: Date): boolean {
  const two = (part: number): string => String(part).padStart(2, '0');
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return due !== '' && due < today;
}
