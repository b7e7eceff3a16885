import { describe, expect, it } from 'vitest';
import { ar } from './ar';
import { chooseLanguage, languages, type Key } from './catalogue';
import { en } from './en';
import { fr } from './fr';
import { he } from './he';
import { format, type Message } from './messages';

const keys = Object.keys(en) as Key[];

function forms(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

const loaded = await Promise.all(
  Object.entries(languages).map(async ([tag, language]) => [tag, await language.load()] as const),
);

describe.each(loaded)('%s', (tag, texts) => {
  const messages: Record<string, Message> = texts;

  it('has every key and no other', () => {
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s has the right placeholders and forms', (key) => {
    const message = messages[key] ?? '';
    const source: Message = en[key];
    expect(typeof message).toBe(typeof source);
    for (const text of forms(message)) expect(text.trim()).not.toBe('');
    const wanted = placeholders(typeof source === 'string' ? source : source.other);
    if (typeof message === 'string') {
      expect(placeholders(message)).toEqual(wanted);
      return;
    }
    // Forms for one exact number may spell it out; those for several may not leave it out.
    expect(placeholders(message.other)).toEqual(wanted);
    for (const rule of ['few', 'many'] as const)
      if (message[rule] !== undefined) expect(placeholders(message[rule])).toEqual(wanted);
    const rules = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    expect(Object.keys(message).sort()).toEqual([...rules].sort());
  });
});

describe('format', () => {
  it('picks Arabic plural forms by the rules of Arabic', () => {
    const message = ar['organise.present.count'];
    const texts = [0, 1, 2, 3, 11, 100].map((count) => format(message, { count }, 'ar'));
    expect(new Set(texts).size).toBe(6);
    expect(texts[2]).toBe('شخصان في الاجتماع');
  });

  it('picks French and Hebrew plural forms by their rules', () => {
    const french = [0, 1, 2, 1_000_000].map((count) =>
      format(fr['meeting.count'], { count }, 'fr').replaceAll(/\s/g, ' '),
    );
    expect(french).toEqual([
      '0 personne présente',
      '1 personne présente',
      '2 personnes présentes',
      '1 000 000 de personnes présentes',
    ]);
    const hebrew = [1, 2, 3].map((count) => format(he['meeting.count'], { count }, 'he'));
    expect(hebrew).toEqual(['נוכח אדם אחד', 'נוכחים שני אנשים', 'נוכחים 3 אנשים']);
  });

  it('puts values in as they are, even where they look like placeholders', () => {
    expect(format('{name} and {side}', { name: '{side}', side: '$&' }, 'en')).toBe('{side} and $&');
  });
});

describe('French', () => {
  it('has no space that may break before its punctuation', () => {
    const texts = Object.values<Message>(fr).flatMap(forms);
    expect(texts.filter((text) => / [:;?!»]|« /.test(text))).toEqual([]);
    expect(texts.filter((text) => /[^\s](?:[;?!]|:(?=\s|$))/.test(text))).toEqual([]);
  });
});

describe('chooseLanguage', () => {
  it('takes the first that there is', () => {
    expect(chooseLanguage(['eo', 'ar-LB', 'en'])).toBe('ar');
    expect(chooseLanguage(['fr-CA', 'ar'])).toBe('fr');
    expect(chooseLanguage(['he-IL'])).toBe('he');
    expect(chooseLanguage(['eo'])).toBe('en');
    expect(chooseLanguage(['constructor'])).toBe('en');
  });
});
