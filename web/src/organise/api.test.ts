import { afterEach, describe, expect, it, vi } from 'vitest';
import { OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import { Organiser } from './api';

const seat = { id: randomId(), admits: true, generation: 2, revoked: false, present: true };
const stored = {
  id: randomId(),
  over: false,
  papers: { version: 3, charter: 'c', roster: 'r', dossier: 'd' },
  sides: [{ id: randomId(), seats: [seat] }],
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('Organiser', () => {
  const secret = OrganiserSecret.random();
  const organiser = new Organiser('meeting', secret);

  it('shows the bearer that is derived from the secret, never the secret', async () => {
    let shown: string | null = null;
    vi.stubGlobal('fetch', (_: string, request: RequestInit) => {
      shown = new Headers(request.headers).get('Authorization');
      return Promise.resolve(Response.json(stored));
    });
    expect(await organiser.read()).toEqual({
      ok: true,
      value: {
        over: false,
        version: 3,
        dossier: 'd',
        seats: [{ id: seat.id, revoked: false, present: true }],
      },
    });
    expect(shown).toBe(`Bearer ${await secret.bearer()}`);
    expect(shown).not.toContain(secret.reveal());
  });

  it('takes no other answer for a meeting', async () => {
    for (const answer of [
      null,
      [],
      {},
      { ...stored, title: 'Harbour dues' },
      { ...stored, over: 'false' },
      { ...stored, papers: { ...stored.papers, version: '3' } },
      { ...stored, papers: { ...stored.papers, dossier: null } },
      { ...stored, sides: [{ id: randomId() }] },
      { ...stored, sides: [{ id: randomId(), seats: [{ ...seat, id: '__proto__' }] }] },
      { ...stored, sides: [{ id: randomId(), seats: [seat, seat] }] },
      { ...stored, sides: [{ id: randomId(), seats: [{ ...seat, present: 1 }] }] },
    ]) {
      vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
      expect(await organiser.read(), JSON.stringify(answer)).toMatchObject({
        ok: false,
        reason: 'unreadable',
      });
    }
  });

  it('says why the server refused, or that it did not answer', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(Response.json({ reason: 'stale', detail: 'x' }, { status: 409 })),
    );
    expect(await organiser.end()).toEqual({ ok: false, reason: 'stale', detail: 'x' });
    for (const answer of ['<html>', '{"reason":7}']) {
      vi.stubGlobal('fetch', () => Promise.resolve(new Response(answer, { status: 502 })));
      expect(await organiser.end()).toEqual({ ok: false, reason: 'unreachable', detail: '' });
    }
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect(await organiser.end()).toEqual({ ok: false, reason: 'unreachable', detail: '' });
  });
});
