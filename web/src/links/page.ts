import { Secret } from './secret';

/** Which page an address asks for. */
export type Page =
  | { name: 'home' }
  | { name: 'organise'; meeting: string }
  | { name: 'meeting'; meeting: string }
  | { name: 'unknown' };

export type SecretPage = Extract<Page, { meeting: string }>;

const MEETING_ID = /^[A-Za-z0-9_-]{16,64}$/;

export function pageOf(path: string): Page {
  if (path === '/' || path === '/index.html') return { name: 'home' };
  const [, first, meeting, ...rest] = path.split('/');
  if (meeting !== undefined && rest.every((part) => part === '') && MEETING_ID.test(meeting)) {
    if (first === 'm') return { name: 'meeting', meeting };
    if (first === 'organise') return { name: 'organise', meeting };
  }
  return { name: 'unknown' };
}

export function meetingLink(origin: string, meeting: string, secret: Secret): string {
  return `${origin}/m/${meeting}#${secret.reveal()}`;
}

export function organiserLink(origin: string, meeting: string, secret: Secret): string {
  return `${origin}/organise/${meeting}#${secret.reveal()}`;
}

export interface KeptSecrets {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * The secret of a page: from the address where it is there, and then kept for this tab, so that it can leave the address bar and a reload
 * still works. A photograph of the screen must not be a key.
 *
 * @param fragment with or without its #
 */
export function secretOf(page: SecretPage, fragment: string, kept: KeptSecrets): Secret | null {
  const key = `parley.${page.name}.${page.meeting}`;
  const given = fragment.replace(/^#/, '');
  if (given === '') return Secret.parse(kept.getItem(key) ?? '');
  const secret = Secret.parse(given);
  if (secret !== null) kept.setItem(key, given);
  return secret;
}
