import { beforeEach, describe, expect, it } from 'vitest';
import { openCard } from '../e2ee/invitation/card';
import { LinkSeed, OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import {
  failureOf,
  type Failure,
  type NewLink,
  type NewSeat,
  type Papers,
  type Result,
  type StoredMeeting,
} from './api';
import { emptyPerson, toDossier, toSeat, type DraftPerson } from './draft';
import { Invitations, type Calls, type OrganisedSeat } from './invitations.svelte';
import { writeMeeting } from './writing';

const id = randomId();
const secret = OrganiserSecret.random();

/** A server that keeps one meeting: papers that it cannot read, and hashes. */
class FakeServer implements Calls {
  stored: StoredMeeting = { over: false, version: 0, dossier: '', seats: [] };
  readonly hashes = new Map<string, string>();
  readonly cards = new Map<string, string>();
  down: Failure | null = null;
  /** What happens before the next change arrives. */
  meanwhile: (() => Promise<unknown>) | null = null;
  changes = 0;

  read(): Promise<Result<StoredMeeting>> {
    return Promise.resolve(this.down ?? { ok: true, value: structuredClone(this.stored) });
  }

  addSeat(_side: string, papers: Papers, seat: NewSeat): Promise<Result<unknown>> {
    return this.#change(papers, () => {
      this.take(seat);
      this.stored.seats.push({ id: seat.id, revoked: false, present: false });
    });
  }

  renewLink(seat: string, papers: Papers, link: NewLink): Promise<Result<unknown>> {
    return this.#change(papers, () => {
      this.take({ id: seat, ...link });
      this.stored.seats = this.stored.seats.map((one) =>
        one.id === seat ? { ...one, revoked: false } : one,
      );
    });
  }

  revokeLink(seat: string): Promise<Result<unknown>> {
    this.stored.seats = this.stored.seats.map((one) => (one.id === seat ? { ...one, revoked: true } : one));
    return Promise.resolve(this.down ?? { ok: true, value: null });
  }

  end(): Promise<Result<unknown>> {
    this.stored.over = true;
    return Promise.resolve(this.down ?? { ok: true, value: null });
  }

  keep({ version, dossier }: Papers): void {
    this.stored.version = version;
    this.stored.dossier = dossier;
  }

  take(seat: { id: string; linkHash: string; card: string }): void {
    this.hashes.set(seat.id, seat.linkHash);
    this.cards.set(seat.id, seat.card);
  }

  async #change(papers: Papers, change: () => void): Promise<Result<unknown>> {
    const meanwhile = this.meanwhile;
    this.meanwhile = null;
    await meanwhile?.();
    this.changes++;
    if (papers.version !== this.stored.version + 1) return failureOf('stale');
    change();
    this.keep(papers);
    return this.down ?? { ok: true, value: null };
  }
}

const person = (name: string, more: Partial<DraftPerson> = {}): DraftPerson => ({
  ...emptyPerson(),
  name,
  ...more,
});

const [robin, alex, kim] = [
  person('Robin', { role: 'head' }),
  person('Alex'),
  person('Kim', { role: 'head' }),
];
const draft = {
  title: 'Harbour dues',
  sides: [
    { id: randomId(), name: 'Harbour', people: [robin, alex] },
    { id: randomId(), name: 'Ridge', people: [kim] },
  ],
};
const ridge = draft.sides[1]?.id ?? '';

describe('Invitations', () => {
  let server: FakeServer;
  let invitations: Invitations;

  const seat = (of: DraftPerson): OrganisedSeat => {
    const found = invitations.meeting?.sides.flatMap((side) => side.seats).find((one) => one.id === of.id);
    if (found === undefined) throw new Error(`no seat of ${of.name}`);
    return found;
  };

  const seedInLink = (of: DraftPerson): LinkSeed => {
    const seed = LinkSeed.parse(new URL(invitations.links.get(of.id) ?? 'none:').hash.slice(1));
    if (seed === null) throw new Error(`no link of ${of.name}`);
    return seed;
  };

  /** Whether the link that is shown opens the seat and the card that the server has. */
  async function works(of: DraftPerson): Promise<boolean> {
    const seed = seedInLink(of);
    const card = await openCard(server.cards.get(of.id) ?? '', seed, id);
    return (await seed.hash()) === server.hashes.get(of.id) && card?.seat.id === of.id;
  }

  const other = async (): Promise<Invitations> => {
    const another = new Invitations(id, server, secret, 'https://parley.example');
    await another.refresh();
    return another;
  };

  beforeEach(async () => {
    server = new FakeServer();
    const request = await writeMeeting(id, secret, toDossier(draft));
    server.keep(request.papers);
    for (const one of request.sides.flatMap((side) => side.seats)) {
      server.take(one);
      server.stored.seats.push({ id: one.id, revoked: false, present: one.id === robin.id });
    }
    invitations = await other();
  });

  it('finds everything from the organiser’s secret alone', async () => {
    expect(invitations.meeting).toMatchObject({ title: 'Harbour dues', over: false });
    expect(seat(robin)).toEqual({ ...toSeat(robin), revoked: false, present: true });
    expect([...invitations.links.keys()]).toEqual([robin.id, alex.id, kim.id]);
    for (const one of [robin, alex, kim]) expect(await works(one)).toBe(true);
    expect(invitations.present).toBe(1);
  });

  it('renews a link: another seed, whose hash and card the server has', async () => {
    const before = invitations.links.get(kim.id);
    expect(await invitations.renew(seat(kim))).toBe(true);
    expect(invitations.links.get(kim.id)).not.toBe(before);
    expect(await works(kim)).toBe(true);
    expect(seat(kim).generation).toBe(1);
  });

  it('says in the charter, too, that a withdrawn link is void', async () => {
    const before = server.stored.version;
    await invitations.revoke(seat(alex));
    expect(server.stored.version).toBe(before + 1);
    expect(seat(alex)).toMatchObject({ generation: 1, revoked: true });
  });

  it('has no link for a seat whose link is revoked, until it is renewed', async () => {
    await invitations.revoke(seat(alex));
    expect(invitations.links.has(alex.id)).toBe(false);
    await invitations.renew(seat(alex));
    expect(await works(alex)).toBe(true);
  });

  it('adds a person with a link that works', async () => {
    const sam = person(' Interpreter ', { role: 'deputy' });
    expect(await invitations.add(ridge, sam)).toBe(true);
    expect(seat(sam)).toMatchObject({ name: 'Interpreter', role: 'deputy' });
    expect(await works(sam)).toBe(true);
  });

  it('looks again and tries once more where somebody else was faster', async () => {
    const [sam, lee] = [person('Sam'), person('Lee')];
    const another = await other();
    server.meanwhile = () => another.add(ridge, lee);
    expect(await invitations.add(ridge, sam)).toBe(true);
    expect(invitations.failure).toBeNull();
    for (const one of [sam, lee]) expect(await works(one)).toBe(true);
  });

  it('renews no link again that was renewed meanwhile', async () => {
    const another = await other();
    server.meanwhile = () => another.renew(seat(kim));
    expect(await invitations.renew(seat(kim))).toBe(true);
    expect(seat(kim).generation).toBe(1);
    expect(await works(kim)).toBe(true);
  });

  it('says so where somebody else is always faster', async () => {
    const another = await other();
    const again = (): Promise<unknown> => {
      // Another change is on its way once more when ours comes again.
      return another.add(ridge, person('Lee')).then(() => {
        server.meanwhile = () => another.add(ridge, person('Max'));
      });
    };
    server.meanwhile = again;
    expect(await invitations.add(ridge, person('Sam'))).toBe(false);
    expect(invitations.failure?.reason).toBe('stale');
  });

  it('does not send more text than a meeting may hold', async () => {
    for (let i = 0; i < 40; i++) {
      const long = person('😀'.repeat(80), { title: '😀'.repeat(120) });
      if (!(await invitations.add(ridge, long))) break;
    }
    expect(invitations.failure?.reason).toBe('tooMuchText');
    const changes = server.changes;
    await invitations.add(ridge, person('😀'.repeat(80), { title: '😀'.repeat(120) }));
    expect(server.changes).toBe(changes);
  });

  it('does not believe papers that are older, another’s, or of another version than the server says', async () => {
    const old = structuredClone(server.stored);
    await invitations.renew(seat(kim));
    const current = structuredClone(server.stored);
    for (const wrong of [
      old,
      { ...current, version: current.version + 1 },
      { ...current, dossier: old.dossier },
      { ...current, dossier: 'AAAA' },
    ]) {
      server.stored = wrong;
      await invitations.refresh();
      expect(invitations.stale?.reason).toBe('unreadable');
      expect(seat(kim).generation).toBe(1);
    }
    server.stored = current;
    await invitations.refresh();
    expect(invitations.stale).toBeNull();
  });

  it('keeps showing what it knew when the server does not answer, and says so', async () => {
    server.down = failureOf('unreachable');
    expect(await invitations.end()).toBe(false);
    expect(invitations.failure?.reason).toBe('unreachable');
    expect(invitations.stale?.reason).toBe('unreachable');
    expect(invitations.meeting?.title).toBe('Harbour dues');
    server.down = null;
    await invitations.refresh();
    expect(invitations.stale).toBeNull();
    expect(invitations.meeting?.over).toBe(true);
  });
});
