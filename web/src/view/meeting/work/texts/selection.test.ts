import { expect, it } from 'vitest';
import { stepped, wordsOf } from './selection';

it('finds the words of a text, in whatever script', () => {
  const said = (text: string, language: string): string[] =>
    wordsOf(text, language).map(({ from, to }) => text.slice(from, to));
  expect(said('The pier is shut.', 'en')).toEqual(['The', 'pier', 'is', 'shut']);
  expect(said('الرصيف مفتوح، ليلًا.', 'ar')).toEqual(['الرصيف', 'مفتوح', 'ليلًا']);
  expect(said('Pier «A» 👩‍👩‍👧 הרציף', 'he')).toEqual(['Pier', 'A', 'הרציף']);
  expect(said(' … ', 'en')).toEqual([]);
});

it('goes from word to word, and with Shift takes more of them', () => {
  const first = stepped(null, 'on', true, 4);
  expect(first).toEqual({ anchor: 0, focus: 0 });
  const more = stepped(first, 'on', true, 4);
  expect(more).toEqual({ anchor: 0, focus: 1 });
  expect(stepped(more, 'last', true, 4)).toEqual({ anchor: 0, focus: 3 });
  expect(stepped(more, 'on', false, 4)).toEqual({ anchor: 2, focus: 2 });
  expect(stepped(first, 'back', true, 4)).toEqual({ anchor: 0, focus: 0 });
  expect(stepped({ anchor: 2, focus: 2 }, 'first', true, 4)).toEqual({ anchor: 2, focus: 0 });
  expect(stepped(null, 'back', false, 4)).toEqual({ anchor: 3, focus: 3 });
  expect(stepped(null, 'on', false, 0)).toBeNull();
});
