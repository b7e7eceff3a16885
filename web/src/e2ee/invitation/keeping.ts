import type { Bytes } from '../crypto';
import { makeCard, signName, type Card } from './card';
import {
  admits,
  keeps,
  MAX_FORMER_KEYS,
  MAX_GENERATION,
  MAX_ROLE_CHANGES,
  openCharterPart,
  signCharterPart,
  type CharterSeat,
  type Role,
  type RoleChange,
} from './charter';
import { openDossier, sealDossier } from './dossier';
import {
  fitsRoster,
  openRoster,
  sealRoster,
  signRosterPart,
  verifyRosterPart,
  type RosterSeat,
} from './roster';
import { randomId, type KeeperSecret, type LinkSeed, type OrganiserSecret } from './secrets';

// How a side's roster is kept: by the organiser, and by those of the side who prepare. What comes out is for the server to store: signed,
// sealed, or hashes of what it is never given.

/** By what a side's roster is kept. */
export interface Keeper {
  meeting: string;
  side: { id: string; name: string };
  secret: KeeperSecret;
  organiserKey: Bytes;
  meetingSecret: Bytes;
  rosterKey: Bytes;
}

/** A person's seat, as whoever keeps the roster has it. */
export interface KeptSeat extends RosterSeat, CharterSeat {
  /** By what the seat's card is sealed. */
  cardKey: Bytes;
}

/** A side's people. */
export interface KeptSide {
  version: number;
  seats: readonly KeptSeat[];
  changes: readonly RoleChange[];
}

/** A person, as typed in. */
export interface Person {
  id: string;
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** The ministry or agency that the person is of; may be empty. */
  agency: string;
  role: Role;
}

/** What stands in a meeting for one side. The server keeps it, and can read the charter's part alone. */
export interface SidePapers {
  version: number;
  charter: string;
  roster: string;
  dossier: string;
}

export interface NewSeat {
  id: string;
  admits: boolean;
  keeps: boolean;
  linkHash: string;
  card: string;
}

/** A change of a side's people, as the server is asked for it. */
export type RosterChange =
  | { type: 'addSeat'; papers: SidePapers; seat: NewSeat }
  | { type: 'changeSeat'; papers: SidePapers; seat: string; admits: boolean; keeps: boolean; card: string }
  | { type: 'renewLink'; papers: SidePapers; seat: string; linkHash: string; card: string }
  | { type: 'revokeLink'; papers: SidePapers; seat: string };

/** Why there is nothing to ask for: it is so already; or there would be too much of something. */
export type Unchanged = 'done' | 'tooMuchText' | 'tooManyChanges' | 'tooManyLinks';

/** By a card of somebody who prepares; null for others. */
export function keeperOf(card: Card, meeting: string): Keeper | null {
  const { side, keeper: secret, organiserKey, meetingSecret, rosterKey } = card;
  return secret === null || rosterKey === null
    ? null
    : { meeting, side, secret, organiserKey, meetingSecret, rosterKey };
}

/** The organiser can keep every side's. */
export async function organisingKeeper(
  secret: OrganiserSecret,
  meeting: string,
  side: { id: string; name: string },
): Promise<Keeper> {
  return {
    meeting,
    side: { id: side.id, name: side.name },
    secret: await secret.keeper(side.id),
    organiserKey: (await secret.signatureKeys()).publicKey,
    meetingSecret: await secret.meetingSecret(),
    rosterKey: await secret.rosterKey(),
  };
}

/** Null where the papers are not the side's own, or not of one version. */
export async function openSide(keeper: Keeper, papers: SidePapers): Promise<KeptSide | null> {
  const { meeting, side } = keeper;
  const { publicKey } = await keeper.secret.signatureKeys();
  const charter = await openCharterPart(papers.charter, publicKey, meeting, side.id);
  const signed = await openRoster(papers.roster, keeper.rosterKey, meeting);
  const roster = signed === null ? null : await verifyRosterPart(signed, publicKey, meeting, side.id);
  const dossier = await openDossier(papers.dossier, await keeper.secret.dossierKey(), meeting);
  if (charter === null || roster === null || dossier === null) return null;
  const { version, changes } = charter;
  if ([roster.version, dossier.version, papers.version].some((one) => one !== version)) return null;
  const seats: KeptSeat[] = [];
  for (const [at, seat] of charter.seats.entries()) {
    const named = roster.seats[at];
    const cardKey = dossier.cardKeys.get(seat.id);
    if (named?.id !== seat.id || cardKey === undefined) return null;
    seats.push({ ...seat, ...named, cardKey });
  }
  return seats.length === roster.seats.length ? { version, seats, changes } : null;
}

export async function writeSide(keeper: Keeper, { version, seats, changes }: KeptSide): Promise<SidePapers> {
  const { meeting, rosterKey, side } = keeper;
  const { privateKey } = await keeper.secret.signatureKeys();
  const names = await signRosterPart({ meeting, side: side.id, version, seats }, privateKey);
  const cardKeys = new Map(seats.map((seat) => [seat.id, seat.cardKey]));
  return {
    version,
    charter: await signCharterPart({ meeting, side: side.id, version, seats, changes }, privateKey),
    roster: await sealRoster(names, rosterKey, meeting),
    dossier: await sealDossier({ version, cardKeys }, await keeper.secret.dossierKey(), meeting),
  };
}

/** A seat with its first link. */
export async function seatOfPerson(person: Person, seed: LinkSeed): Promise<KeptSeat> {
  const { id, name, title, agency, role } = person;
  const { key, cardKey } = await keysOf(seed);
  return {
    id,
    name,
    title,
    agency,
    role,
    first: role,
    generation: 0,
    withdrawn: false,
    key,
    former: [],
    cardKey,
  };
}

/** What the server is told of a seat with a new link. */
export async function writeSeat(keeper: Keeper, seat: KeptSeat, seed: LinkSeed): Promise<NewSeat> {
  const { id, role } = seat;
  return {
    id,
    admits: admits(role),
    keeps: keeps(role),
    linkHash: await seed.hash(),
    card: await writeCard(keeper, seat),
  };
}

export async function adding(
  keeper: Keeper,
  side: KeptSide,
  person: Person,
  seed: LinkSeed,
): Promise<RosterChange | Unchanged> {
  if (side.seats.some((one) => one.id === person.id)) return 'done';
  const seat = await seatOfPerson(person, seed);
  const papers = await written(keeper, { ...side, seats: [...side.seats, seat] });
  if (papers === null) return 'tooMuchText';
  return { type: 'addSeat', papers, seat: await writeSeat(keeper, seat, seed) };
}

/** Another name, function, agency or role, for whoever has the seat. */
export async function changing(
  keeper: Keeper,
  side: KeptSide,
  { id, name, title, agency, role }: Person,
): Promise<RosterChange | Unchanged> {
  const before = side.seats.find((one) => one.id === id);
  if (before === undefined) return 'done';
  const seat: KeptSeat = { ...before, name, title, agency, role };
  const isSame = (['name', 'title', 'agency', 'role'] as const).every(
    (field) => before[field] === seat[field],
  );
  if (isSame) return 'done';
  const changes =
    role === before.role ? side.changes : [...side.changes, { stamp: randomId(), seat: id, role }];
  if (changes.length > MAX_ROLE_CHANGES) return 'tooManyChanges';
  const papers = await written(keeper, { ...withSeat(side, seat), changes });
  if (papers === null) return 'tooMuchText';
  const card = await writeCard(keeper, seat);
  return { type: 'changeSeat', papers, seat: id, admits: admits(role), keeps: keeps(role), card };
}

/** @param generation of the link that is to be replaced */
export async function renewing(
  keeper: Keeper,
  side: KeptSide,
  { id, generation }: Pick<KeptSeat, 'id' | 'generation'>,
  seed: LinkSeed,
): Promise<RosterChange | Unchanged> {
  const before = side.seats.find((one) => one.id === id);
  if (before?.generation !== generation) return 'done';
  if (generation === MAX_GENERATION) return 'tooManyLinks';
  const { key, cardKey } = await keysOf(seed);
  const former = [before.key, ...before.former].slice(0, MAX_FORMER_KEYS);
  const seat = { ...before, generation: generation + 1, withdrawn: false, key, former, cardKey };
  const papers = await written(keeper, withSeat(side, seat));
  if (papers === null) return 'tooMuchText';
  const { linkHash, card } = await writeSeat(keeper, seat, seed);
  return { type: 'renewLink', papers, seat: id, linkHash, card };
}

export async function withdrawing(
  keeper: Keeper,
  side: KeptSide,
  id: string,
): Promise<RosterChange | Unchanged> {
  const before = side.seats.find((one) => one.id === id);
  if (before === undefined || before.withdrawn) return 'done';
  const papers = await written(keeper, withSeat(side, { ...before, withdrawn: true }));
  return papers === null ? 'tooMuchText' : { type: 'revokeLink', papers, seat: id };
}

/** Those who could follow where the last head of a side goes; none where somebody else is head. */
export function heirsOf<T extends Pick<KeptSeat, 'id' | 'role' | 'withdrawn'>>(
  seats: readonly T[],
  seat: string,
): T[] {
  const others = seats.filter((one) => one.id !== seat && !one.withdrawn);
  const isHead = seats.some((one) => one.id === seat && one.role === 'head' && !one.withdrawn);
  return isHead && !others.some((one) => one.role === 'head') ? others : [];
}

async function written(keeper: Keeper, side: KeptSide): Promise<SidePapers | null> {
  const version = side.version + 1;
  return fitsRoster({ meeting: keeper.meeting, side: keeper.side.id, version, seats: side.seats })
    ? writeSide(keeper, { ...side, version })
    : null;
}

function withSeat(side: KeptSide, seat: KeptSeat): KeptSide {
  return { ...side, seats: side.seats.map((one) => (one.id === seat.id ? seat : one)) };
}

async function keysOf(seed: LinkSeed): Promise<Pick<KeptSeat, 'key' | 'cardKey'>> {
  return { key: (await seed.invitationKeys()).publicKey, cardKey: await seed.cardKey() };
}

async function writeCard(keeper: Keeper, seat: KeptSeat): Promise<string> {
  const { meeting, side, secret, organiserKey, meetingSecret, rosterKey } = keeper;
  const { id, name, title, agency, role } = seat;
  const { privateKey } = await secret.signatureKeys();
  const named = { meeting, sideId: side.id, sideName: side.name, seatId: id, name, title, agency };
  const card: Card = {
    organiserKey,
    meetingSecret,
    sideSecret: await secret.sideSecret(),
    side,
    seat: { id, name, title, agency },
    role,
    certificate: await signName(named, privateKey),
    rosterKey: keeps(role) ? rosterKey : null,
    keeper: keeps(role) ? secret : null,
  };
  return makeCard(card, seat.cardKey, meeting);
}
