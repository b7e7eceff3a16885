import type { Message } from './messages';
import type { purgeEn } from './purge-en';

/** Hebrew: that the sides have all deleted from the server. */
export const purgeHe = {
  'purge.heading': 'מחיקת הכול מהשרת',
  'purge.lead':
    'לאחר שכל צד לקח את הארכיון שלו, ראשי כל הצדדים יכולים להביא למחיקת כל מה שהשרת מחזיק מהפגישות האלה.',
  'purge.propose': 'הצעה למחוק הכול…',
  'purge.proposed': '{name} ({side}) מציע למחוק הכול מהשרת.',
  'purge.waiting': 'זה נעשה כאשר כל הצדדים הסכימו. עד אז כל צד יכול לסיים את ההצעה.',
  'purge.complete': 'כל הצדדים הסכימו.',
  'purge.key.given': '{side}: ניתנה הסכמה',
  'purge.key.none': '{side}: לא ניתנה הסכמה',
  'purge.accept': 'הסכמה למחיקת הכול…',
  'purge.withdraw': 'סיום ההצעה',
  'purge.carryOut': 'מחיקה עכשיו',
  'purge.ask': 'למחוק הכול מהשרת?',
  'purge.ask.text':
    'כל היומנים, הטקסטים, המסמכים, השיחות, המועדים, האנשים והקישורים של הפגישות האלה נמחקים מהשרת, לכל הצדדים, ומה שהציבור יכול היה לקרוא מוסר. מה שצד לא לקח הביתה אבוד.',
  'purge.ask.left': 'פגישות שמתקיימות מסתיימות מיד, ושום קישור אינו פותח עוד דבר.',
  'purge.ask.archive': 'לצד שלי יש הארכיון שלו, והוא נפתח כדי לראות שהוא שלם.',
  'purge.ask.forever': 'ידוע לי שאי אפשר לבטל זאת.',
  'purge.ask.act': 'הסכמה בשם הצד שלי',
  'purge.refused.notEntitled': 'רק ראש צד או סגן יכולים לעשות זאת.',
  'purge.refused.placeInvalid': 'השרת אינו מכיר את ההצעה הזו. טענו את הדף מחדש.',
  'purge.refused.keysInvalid': 'השרת אינו מוצא מפתח תקף של כל צד. שכל ראש צד יסכים שוב.',
  'purge.refused.withdrawn': 'אחד הצדדים סיים את ההצעה הזו. כדי למחוק הכול, הציעו זאת מחדש.',
  'purge.refused.tooFast': 'יותר מדי ניסיונות. המתינו רגע.',
  'purge.refused.notSure': 'השרת לא יכול היה לומר אם זה נעשה. טענו את הדף מחדש כדי לראות.',
  'purge.refused.unlinked': 'אין קשר עם השרת. נסו שוב.',
  'purge.done': 'נתוני הפגישה הזו נמחקו',
  'purge.done.both': 'הם נמחקו מהשרת בידי שני הצדדים ב־{time}.',
  'purge.done.all': 'הם נמחקו מהשרת בידי כל הצדדים ב־{time}.',
  'purge.done.organiser': 'כל הצדדים הסכימו לכך. השרת אינו מחזיק ממנה עוד דבר, מלבד זה שנמחקה, ומתי.',
  'purge.left': 'מה נשאר',
  'purge.left.tombstone': 'בשרת: טביעה של מספר הפגישה ומועד המחיקה, כדי שקישור יוכל לומר זאת.',
  'purge.left.public': 'ייתכן שמה שהציבור קרא הועתק. הדף הציבורי אינו מציג ממנו עוד דבר.',
  'purge.left.operator':
    'גיבויים ויומני מערכת של מי שמפעיל את השרת, כל עוד הוא שומר אותם. הכול חתום שם, מלבד מה שהציבור קרא.',
  'purge.left.mails': 'הודעות דואר עם מועדים, אם נשלחו.',
  'purge.left.devices': 'מה שאנשים לקחו הביתה, ומה שהמכשירים שלהם שומרים.',
  'purge.forget': 'לשכוח אותה גם במכשיר הזה',
  'purge.forget.text': 'מפתחות וטיוטות שלא נשלחו של הפגישה הזו נמחקים מהדפדפן הזה. קבצים ששמרתם נשארים.',
  'purge.forgotten': 'הדפדפן הזה שכח את הפגישה.',
  'purge.forget.failed': 'הדפדפן לא הצליח למחוק זאת. נקו את נתוני האתר הזה בהגדרות שלו.',
} as const satisfies Record<keyof typeof purgeEn, Message>;
