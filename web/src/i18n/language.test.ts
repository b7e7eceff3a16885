import { describe, expect, it } from 'vitest';
import type { Messages } from './catalogue';
import { en } from './en';
import { fr } from './fr';
import { Current } from './language.svelte';

const failing = (): Promise<Messages> => Promise.reject(new TypeError('it is not there'));

function delayed(): { load: () => Promise<Messages>; arrive: (messages: Messages) => void } {
  let arrive: (messages: Messages) => void = () => undefined;
  const messages = new Promise<Messages>((resolve) => (arrive = resolve));
  return { load: () => messages, arrive };
}

describe('the language in force', () => {
  it('is none before the first was loaded', async () => {
    const current = new Current();
    expect(() => current.language).toThrow();
    expect(await current.take('fr')).toBe('taken');
    expect(current.language).toBe('fr');
    expect(current.messages).toBe(fr);
  });

  it('stays until the texts of the next are there', async () => {
    const current = new Current();
    await current.take('en');
    const { load, arrive } = delayed();
    const taken = current.take('fr', load);
    await Promise.resolve();
    expect(current.language).toBe('en');
    arrive(fr);
    expect(await taken).toBe('taken');
    expect(current.language).toBe('fr');
  });

  it('stays where the next cannot be loaded', async () => {
    const current = new Current();
    await current.take('en');
    expect(await current.take('fr', failing)).toBe('unloaded');
    expect(current.language).toBe('en');
    expect(current.messages).toBe(en);
  });

  it('is the one that was asked for last, whichever comes first', async () => {
    const current = new Current();
    await current.take('en');
    const { load, arrive } = delayed();
    const first = current.take('fr', load);
    expect(await current.take('he')).toBe('taken');
    arrive(fr);
    expect(await first).toBe('overtaken');
    expect(current.language).toBe('he');
  });
});
