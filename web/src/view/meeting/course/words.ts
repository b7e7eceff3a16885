import type { Matter } from '../../../course/built/rules.js';
import { NONE } from '../../schedule/timetable.svelte';
import { t } from '../../../i18n/language.svelte';

/** What a motion is for. */
export function matterInWords(matter: Matter): string {
  switch (matter.type) {
    case 'setSeating':
      return t('course.matter.setSeating', { order: t(`course.order.${matter.order}`) });
    case 'nextItem':
      return matter.item === NONE ? t('course.matter.endItem') : t('course.matter.nextItem');
    case 'openSidebar':
      return t(`sidebar.matter.${matter.circle}`);
    case 'opening':
    case 'recess':
    case 'resumption':
    case 'closing':
    case 'newAgenda':
      return t(`course.matter.${matter.type}`);
    default:
      return matter satisfies never;
  }
}
