import { padToMultipleOf } from '../crypto';
import { MAX_SEATS, MAX_SIDES, MAX_VERSION, MIN_SIDES } from './charter';
import { areDistinct, countOf, fieldsOf, idOf, labelOf, listOf } from './fields';
import { MAX_AGENCY, MAX_FUNCTION, MAX_NAME, MAX_TITLE } from './labels';
import { openText, sealText } from './sealed';
import { signedChars, signJson, verifyJson } from './signed';

interface RosterSeat {
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

/** The title and everybody's names, signed by the organiser. For those who were let in; the server never sees it. */
export interface Roster {
  meeting: string;
  /** That of the charter which was written with it. */
  version: number;
  title: string;
  sides: readonly RosterSide[];
}

/** Of the signed text: more holds longer names, less lets it be sent as one object in the meeting. */
export const MAX_ROSTER_CHARS = 40_000;

/** The server's limit. */
const MAX_SEALED_CHARS = 128 * 1024;
// Larger hides better how long the names are; smaller saves the server's disk.
const PADDED_TO_BYTES = 2048;
const KIND = 'parley roster';

export function signRoster(roster: Roster, privateKey: Uint8Array): Promise<string> {
  return signJson(KIND, written(roster), privateKey);
}

/** Whether its names are short enough, taken together. */
export function fitsRoster(roster: Roster): boolean {
  return signedChars(written(roster)) <= MAX_ROSTER_CHARS;
}

/** Null where it is not the organiser's for this meeting. */
export async function verifyRoster(
  signed: string,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<Roster | null> {
  const value = await verifyJson(KIND, signed, organiserKey, MAX_ROSTER_CHARS);
  const fields = fieldsOf(value, ['meeting', 'version', 'title', 'sides']);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const title = labelOf(fields?.['title'], MAX_TITLE, true);
  const sides = listOf(fields?.['sides'], MIN_SIDES, MAX_SIDES, sideFrom);
  if (fields?.['meeting'] !== meeting || version === null || title === null || sides === null) return null;
  const seats = sides.flatMap((side) => side.seats);
  const ids = [...sides, ...seats].map((one) => one.id);
  return seats.length <= MAX_SEATS && areDistinct(ids) ? { meeting, version, title, sides } : null;
}

/** @param signed what {@link signRoster} gave */
export function sealRoster(signed: string, rosterKey: Uint8Array, meeting: string): Promise<string> {
  return sealText(KIND, meeting, rosterKey, signed, (bytes) => padToMultipleOf(PADDED_TO_BYTES, bytes));
}

/** The roster, and the signed text by which others can check it; null where it is not the organiser's for this meeting. */
export async function openRoster(
  sealed: string,
  rosterKey: Uint8Array,
  organiserKey: Uint8Array,
  meeting: string,
): Promise<{ roster: Roster; signed: string } | null> {
  const signed = await openText(KIND, meeting, rosterKey, sealed, MAX_SEALED_CHARS);
  const roster = signed === null ? null : await verifyRoster(signed, organiserKey, meeting);
  return signed === null || roster === null ? null : { roster, signed };
}

function written({ meeting, version, title, sides }: Roster): unknown {
  const writtenSides = sides.map((side) => ({
    id: side.id,
    name: side.name,
    seats: side.seats.map((seat) => ({
      id: seat.id,
      name: seat.name,
      title: seat.title,
      agency: seat.agency,
    })),
  }));
  return { meeting, version, title, sides: writtenSides };
}

function sideFrom(value: unknown): RosterSide | null {
  const fields = fieldsOf(value, ['id', 'name', 'seats']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  const seats = listOf(fields?.['seats'], 0, MAX_SEATS, seatFrom);
  return id === null || name === null || seats === null ? null : { id, name, seats };
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
