import { describe, expect, it } from 'vitest';
import { meetingLink, pageOf, secretOf } from './page';
import { Secret } from './secret';

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
    expect(pageOf(`/m/${id}`)).toEqual({ name: 'meeting', meeting: id });
    expect(pageOf(`/m/${id}/`)).toEqual({ name: 'meeting', meeting: id });
    expect(pageOf(`/organise/${id}`)).toEqual({ name: 'organise', meeting: id });
  });

  it('takes nothing else for one', () => {
    for (const path of ['/m', '/m/', '/m/short', `/x/${id}`, `/m/${id}/more`, '/m/<script>alert(1)</script>'])
      expect(pageOf(path)).toEqual({ name: 'unknown' });
  });
});

describe('secretOf', () => {
  const page = { name: 'meeting', meeting: id } as const;

  it('reads the fragment, and remembers it for a reload', () => {
    const kept = new Kept();
    const secret = Secret.random();
    const link = new URL(meetingLink('https://parley.example', id, secret));
    expect(secretOf(page, link.hash, kept)?.reveal()).toBe(secret.reveal());
    expect(secretOf(page, '', kept)?.reveal()).toBe(secret.reveal());
    expect(secretOf({ ...page, meeting: id.toUpperCase() }, '', kept)).toBeNull();
    expect(secretOf({ ...page, name: 'organise' }, '', kept)).toBeNull();
  });

  it('does not fall back to a remembered secret when the link is damaged', () => {
    const kept = new Kept();
    secretOf(page, Secret.random().reveal(), kept);
    expect(secretOf(page, '#broken', kept)).toBeNull();
  });
});
