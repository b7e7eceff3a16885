import { MAX_SEATS, MAX_SIDES, MIN_SIDES, type Role } from '../e2ee/invitation/charter';
import type { Dossier, DossierSeat } from '../e2ee/invitation/dossier';
import {
  faultOf,
  MAX_AGENCY,
  MAX_FUNCTION,
  MAX_NAME,
  MAX_TITLE,
  type Fault,
} from '../e2ee/invitation/labels';
import { fitsRoster } from '../e2ee/invitation/roster';
import { randomId } from '../e2ee/invitation/secrets';

export {
  faultOf,
  MAX_AGENCY,
  MAX_FUNCTION,
  MAX_NAME,
  MAX_SEATS,
  MAX_SIDES,
  MAX_TITLE,
  MIN_SIDES,
  type Fault,
};

export interface DraftPerson {
  id: string;
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** The ministry or agency that the person is of; may be empty. */
  agency: string;
  role: Role;
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

export function emptyPerson(role: Role = 'member'): DraftPerson {
  return { id: randomId(), name: '', title: '', agency: '', role };
}

export function emptySide(): DraftSide {
  return { id: randomId(), name: '', people: [emptyPerson('head')] };
}

export function emptyDraft(): Draft {
  return { title: '', sides: [emptySide(), emptySide()] };
}

export function seatsOf(draft: Draft): number {
  return draft.sides.reduce((sum, side) => sum + side.people.length, 0);
}

/** All faults of a draft's texts, by the field they are in. */
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
      check(`agency-${person.id}`, person.agency, MAX_AGENCY, false);
    }
  }
  return faults;
}

/** The ids of the sides in which nobody is head, so that nobody would be sure to let the others in. */
export function headlessOf(draft: Draft): Set<string> {
  const headless = draft.sides.filter((side) => !side.people.some((person) => person.role === 'head'));
  return new Set(headless.map((side) => side.id));
}

/** The meeting as it is to be, in its first version. */
export function toDossier(draft: Draft): Dossier {
  const sides = draft.sides.map((side) => ({
    id: side.id,
    name: side.name.trim(),
    seats: side.people.map(toSeat),
  }));
  return { version: 1, title: draft.title.trim(), sides };
}

/** A person's seat, with its first link. */
export function toSeat({ id, name, title, agency, role }: DraftPerson): DossierSeat {
  return { id, name: name.trim(), title: title.trim(), agency: agency.trim(), role, generation: 0 };
}

/** Whether all its names, taken together, are short enough. */
export function fits(meeting: string, dossier: Dossier): boolean {
  return fitsRoster({ meeting, ...dossier });
}
