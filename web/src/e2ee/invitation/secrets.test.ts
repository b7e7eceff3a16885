import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../bytes';
import { LinkSeed, OrganiserSecret, randomId } from './secrets';

const ZERO = 'A'.repeat(43);

function organiser(): OrganiserSecret {
  const secret = OrganiserSecret.parse(ZERO);
  if (secret === null) throw new Error('unreachable');
  return secret;
}

function seed(): LinkSeed {
  const parsed = LinkSeed.parse(ZERO);
  if (parsed === null) throw new Error('unreachable');
  return parsed;
}

describe.each([OrganiserSecret, LinkSeed])('%o', (kind) => {
  it('takes 32 bytes and nothing else', () => {
    expect(kind.parse(ZERO)?.reveal()).toBe(ZERO);
    for (const text of ['', 'A'.repeat(42), 'A'.repeat(44), 'A'.repeat(42) + 'B', '!' + ZERO.slice(1)])
      expect(kind.parse(text)).toBeNull();
  });

  it('prints a prefix at most', () => {
    const secret = kind.parse(OrganiserSecret.random().reveal());
    const printed = `${String(secret)} ${JSON.stringify({ secret })}`;
    expect(printed).not.toContain(secret?.reveal().slice(0, 6));
  });
});

// HKDF-SHA-256 of 32 zero bytes, computed by another implementation.
describe('what is derived', () => {
  it('from the organiser’s secret', async () => {
    const secret = organiser();
    const text = async (bytes: Promise<Uint8Array>): Promise<string> => encodeBase64Url(await bytes);
    expect(await secret.bearer()).toBe('j8gt5mnsXfNi4JsJRGBID0C7NfhgfMlwxcwdeyLNc1k');
    expect(await secret.hash()).toBe('nQY4dhv78_N_i6GSz5sk-8Hpahip1aBiPdYqoZ8QyQU');
    const { privateKey, publicKey } = await secret.signatureKeys();
    expect(encodeBase64Url(privateKey)).toBe('V-r85nQ4_14zN76w_4siYjb2k7GgsZ8gmpj_8GlaGHU');
    expect(encodeBase64Url(publicKey)).toBe('cK3YXjIb1JkFwoFXhOYAdDGHsybWrc7BkezwWML9hF8');
    expect(await text(secret.meetingSecret())).toBe('wPRDdq5ZM5yuMd6kyDsSZomCgVHYpK0dnI47WTpFncc');
    expect(await text(secret.rosterKey())).toBe('ev-v9_njFIfWdlz9xkvHjqw3er_Xzr5KI3_EdJu0Cbs');
    expect((await secret.linkSeed('seat', 0)).reveal()).toBe('dD5cwVc0EiTjxXn-yKhlwVCxHIylhVuI0vRJE9WtE6A');
  });

  it('from a keeper’s secret, which follows from the organiser’s', async () => {
    const keeper = await organiser().keeper('side');
    expect(encodeBase64Url(keeper.reveal())).toBe('AXm5vC7SVjljkZvjRRM1ZIXLudNK_UsKJBDuGMRexZY');
    const { privateKey } = await keeper.signatureKeys();
    expect(encodeBase64Url(privateKey)).toBe('wHnNAYatwPRWajmsNF68d4KMuHsqPF5s0Gjgfz0q-IQ');
    expect(encodeBase64Url(await keeper.sideSecret())).toBe('-Ap2NeDLIS7ELTYjAgSOcfOnB4xVZuXtk7hKFUfZDgI');
    expect(encodeBase64Url(await keeper.dossierKey())).toBe('m3xbP1BiczEVfeaHw0VszbnOmR9yKa9E5R7g_HCXOe8');
    expect(`${String(keeper)} ${JSON.stringify({ keeper })}`).not.toContain('AXm5vC');
  });

  it('from a link’s seed', async () => {
    expect(await seed().enterSecret()).toBe('X2t0cj7n3xzKg4XuAyj-VPRNS2S4wgMqpYcLc_YB67w');
    expect(await seed().hash()).toBe('KP4ElzdOU-ER4y2E8KoDKKIG6XjvdMc_8-oU9WVuDKk');
    expect(encodeBase64Url(await seed().cardKey())).toBe('V3bRuZco1UMdpknJykvx2uQOSxGcIaK0zG-Kkixrh3Y');
    const { privateKey, publicKey } = await seed().invitationKeys();
    expect(encodeBase64Url(privateKey)).toBe('CgsvZb8f72sQeW4WUyAzj96CAQNkjt4mEvCg0KcCGig');
    expect(encodeBase64Url(publicKey)).toBe('GxxkMUDoF8vWVVzYU4gYmgGIj0ACorT3HALD8gqTR_8');
  });

  it('is another for each seat, generation and side', async () => {
    const seeds = await Promise.all([
      organiser().linkSeed('seat', 0),
      organiser().linkSeed('seat', 1),
      organiser().linkSeed('taes', 0),
    ]);
    expect(new Set(seeds.map((one) => one.reveal())).size).toBe(3);
    expect((await organiser().keeper('a')).reveal()).not.toEqual((await organiser().keeper('b')).reveal());
    expect(LinkSeed.random().reveal()).not.toBe(LinkSeed.random().reveal());
  });
});

describe('randomId', () => {
  it('is 22 characters and never the same', () => {
    const ids = Array.from({ length: 100 }, randomId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
