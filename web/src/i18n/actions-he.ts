import type { actionsEn } from './actions-en';
import type { Message } from './messages';

/** Hebrew: what is to be done. */
export const actionsHe = {
  'actions.empty': 'עדיין אין מה לבצע. מה שכל הצדדים מסכימים לבצע עומד כאן, גם בפגישה הבאה.',
  'actions.propose': 'הצעת משימה',
  'actions.propose.hint': 'יש לבצע אותה לאחר שהראש או הסגן של כל צד הסכימו; ההצעה היא הסכמת הצד שלכם.',
  'actions.what': 'מה יש לבצע',
  'actions.who': 'מי מבצע',
  'actions.by': 'עד מתי (אם נקבע יום)',
  'actions.due': 'עד {day}',
  'actions.late': 'היום חלף',
  'actions.isDone': 'בוצע',
  'actions.markDone': 'סימון כבוצע',
  'actions.reopen': 'בכל זאת לא בוצע',
  'actions.history': 'היסטוריה',
  'actions.proposed': 'הוצע',
  'actions.agreed': 'לביצוע',
  'actions.done': 'בוצע',
  'actions.step.proposed': 'הוצע על ידי {name}, {side}',
  'actions.step.agreed': 'הוסכם על ידי {name}, {side}',
  'actions.step.withdrew': 'ההסכמה נמשכה על ידי {name}, {side}',
  'actions.step.done': 'סומן כבוצע על ידי {name}, {side}',
  'actions.step.reopened': 'נפתח מחדש על ידי {name}, {side}',
  'actions.carried': 'פגישת ההמשך מתקיימת באותו שולחן. מה שפתוח בו עומד גם בה:',
  'actions.carried.brackets': {
    one: 'סוגר פתוח אחד',
    two: 'שני סוגריים פתוחים',
    other: '{count} סוגריים פתוחים',
  },
  'actions.carried.positions': {
    one: 'עמדה אחת על חלופות',
    two: 'שתי עמדות על חלופות',
    other: '{count} עמדות על חלופות',
  },
  'actions.carried.actions': {
    one: 'משימה פתוחה אחת',
    two: 'שתי משימות פתוחות',
    other: '{count} משימות פתוחות',
  },
} as const satisfies Record<keyof typeof actionsEn, Message>;
