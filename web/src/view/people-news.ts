import { t } from '../i18n/language.svelte';
import type { PeopleChange } from '../session/people';
import { positionOf } from './position';

/** What became of somebody, as a sentence. */
export function newsInWords({ what, person }: PeopleChange): string {
  const { name, sideName: side } = person;
  const role = t(`role.${person.role}`);
  switch (what) {
    case 'added': {
      const who = [name, positionOf(person), role].filter((part) => part !== '');
      return t('people.news.added', { side, name: who.join(t('meeting.separator')) });
    }
    case 'left':
      return t('people.news.left', { side, name });
    case 'returned':
      return t('people.news.returned', { side, name });
    case 'role':
      return t('people.news.role', { side, name, role });
    default:
      return what satisfies never;
  }
}
