import { encodeBase64Url } from '../bytes';
import { padToMultipleOf, type Bytes } from '../crypto';
import { MAX_SEATS, MAX_VERSION } from './charter';
import { areDistinct, bytesOf, countOf, fieldsOf, idOf, listOf, parseJson } from './fields';
import { openText, sealText } from './sealed';

/** What those need who keep a side's roster, and nobody else may have: by what the cards of its seats are sealed. */
export interface Dossier {
  /** That of the charter's part which was written with it. */
  version: number;
  /** By seat. */
  cardKeys: ReadonlyMap<string, Bytes>;
}

/** The server's limit. */
const MAX_CHARS = 32 * 1024;
const KEY_BYTES = 32;
// Larger hides better how many there are; smaller saves the server's disk.
const PADDED_TO_BYTES = 2048;
const KIND = 'parley dossier keys';

export function sealDossier(
  { version, cardKeys }: Dossier,
  dossierKey: Uint8Array,
  meeting: string,
): Promise<string> {
  const cards = [...cardKeys].map(([seat, key]) => ({ seat, key: encodeBase64Url(key) }));
  return sealText(KIND, meeting, dossierKey, JSON.stringify({ version, cards }), (bytes) =>
    padToMultipleOf(PADDED_TO_BYTES, bytes),
  );
}

/** Null where it is not the side's own for this meeting. */
export async function openDossier(
  sealed: string,
  dossierKey: Uint8Array,
  meeting: string,
): Promise<Dossier | null> {
  const json = await openText(KIND, meeting, dossierKey, sealed, MAX_CHARS);
  const fields = json === null ? null : fieldsOf(parseJson(json), ['version', 'cards']);
  const version = countOf(fields?.['version'], 1, MAX_VERSION);
  const cards = listOf(fields?.['cards'], 0, MAX_SEATS, cardFrom);
  if (version === null || cards === null || !areDistinct(cards.map(([seat]) => seat))) return null;
  return { version, cardKeys: new Map(cards) };
}

function cardFrom(value: unknown): [string, Bytes] | null {
  const fields = fieldsOf(value, ['seat', 'key']);
  const seat = idOf(fields?.['seat']);
  const key = bytesOf(fields?.['key'], KEY_BYTES);
  return seat === null || key === null ? null : [seat, key];
}
