import { actionsHe } from './actions-he';
import type { Key } from './catalogue';
import { archiveHe } from './archive-he';
import { boardHe } from './board-he';
import { checkingHe } from './checking-he';
import { courseHe } from './course-he';
import { mailHe } from './mail-he';
import { meetingHe } from './meeting-he';
import type { Message } from './messages';
import { privacyHe } from './privacy-he';
import { publicHe } from './public-he';
import { scheduleHe } from './schedule-he';
import { securityHe } from './security-he';
import { purgeHe } from './purge-he';
import { recordHe } from './record-he';
import { sidebarHe } from './sidebar-he';
import { textsHe } from './texts-he';
import { papersHe } from './papers-he';
import { workHe } from './work-he';

/** Hebrew. */
export const he = {
  'app.name': 'Parley',
  'app.skip': 'מעבר לתוכן העיקרי',
  'app.language': 'שפה',
  'app.language.unloaded': 'לא ניתן היה לטעון את השפה: {language}. יש לבדוק את החיבור, או לטעון מחדש את הדף.',
  'app.theme': 'מראה',
  'app.theme.system': 'כמו במכשיר',
  'app.theme.light': 'בהיר',
  'app.theme.dark': 'כהה',
  'app.close': 'סגירה',
  'app.cancel': 'ביטול',
  'app.retry': 'ניסיון נוסף',
  'app.loading': 'בטעינה…',
  'app.home': 'לעמוד הראשון',

  'home.heading': 'שולחן לשני צדדים או יותר',
  'home.lead': 'Parley מקיים פגישות בין צדדים: לכל אדם מקום באחד הצדדים, ולכל מקום קישור משלו.',
  'home.new': 'פגישה חדשה',
  'home.invited': 'קיבלת הזמנה?',
  'home.invited.text': 'יש לפתוח את הקישור שנשלח אליך. הוא מוביל למקום שלך, ואין צורך להזין דבר נוסף.',
  'home.step.name': 'מציינים את שמות הצדדים והמשתתפים',
  'home.step.send': 'שולחים לכל אדם את הקישור שלו',
  'home.step.meet': 'נפגשים סביב שולחן אחד, צד מול צד',

  'new.heading': 'פגישה חדשה',
  'new.lead': 'יש לציין את שם הפגישה ואת המשתתפים מכל צד. אפשר להוסיף אנשים בהמשך.',
  'new.title': 'נושא הפגישה',
  'new.title.hint': 'כל מי שכניסתו לשולחן אושרה יראה אותו. השרת אינו יכול לקרוא אותו.',
  'new.side': 'צד {number}',
  'new.side.name': 'שם הצד',
  'new.people': 'אנשים',
  'new.person.name': 'שם',
  'new.person.title': 'תפקיד (לא חובה)',
  'new.person.agency': 'משרד או רשות (לא חובה)',
  'new.person.add': 'הוספת אדם',
  'new.person.add.to': 'הוספת אדם לצד {number}',
  'new.person.remove': 'הסרת אדם {number}',
  'new.side.add': 'הוספת צד',
  'new.side.remove': 'הסרת צד {number}',
  'new.create': 'יצירת הפגישה',
  'new.creating': 'ביצירה…',
  'new.seats.full': 'מספר המשתתפים המרבי בפגישה: {count}.',
  'new.faults': {
    one: 'שדה אחד דורש תיקון.',
    two: 'שני שדות דורשים תיקון.',
    other: '{count} שדות דורשים תיקון.',
  },
  role: 'מעמד',
  'role.head': 'ראש המשלחת',
  'role.deputy': 'סגן ראש המשלחת',
  'role.secretariat': 'מזכירות',
  'role.adviser': 'ייעוץ',
  'role.expert': 'מומחיות',
  'role.noteTaker': 'רישום',
  'role.interpreter': 'תרגום בעל פה',
  'role.observer': 'מעמד משקיף',
  'role.technician': 'תמיכה טכנית',
  'role.member': 'חברות במשלחת',
  'role.help':
    'ראש המשלחת וסגניו מאשרים את כניסת אנשי הצד שלהם לשולחן, ורשאים להרחיקם. הם והמזכירות מנהלים את רשימת האנשים של הצד שלהם.',
  'fault.missing': 'נא למלא שדה זה.',
  'fault.tooLong': 'הטקסט ארוך מדי: {max} תווים לכל היותר.',
  'fault.characters': 'הטקסט כולל תווים שאינם נראים, כגון מעברי שורה. נא להסירם.',
  'fault.headless': 'לכל צד דרוש ראש משלחת. נא לבחור.',

  'organise.heading': 'הזמנות',
  'organise.keep.heading': 'יש לשמור את קישור המארגן',
  'organise.keep.text':
    'זו הדרך היחידה לחזור לעמוד הזה. יש לשמור עליו כמו על מפתח: השרת אינו יכול לקרוא את השמות ואת נושא הפגישה, אך כל מי שמחזיק בקישור הזה יכול לקרוא הכול ולשנות הכול.',
  'organise.keep.copy': 'העתקת קישור המארגן',
  'organise.links': 'כל קישור שייך למקום אחד. יש לשלוח אותו לאותו אדם בלבד.',
  'organise.copy': 'העתקת הקישור',
  'organise.copy.of': 'העתקת הקישור של {name}',
  'organise.copied': 'הועתק',
  'organise.copied.of': 'הקישור של {name} הועתק.',
  'organise.copy.failed': 'הדפדפן לא אפשר העתקה. יש לסמן את הקישור ולהעתיק אותו ידנית.',
  'organise.link.of': 'הקישור של {name}',
  'organise.renew': 'קישור חדש',
  'organise.renew.of': 'קישור חדש עבור {name}',
  'organise.renew.ask': 'ליצור קישור חדש עבור {name}?',
  'organise.renew.text': 'הקישור הישן יפסיק לפעול מיד. מי שנכנס באמצעותו לפגישה יורחק ממנה.',
  'organise.revoke': 'ביטול הקישור',
  'organise.revoke.of': 'ביטול הקישור של {name}',
  'organise.revoke.ask': 'לבטל את הקישור של {name}?',
  'organise.revoke.text': 'הקישור יפסיק לפעול מיד. אם {name} בפגישה, ההשתתפות בה תופסק מיד.',
  'organise.revoked': 'הקישור בוטל',
  'organise.present': 'בפגישה',
  'organise.absent': 'עדיין לא כאן',
  'organise.present.count': {
    one: 'אדם אחד בפגישה',
    two: 'שני אנשים בפגישה',
    other: '{count} אנשים בפגישה',
  },
  'organise.add': 'הוספת אדם',
  'organise.add.to': 'הוספת אדם: {side}',
  'organise.add.confirm': 'הוספה',
  'organise.end': 'סיום הפגישה',
  'organise.end.ask': 'לסיים את הפגישה לכולם?',
  'organise.end.text': 'כל המשתתפים ינותקו, וכל הקישורים יודיעו שהפגישה הסתיימה. אין דרך לבטל זאת.',
  'organise.over': 'הפגישה הסתיימה.',
  'organise.over.text': 'הקישורים שלה אינם פותחים עוד מקום.',
  'organise.failed': 'הפעולה לא הצליחה: {reason}',
  'organise.stale': 'השרת אינו משיב; ייתכן שהמוצג כאן אינו מעודכן.',
  'organise.unknown': 'קישור המארגן הזה אינו מוכר',
  'organise.unknown.text': 'ייתכן שחסר בו חלק. יש לפתוח אותו שוב מהמקום שבו נשמר, ולוודא שהוא שלם.',

  'person.change': 'שינוי',
  'person.change.of': 'שינוי הפרטים של {name}',
  'person.change.confirm': 'שמירה',
  'organise.link.own': 'הצד יצר את הקישור הזה בעצמו. אפשר ליצור קישור חדש.',
  'withdraw.heir': 'מי עומד בראש המשלחת מעתה?',
  'withdraw.heir.none': 'עדיין אף אחד',
  'withdraw.heir.text': '{name} עומד לבדו בראש הצד הזה. בלי ראש משלחת רק סגן יכול להסכים בשמו.',
  'keep.link.text':
    'הקישור מוצג הפעם בלבד ואינו נשמר בשום מקום. יש לשלוח אותו אל {name} בלבד, בדרך שאיש אחר אינו קורא. אם יאבד, אפשר ליצור חדש.',
  'keep.link.done': 'העברתי אותו',
  'people.new': 'חדש',
  'people.news.since': 'מאז הביקור האחרון שלך:',
  'people.news.added': '{side} הוסיפו: {name}.',
  'people.news.left': '{name} מטעם {side} כבר לא ברשימת המוזמנים.',
  'people.news.returned': '{side} הזמינו שוב: {name}.',
  'people.news.role': '{side}: התפקיד של {name} מעתה: {role}.',
  'failure.tooManySeats': 'הישיבה כבר מונה את המספר המרבי של אנשים.',
  'failure.tooManyLinks': 'האדם הזה כבר קיבל את המספר המרבי של קישורים. יש להוסיף אותו מחדש.',
  'failure.tooManyChanges': 'התפקידים של הצד הזה כבר שונו מספר הפעמים המרבי.',
  'failure.notKeeper': 'כבר אין לך רשות לשנות את האנשים של הצד הזה.',
  'failure.unavailable': 'השרת לא הצליח לשמור. יש לבדוק ולנסות שוב.',
  'failure.unreachable': 'השרת אינו משיב. יש לבדוק את החיבור ולנסות שוב.',
  'failure.rateLimited': 'בקשות רבות מדי בזמן קצר. יש להמתין מעט ולנסות שוב.',
  'failure.serverFull': 'השרת מחזיק כבר במספר הפגישות המרבי.',
  'failure.meetingOver': 'הפגישה הסתיימה.',
  'failure.unknownLink': 'השרת אינו מכיר את הפגישה הזאת.',
  'failure.stale': 'אדם אחר שינה את הפגישה באותה עת. העמוד מציג את מצבה כעת; יש לנסות שוב.',
  'failure.unreadable': 'מה שמסר השרת אינו מעודכן, או שאינו נפתח בקישור הזה. דבר ממנו אינו מוצג.',
  'failure.tooMuchText': 'השמות והתפקידים יחד ארוכים מדי. יש לקצר כמה מהם.',
  'failure.other': 'השרת סירב ({reason}).',

  'enter.opening': 'הקישור שלך נפתח…',
  'enter.unknown': 'הקישור הזה אינו מוכר',
  'enter.unknown.text':
    'ייתכן שחסר בו חלק, או שנפלה בו טעות. יש לפתוח אותו שוב מההודעה שבה הגיע; אם אין בכך כדי לעזור, יש לבקש קישור חדש ממי שהזמין אותך.',
  'enter.revoked': 'הקישור הזה בוטל',
  'enter.revoked.text': 'הוא אינו פותח עוד מקום. אם השתתפותך עדיין נדרשת, יש לבקש קישור חדש ממי שהזמין אותך.',
  'enter.over': 'הפגישה הסתיימה',
  'enter.over.text': 'המארגן סיים אותה. לא נותר לך דבר לעשות.',
  'enter.full': 'השרת מלא',
  'enter.full.text':
    'מספר האנשים בו הוא כעת המרבי. הקישור שלך נשאר בתוקף: יש להמתין דקה ולנסות שוב, או לפנות למארגן.',
  'enter.protocol': 'העמוד הזה אינו מעודכן',
  'enter.protocol.text': 'השרת משתמש בגרסה חדשה מזו של העמוד. יש לטעון את העמוד מחדש.',
  'enter.protocol.reload': 'טעינה מחדש',
  'enter.offer': 'לא ניתן היה לחבר את הדפדפן הזה',
  'enter.offer.text':
    'השרת לא הצליח להסכים איתו על אופן העברת הקול והתמונה. יש להשתמש בגרסה עדכנית של Chrome,‏ Edge,‏ Firefox או Safari.',
  'enter.card': 'השרת מסר מסמכים שלא הוכנו לקישור הזה',
  'enter.card.text':
    'אין עליהם חותם המארגן, או שהם של קישור אחר. דבר לא נפתח. יש לנסות שוב פעם אחת; אם המצב נשאר כך, יש להודיע למארגן בדרך אחרת, שכן ייתכן שמישהו שינה את מה שהשרת שומר.',
  'enter.outdated': 'השרת מציג מצב של הפגישה ישן מזה שהמכשיר הזה כבר ראה',
  'enter.outdated.text':
    'קישורים שבוטלו מאז עלולים להיות בו שוב בתוקף. אין להמשיך כאן. יש להודיע למארגן, בדרך אחרת, שהשרת איבד דבר מה או מסתיר אותו.',
  'enter.nothingKept': 'הדפדפן הזה אינו שומר נתונים',
  'enter.nothingKept.text':
    'מפתחות הפגישה חייבים להישמר במכשיר הזה. ייתכן שזהו חלון פרטי, או שהגדרות הדפדפן או דיסק מלא מונעים זאת. יש לפתוח את הקישור בחלון רגיל ולנסות שוב.',
  'enter.notTaken': 'לא ניתן היה לתפוס את המושב במכשיר הזה',
  'enter.notTaken.text':
    'אירעה תקלה בדף הזה בעת הכנת מפתחות הפגישה, ולא בשרת. יש לנסות שוב; אם זה נמשך, יש לטעון מחדש את הדף או להשתמש בדפדפן אחר.',
  'enter.browser': 'הדפדפן הזה ישן מדי או מוגבל מדי',
  'enter.browser.text':
    'חסר בו מה שפגישה דורשת ({missing}). Parley מצפין קול ותמונה במכשיר שלך ולעולם אינו שולח אותם בדרך אחרת; כאן אין הדבר אפשרי, ולכן הוא אינו מצטרף. יש לפתוח את הקישור בגרסה עדכנית של Chrome,‏ Edge,‏ Firefox או Safari.',
  'enter.insecure': 'הכתובת הזאת אינה מאובטחת',
  'enter.insecure.text':
    'דפדפנים מתירים מצלמה ומיקרופון רק דרך https. יש לבקש ממי שהזמין אותך קישור שמתחיל ב-https.',
  'enter.nothing': 'אין עמוד כזה',
  'enter.nothing.text': 'אם הגעת דרך קישור, ייתכן שחסר בו חלק.',
  'enter.unreachable': 'השרת אינו משיב. מתבצע ניסיון נוסף…',

  ...courseHe,
  ...meetingHe,
  ...scheduleHe,
  ...mailHe,
  ...securityHe,
  ...archiveHe,
  ...checkingHe,
  ...purgeHe,
  ...recordHe,
  ...sidebarHe,
  ...textsHe,
  ...workHe,
  ...actionsHe,
  ...boardHe,
  ...papersHe,
  ...privacyHe,
  ...publicHe,
} as const satisfies Record<Key, Message>;
