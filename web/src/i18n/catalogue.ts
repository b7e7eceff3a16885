import type { en } from './en';
import type { Message } from './messages';

export type Key = keyof typeof en;
export type Texts = typeof en;

export type Messages = Record<Key, Message>;

interface Entry {
  name: string;
  direction: 'ltr' | 'rtl';
  /** Fetches the texts: a page loads those of one language. */
  load: () => Promise<Messages>;
}

/** The languages, each named in itself. */
export const languages = {
  en: { name: 'English', direction: 'ltr', load: async () => (await import('./en')).en },
  ar: { name: 'العربية', direction: 'rtl', load: async () => (await import('./ar')).ar },
  fr: { name: 'Français', direction: 'ltr', load: async () => (await import('./fr')).fr },
  he: { name: 'עברית', direction: 'rtl', load: async () => (await import('./he')).he },
} as const satisfies Record<string, Entry>;

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
