import { languages, type Key, type Language, type Texts } from './catalogue';
import { format, type Values } from './messages';

class Current {
  language = $state<Language>('en');

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
  return format(languages[current.language].messages[key], values ?? {}, current.language);
}
