import type { Charter, Role } from '../e2ee/invitation/charter';
import type { Roster } from '../e2ee/invitation/roster';

/** Somebody who was invited, as far as one may know. */
export interface Invited {
  seat: string;
  side: string;
  sideName: string;
  name: string;
  /** The person's function; may be empty. */
  title: string;
  agency: string;
  role: Role;
  /** Whether the person's link was taken back. */
  withdrawn: boolean;
}

/** What became of somebody: invited, taken back, invited again, or given another role. */
export interface PeopleChange {
  what: 'added' | 'left' | 'returned' | 'role';
  person: Invited;
}

/** What a device keeps of the people that its holder has looked at: nobody's name. */
type Looked = Record<string, { role: string; withdrawn: boolean }>;

/** Those of whom both a name and a place are known, by seat. */
export function peopleOf({ sides }: Charter, roster: Roster): Map<string, Invited> {
  const people = new Map<string, Invited>();
  for (const { id: side, name: sideName, seats } of roster.sides)
    for (const { id: seat, name, title, agency } of seats) {
      const place = sides.find((one) => one.id === side)?.seats.find((one) => one.id === seat);
      if (place === undefined) continue;
      const { role, withdrawn } = place;
      people.set(seat, { seat, side, sideName, name, title, agency, role, withdrawn });
    }
  return people;
}

/** What became of them between two looks. */
export function changesOfPeople(
  before: { readonly get: (seat: string) => { role: string; withdrawn: boolean } | undefined },
  after: ReadonlyMap<string, Invited>,
): PeopleChange[] {
  const changes: PeopleChange[] = [];
  for (const [seat, person] of after) {
    const was = before.get(seat);
    if (was === undefined) {
      if (!person.withdrawn) changes.push({ what: 'added', person });
    } else if (was.withdrawn !== person.withdrawn)
      changes.push({ what: person.withdrawn ? 'left' : 'returned', person });
    else if (was.role !== person.role) changes.push({ what: 'role', person });
  }
  return changes;
}

/** As text, to be kept until the next look. */
export function lookedText(people: ReadonlyMap<string, Invited>): string {
  const looked = [...people].map(([seat, { role, withdrawn }]) => [seat, { role, withdrawn }] as const);
  return JSON.stringify(Object.fromEntries(looked) satisfies Looked);
}

/** Null where one has not looked yet on this device, or what was kept is damaged. */
export function lookedAt(text: string): Map<string, { role: string; withdrawn: boolean }> | null {
  try {
    const read = JSON.parse(text) as Looked;
    const entries = Object.entries(read).filter(
      ([, one]) => typeof one.role === 'string' && typeof one.withdrawn === 'boolean',
    );
    return new Map(entries);
  } catch {
    return null;
  }
}
