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
  #coming = $state<Language | null>(null);
  #unloaded = $state<Language | null>(null);

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    keep(THEME_KEY, theme);
    showTheme(theme);
  }

  /** The one that was chosen, though its texts may still be on their way. */
  get language(): Language {
    return this.#coming ?? current.language;
  }

  set language(language: Language) {
    void this.#speak(language).then((taken) => {
      if (taken) keep(LANGUAGE_KEY, language);
    });
  }

  /** The language that was chosen last, where its texts could not be loaded. */
  get unloaded(): Language | null {
    return this.#unloaded;
  }

  /**
   * Takes up what was chosen before, and follows the device where nothing was. False where there is no language to speak, not even
   * English in the chosen one's place.
   */
  async start(): Promise<boolean> {
    this.#theme = themes.find((theme) => theme === recall(THEME_KEY)) ?? 'system';
    showTheme(this.#theme);
    darkDevice.addEventListener('change', () => {
      showTheme(this.#theme);
    });
    const kept = recall(LANGUAGE_KEY);
    const chosen = isLanguage(kept) ? kept : chooseLanguage(navigator.languages);
    if (await this.#speak(chosen)) return true;
    const instead = await this.#speak('en');
    this.#unloaded = chosen;
    return instead;
  }

  async #speak(language: Language): Promise<boolean> {
    this.#coming = language;
    const taken = await current.take(language);
    if (taken === 'overtaken') return false;
    this.#coming = null;
    this.#unloaded = taken === 'unloaded' ? language : null;
    if (taken === 'unloaded') return false;
    document.documentElement.lang = language;
    document.documentElement.dir = languages[language].direction;
    return true;
  }
}

const darkDevice = matchMedia('(prefers-color-scheme: dark)');

function showTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkDevice.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

export const preferences = new Preferences();
