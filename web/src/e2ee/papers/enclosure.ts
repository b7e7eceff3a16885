import { fieldsOf, idOf, parseJson } from '../invitation/fields';
import { parseDescription, type Description } from './description';

/** What is sealed for one reader about a paper. */
type Enclosure =
  /** It is for that reader, among others. @property audience `heads`, or the id of the side that it is for */
  | { type: 'paper'; audience: string; paper: Description }
  /** The author of the letter has opened the paper of that id. */
  | { type: 'opened'; id: string }
  /** The side that tabled the paper of that id has taken it off the table. */
  | { type: 'withdrawn'; id: string };

const MAX_CHARS = 4_000;
const MAX_AUDIENCE_CHARS = 64;

export function writeEnclosure(enclosure: Enclosure): string {
  return JSON.stringify(enclosure);
}

/** Null for whatever is none. */
export function readEnclosure(text: string): Enclosure | null {
  const value = text.length > MAX_CHARS ? null : parseJson(text);
  const named = fieldsOf(value, ['type', 'id']);
  const type = (['opened', 'withdrawn'] as const).find((each) => each === named?.['type']);
  if (type !== undefined) {
    const id = idOf(named?.['id']);
    return id === null ? null : { type, id };
  }
  const fields = fieldsOf(value, ['type', 'audience', 'paper']);
  const audience = fields?.['audience'];
  const described = fields?.['paper'];
  if (fields?.['type'] !== 'paper' || typeof audience !== 'string') return null;
  if (audience.length > MAX_AUDIENCE_CHARS || typeof described !== 'object' || described === null)
    return null;
  const paper = parseDescription(described as Record<string, unknown>);
  return paper === null ? null : { type: 'paper', audience, paper };
}
