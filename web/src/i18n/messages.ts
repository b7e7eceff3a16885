/** A message: one text, or one for each plural form that its language has (chosen by `count`). */
export type Message = string | PluralMessage;

type PluralMessage = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The names of a message's placeholders. */
type Placeholders<M> = M extends string ? Names<M> : M extends { other: infer O } ? Names<O & string> : never;

export type Values<M> = Record<Placeholders<M>, string | number>;

// The strong letters of scripts that are written from right to left (UAX #9, classes R and AL), and those of all others.
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}]/u;
// What turns all after it, where nothing ends it: in a sentence, what somebody wrote is to turn itself at most.
const OVERRIDES = /[\u202a-\u202e]/gu;
const ISOLATES = /[\u2066-\u2069]/gu;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Puts the values into the message, numbers in the language's digits, and names of the other direction so that they stay in their place. */
export function format(message: Message, values: Record<string, string | number>, language: string): string {
  const text = typeof message === 'string' ? message : pluralOf(message, values['count'], language);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number'
      ? new Intl.NumberFormat(language).format(value)
      : isolated(value, language);
  });
}

function isolated(said: string, language: string): string {
  const value = harmless(said);
  const isAgainst = isRightToLeft(language) ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return isAgainst.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}` : value;
}

/** Without controls of direction that reach beyond it (UAX #9): a page's isolation ends where a text ends it. */
export function harmless(value: string): string {
  const plain = value.replace(OVERRIDES, '');
  let depth = 0;
  for (const [control] of plain.matchAll(ISOLATES)) {
    depth += control === POP_DIRECTIONAL_ISOLATE ? -1 : 1;
    if (depth < 0) break;
  }
  return depth === 0 ? plain : plain.replace(ISOLATES, '');
}

function isRightToLeft(language: string): boolean {
  return language === 'ar' || language === 'he';
}

function pluralOf(message: PluralMessage, count: string | number | undefined, language: string): string {
  const rule = new Intl.PluralRules(language).select(Number(count));
  return message[rule] ?? message.other;
}
