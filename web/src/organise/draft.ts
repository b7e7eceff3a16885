import { randomId, type Secret } from '../links/secret';
import type { NewMeeting, NewSeat } from './api';

export const MIN_SIDES = 2;
export const MAX_SIDES = 8;
export const MAX_SEATS = 64;
export const MAX_NAME = 80;
export const MAX_FUNCTION = 120;
export const MAX_TITLE = 160;

export interface DraftPerson {
  id: string;
  name: string;
  title: string;
}

export interface DraftSide {
  id: string;
  name: string;
  people: DraftPerson[];
}

/** A meeting as it is typed in, before it exists. */
export interface Draft {
  title: string;
  sides: DraftSide[];
}

export type Fault = 'missing' | 'tooLong' | 'characters';

export function emptyPerson(): DraftPerson {
  return { id: randomId(), name: '', title: '' };
}

export function emptySide(): DraftSide {
  return { id: randomId(), name: '', people: [emptyPerson()] };
}

export function emptyDraft(): Draft {
  return { title: '', sides: [emptySide(), emptySide()] };
}

export function seatsOf(draft: Draft): number {
  return draft.sides.reduce((sum, side) => sum + side.people.length, 0);
}

// Control characters, and those that turn the direction of all text after them: the server refuses them too.
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with a text of 1 to `max` code points; null where nothing is. */
export function faultOf(text: string, max: number, required: boolean): Fault | null {
  const trimmed = text.trim();
  if (trimmed === '') return required ? 'missing' : null;
  if (FORBIDDEN.test(trimmed)) return 'characters';
  return codePoints(trimmed) > max ? 'tooLong' : null;
}

function codePoints(text: string): number {
  return Array.from(text).length;
}

/** All faults of a draft, by the field they are in. */
export function faultsOf(draft: Draft): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  const check = (field: string, text: string, max: number, required: boolean): void => {
    const fault = faultOf(text, max, required);
    if (fault !== null) faults.set(field, fault);
  };
  check('title', draft.title, MAX_TITLE, true);
  for (const side of draft.sides) {
    check(`side-${side.id}`, side.name, MAX_NAME, true);
    for (const person of side.people) {
      check(`name-${person.id}`, person.name, MAX_NAME, true);
      check(`function-${person.id}`, person.title, MAX_FUNCTION, false);
    }
  }
  return faults;
}

/** The request that creates the meeting: with hashes of the links' secrets, never the secrets. */
export async function toNewMeeting(draft: Draft, secret: Secret): Promise<NewMeeting> {
  const sides = await Promise.all(
    draft.sides.map(async (side) => ({
      id: side.id,
      name: side.name.trim(),
      seats: await Promise.all(side.people.map((person) => toNewSeat(person, secret))),
    })),
  );
  return { title: draft.title.trim(), organiserHash: await secret.hash(), sides };
}

export async function toNewSeat(person: DraftPerson, secret: Secret): Promise<NewSeat> {
  const link = await secret.linkOf(person.id, 0);
  return {
    id: person.id,
    name: person.name.trim(),
    title: person.title.trim(),
    linkHash: await link.hash(),
  };
}
