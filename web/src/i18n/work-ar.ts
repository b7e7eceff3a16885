import type { Message } from './messages';
import type { workEn } from './work-en';

/** Arabic: what lies on the table. */
export const workAr = {
  'work.open': 'على الطاولة',
  'work.panel': 'على الطاولة',
  'work.alternatives': 'البدائل',
  'work.papers': 'الوثائق',
  'work.record': 'المحضر',
  'work.texts': 'نصوص',
  'work.actions': 'الإجراءات',
  'work.show': 'عرض',
  'work.unseen': {
    zero: 'لا جديد',
    one: 'واحد لم تره بعد',
    two: 'اثنان لم ترهما بعد',
    few: '{count} لم ترها بعد',
    many: '{count} لم ترها بعد',
    other: '{count} لم ترها بعد',
  },
} as const satisfies Record<keyof typeof workEn, Message>;
