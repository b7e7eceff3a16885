import { countOf, bytesOf, idOf, labelOf } from '../invitation/fields';
import { MAX_FILE_BYTES } from './sealed-file';

// What a paper is, as whoever tabled it says. With it goes the key, so it stands in what is sealed for the readers alone.

/** What is shown; anything else is not taken. Nothing here can run a script. */
const MEDIA = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'text/plain',
] as const;
export type Media = (typeof MEDIA)[number];

/** A non-paper is nobody's: it is shown without who tabled it. */
export const CLASSES = ['official', 'aideMemoire', 'nonPaper'] as const;
export type PaperClass = (typeof CLASSES)[number];

export interface Description {
  /** Also of the file on the server. */
  id: string;
  name: string;
  media: Media;
  sizeBytes: number;
  /** SHA-256 of the file, base64url. */
  hash: string;
  class: PaperClass;
  /** What the file is sealed under, base64url. */
  key: string;
  /** The author's clock. */
  atMs: number;
}

export const MAX_PAPER_NAME_CHARS = 200;

/** Null for whatever is not one, in each of its fields. */
export function parseDescription(fields: Record<string, unknown>): Description | null {
  const id = idOf(fields['id']);
  const name = labelOf(fields['name'], MAX_PAPER_NAME_CHARS, true);
  const media = MEDIA.find((each) => each === fields['media']);
  const sizeBytes = countOf(fields['sizeBytes'], 1, MAX_FILE_BYTES);
  const hash = bytesOf(fields['hash'], 32);
  const named = CLASSES.find((each) => each === fields['class']);
  const key = bytesOf(fields['key'], 32);
  const atMs = countOf(fields['atMs'], 0, Number.MAX_SAFE_INTEGER);
  if (id === null || name === null || media === undefined || sizeBytes === null) return null;
  if (hash === null || named === undefined || key === null || atMs === null) return null;
  return {
    id,
    name,
    media,
    sizeBytes,
    hash: fields['hash'] as string,
    class: named,
    key: fields['key'] as string,
    atMs,
  };
}
