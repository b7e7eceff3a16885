import { chooseLanguage, isLanguage, languages, type Language } from '../i18n/catalogue';
import { current } from '../i18n/language.svelte';
import { keep, recall } from '../kept';

export const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const LANGUAGE_KEY = 'parley.language';
const THEME_KEY = 'parley.theme';

/** How the page looks and speaks on this device. */
class Preferences {
  #theme = $state<Theme>('system');

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    keep(THEME_KEY, theme);
    showTheme(theme);
  }

  get language(): Language {
    return current.language;
  }

  set language(language: Language) {
    keep(LANGUAGE_KEY, language);
    showLanguage(language);
  }

  /** Takes up what was chosen before, and follows the device where nothing was. */
  start(): void {
    const kept = recall(LANGUAGE_KEY);
    showLanguage(isLanguage(kept) ? kept : chooseLanguage(navigator.languages));
    this.#theme = themes.find((theme) => theme === recall(THEME_KEY)) ?? 'system';
    showTheme(this.#theme);
    darkDevice.addEventListener('change', () => {
      showTheme(this.#theme);
    });
  }
}

const darkDevice = matchMedia('(prefers-color-scheme: dark)');

function showLanguage(language: Language): void {
  current.language = language;
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].direction;
}

function showTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkDevice.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

export const preferences = new Preferences();
