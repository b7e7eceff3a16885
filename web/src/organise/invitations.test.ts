import { beforeEach, describe, expect, it } from 'vitest';
import { openCard } from '../e2ee/invitation/card';
import { LinkSeed, OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import {
  adding,
  openSide,
  organisingKeeper,
  type Person,
  type RosterChange,
  type SidePapers,
} from '../e2ee/invitation/keeping';
import { failureOf, type Failure, type Result, type StoredMeeting } from './api';
import { emptyPerson } from './draft';
import { Invitations, type Calls, type OrganisedSeat } from './invitations.svelte';
import { writeMeeting } from './writing';

const id = randomId();
const secret = OrganiserSecret.random();

/** A server that keeps one meeting: papers that it cannot read, and hashes. */
class FakeServer implements Calls {
  stored: StoredMeeting = { over: false, papers: { charter: '', roster: '' }, sides: [] };
  readonly hashes = new Map<string, string>();
  readonly cards = new Map<string, string>();
  down: Failure | null = null;
  /** What happens before the next change arrives. */
  meanwhile: (() => Promise<unknown>) | null = null;
  changes = 0;

  read(): Promise<Result<StoredMeeting>> {
    return Promise.resolve(this.down ?? { ok: true, value: structuredClone(this.stored) });
  }

  async change(id: string, change: RosterChange): Promise<Result<unknown>> {
    const meanwhile = this.meanwhile;
    this.meanwhile = null;
    await meanwhile?.();
    this.changes++;
    const side = this.stored.sides.find((one) => one.id === id);
    if (side === undefined || change.papers.version !== side.papers.version + 1) return failureOf('stale');
    side.papers = change.papers;
    switch (change.type) {
      case 'addSeat':
        this.take(change.seat);
        side.seats.push({ id: change.seat.id, revoked: false, present: false });
        break;
      case 'changeSeat':
        this.cards.set(change.seat, change.card);
        break;
      case 'renewLink':
        this.take({ ...change, id: change.seat });
        break;
      case 'revokeLink':
        this.hashes.delete(change.seat);
        break;
      default:
        return change satisfies never;
    }
    return this.down ?? { ok: true, value: null };
  }

  end(): Promise<Result<unknown>> {
    this.stored.over = true;
    return Promise.resolve(this.down ?? { ok: true, value: null });
  }

  take(seat: { id: string; linkHash: string; card: string }): void {
    this.hashes.set(seat.id, seat.linkHash);
    this.cards.set(seat.id, seat.card);
  }

  papers(side: string): SidePapers {
    const found = this.stored.sides.find((one) => one.id === side);
    if (found === undefined) throw new Error('no such side');
    return found.papers;
  }
}

const person = (name: string, more: Partial<Person> = {}): Person => ({
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
const [harbour, ridge] = [draft.sides[0]?.id ?? '', draft.sides[1]?.id ?? ''];

describe('Invitations', () => {
  let server: FakeServer;
  let invitations: Invitations;

  const seat = (of: Person): OrganisedSeat => {
    const found = invitations.meeting?.sides.flatMap((side) => side.seats).find((one) => one.id === of.id);
    if (found === undefined) throw new Error(`no seat of ${of.name}`);
    return found;
  };

  const seedInLink = (of: Person): LinkSeed => {
    const seed = LinkSeed.parse(new URL(invitations.links.get(of.id) ?? 'none:').hash.slice(1));
    if (seed === null) throw new Error(`no link of ${of.name}`);
    return seed;
  };

  /** Whether the link that is shown opens the seat and the card that the server has. */
  async function works(of: Person): Promise<boolean> {
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
    const { papers, sides } = await writeMeeting(id, secret, draft);
    server.stored = {
      over: false,
      papers,
      sides: sides.map((side) => ({
        ...side,
        seats: side.seats.map((one) => ({ id: one.id, revoked: false, present: one.id === robin.id })),
      })),
    };
    for (const one of sides.flatMap((side) => side.seats)) server.take(one);
    invitations = await other();
  });

  it('finds everything from the organiser’s secret alone', async () => {
    expect(invitations.meeting).toMatchObject({ title: 'Harbour dues', over: false });
    expect(seat(robin)).toMatchObject({ ...robin, generation: 0, withdrawn: false, present: true });
    expect([...invitations.links.keys()]).toEqual([robin.id, alex.id, kim.id]);
    for (const one of [robin, alex, kim]) expect(await works(one)).toBe(true);
    expect(invitations.present).toBe(1);
  });

  it('renews a link: another seed, whose hash and card the server has', async () => {
    const before = invitations.links.get(kim.id);
    expect(await invitations.renew(ridge, seat(kim))).toBe(true);
    expect(invitations.links.get(kim.id)).not.toBe(before);
    expect(await works(kim)).toBe(true);
    expect(seat(kim).generation).toBe(1);
  });

  it('says in the charter, too, that a withdrawn link is void', async () => {
    await invitations.revoke(harbour, seat(alex));
    expect(server.papers(harbour).version).toBe(2);
    expect(server.papers(ridge).version).toBe(1);
    expect(seat(alex)).toMatchObject({ generation: 0, withdrawn: true });
    expect(server.hashes.has(alex.id)).toBe(false);
  });

  it('has no link for a seat whose link is revoked, until it is renewed', async () => {
    await invitations.revoke(harbour, seat(alex));
    expect(invitations.links.has(alex.id)).toBe(false);
    await invitations.renew(harbour, seat(alex));
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
    server.meanwhile = () => another.renew(ridge, seat(kim));
    expect(await invitations.renew(ridge, seat(kim))).toBe(true);
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

  it('gives somebody another role, by the link that they have', async () => {
    expect(await invitations.change(harbour, { ...alex, name: ' Alex ', role: 'head' })).toBe(true);
    expect(seat(alex)).toMatchObject({ name: 'Alex', role: 'head', first: 'member', generation: 0 });
    expect(await works(alex)).toBe(true);
    const card = await openCard(server.cards.get(alex.id) ?? '', seedInLink(alex), id);
    expect(card?.role).toBe('head');
  });

  it('shows no link that a side made itself, and can make another', async () => {
    const keeper = await organisingKeeper(secret, id, { id: ridge, name: 'Ridge' });
    const side = await openSide(keeper, server.papers(ridge));
    if (side === null) throw new Error('the side does not open');
    const sam = person('Sam');
    const change = await adding(keeper, side, sam, LinkSeed.random());
    if (typeof change === 'string') throw new Error(change);
    await server.change(ridge, change);
    await invitations.refresh();
    expect(seat(sam).name).toBe('Sam');
    expect(invitations.links.has(sam.id)).toBe(false);
    await invitations.renew(ridge, seat(sam));
    expect(await works(sam)).toBe(true);
  });

  it('does not send more text than a side may hold', async () => {
    const long = { title: '😀'.repeat(120), agency: '😀'.repeat(80) };
    for (let i = 0; i < 45; i++) if (!(await invitations.add(ridge, person('😀'.repeat(80), long)))) break;
    expect(invitations.failure?.reason).toBe('tooMuchText');
    const changes = server.changes;
    await invitations.add(ridge, person('😀'.repeat(80), long));
    expect(server.changes).toBe(changes);
  }, 60_000);

  it('does not believe papers that are older, another’s, or of another version than the server says', async () => {
    const old = structuredClone(server.stored);
    await invitations.renew(ridge, seat(kim));
    const current = structuredClone(server.stored);
    const [first, second] = current.sides;
    const [, was] = old.sides;
    if (first === undefined || second === undefined || was === undefined) throw new Error('no sides');
    const papers = second.papers;
    for (const wrong of [
      old,
      { ...current, sides: [first, was] },
      { ...current, sides: [second, first] },
      { ...current, sides: [first] },
      { ...current, sides: [first, { ...second, papers: { ...papers, version: papers.version + 1 } }] },
      { ...current, sides: [first, { ...second, papers: { ...papers, dossier: was.papers.dossier } }] },
      { ...current, sides: [first, { ...second, papers: { ...papers, charter: first.papers.charter } }] },
      { ...current, papers: { ...current.papers, roster: 'AAAA' } },
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
