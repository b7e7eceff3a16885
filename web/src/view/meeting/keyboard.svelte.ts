import { keep, recall } from '../../kept';

export type Act = 'mute' | 'camera' | 'confer' | 'table' | 'chat' | 'hand' | 'help' | 'talk';

const LETTERS: Readonly<Record<string, Act>> = { m: 'mute', v: 'camera', c: 'confer', t: 'chat', h: 'hand' };

export interface Stroke {
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/**
 * What a key does in the meeting; null for nothing. Letters count by what they write, and by their place on keyboards that do not write
 * Latin letters.
 */
export function actOf(stroke: Stroke): Act | null {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return null;
  if (stroke.key === ' ') return 'talk';
  if (stroke.key === '?' || stroke.key === '؟') return 'help';
  const act = LETTERS[letterOf(stroke)] ?? null;
  // To where all hear one, nobody comes by one key pressed by mistake.
  return act === 'confer' && stroke.shiftKey ? 'table' : act;
}

function letterOf({ key, code }: Stroke): string {
  if (/^\p{Script=Latin}$/u.test(key)) return key.toLowerCase();
  return /^\p{L}$/u.test(key) ? code.replace(/^Key/, '').toLowerCase() : '';
}

/** Whether the keys belong to what has the focus: a field, or for the space key also a button. */
export function isTaken(target: EventTarget | null, act: Act): boolean {
  if (!(target instanceof Element)) return false;
  const takers = 'input, select, textarea, [contenteditable], dialog';
  return target.closest(act === 'talk' ? `${takers}, button, a, summary` : takers) !== null;
}

const SHORTCUTS_KEY = 'parley.shortcuts';

/** Whether single letters do something: who speaks to the computer, or types with a switch, needs to turn that off (WCAG 2.1.4). */
class Shortcuts {
  #on = $state(recall(SHORTCUTS_KEY) !== 'off');

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    keep(SHORTCUTS_KEY, on ? 'on' : 'off');
  }
}

export const shortcuts = new Shortcuts();
