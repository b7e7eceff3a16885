import { LinkSeed, OrganiserSecret } from '../e2ee/invitation/secrets';

/** Which page an address asks for. */
export type Page =
  | { name: 'home' }
  | { name: 'organise'; meeting: string }
  | { name: 'meeting'; meeting: string }
  | { name: 'privacy' }
  | { name: 'check' }
  | { name: 'public'; page: string }
  | { name: 'unknown' };

const MEETING_ID = /^[A-Za-z0-9_-]{16,64}$/;

export function pageOf(path: string): Page {
  if (path === '/' || path === '/index.html') return { name: 'home' };
  if (path === '/privacy' || path === '/privacy/') return { name: 'privacy' };
  if (path === '/check' || path === '/check/') return { name: 'check' };
  const [, first, meeting, ...rest] = path.split('/');
  if (meeting !== undefined && rest.every((part) => part === '') && MEETING_ID.test(meeting)) {
    if (first === 'm') return { name: 'meeting', meeting };
    if (first === 'public') return { name: 'public', page: meeting };
    if (first === 'organise') return { name: 'organise', meeting };
  }
  return { name: 'unknown' };
}

export function meetingLink(origin: string, meeting: string, seed: LinkSeed): string {
  return `${origin}/m/${meeting}#${seed.reveal()}`;
}

export function organiserLink(origin: string, meeting: string, secret: OrganiserSecret): string {
  return `${origin}/organise/${meeting}#${secret.reveal()}`;
}

/** Of what everybody may read of a process's meetings. */
export function publicLink(origin: string, page: string): string {
  return `${origin}/public/${page}`;
}

export interface KeptSecrets {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * What a link carries in its fragment, from the address where it is there, and then kept for this tab, so that it can leave the address
 * bar and a reload still works. A photograph of the screen must not be a key.
 *
 * @param fragment with or without its #
 */
export function linkSeedOf(meeting: string, fragment: string, kept: KeptSecrets): LinkSeed | null {
  return secretOf(`parley.meeting.${meeting}`, fragment, kept, (text) => LinkSeed.parse(text));
}

/** As {@link linkSeedOf}, of the organiser's link. */
export function organiserSecretOf(
  meeting: string,
  fragment: string,
  kept: KeptSecrets,
): OrganiserSecret | null {
  return secretOf(`parley.organise.${meeting}`, fragment, kept, (text) => OrganiserSecret.parse(text));
}

/** Whether a fragment is that of a link. */
export function isSecret(fragment: string): boolean {
  return LinkSeed.parse(fragment.replace(/^#/, '')) !== null;
}

function secretOf<T>(
  key: string,
  fragment: string,
  kept: KeptSecrets,
  parse: (text: string) => T | null,
): T | null {
  const given = fragment.replace(/^#/, '');
  if (given === '') return parse(kept.getItem(key) ?? '');
  const secret = parse(given);
  if (secret !== null) kept.setItem(key, given);
  return secret;
}
