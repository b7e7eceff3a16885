import { describe, expect, it } from 'vitest';
import { format } from './messages';

/** As a reader of the marks would see them. */
function shown(message: string, values: Record<string, string>, language: string): string {
  return format(message, values, language).replaceAll('\u2068', '⟨').replaceAll('\u2069', '⟩');
}

describe('format', () => {
  it('keeps a name of the other direction in its place', () => {
    const message = '{name} ({side}) offers:';
    expect(shown(message, { name: 'نور', side: 'Ridge' }, 'en')).toBe('⟨نور⟩ (Ridge) offers:');
    expect(shown(message, { name: 'נועה', side: 'הרכס' }, 'fr')).toBe('⟨נועה⟩ (⟨הרכס⟩) offers:');
    expect(shown('{name} ({side}):', { name: 'نور', side: 'Ridge' }, 'ar')).toBe('نور (⟨Ridge⟩):');
  });

  it('leaves names of the own direction and numbers as they are', () => {
    expect(shown('{name}', { name: 'Robin Vale' }, 'en')).toBe('Robin Vale');
    expect(shown('{name}', { name: 'نور 7' }, 'ar')).toBe('نور 7');
  });

  it('lets nothing that somebody wrote turn the words around it', () => {
    expect(format('{title}: late', { title: 'pay\u202elate' }, 'en')).toBe('paylate: late');
    expect(shown('{title}: late', { title: 'a\u2067b' }, 'en')).toBe('ab: late');
    expect(shown('{title}: late', { title: 'a\u2069\u2067b' }, 'en')).toBe('ab: late');
    expect(shown('{title}: late', { title: 'a\u2068b\u2069' }, 'en')).toBe('a⟨b⟩: late');
  });
});
