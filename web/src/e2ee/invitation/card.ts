import { concat, encodeBase64Url, utf8 } from '../bytes';
import { padTo, sign, verify, type Bytes } from '../crypto';
import { isRole, keeps, type Charter, type Role } from './charter';
import { bytesOf, fieldsOf, idOf, labelOf, parseJson } from './fields';
import { MAX_AGENCY, MAX_FUNCTION, MAX_NAME } from './labels';
import { openText, sealText } from './sealed';
import { KeeperSecret, type LinkSeed } from './secrets';

/** What the holder of a link has to know, sealed so that the link alone opens it. */
export interface Card {
  /** Ed25519; proves which sides there are, and who keeps the roster of each. */
  organiserKey: Bytes;
  /** Everyone invited to the meeting has it. */
  meetingSecret: Bytes;
  /** Everyone invited for the side has it. */
  sideSecret: Bytes;
  side: { id: string; name: string };
  seat: { id: string; name: string; title: string; agency: string };
  role: Role;
  /** The signature of who one is, by the keeper of the side's roster; see {@link verifyName}. */
  certificate: Bytes;
  /** Opens the roster: for those alone who keep the side's own. */
  rosterKey: Bytes | null;
  /** By what that is kept: for the same. */
  keeper: KeeperSecret | null;
}

/** Who somebody is, as the keeper of the side's roster vouches for it. */
export interface Named {
  meeting: string;
  sideId: string;
  sideName: string;
  seatId: string;
  name: string;
  title: string;
  agency: string;
}

/** The server's limit. */
const MAX_CHARS = 4 * 1024;
/** The longest names fit, in four bytes a character. All cards are of one size, so that they tell nothing of a name. */
const PADDED_BYTES = 2304;
const SECRET_BYTES = 32;
const SIGNATURE_BYTES = 64;
const KIND = 'parley card';

/** The keeper's signature of who somebody is. */
export function signName(named: Named, keeperKey: Uint8Array): Promise<Bytes> {
  return sign(keeperKey, namePart(named));
}

/** Whether the keeper of the side's roster vouches for it. */
export function verifyName(named: Named, certificate: Uint8Array, keeperKey: Uint8Array): Promise<boolean> {
  return verify(keeperKey, namePart(named), certificate);
}

/** @param cardKey of the seat's link */
export function makeCard(card: Card, cardKey: Uint8Array, meeting: string): Promise<string> {
  const written = {
    organiserKey: encodeBase64Url(card.organiserKey),
    meetingSecret: encodeBase64Url(card.meetingSecret),
    sideSecret: encodeBase64Url(card.sideSecret),
    side: { id: card.side.id, name: card.side.name },
    seat: { id: card.seat.id, name: card.seat.name, title: card.seat.title, agency: card.seat.agency },
    role: card.role,
    certificate: encodeBase64Url(card.certificate),
    rosterKey: card.rosterKey === null ? null : encodeBase64Url(card.rosterKey),
    keeper: card.keeper === null ? null : encodeBase64Url(card.keeper.reveal()),
  };
  return sealText(KIND, meeting, cardKey, JSON.stringify(written), (bytes) => padTo(PADDED_BYTES, bytes));
}

/** Null where it was not made for this link and meeting. Whether it {@link isCertified} is still to be seen. */
export async function openCard(text: string, seed: LinkSeed, meeting: string): Promise<Card | null> {
  const json = await openText(KIND, meeting, await seed.cardKey(), text, MAX_CHARS);
  return json === null ? null : cardFrom(parseJson(json));
}

/** Whether the keeper of the side's roster, as the charter says who that is, signed what a card says of its holder. */
export async function isCertified(card: Card, { meeting, sides }: Charter): Promise<boolean> {
  const side = sides.find((one) => one.id === card.side.id);
  return side !== undefined && (await verifyName(namedOf(card, meeting), card.certificate, side.keeper));
}

/** Who the holder of a card is. */
export function namedOf({ side, seat }: Pick<Card, 'side' | 'seat'>, meeting: string): Named {
  return {
    meeting,
    sideId: side.id,
    sideName: side.name,
    seatId: seat.id,
    name: seat.name,
    title: seat.title,
    agency: seat.agency,
  };
}

function cardFrom(value: unknown): Card | null {
  const fields = fieldsOf(value, [
    'organiserKey',
    'meetingSecret',
    'sideSecret',
    'side',
    'seat',
    'role',
    'certificate',
    'rosterKey',
    'keeper',
  ]);
  const organiserKey = bytesOf(fields?.['organiserKey'], SECRET_BYTES);
  const meetingSecret = bytesOf(fields?.['meetingSecret'], SECRET_BYTES);
  const sideSecret = bytesOf(fields?.['sideSecret'], SECRET_BYTES);
  const certificate = bytesOf(fields?.['certificate'], SIGNATURE_BYTES);
  if (organiserKey === null || meetingSecret === null || sideSecret === null || certificate === null)
    return null;
  const side = sideFrom(fields?.['side']);
  const seat = seatFrom(fields?.['seat']);
  const role = fields?.['role'];
  if (side === null || seat === null || !isRole(role)) return null;
  const rosterKey = bytesOf(fields?.['rosterKey'], SECRET_BYTES);
  const secret = bytesOf(fields?.['keeper'], SECRET_BYTES);
  const hasAll = rosterKey !== null && secret !== null;
  const hasNone = fields?.['rosterKey'] === null && fields['keeper'] === null;
  if (keeps(role) ? !hasAll : !hasNone) return null;
  const keeper = secret === null ? null : new KeeperSecret(secret);
  return { organiserKey, meetingSecret, sideSecret, side, seat, role, certificate, rosterKey, keeper };
}

function sideFrom(value: unknown): Card['side'] | null {
  const fields = fieldsOf(value, ['id', 'name']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  return id === null || name === null ? null : { id, name };
}

function seatFrom(value: unknown): Card['seat'] | null {
  const fields = fieldsOf(value, ['id', 'name', 'title', 'agency']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  const title = labelOf(fields?.['title'], MAX_FUNCTION, false);
  const agency = labelOf(fields?.['agency'], MAX_AGENCY, false);
  return id === null || name === null || title === null || agency === null
    ? null
    : { id, name, title, agency };
}

/** JSON of a list has one form alone, whatever the texts hold. */
function namePart(named: Named): Bytes {
  const { meeting, sideId, sideName, seatId, name, title, agency } = named;
  return concat(
    utf8('parley name\0'),
    utf8(JSON.stringify([meeting, sideId, sideName, seatId, name, title, agency])),
  );
}

/** Whether both name a person alike. */
export function isSameName(one: Card, other: Card): boolean {
  return (['name', 'title', 'agency'] as const).every((field) => one.seat[field] === other.seat[field]);
}
