import { describe, expect, it } from 'vitest';
import { isCertified, openCard } from '../e2ee/invitation/card';
import {
  invitationKeyOf,
  MAX_FORMER_KEYS,
  MAX_ROLE_CHANGES,
  openCharter,
  roleOf,
  seatOf,
  type Charter,
} from '../e2ee/invitation/charter';
import {
  adding,
  changing,
  heirsOf,
  keeperOf,
  openSide,
  organisingKeeper,
  renewing,
  withdrawing,
  type Keeper,
  type KeptSeat,
  type KeptSide,
  type Person,
  type RosterChange,
  type SidePapers,
  type Unchanged,
} from '../e2ee/invitation/keeping';
import { openRoster, verifyRosterBase } from '../e2ee/invitation/roster';
import { LinkSeed, OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import { emptyPerson, type Draft } from './draft';
import { writeMeeting } from './writing';

const meeting = randomId();
const secret = OrganiserSecret.random();

const person = (name: string, more: Partial<Person> = {}): Person => ({ ...emptyPerson(), name, ...more });
const draft: Draft = {
  title: 'Harbour dues',
  sides: ['Harbour', 'Ridge'].map((name) => ({
    id: randomId(),
    name,
    people: [
      person(`Head of ${name}`, { title: 'Chair', agency: 'Quay Agency', role: 'head' }),
      person(`Adviser of ${name}`, { role: 'adviser' }),
    ],
  })),
};
const request = await writeMeeting(meeting, secret, draft);
const { publicKey } = await secret.signatureKeys();
const [harbour, ridge] = [draft.sides[0]?.id ?? '', draft.sides[1]?.id ?? ''];
const [head, adviser] = draft.sides[1]?.people ?? [];
if (head === undefined || adviser === undefined) throw new Error('the draft has nobody');

const papersOf = (side: string): SidePapers => {
  const found = request.sides.find((one) => one.id === side);
  if (found === undefined) throw new Error('no such side');
  return found.papers;
};

/** What the charter says once one side has other papers. */
async function charterWith(side = '', papers?: SidePapers): Promise<Charter | null> {
  const parts = request.sides.map((one) => (one.id === side ? papers : one.papers)?.charter ?? '');
  return openCharter({ base: request.papers.charter, parts }, publicKey, meeting);
}

const keeper = (side: string): Promise<Keeper> =>
  organisingKeeper(secret, meeting, { id: side, name: side === ridge ? 'Ridge' : 'Harbour' });

async function kept(side: string, papers = papersOf(side)): Promise<KeptSide> {
  const opened = await openSide(await keeper(side), papers);
  if (opened === null) throw new Error('the side does not open');
  return opened;
}

function asked(change: RosterChange | Unchanged): RosterChange {
  if (typeof change === 'string') throw new Error(change);
  return change;
}

const seatIn = (side: KeptSide, id: string): KeptSeat => {
  const found = side.seats.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such seat');
  return found;
};

describe('the papers of a meeting', () => {
  it('say the same to all who may read them', async () => {
    const charter = await charterWith();
    const signed = await openRoster(request.papers.roster, await secret.rosterKey(), meeting);
    const base = await verifyRosterBase(signed ?? '', publicKey, meeting);
    expect(base).toMatchObject({ title: 'Harbour dues', sides: [{ name: 'Harbour' }, { name: 'Ridge' }] });
    const side = await kept(ridge);
    expect(side.seats.map(({ id, name, role }) => ({ id, name, role }))).toEqual(
      [head, adviser].map(({ id, name, role }) => ({ id, name, role })),
    );
    expect(charter?.version).toBe(2);
    expect(charter?.sides.map((one) => one.seats.length)).toEqual([2, 2]);
  });

  it('open for a side’s own keeper alone, and as one', async () => {
    expect(await openSide(await keeper(harbour), papersOf(ridge))).toBeNull();
    const papers = papersOf(ridge);
    const added = asked(
      await adding(await keeper(ridge), await kept(ridge), person('Sam'), LinkSeed.random()),
    );
    for (const mixed of [
      { ...papers, version: 2 },
      { ...papers, roster: added.papers.roster },
      { ...papers, dossier: added.papers.dossier },
      { ...papers, charter: added.papers.charter },
      { ...added.papers, dossier: papers.dossier },
      { ...papers, roster: papersOf(harbour).roster },
    ])
      expect(await openSide(await keeper(ridge), mixed)).toBeNull();
    expect(await openSide(await keeper(ridge), added.papers)).not.toBeNull();
  });

  it('let a link open its own card alone', async () => {
    const [, written] = request.sides[1]?.seats ?? [];
    const seed = await secret.linkSeed(adviser.id, 0);
    expect(written).toMatchObject({ admits: false, keeps: false, linkHash: await seed.hash() });
    const card = await openCard(written?.card ?? '', seed, meeting);
    expect(card).toMatchObject({ role: 'adviser', rosterKey: null, keeper: null });
    expect(card?.sideSecret).toEqual(await (await secret.keeper(ridge)).sideSecret());
    expect(await openCard(written?.card ?? '', await secret.linkSeed(adviser.id, 1), meeting)).toBeNull();
  });

  it('tell the server no secret, no name and no title', () => {
    const sent = JSON.stringify(request);
    const plain = request.sides.map((side) =>
      atob(side.papers.charter.replaceAll('-', '+').replaceAll('_', '/').split('.')[0] ?? ''),
    );
    for (const hidden of ['Harbour', 'Ridge', 'Adviser', 'Chair', 'Quay Agency', secret.reveal()])
      expect(sent + plain.join()).not.toContain(hidden);
    expect(plain.join()).toContain('"role":"adviser"');
  });
});

describe('a side that keeps its own roster', () => {
  /** By the card of its head, without the organiser. */
  async function own(): Promise<Keeper> {
    const seed = await secret.linkSeed(head?.id ?? '', 0);
    const card = await openCard(request.sides[1]?.seats[0]?.card ?? '', seed, meeting);
    const found = card === null ? null : keeperOf(card, meeting);
    if (found === null) throw new Error('the head keeps no roster');
    return found;
  }

  it('adds somebody, whose link opens a certified card', async () => {
    const [one, seed] = [person('Sam', { agency: 'Quay Agency' }), LinkSeed.random()];
    const change = asked(await adding(await own(), await kept(ridge), one, seed));
    if (change.type !== 'addSeat') throw new Error(change.type);
    expect(change.seat).toMatchObject({
      id: one.id,
      admits: false,
      keeps: false,
      linkHash: await seed.hash(),
    });
    const charter = await charterWith(ridge, change.papers);
    const card = await openCard(change.seat.card, seed, meeting);
    if (card === null || charter === null) throw new Error('they do not open');
    expect(await isCertified(card, charter)).toBe(true);
    expect(card.seat).toMatchObject({ name: 'Sam', agency: 'Quay Agency' });
    expect(charter.version).toBe(3);
    const again = await kept(ridge, change.papers);
    expect(again.seats.length).toBe(3);
    expect(await adding(await own(), again, one, seed)).toBe('done');
    // The organiser did not make the link, and so does not have it.
    const derived = await (await secret.linkSeed(one.id, 0)).invitationKeys();
    expect(seatIn(again, one.id).key).not.toEqual(derived.publicKey);
  });

  it('changes nothing of another side', async () => {
    const change = asked(await adding(await own(), await kept(ridge), person('Sam'), LinkSeed.random()));
    expect(await charterWith(harbour, change.papers)).toBeNull();
  });

  it('names another head, who then has all that a head needs', async () => {
    const before = await kept(ridge);
    const change = asked(
      await changing(await own(), before, { ...seatIn(before, adviser.id), role: 'head' }),
    );
    if (change.type !== 'changeSeat') throw new Error(change.type);
    expect(change).toMatchObject({ seat: adviser.id, admits: true, keeps: true });
    const charter = await charterWith(ridge, change.papers);
    expect(charter && roleOf(charter, adviser.id)).toBe('head');
    expect(charter && seatOf(charter, adviser.id)?.first).toBe('adviser');
    // By the link that the person has already.
    const card = await openCard(change.card, await secret.linkSeed(adviser.id, 0), meeting);
    expect(card?.role).toBe('head');
    expect(card && keeperOf(card, meeting)).not.toBeNull();
    const after = await kept(ridge, change.papers);
    expect(after.changes.length).toBe(1);
    expect(await changing(await own(), after, seatIn(after, adviser.id))).toBe('done');
  });

  it('writes no role down for another name', async () => {
    const before = await kept(ridge);
    const renamed = { ...seatIn(before, adviser.id), name: 'Alex' };
    const change = asked(await changing(await own(), before, renamed));
    expect((await kept(ridge, change.papers)).changes).toEqual([]);
    expect(seatIn(await kept(ridge, change.papers), adviser.id).name).toBe('Alex');
  });

  it('renews a link: the one before is void, and still known', async () => {
    const [before, seed] = [await kept(ridge), LinkSeed.random()];
    const change = asked(await renewing(await own(), before, seatIn(before, adviser.id), seed));
    if (change.type !== 'renewLink') throw new Error(change.type);
    const charter = await charterWith(ridge, change.papers);
    if (charter === null) throw new Error('it does not open');
    expect(invitationKeyOf(charter, adviser.id, 1)).toEqual((await seed.invitationKeys()).publicKey);
    expect(invitationKeyOf(charter, adviser.id, 0)).toEqual(seatIn(before, adviser.id).key);
    expect(await openCard(change.card, seed, meeting)).not.toBeNull();
    const after = await kept(ridge, change.papers);
    expect(await renewing(await own(), after, seatIn(before, adviser.id), seed)).toBe('done');
  });

  it('knows so many links of somebody, and no more', async () => {
    let side = await kept(ridge);
    for (let links = 0; links < MAX_FORMER_KEYS + 2; links++) {
      const change = asked(await renewing(await own(), side, seatIn(side, adviser.id), LinkSeed.random()));
      side = await kept(ridge, change.papers);
    }
    expect(seatIn(side, adviser.id).former.length).toBe(MAX_FORMER_KEYS);
    const last = { ...side, seats: side.seats.map((seat) => ({ ...seat, generation: 99 })) };
    expect(await renewing(await own(), last, seatIn(last, adviser.id), LinkSeed.random())).toBe(
      'tooManyLinks',
    );
  });

  it('withdraws a link, and says so in the charter', async () => {
    const change = asked(await withdrawing(await own(), await kept(ridge), adviser.id));
    expect(change).toMatchObject({ type: 'revokeLink', seat: adviser.id });
    const charter = await charterWith(ridge, change.papers);
    expect(charter && seatOf(charter, adviser.id)?.withdrawn).toBe(true);
    expect(await withdrawing(await own(), await kept(ridge, change.papers), adviser.id)).toBe('done');
  });

  it('has its limits', async () => {
    const side = await kept(ridge);
    const long = { ...side, seats: Array.from({ length: 60 }, () => seatIn(side, adviser.id)) };
    const longest = person('😀'.repeat(80), { title: '😀'.repeat(120) });
    const seats = long.seats.map((seat) => ({ ...seat, name: '😀'.repeat(80), title: '😀'.repeat(120) }));
    expect(await adding(await own(), { ...long, seats }, longest, LinkSeed.random())).toBe('tooMuchText');
    const changes = Array.from({ length: MAX_ROLE_CHANGES }, () => ({
      stamp: randomId(),
      seat: adviser.id,
      role: 'head' as const,
    }));
    const changed = { ...seatIn(side, adviser.id), role: 'deputy' as const };
    expect(await changing(await own(), { ...side, changes }, changed)).toBe('tooManyChanges');
  });
});

describe('who could follow a head', () => {
  const seat = (id: string, role: Person['role'], withdrawn = false) => ({ id, role, withdrawn });

  it('is anybody else of the side that is still invited, where nobody else is head', () => {
    const side = [seat('a', 'head'), seat('b', 'adviser'), seat('c', 'member', true)];
    expect(heirsOf(side, 'a').map(({ id }) => id)).toEqual(['b']);
    expect(heirsOf(side, 'b')).toEqual([]);
    expect(heirsOf([...side, seat('d', 'head')], 'a')).toEqual([]);
    expect(heirsOf([...side, seat('d', 'head', true)], 'a').map(({ id }) => id)).toEqual(['b']);
  });
});
