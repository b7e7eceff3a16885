/** Up to two letters that stand for a name; whole graphemes, in the name's own order. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map(initialOf).join('');
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function initialOf(word: string | undefined): string {
  if (word === undefined) return '';
  const start = word.search(/[\p{L}\p{N}]/u);
  for (const { segment } of graphemes.segment(word.slice(Math.max(0, start)))) {
    // Arabic letters would join into something that is no word.
    return segment.toLocaleUpperCase() + (/\p{Script=Arabic}/u.test(segment) ? '\u200c' : '');
  }
  return '';
}
