import { current } from './language.svelte';

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur', 'yi', 'ps', 'ckb', 'dv', 'sd', 'ug']);

/** In which direction a language is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(tag) ? 'rtl' : 'ltr';
}

/** As the reader's language names it. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames([current.language], { type: 'language' }).of(tag) ?? tag;
}
