import type { archiveEn } from './archive-en';
import type { Message } from './messages';

/** Hebrew: what a side takes home of a meeting. */
export const archiveHe = {
  'archive.take': 'לקיחת הארכיון הביתה',
  'archive.take.text':
    'כל מה שניתן לך לקרוא מהפגישה הזו נשמר כקובץ חתום אחד: הפרוטוקול, מה שנשקל, הטקסטים המשותפים, המועדים, האנשים, השיחות, המכתבים שלך, הרשימות של הצד שלך והמסמכים עצמם. רק הקוד הזה פותח אותו: כתבו אותו, בנפרד מהקובץ.',
  'archive.take.without':
    'מה שנאמר אינו בו, וגם לא השיחה של פגישה צדדית. מי שהניח מסמך מקבל הודעה שפתחת אותו.',
  'archive.take.keep': 'מי שבידו הקובץ והקוד קורא הכול, גם את הרשימות של הצד שלך.',
  'archive.making': 'הארכיון בהכנה…',
  'archive.making.papers': 'מסמכים: {done} מתוך {of}',
  'archive.failed': 'לא ניתן היה להכין את הארכיון. נא לנסות שוב.',
  'archive.missing': {
    one: 'מסמך אחד אינו בארכיון',
    two: 'שני מסמכים אינם בארכיון',
    other: '{count} מסמכים אינם בארכיון',
  },
  'archive.missing.tooMuch': 'אינו בו: המסמכים יחד הם יותר מ־100 מגה־בייט',
  'archive.missing.changed': 'אינו בו: מה שבשרת אינו מה שהונח',
  'archive.missing.gone': 'אינו בו: הוא אינו עוד בשרת',
  'archive.missing.failed': 'אינו בו: לא ניתן היה להביא אותו',
  'archive.untitled': 'פגישה שכותרתה לא נמסרה',
  'archive.page.lead': 'מה ש{name}, {side}, יכלו לקרוא מהפגישה הזו ב־{time}.',
  'archive.page.proof':
    'הדף הזה נועד לקריאה ואינו מוכיח דבר. הפרוטוקול שלצידו מוכיח: לשם כך בדקו את הקובץ החתום.',
  'archive.nothing': 'אין.',
  'archive.people': 'אנשים',
  'archive.dates': 'מועדים',
  'archive.board': 'התוכנית והחלופות',
  'archive.texts': 'טקסטים משותפים',
  'archive.papers': 'מסמכים',
  'archive.chat.table': 'השיחה ליד השולחן',
  'archive.chat.side': 'השיחה של הצד',
  'archive.letters': 'מכתבים אישיים',
  'archive.own': 'של הצד לבדו',
  'archive.own.redLine': 'קווים אדומים',
  'archive.own.fallback': 'ברירת מחדל',
  'archive.own.draft': 'טיוטה',
  'archive.own.score': '{title}, קריטריון {criterion}: {value}',
  'archive.text.open': 'יש סוגריים פתוחים.',
  'archive.text.clean': {
    one: 'אין סוגריים פתוחים. אושר בידי צד אחד.',
    two: 'אין סוגריים פתוחים. אושר בידי שני צדדים.',
    other: 'אין סוגריים פתוחים. אושר בידי {count} צדדים.',
  },
  'archive.contents': 'ארכיון של פגישה',
  'archive.contents.made': 'הוכן ב־{time}, לפי שעונו של מי שהכין אותו.',
  'archive.contents.text': 'ממה שבו, רק הפרוטוקול מוכח. השאר הוא מה שהיה בדף של מי שייצא אותו, כפי שנאסף שם.',
  'archive.save.zip': 'שמירת תוכנו',
  'archive.save.open':
    'מה שנשמר מונח גלוי במכשיר הזה. המסמכים הם של אנשים אחרים: פתחו אותם בזהירות כמו צרופה.',
  'archive.files': { one: 'קובץ אחד', two: 'שני קבצים', other: '{count} קבצים' },
  'archive.record.none': 'אין בארכיון הזה פרוטוקול שניתן לקרוא.',
} as const satisfies Record<keyof typeof archiveEn, Message>;
