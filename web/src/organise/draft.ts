import { MAX_SEATS, MAX_SIDES, MIN_SIDES, type Role } from '../e2ee/invitation/charter';
import type { Person } from '../e2ee/invitation/keeping';
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

export interface DraftSide {
  id: string;
  name: string;
  people: Person[];
}

/** A meeting as it is typed in, before it exists. */
export interface Draft {
  title: string;
  sides: DraftSide[];
}

export function emptyPerson(role: Role = 'member'): Person {
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

/** A person as the papers are to have it. */
export function cleaned<T extends Person>(person: T): T {
  const { name, title, agency } = person;
  return { ...person, name: name.trim(), title: title.trim(), agency: agency.trim() };
}

/** Whether all names of each side, taken together, are short enough. */
export function fits(meeting: string, draft: Draft): boolean {
  return draft.sides.every(({ id, people }) =>
    fitsRoster({ meeting, side: id, version: 1, seats: people.map(cleaned) }),
  );
}
