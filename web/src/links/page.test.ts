import { describe, expect, it } from 'vitest';
import { OrganiserSecret } from '../e2ee/invitation/secrets';
import { isSecret, linkSeedOf, meetingLink, organiserLink, organiserSecretOf, pageOf } from './page';

const id = 'abcdefghijklmnopqrstuv';

class Kept {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

describe('pageOf', () => {
  it('knows its pages', () => {
    expect(pageOf('/')).toEqual({ name: 'home' });
    expect(pageOf('/privacy')).toEqual({ name: 'privacy' });
    expect(pageOf('/public/xv13LdgabYJ0JIQcrPtDQA')).toEqual({
      name: 'public',
      page: 'xv13LdgabYJ0JIQcrPtDQA',
    });
    expect(pageOf('/public/')).toEqual({ name: 'unknown' });
    expect(pageOf(`/m/${id}`)).toEqual({ name: 'meeting', meeting: id });
    expect(pageOf(`/m/${id}/`)).toEqual({ name: 'meeting', meeting: id });
    expect(pageOf(`/organise/${id}`)).toEqual({ name: 'organise', meeting: id });
  });

  it('takes nothing else for one', () => {
    for (const path of ['/m', '/m/', '/m/short', `/x/${id}`, `/m/${id}/more`, '/m/<script>alert(1)</script>'])
      expect(pageOf(path)).toEqual({ name: 'unknown' });
  });
});

describe('what a link carries', () => {
  it('is read from the fragment, and remembered for a reload', async () => {
    const kept = new Kept();
    const organiser = OrganiserSecret.random();
    const seed = await organiser.linkSeed('seat', 0);
    const link = new URL(meetingLink('https://parley.example', id, seed));
    expect(link.pathname).toBe(`/m/${id}`);
    expect(isSecret(link.hash)).toBe(true);
    expect(linkSeedOf(id, link.hash, kept)?.reveal()).toBe(seed.reveal());
    expect(linkSeedOf(id, '', kept)?.reveal()).toBe(seed.reveal());
    expect(linkSeedOf(id.toUpperCase(), '', kept)).toBeNull();
    expect(organiserSecretOf(id, '', kept)).toBeNull();

    const own = new URL(organiserLink('https://parley.example', id, organiser));
    expect(own.pathname).toBe(`/organise/${id}`);
    expect(organiserSecretOf(id, own.hash, kept)?.reveal()).toBe(organiser.reveal());
    expect(organiserSecretOf(id, '', kept)?.reveal()).toBe(organiser.reveal());
    expect(linkSeedOf(id, '', kept)?.reveal()).toBe(seed.reveal());
  });

  it('is not taken from memory when the link is damaged', () => {
    const kept = new Kept();
    linkSeedOf(id, OrganiserSecret.random().reveal(), kept);
    expect(linkSeedOf(id, '#broken', kept)).toBeNull();
    expect(isSecret('#broken')).toBe(false);
  });
});
