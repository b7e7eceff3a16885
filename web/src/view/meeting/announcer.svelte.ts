import { t } from '../../i18n/language.svelte';
import type { Change } from './changes';

/** Whom a change is about, in words. */
export interface Named {
  name: string;
  side: string;
}

// Shorter says sooner; longer interrupts a screen reader's user less.
const PAUSE_MS = 1500;
// More of one kind at once are counted, not named.
const NAMED_AT_ONCE = 2;

const COUNTED = ['joined', 'left', 'came', 'went'] as const;

/** Says aloud what happens, through a live region, in sips that can be followed. */
export class Announcer {
  /** What the live region holds. */
  text = $state('');

  #waiting: { what: Change['what']; named: Named }[] = [];
  #told: string[] = [];
  #lines: string[] = [];
  #own: string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Something others did. */
  change(what: Change['what'], named: Named): void {
    this.#waiting.push({ what, named });
    this.#flushSoon();
  }

  /** A sentence about others. */
  tell(text: string): void {
    this.#told.push(text);
    this.#flushSoon();
  }

  /** What somebody wrote, with who it was. */
  line(text: string): void {
    this.#lines.push(text);
    this.#flushSoon();
  }

  /** Something of one's own, or of the connection: of several in one pause the last counts. */
  say(text: string): void {
    this.#own = [text];
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, 100);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, PAUSE_MS);
  }

  #flush(): void {
    this.#timer = null;
    const sentences = [...this.#own, ...this.#told];
    for (const what of COUNTED) {
      const of = this.#waiting.filter((change) => change.what === what);
      if (of.length > NAMED_AT_ONCE) sentences.push(t(`say.${what}.many`, { count: of.length }));
      else sentences.push(...of.map((change) => sentence(what, change.named)));
    }
    const others = this.#waiting.filter(({ what }) => !COUNTED.some((counted) => counted === what));
    sentences.push(...others.map((change) => sentence(change.what, change.named)));
    if (this.#lines.length > NAMED_AT_ONCE) sentences.push(t('say.lines', { count: this.#lines.length }));
    else sentences.push(...this.#lines);
    this.#lines = [];
    this.#own = [];
    this.#told = [];
    this.#waiting = [];
    this.text = sentences.join(' ');
  }
}

function sentence(what: Change['what'], { name, side }: Named): string {
  switch (what) {
    case 'joined':
      return t('say.joined', { name, side });
    case 'left':
      return t('say.left', { name });
    case 'came':
      return t('say.came', { name });
    case 'went':
      return t('say.went', { name });
    case 'interrupted':
      return t('say.interrupted', { name });
    case 'returned':
      return t('say.returned', { name });
    case 'sharing':
      return t('say.sharing', { name });
    case 'sharingEnded':
      return t('say.sharing.ended', { name });
    default:
      return what satisfies never;
  }
}
