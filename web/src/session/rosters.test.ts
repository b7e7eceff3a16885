import { beforeAll, describe, expect, it } from 'vitest';
import { openCard, type Card } from '../e2ee/invitation/card';
import { openCharter, type Charter } from '../e2ee/invitation/charter';
import {
  adding,
  changing,
  keeperOf,
  openSide,
  organisingKeeper,
  withdrawing,
  type Keeper,
  type KeptSide,
  type SidePapers,
} from '../e2ee/invitation/keeping';
import { signRosterPart } from '../e2ee/invitation/roster';
import { LinkSeed, OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import type { Payload } from '../e2ee/log/payload';
import { emptyPerson, type Draft } from '../organise/draft';
import { writeMeeting } from '../organise/writing';
import type { ClientMessage, SidePart } from '../signalling/messages';
import { RosterKeeping } from './roster-keeping.svelte';
import { Rosters } from './rosters';

const meeting = randomId();
const secret = OrganiserSecret.random();
const person = (name: string) => ({ ...emptyPerson(), name });
const draft: Draft = {
  title: 'Harbour dues',
  sides: ['Harbour', 'Ridge'].map((name) => ({
    id: randomId(),
    name,
    people: [{ ...person(`Head of ${name}`), role: 'head' }, person(`Member of ${name}`)],
  })),
};
const [harbour, ridge] = [draft.sides[0]?.id ?? '', draft.sides[1]?.id ?? ''];

let base: { charter: string; roster: string };
let first: SidePart[];
let charter: Charter;
let head: Card;
let member: Card;

beforeAll(async () => {
  const request = await writeMeeting(meeting, secret, draft);
  base = request.papers;
  first = request.sides.map((side) => ({ side: side.id, ...side.papers }));
  charter = await charterOf(first);
  const cards = await Promise.all(
    (request.sides[0]?.seats ?? []).map(async (seat) =>
      openCard(seat.card, await secret.linkSeed(seat.id, 0), meeting),
    ),
  );
  if (!cards[0] || !cards[1]) throw new Error('the cards do not open');
  [head, member] = [cards[0], cards[1]];
});

async function charterOf(parts: readonly SidePart[]): Promise<Charter> {
  const texts = { base: base.charter, parts: parts.map((part) => part.charter) };
  const opened = await openCharter(texts, (await secret.signatureKeys()).publicKey, meeting);
  if (opened === null) throw new Error('the charter does not open');
  return opened;
}

/** The second side's part, with one more of its people. */
async function withOneMore(name: string): Promise<SidePart[]> {
  const keeper = await organisingKeeper(secret, meeting, { id: ridge, name: 'Ridge' });
  const side = await openSide(keeper, first[1] as SidePapers);
  if (side === null) throw new Error('the side does not open');
  const change = await adding(keeper, side, person(name), LinkSeed.random());
  if (typeof change === 'string') throw new Error(change);
  return [first[0] as SidePart, { side: ridge, ...change.papers }];
}

async function holder(parts = first, of = charter): Promise<Rosters> {
  const rosters = new Rosters(meeting);
  await rosters.take(head, of, base.roster, parts);
  return rosters;
}

async function reader(): Promise<Rosters> {
  const rosters = new Rosters(meeting);
  await rosters.take(
    member,
    charter,
    '',
    first.map((part) => ({ ...part, roster: '', dossier: '' })),
  );
  return rosters;
}

async function tell(to: Rosters, payloads: readonly Payload[]): Promise<void> {
  for (const payload of payloads)
    if (payload.type === 'roster' || payload.type === 'roster.part') await to.written(payload);
}

describe('the names', () => {
  it('are handed to who keeps a roster, and told by them to all who are let in', async () => {
    const [from, to] = [await holder(), await reader()];
    expect(from.handed?.sides.map((side) => side.seats.length)).toEqual([2, 2]);
    expect([to.handed, to.told, to.names]).toEqual([null, null, '']);
    const payloads = from.untold();
    expect(payloads.map((payload) => payload.type)).toEqual(['roster', 'roster.part', 'roster.part']);
    await tell(to, payloads.slice(0, 2));
    expect(to.told, 'before all sides are there').toBeNull();
    await tell(to, payloads);
    expect(to.told).toEqual(from.handed);
    expect(to.names.split('\n').length).toBe(3);
  });

  it('are told once, and after a change the part that changed alone', async () => {
    const [from, to] = [await holder(), await reader()];
    const payloads = from.untold();
    expect(from.untold()).toEqual([]);
    await tell(from, payloads);
    await tell(to, payloads);
    from.restarted();
    expect(from.untold(), 'all stands in the log').toEqual([]);
    const changed = await withOneMore('Sam');
    await from.take(head, await charterOf(changed), base.roster, changed);
    const news = from.untold();
    expect(news).toMatchObject([{ type: 'roster.part', side: ridge }]);
    await tell(to, news);
    expect(to.told?.sides[1]?.seats.map((seat) => seat.name)).toContain('Sam');
    // An older one, told again, takes nobody away.
    await tell(to, payloads);
    expect(to.told?.sides[1]?.seats.length).toBe(3);
  });

  it('are believed of a side from its own keeper alone', async () => {
    const [from, to] = [await holder(), await reader()];
    await tell(to, from.untold());
    const names = to.names;
    const { privateKey } = await (await secret.keeper(harbour)).signatureKeys();
    const seats = [{ id: randomId(), name: 'Nobody', title: '', agency: '' }];
    const forged = await signRosterPart({ meeting, side: ridge, version: 9, seats }, privateKey);
    await tell(to, [
      { type: 'roster.part', side: ridge, signed: forged },
      { type: 'roster.part', side: randomId(), signed: forged },
      { type: 'roster', signed: forged },
    ]);
    expect(to.names).toBe(names);
  });
});

describe('keeping a roster from a page', () => {
  interface Kept {
    keeping: RosterKeeping;
    sent: ClientMessage[];
  }

  async function page(card: Card): Promise<Kept> {
    const sent: ClientMessage[] = [];
    const keeping = new RosterKeeping((message) => sent.push(message));
    await keeping.take(keeperOf(card, meeting), first[0] as SidePapers);
    return { keeping, sent };
  }

  const sentOne = async (sent: readonly ClientMessage[]): Promise<ClientMessage> => {
    for (let tries = 0; sent.length === 0 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const [one] = sent;
    if (one === undefined) throw new Error('nothing was sent');
    return one;
  };

  it('asks the server, and gives the link once it is made', async () => {
    const { keeping, sent } = await page(head);
    expect(keeping.side?.seats.length).toBe(2);
    const adding = keeping.add(person('Sam'));
    const asked = await sentOne(sent);
    expect(asked).toMatchObject({ type: 'addSeat', papers: { version: 2 } });
    expect(keeping.busy).toBe(true);
    expect(await keeping.add(person('Lee')), 'one at a time').toBeNull();
    keeping.receive({ type: 'kept', version: 2 });
    const seed = await adding;
    expect(asked.type === 'addSeat' && asked.seat.linkHash).toBe(await seed?.hash());
    expect([keeping.busy, keeping.failure]).toEqual([false, null]);
  });

  it('says why not: the server’s word, or that it is not reached', async () => {
    const { keeping, sent } = await page(head);
    const id = keeping.side?.seats[1]?.id ?? '';
    const refused = keeping.withdraw(id);
    await sentOne(sent);
    keeping.receive({ type: 'notKept', why: 'stale' });
    expect([await refused, keeping.failure]).toEqual([false, 'stale']);
    sent.length = 0;
    const second = keeping.withdraw(id);
    await sentOne(sent);
    keeping.disconnected();
    expect([await second, keeping.failure]).toEqual([false, 'unreachable']);
  });

  it('keeps what it had where new papers do not open', async () => {
    const { keeping } = await page(head);
    await keeping.take(keeperOf(head, meeting), first[1] as SidePapers);
    expect(keeping.side?.seats.map((seat) => seat.name)).toEqual(['Head of Harbour', 'Member of Harbour']);
    await keeping.take(null, first[0] as SidePapers);
    expect(keeping.side).toBeNull();
  });

  it('is nothing for a member', async () => {
    const { keeping, sent } = await page(member);
    expect(keeping.side).toBeNull();
    expect(await keeping.add(person('Sam'))).toBeNull();
    expect(sent).toEqual([]);
  });

  it('comes to what the side then is', async () => {
    const keeper = keeperOf(head, meeting) as Keeper;
    let side = (await openSide(keeper, first[0] as SidePapers)) as KeptSide;
    const id = side.seats[1]?.id ?? '';
    const promoted = await changing(keeper, side, { ...side.seats[1], id, role: 'head' } as never);
    if (typeof promoted === 'string') throw new Error(promoted);
    side = (await openSide(keeper, promoted.papers)) as KeptSide;
    const gone = await withdrawing(keeper, side, side.seats[0]?.id ?? '');
    if (typeof gone === 'string') throw new Error(gone);
    side = (await openSide(keeper, gone.papers)) as KeptSide;
    expect(side.seats.map(({ role, withdrawn }) => [role, withdrawn])).toEqual([
      ['head', true],
      ['head', false],
    ]);
  });
});
