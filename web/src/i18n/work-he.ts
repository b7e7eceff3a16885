import type { Message } from './messages';
import type { workEn } from './work-en';

/** Hebrew: what lies on the table. */
export const workHe = {
  'work.open': 'על השולחן',
  'work.panel': 'על השולחן',
  'work.alternatives': 'חלופות',
  'work.papers': 'מסמכים',
  'work.record': 'פרוטוקול',
  'work.texts': 'נוסחים',
  'work.actions': 'משימות',
  'work.show': 'הצגה',
  'work.unseen': {
    one: 'פריט אחד שלא נראה',
    two: 'שני פריטים שלא נראו',
    other: '{count} פריטים שלא נראו',
  },
} as const satisfies Record<keyof typeof workEn, Message>;
