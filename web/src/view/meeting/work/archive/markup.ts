/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML in which every value that is no markup itself is text, in an attribute's quotes as well. */
export function html(strings: readonly string[], ...parts: readonly Part[]): Markup {
  return new Markup(
    strings.map((one, at) => one + (at < parts.length ? written(parts[at] ?? '') : '')).join(''),
  );
}

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((one) => one.text).join('');
  return String(part).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
