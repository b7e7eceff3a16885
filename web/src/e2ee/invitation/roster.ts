import { padToMultipleOf } from '../crypto';
import { MAX_SEATS, MAX_SIDES, MAX_VERSION, MIN_SIDES } from './charter';
import { areDistinct, countOf, fieldsOf, idOf, labelOf, listOf } from './fields';
import { MAX_AGENCY, MAX_FUNCTION, MAX_NAME, MAX_TITLE } from './labels';
import { openText, sealText } from './sealed';
import { signedChars, signJson, verifyJson } from './signed';

/** Who somebody is. */
export interface RosterSeat {
  id: string;
  /** The person's. */
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** The ministry or agency that the person is of; may be empty. */
  agency: string;
}

export interface RosterSide {
  id: string;
  name: string;
  seats: readonly RosterSeat[];
}

/** The title, and the sides' names. Signed by the organiser, once and for all. */
export interface RosterBase {
  meeting: string;
  title: string;
  sides: readonly { id: string; name: string }[];
}

/** The names of one side's people, signed by whoever keeps its roster. */
export interface RosterPart {
  meeting: string;
  side: string;
  /** That of the charter's part which was written with it. */
  version: number;
  seats: readonly RosterSeat[];
}

/** The title and everybody's names. For those who were let in; the server never sees it. */
export interface Roster {
  meeting: string;
  title: string;
  sides: readonly RosterSide[];
}

/** Of a signed text: more holds longer names, less lets it be sent as one object in the meeting. */
export const MAX_ROSTER_CHARS = 60_000;

/** The server's limit. */
const MAX_SEALED_CHARS = 96 * 1024;
// Larger hides better how long the names are; smaller saves the server's disk.
const PADDED_TO_BYTES = 2048;
const KIND = 'parley roster sides';
const PART_KIND = 'parley roster names';

export function signRosterBase(
  { meeting, title, sides }: RosterBase,
  organiserKey: Uint8Array,
): Promise<string> {
  const written = sides.map(({ id, name }) => ({ id, name }));
  return signJson(KIND, { meeting, title, sides: written }, organiserKey);
}

export function signRosterPart(part: RosterPart, keeperKey: Uint8Array): Promise<string> {
  return signJson(PART_KIND, writtenPart(part), keeperKey);
}

/** Whether a side's names are short enough, taken together. */
export function fitsRoster(part: RosterPart): boolean {
  return signedChars(writtenPart(part)) <= MAX_ROSTER_CHARS;
}

/** Null where it is not the organiser's for this meeting. */
export async function verifyRosterBase(
  signed: string,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<RosterBase | null> {
  const value = await verifyJson(KIND, signed, organiserKey, MAX_ROSTER_CHARS);
  const fields = fieldsOf(value, ['meeting', 'title', 'sides']);
  const title = labelOf(fields?.['title'], MAX_TITLE, true);
  const sides = listOf(fields?.['sides'], MIN_SIDES, MAX_SIDES, sideFrom);
  if (fields?.['meeting'] !== meeting || title === null || sides === null) return null;
  return areDistinct(sides.map((side) => side.id)) ? { meeting, title, sides } : null;
}

/** Null where it is not the side's own for this meeting. */
export async function verifyRosterPart(
  signed: string,
  keeperKey: Uint8Array,
  meeting: string,
  side: string,
): Promise<RosterPart | null> {
  const value = await verifyJson(PART_KIND, signed, keeperKey, MAX_ROSTER_CHARS);
  const fields = fieldsOf(value, ['meeting', 'side', 'version', 'seats']);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const seats = listOf(fields?.['seats'], 0, MAX_SEATS, seatFrom);
  if (fields?.['meeting'] !== meeting || fields['side'] !== side) return null;
  if (version === null || seats === null) return null;
  return areDistinct(seats.map((seat) => seat.id)) ? { meeting, side, version, seats } : null;
}

/** @param signed what {@link signRosterBase} or {@link signRosterPart} gave */
export function sealRoster(signed: string, rosterKey: Uint8Array, meeting: string): Promise<string> {
  return sealText(KIND, meeting, rosterKey, signed, (bytes) => padToMultipleOf(PADDED_TO_BYTES, bytes));
}

/** The signed text, still to be verified; null where it was not sealed under this key for this meeting. */
export function openRoster(sealed: string, rosterKey: Uint8Array, meeting: string): Promise<string | null> {
  return openText(KIND, meeting, rosterKey, sealed, MAX_SEALED_CHARS);
}

/** The whole: of a side whose part one does not have, nobody is in it. */
export function rosterOf(
  { meeting, title, sides }: RosterBase,
  parts: ReadonlyMap<string, RosterPart>,
): Roster {
  return {
    meeting,
    title,
    sides: sides.map((side) => ({ ...side, seats: parts.get(side.id)?.seats ?? [] })),
  };
}

function writtenPart({ meeting, side, version, seats }: RosterPart): unknown {
  const written = seats.map(({ id, name, title, agency }) => ({ id, name, title, agency }));
  return { meeting, side, version, seats: written };
}

function sideFrom(value: unknown): RosterBase['sides'][number] | null {
  const fields = fieldsOf(value, ['id', 'name']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  return id === null || name === null ? null : { id, name };
}

function seatFrom(value: unknown): RosterSeat | null {
  const fields = fieldsOf(value, ['id', 'name', 'title', 'agency']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  const title = labelOf(fields?.['title'], MAX_FUNCTION, false);
  const agency = labelOf(fields?.['agency'], MAX_AGENCY, false);
  return id === null || name === null || title === null || agency === null
    ? null
    : { id, name, title, agency };
}
