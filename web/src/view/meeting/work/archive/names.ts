import type { Media } from '../../../../e2ee/papers/description';

// More would be cut off by some programs that open ZIPs.
const MAX_NAME_CHARS = 60;

/** By what a paper was found to be, and not by how it is called: no name makes a program of it. */
const ENDINGS = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'text/plain': 'txt',
} as const satisfies Record<Media, string>;

/** A file's name in the archive: with a number, so that no two are one, and without what a file system takes for something else. */
export function paperFile(number: number, name: string, media: Media): string {
  return `papers/${numbered(number, name.replace(/\.[A-Za-z0-9]{1,5}$/, ''))}.${ENDINGS[media]}`;
}

export function textFile(number: number, title: string, language: string): string {
  return `texts/${numbered(number, title)}-${plain(language)}.txt`;
}

function numbered(number: number, name: string): string {
  return [String(number).padStart(2, '0'), plain(name)].filter((part) => part !== '').join('-');
}

function plain(name: string): string {
  const chars = Array.from(name.replace(/[^\p{L}\p{M}\p{N}._ -]/gu, ' ')).slice(0, MAX_NAME_CHARS);
  return chars
    .join('')
    .replace(/\.{2,}/g, '.')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
}
