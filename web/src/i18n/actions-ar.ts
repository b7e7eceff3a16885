import type { actionsEn } from './actions-en';
import type { Message } from './messages';

/** Arabic: what is to be done. */
export const actionsAr = {
  'actions.empty':
    'لا شيء مطلوب تنفيذه بعد. ما تتفق الأطراف كلها على تنفيذه يظهر هنا، وفي الاجتماع المقبل أيضًا.',
  'actions.propose': 'اقتراح إجراء',
  'actions.propose.hint': 'يصبح مطلوب التنفيذ حين يوافق رئيس كل طرف أو نائبه؛ والاقتراح موافقة من طرفكم.',
  'actions.what': 'ما المطلوب تنفيذه',
  'actions.who': 'من ينفّذه',
  'actions.by': 'حتى متى (إن كان هناك يوم)',
  'actions.due': 'حتى {day}',
  'actions.late': 'انقضى اليوم',
  'actions.isDone': 'نُفّذ',
  'actions.markDone': 'تسجيله منفَّذًا',
  'actions.reopen': 'لم يُنفَّذ بعد',
  'actions.history': 'السجل',
  'actions.proposed': 'مقترح',
  'actions.agreed': 'مطلوب تنفيذه',
  'actions.done': 'منفَّذ',
  'actions.step.proposed': 'اقترحه {name}، {side}',
  'actions.step.agreed': 'وافق عليه {name}، {side}',
  'actions.step.withdrew': 'سحب الموافقة {name}، {side}',
  'actions.step.done': 'سجّله منفَّذًا {name}، {side}',
  'actions.step.reopened': 'أعاد فتحه {name}، {side}',
  'actions.carried': 'يُعقد اجتماع المتابعة حول الطاولة نفسها. وما بقي مفتوحًا فيها يبقى مطروحًا فيه أيضًا:',
  'actions.carried.brackets': {
    zero: 'لا أقواس مفتوحة',
    one: 'قوس مفتوح واحد',
    two: 'قوسان مفتوحان',
    few: '{count} أقواس مفتوحة',
    many: '{count} قوسًا مفتوحًا',
    other: '{count} قوس مفتوح',
  },
  'actions.carried.positions': {
    zero: 'لا مواقف من البدائل',
    one: 'موقف واحد من البدائل',
    two: 'موقفان من البدائل',
    few: '{count} مواقف من البدائل',
    many: '{count} موقفًا من البدائل',
    other: '{count} موقف من البدائل',
  },
  'actions.carried.actions': {
    zero: 'لا إجراءات مفتوحة',
    one: 'إجراء مفتوح واحد',
    two: 'إجراءان مفتوحان',
    few: '{count} إجراءات مفتوحة',
    many: '{count} إجراءً مفتوحًا',
    other: '{count} إجراء مفتوح',
  },
} as const satisfies Record<keyof typeof actionsEn, Message>;
