import { languages, type Key, type Language, type Texts } from './catalogue';
import { format, type Values } from './messages';

class Current {
  language = $state<Language>('en');
}

/** The language in force; whatever reads it follows a change at once. */
export const current = new Current();

type Arguments<K extends Key> = [keyof Values<Texts[K]>] extends [never] ? [] : [Values<Texts[K]>];

/** The text of a message in the language in force. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  return format(languages[current.language].messages[key], values ?? {}, current.language);
}
