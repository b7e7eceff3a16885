import { afterEach, describe, expect, it, vi } from 'vitest';
import { OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import { Organiser } from './api';

const seat = { id: randomId(), admits: true, keeps: true, generation: 2, revoked: false, present: true };
const papers = { version: 3, charter: 'c', roster: 'r', dossier: 'd' };
const side = { id: randomId(), papers, seats: [seat] };
const stored = {
  id: randomId(),
  over: false,
  papers: { charter: 'base', roster: 'names' },
  sides: [side],
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
        papers: { charter: 'base', roster: 'names' },
        sides: [{ id: side.id, papers, seats: [{ id: seat.id, revoked: false, present: true }] }],
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
      { ...stored, papers: { ...stored.papers, roster: null } },
      { ...stored, papers: { ...stored.papers, version: 1 } },
      { ...stored, sides: [{ ...side, papers: { ...papers, version: '3' } }] },
      { ...stored, sides: [{ ...side, papers: { ...papers, dossier: null } }] },
      { ...stored, sides: [{ id: randomId() }] },
      { ...stored, sides: [{ ...side, seats: [{ ...seat, id: '__proto__' }] }] },
      { ...stored, sides: [{ ...side, seats: [seat, seat] }] },
      { ...stored, sides: [{ ...side, seats: [{ ...seat, present: 1 }] }] },
    ]) {
      vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
      expect(await organiser.read(), JSON.stringify(answer)).toMatchObject({
        ok: false,
        reason: 'unreadable',
      });
    }
  });

  it('asks for each change of a side’s people where the server takes it', async () => {
    const asked: [string, unknown][] = [];
    vi.stubGlobal('fetch', (path: string, request: RequestInit) => {
      asked.push([`${request.method ?? ''} ${path}`, JSON.parse(request.body as string)]);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    const added = { id: 's', admits: false, keeps: false, linkHash: 'h', card: 'k' };
    for (const change of [
      { type: 'addSeat', papers, seat: added },
      { type: 'changeSeat', papers, seat: 's', admits: true, keeps: true, card: 'k' },
      { type: 'renewLink', papers, seat: 's', linkHash: 'h', card: 'k' },
      { type: 'revokeLink', papers, seat: 's' },
    ] as const)
      expect(await organiser.change('side', change)).toMatchObject({ ok: true });
    expect(asked).toEqual([
      ['POST /api/meetings/meeting/sides/side/seats', { papers, seat: added }],
      ['POST /api/meetings/meeting/seats/s/card', { papers, admits: true, keeps: true, card: 'k' }],
      ['POST /api/meetings/meeting/seats/s/link', { papers, linkHash: 'h', card: 'k' }],
      ['POST /api/meetings/meeting/seats/s/withdrawal', { papers }],
    ]);
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
