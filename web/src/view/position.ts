import { t } from '../i18n/language.svelte';

/** What somebody is and where, in one line: function and agency, as far as they are told. */
export function positionOf({ title, agency }: { title: string; agency: string }): string {
  return [title, agency].filter((part) => part !== '').join(t('meeting.separator'));
}
