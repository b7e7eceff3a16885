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

function isolated(value: string, language: string): string {
  const isAgainst = isRightToLeft(language) ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return isAgainst.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}` : value;
}

function isRightToLeft(language: string): boolean {
  return language === 'ar' || language === 'he';
}

function pluralOf(message: PluralMessage, count: string | number | undefined, language: string): string {
  const rule = new Intl.PluralRules(language).select(Number(count));
  return message[rule] ?? message.other;
}
