/** Words of agreed text that are selected in it. */
export interface Chosen {
  element: HTMLElement;
  paragraph: number;
  /** The language's place. */
  language: number;
  segment: number;
  /** In UTF-16 units of the segment's text. */
  from: number;
  to: number;
  words: string;
}

/** Null where nothing is selected, or more than words of one agreed piece. */
export function chosenIn(selection: Selection | null, within: HTMLElement): Chosen | null {
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!within.contains(range.startContainer)) return null;
  const element = elementOf(range.startContainer).closest<HTMLElement>('[data-segment]');
  if (element === null) return null;
  const inside = document.createRange();
  inside.selectNodeContents(element);
  const whole = inside.toString();
  // Three clicks select up to the start of what comes next.
  const ends = element.contains(range.endContainer);
  if (!ends) {
    const behind = document.createRange();
    behind.setStartAfter(element);
    behind.setEnd(range.endContainer, range.endOffset);
    if (behind.toString().trim() !== '') return null;
  }
  const from = lengthTo(element, range.startContainer, range.startOffset);
  const to = ends ? lengthTo(element, range.endContainer, range.endOffset) : whole.length;
  return trimmed(element, whole, from, to);
}

/** Without the spaces around it, which a double click takes along. */
function trimmed(element: HTMLElement, whole: string, from: number, to: number): Chosen | null {
  const words = whole.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const said = words.trim();
  const { paragraph, language, segment } = element.dataset;
  if (said === '' || paragraph === undefined || language === undefined || segment === undefined) return null;
  return {
    element,
    paragraph: Number(paragraph),
    language: Number(language),
    segment: Number(segment),
    from: start,
    to: start + said.length,
    words: said,
  };
}

function lengthTo(element: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

function elementOf(node: Node): Element {
  return node instanceof Element ? node : (node.parentElement ?? document.documentElement);
}

/** A stretch of words, by their places among a text's; `anchor` stays where it began. */
export interface Stretch {
  anchor: number;
  focus: number;
}

/**
 * Where an arrow key leads in a text's words: to the next or the one before, or with Shift so that it is selected too. Null where it leads
 * nowhere.
 */
export function stepped(
  before: Stretch | null,
  step: 'on' | 'back' | 'first' | 'last',
  isLonger: boolean,
  count: number,
): Stretch | null {
  if (count === 0) return null;
  const last = count - 1;
  if (before === null) {
    const at = step === 'last' || step === 'back' ? last : 0;
    return { anchor: at, focus: at };
  }
  const places = { on: before.focus + 1, back: before.focus - 1, first: 0, last };
  const focus = Math.min(Math.max(0, places[step]), last);
  return { anchor: isLonger ? before.anchor : focus, focus };
}

/** From where to where each word goes, in UTF-16 units. */
export function wordsOf(text: string, language: string): { from: number; to: number }[] {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)]
    .filter((one) => one.isWordLike === true)
    .map(({ index, segment }) => ({ from: index, to: index + segment.length }));
}
