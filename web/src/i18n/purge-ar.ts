import type { Message } from './messages';
import type { purgeEn } from './purge-en';

/** Arabic: that the sides have all deleted from the server. */
export const purgeAr = {
  'purge.heading': 'حذف كل شيء من الخادم',
  'purge.lead':
    'بعد أن يأخذ كل طرف أرشيفه، يستطيع رؤساء جميع الأطراف حذف كل ما لدى الخادم من هذه الاجتماعات.',
  'purge.propose': 'اقتراح حذف كل شيء…',
  'purge.proposed': 'يقترح {name} ({side}) حذف كل شيء من الخادم.',
  'purge.waiting': 'يتم ذلك متى وافق كل طرف. وحتى ذلك الحين يستطيع أي طرف إنهاء الاقتراح.',
  'purge.complete': 'وافقت كل الأطراف.',
  'purge.key.given': 'وافق {side}',
  'purge.key.none': 'لم يوافق {side}',
  'purge.accept': 'الموافقة على حذف كل شيء…',
  'purge.withdraw': 'إنهاء الاقتراح',
  'purge.carryOut': 'احذف الآن',
  'purge.ask': 'أنحذف كل شيء من الخادم؟',
  'purge.ask.text':
    'تُحذف من الخادم كل سجلات هذه الاجتماعات ونصوصها وأوراقها ومحادثاتها ومواعيدها وأشخاصها وروابطها، لجميع الأطراف، ويُزال ما كان يقرؤه الجمهور. وما لم يأخذه طرف يضيع.',
  'purge.ask.left': 'تنتهي الاجتماعات الجارية فورًا، ولا يفتح أي رابط شيئًا بعد ذلك.',
  'purge.ask.archive': 'لدى طرفي أرشيفه، وقد فتحه وتأكد من اكتماله.',
  'purge.ask.forever': 'أعلم أن هذا لا رجعة فيه.',
  'purge.ask.act': 'الموافقة عن طرفي',
  'purge.refused.notEntitled': 'لا يستطيع ذلك إلا رئيس طرف أو نائبه.',
  'purge.refused.placeInvalid': 'لا يعرف الخادم هذا الاقتراح. أعد تحميل الصفحة.',
  'purge.refused.keysInvalid': 'لا يجد الخادم مفتاحًا صالحًا من كل طرف. ليوافق كل رئيس من جديد.',
  'purge.refused.withdrawn': 'أنهى أحد الأطراف هذا الاقتراح. لحذف كل شيء اقترحوه من جديد.',
  'purge.refused.tooFast': 'محاولات كثيرة. انتظر لحظة.',
  'purge.refused.notSure': 'لم يستطع الخادم أن يقول هل تم ذلك. أعد تحميل الصفحة لترى.',
  'purge.refused.unlinked': 'تعذر الوصول إلى الخادم. أعد المحاولة.',
  'purge.done': 'حُذفت بيانات هذا الاجتماع',
  'purge.done.both': 'حذفها الطرفان من الخادم في {time}.',
  'purge.done.all': 'حذفتها جميع الأطراف من الخادم في {time}.',
  'purge.done.organiser': 'اتفقت على ذلك كل أطرافه. لم يعد لدى الخادم منه سوى أنه حُذف، ومتى.',
  'purge.left': 'ما يبقى',
  'purge.left.tombstone': 'على الخادم: بصمة رقم الاجتماع ووقت الحذف، كي يستطيع الرابط قول ذلك.',
  'purge.left.public': 'قد يكون ما قرأه الجمهور قد نُسخ. لم تعد الصفحة العامة تعرض منه شيئًا.',
  'purge.left.operator':
    'النسخ الاحتياطية وسجلات النظام لدى مشغّل الخادم ما دام يحتفظ بها. كل ما فيها مختوم عدا ما قرأه الجمهور.',
  'purge.left.mails': 'رسائل البريد التي تحمل مواعيد، إن أُرسلت.',
  'purge.left.devices': 'ما أخذه الناس معهم، وما تحفظه أجهزتهم.',
  'purge.forget': 'انسَه على هذا الجهاز أيضًا',
  'purge.forget.text':
    'تُحذف من هذا المتصفح مفاتيح هذا الاجتماع ومسوداته غير المرسلة. وتبقى الملفات التي حفظتها.',
  'purge.forgotten': 'نسي هذا المتصفح الاجتماع.',
  'purge.forget.failed': 'لم يستطع المتصفح حذفه. امسح بيانات هذا الموقع من إعداداته.',
} as const satisfies Record<keyof typeof purgeEn, Message>;
