// Texts that people are to read: titles and names. Whoever writes them checks them, and so does whoever reads them from a paper.

export const MAX_NAME = 80;
/** Of a person's function. */
export const MAX_FUNCTION = 120;
/** Of the ministry or agency that a person is of. */
export const MAX_AGENCY = 80;
/** Of a meeting's title. */
export const MAX_TITLE = 160;

export type Fault = 'missing' | 'tooLong' | 'characters';

// Control characters, halves of surrogate pairs, and what turns the direction of all text after it (UAX #9). The marks and joiners that
// Arabic and Hebrew spelling needs are none of these.
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

// Anything but spaces, marks without a letter, and letters that show nothing: the Hangul fillers, the empty Braille pattern.
const VISIBLE = /[^\p{Z}\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0\u2800]/u;

/** What is wrong with a text of 1 to `max` code points, apart from spaces around it; null where nothing is. */
export function faultOf(text: string, max: number, required: boolean): Fault | null {
  const trimmed = text.trim();
  if (trimmed === '') return required ? 'missing' : null;
  if (FORBIDDEN.test(trimmed)) return 'characters';
  if (!VISIBLE.test(trimmed)) return 'missing';
  // The first test keeps a giant text from being counted at all.
  return trimmed.length > 2 * max || Array.from(trimmed).length > max ? 'tooLong' : null;
}

/** Whether a text may stand in a paper as it is. */
export function isLabel(text: string, max: number, required: boolean): boolean {
  return text === text.trim() && faultOf(text, max, required) === null;
}
