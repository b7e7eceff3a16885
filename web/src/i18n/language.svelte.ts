import { languages, type Key, type Language, type Messages, type Texts } from './catalogue';
import { format, type Values } from './messages';

/** What became of a wish for a language; overtaken by a later wish. */
type Taken = 'taken' | 'unloaded' | 'overtaken';

export class Current {
  #spoken = $state.raw<{ language: Language; messages: Messages } | null>(null);
  #wanted: Language | null = null;

  get language(): Language {
    return this.#inForce().language;
  }

  get messages(): Messages {
    return this.#inForce().messages;
  }

  #inForce(): { language: Language; messages: Messages } {
    if (this.#spoken === null) throw new Error('no language is in force yet');
    return this.#spoken;
  }

  /** Puts a language in force when its texts are there; until then, and where they cannot be had, the one before stays. */
  async take(language: Language, load: () => Promise<Messages> = languages[language].load): Promise<Taken> {
    this.#wanted = language;
    const messages = await load().catch(() => null);
    if (this.#wanted !== language) return 'overtaken';
    if (messages === null) return 'unloaded';
    this.#spoken = { language, messages };
    return 'taken';
  }

  /** For dates and hours: the language as the device's own country writes it, where the device has one for it. */
  get locale(): string {
    const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
    return wanted.find((tag) => tag.split('-')[0]?.toLowerCase() === this.language) ?? this.language;
  }
}

/** The language in force; whatever reads it follows a change at once. */
export const current = new Current();

type Arguments<K extends Key> = [keyof Values<Texts[K]>] extends [never] ? [] : [Values<Texts[K]>];

/** The text of a message in the language in force. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  return format(current.messages[key], values ?? {}, current.language);
}
