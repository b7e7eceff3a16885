import { padToMultipleOf } from '../crypto';
import { isRole, MAX_GENERATION, MAX_SEATS, MAX_SIDES, MAX_VERSION, MIN_SIDES, type Role } from './charter';
import { areDistinct, countOf, fieldsOf, idOf, labelOf, listOf, parseJson } from './fields';
import { MAX_AGENCY, MAX_FUNCTION, MAX_NAME, MAX_TITLE } from './labels';
import { openText, sealText } from './sealed';

export interface DossierSeat {
  id: string;
  name: string;
  title: string;
  agency: string;
  role: Role;
  /** Of the link that counts now. Kept here, so that no server can bring an old link back. */
  generation: number;
}

export interface DossierSide {
  id: string;
  name: string;
  seats: readonly DossierSeat[];
}

/** What the organiser's page needs to show a meeting again and to change it. Nobody else can read it. */
export interface Dossier {
  version: number;
  title: string;
  sides: readonly DossierSide[];
}

/** The server's limit. */
const MAX_CHARS = 128 * 1024;
// Larger hides better how long the names are; smaller saves the server's disk.
const PADDED_TO_BYTES = 2048;
const KIND = 'parley dossier';

export function sealDossier(dossier: Dossier, dossierKey: Uint8Array, meeting: string): Promise<string> {
  const { version, title, sides } = dossier;
  const written = sides.map((side) => ({
    id: side.id,
    name: side.name,
    seats: side.seats.map((seat) => ({
      id: seat.id,
      name: seat.name,
      title: seat.title,
      agency: seat.agency,
      role: seat.role,
      generation: seat.generation,
    })),
  }));
  return sealText(KIND, meeting, dossierKey, JSON.stringify({ version, title, sides: written }), (bytes) =>
    padToMultipleOf(PADDED_TO_BYTES, bytes),
  );
}

/** Null where it is not the organiser's for this meeting. */
export async function openDossier(
  sealed: string,
  dossierKey: Uint8Array,
  meeting: string,
): Promise<Dossier | null> {
  const json = await openText(KIND, meeting, dossierKey, sealed, MAX_CHARS);
  const fields = json === null ? null : fieldsOf(parseJson(json), ['version', 'title', 'sides']);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const title = labelOf(fields?.['title'], MAX_TITLE, true);
  const sides = listOf(fields?.['sides'], MIN_SIDES, MAX_SIDES, sideFrom);
  if (version === null || title === null || sides === null) return null;
  const seats = sides.flatMap((side) => side.seats);
  const ids = [...sides, ...seats].map((one) => one.id);
  return seats.length <= MAX_SEATS && areDistinct(ids) ? { version, title, sides } : null;
}

function sideFrom(value: unknown): DossierSide | null {
  const fields = fieldsOf(value, ['id', 'name', 'seats']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  const seats = listOf(fields?.['seats'], 0, MAX_SEATS, seatFrom);
  return id === null || name === null || seats === null ? null : { id, name, seats };
}

function seatFrom(value: unknown): DossierSeat | null {
  const fields = fieldsOf(value, ['id', 'name', 'title', 'agency', 'role', 'generation']);
  const id = idOf(fields?.['id']);
  const name = labelOf(fields?.['name'], MAX_NAME, true);
  const title = labelOf(fields?.['title'], MAX_FUNCTION, false);
  const agency = labelOf(fields?.['agency'], MAX_AGENCY, false);
  const role = fields?.['role'];
  const generation = countOf(fields?.['generation'], 0, MAX_GENERATION);
  if (id === null || name === null || title === null || agency === null) return null;
  if (!isRole(role) || generation === null) return null;
  return { id, name, title, agency, role, generation };
}
