import type { Role } from '../src/e2ee/invitation/charter';
import type { Roster } from '../src/e2ee/invitation/roster';
import { isLanguage, type Language } from '../src/i18n/catalogue';
import type { Occupant, Participant } from '../src/signalling/messages';

/** Who is in a scene, by what the address asks for. */
export const query = new URLSearchParams(location.search);
const asked = query.get('language') ?? '';
export const language: Language = isLanguage(asked) ? asked : 'en';
const numberOf = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
export const sides = numberOf('sides', 2);
export const each = numberOf('each', 3);

const ROLES: readonly Role[] = ['head', 'deputy', 'member', 'member'];

interface Script {
  people: readonly string[];
  functions: readonly string[];
  agencies: readonly string[];
  /** Of the sides. */
  names: readonly string[];
  title: string;
  /** Written in a chat. */
  lines: readonly string[];
}

const SCRIPTS: Record<Language, Script> = {
  en: {
    people: ['Robin Vale', 'Alex of the North Quay', 'Sam', 'Kim Ashford-Penrose'],
    functions: ['Head of delegation', 'Deputy head', 'Adviser on tariffs and quays', ''],
    agencies: ['Ministry of Ports', '', 'Quay Agency'],
    names: ['Harbour', 'Ridge', 'Valley', 'Island', 'River', 'Plain', 'Forest', 'Coast'],
    title: 'Harbour dues, first round',
    lines: [
      'Shall we begin with item three?',
      'Yes. The text proposed:\n“Equal dues at either quay” <b>[in brackets]</b>',
      'Fine: https://example.org/dues',
    ],
  },
  ar: {
    people: ['رئيسة الوفد', 'نائب الرئيسة', 'خبير الموانئ', 'مدوّن'],
    functions: ['رئاسة الوفد', 'نيابة الرئاسة', 'خبرة', ''],
    agencies: ['وزارة الموانئ', '', 'هيئة الأرصفة'],
    names: ['المرفأ', 'الهضبة', 'الوادي', 'الجزيرة', 'النهر', 'السهل', 'الغابة', 'الساحل'],
    title: 'رسوم المرفأ، الجولة الأولى',
    lines: [
      'هل نبدأ بالبند الثالث؟',
      'نعم. النص المقترح:\n«رسوم متساوية في الرصيفين» <b>[بين قوسين]</b>',
      'https://example.org/dues حسنًا',
    ],
  },
  fr: {
    people: ['Camille Duval', 'Dominique du Quai-Nord', 'Claude', 'Maxime Ardent-Pérouse'],
    functions: ['Chef de délégation', 'Chef adjoint', 'Conseil pour les tarifs et les quais', ''],
    agencies: ['Ministère des Ports', '', 'Agence des quais'],
    names: ['Le Port', 'La Crête', 'La Vallée', 'L’Île', 'Le Fleuve', 'La Plaine', 'La Forêt', 'La Côte'],
    title: 'Droits de port, première session',
    lines: [
      'Commençons-nous par le point trois ?',
      'Oui. Le texte proposé :\n« Droits égaux à l’un et l’autre quai » <b>[entre crochets]</b>',
      'D’accord : https://example.org/dues',
    ],
  },
  he: {
    people: ['נועם גיא', 'טל מן הרציף הצפוני', 'גל', 'שחר בר-אלון'],
    functions: ['ראש המשלחת', 'סגן ראש המשלחת', 'ייעוץ לתעריפים ולרציפים', ''],
    agencies: ['משרד הנמלים', '', 'רשות הרציפים'],
    names: ['הנמל', 'הרכס', 'העמק', 'האי', 'הנהר', 'המישור', 'היער', 'החוף'],
    title: 'אגרות הנמל, סבב ראשון',
    lines: [
      'נתחיל בסעיף שלוש?',
      'כן. הנוסח המוצע:\n„אגרות שוות בשני הרציפים” <b>[בסוגריים]</b>',
      'https://example.org/dues בסדר',
    ],
  },
};

export const { people, functions, agencies, names, title, lines } = SCRIPTS[language];

export const roster: Roster = {
  meeting: 'scenescenescenescenesc',
  title,
  sides: Array.from({ length: sides }, (_, side) => ({
    id: `side${side}`,
    name: names[side] ?? '',
    seats: Array.from({ length: each }, (_seat, seat) => ({
      id: `seat${side}-${seat}`,
      name: people[(seat + side) % people.length] ?? '',
      title: functions[(seat + side) % functions.length] ?? '',
      agency: agencies[(seat + side) % agencies.length] ?? '',
    })),
  })),
};

const seats: readonly string[] = roster.sides.flatMap((side) => side.seats.map((seat) => seat.id));
export const role: Role = query.get('role') === 'member' ? 'member' : 'head';
export const you = role === 'head' ? 'seat0-0' : `seat0-${Math.min(2, each - 1)}`;

export function sideOf(seat: string): string | null {
  return roster.sides.find((side) => side.seats.some((one) => one.id === seat))?.id ?? null;
}

export function sideIndex(side: string): number {
  return roster.sides.findIndex((one) => one.id === side);
}

export function roleOf(seat: string): Role | null {
  return ROLES[Number(seat.split('-')[1]) % ROLES.length] ?? null;
}

/** Everybody but the last; of each side the second is in its room, where some are to be. */
export function participantsAt(room: string): Participant[] {
  const absent = numberOf('absent', 1);
  const sharing = numberOf('sharing', 0);
  const apart = query.has('apart');
  return seats
    .filter((seat, index) => seat === you || index < seats.length - absent)
    .filter((seat) => room === 'plenary' || query.has('admitted') || sideOf(seat) === room)
    .map((seat, index) => {
      const own = sideOf(seat) ?? '';
      const elsewhere = apart && seat.endsWith('-1') && seat !== you;
      const together = room === 'plenary' || own === room;
      return {
        seat,
        room: together !== elsewhere ? room : room === 'plenary' ? own : 'plenary',
        microphone: index % 3 !== 2,
        camera: index % 4 !== 3,
        screen: index > 0 && index <= sharing,
        interrupted: query.has('interrupted') && index === 4,
      };
    });
}

export function seatingOf(participants: readonly Participant[], room: string): Occupant[] {
  const others = participants.filter((one) => one.seat !== you && one.room === room);
  const screens = others.filter((one) => one.screen);
  return [
    ...others.map((one, slot): Occupant => ({ slot, seat: one.seat, showing: 'person' })),
    ...screens.map((one, at): Occupant => ({ slot: others.length + at, seat: one.seat, showing: 'screen' })),
  ];
}

/** A moving picture, so that tiles show something. */
export function picture(hue: number, text: boolean): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  let frame = 0;
  setInterval(() => {
    frame++;
    context.fillStyle = text ? '#fff' : `hsl(${hue} 22% 38%)`;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = text ? '#223' : `hsl(${hue} 25% 62%)`;
    if (text) {
      context.font = '22px serif';
      for (let line = 0; line < 11; line++)
        context.fillText(
          `${line + 1}. The parties agree to [equal] dues at either quay.`,
          40,
          50 + line * 28,
        );
    } else {
      context.beginPath();
      context.arc(320, 150 + Math.sin(frame / 9) * 4, 70, 0, 7);
      context.ellipse(320, 350, 150, 120, 0, 0, 7);
      context.fill();
    }
  }, 100);
  return canvas.captureStream(10);
}
