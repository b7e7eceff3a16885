import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';
import { he } from './he';
import type { Message } from './messages';

export type Key = keyof typeof en;
export type Texts = typeof en;

/** The languages, each named in itself. */
export const languages = {
  en: { name: 'English', direction: 'ltr', messages: en },
  ar: { name: 'العربية', direction: 'rtl', messages: ar },
  fr: { name: 'Français', direction: 'ltr', messages: fr },
  he: { name: 'עברית', direction: 'rtl', messages: he },
} as const satisfies Record<
  string,
  { name: string; direction: 'ltr' | 'rtl'; messages: Record<Key, Message> }
>;

export type Language = keyof typeof languages;

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** The first of the wanted languages that there is; English where there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}
