/** A message: one text, or one for each plural form that its language has (chosen by `count`). */
export type Message = string | PluralMessage;

type PluralMessage = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The names of a message's placeholders. */
type Placeholders<M> = M extends string ? Names<M> : M extends { other: infer O } ? Names<O & string> : never;

export type Values<M> = Record<Placeholders<M>, string | number>;

/** Puts the values into the message, numbers in the language's digits. */
export function format(message: Message, values: Record<string, string | number>, language: string): string {
  const text = typeof message === 'string' ? message : pluralOf(message, values['count'], language);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

function pluralOf(message: PluralMessage, count: string | number | undefined, language: string): string {
  const rule = new Intl.PluralRules(language).select(Number(count));
  return message[rule] ?? message.other;
}
