import { describe, expect, it } from 'vitest';
import type { Charter, Role } from '../e2ee/invitation/charter';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import type { Roster } from '../e2ee/invitation/roster';
import { changesOfPeople, lookedAt, lookedText, peopleOf, type Invited } from './people';

type Seats = Record<string, Role | 'withdrawn'>;

/** A side by its seats, each with a role, or a member whose link was taken back. */
function people(harbour: Seats, unnamed: readonly string[] = []): Map<string, Invited> {
  const seats = Object.entries(harbour).map(([id, role]) =>
    role === 'withdrawn' ? seatIn(id, 'member', { withdrawn: true }) : seatIn(id, role),
  );
  const charter: Charter = charterOf('meeting', [sideIn('harbour', seats), sideIn('ridge', [])]);
  const named = Object.keys(harbour).filter((id) => !unnamed.includes(id));
  const roster: Roster = {
    meeting: 'meeting',
    title: 'Harbour dues',
    sides: [
      {
        id: 'harbour',
        name: 'Harbour',
        seats: [...named, 'stranger'].map((id) => ({
          id,
          name: id.toUpperCase(),
          title: '',
          agency: 'Quay Agency',
        })),
      },
      { id: 'ridge', name: 'Ridge', seats: [] },
    ],
  };
  return peopleOf(charter, roster);
}

const told = (before: Parameters<typeof changesOfPeople>[0], after: Map<string, Invited>): string[] =>
  changesOfPeople(before, after).map(({ what, person }) => `${what} ${person.seat}`);

describe('changes of people', () => {
  const before = people({ robin: 'head', alex: 'member', kim: 'withdrawn' });

  it('are of those alone of whom a name and a place are known', () => {
    expect([...before.keys()]).toEqual(['robin', 'alex', 'kim']);
    expect(before.get('robin')).toMatchObject({ sideName: 'Harbour', agency: 'Quay Agency', role: 'head' });
    expect(people({ robin: 'head', sam: 'member' }, ['sam']).has('sam')).toBe(false);
  });

  it('are none between two looks at the same', () => {
    expect(told(before, before)).toEqual([]);
  });

  it('tell who came, went, came back and became what', () => {
    const after = people({
      robin: 'member',
      alex: 'withdrawn',
      kim: 'member',
      sam: 'adviser',
      lee: 'withdrawn',
    });
    expect(told(before, after)).toEqual(['role robin', 'left alex', 'returned kim', 'added sam']);
  });

  it('tell of somebody new once the name is there', () => {
    const unnamed = people({ robin: 'head', alex: 'member', kim: 'withdrawn', sam: 'adviser' }, ['sam']);
    expect(told(before, unnamed)).toEqual([]);
    const named = people({ robin: 'head', alex: 'member', kim: 'withdrawn', sam: 'adviser' });
    expect(told(unnamed, named)).toEqual(['added sam']);
  });

  it('are found after a look that was kept without any name', () => {
    const text = lookedText(before);
    expect(text).not.toContain('ROBIN');
    expect(text).not.toContain('Quay');
    const looked = lookedAt(text);
    if (looked === null) throw new Error('nothing was kept');
    expect(told(looked, before)).toEqual([]);
    expect(told(looked, people({ robin: 'head', alex: 'deputy', kim: 'withdrawn' }))).toEqual(['role alex']);
  });

  it('are none where one has not looked before, or what was kept is damaged', () => {
    for (const text of ['', '{', 'null']) expect(lookedAt(text), text).toBeNull();
    expect(lookedAt('{"a":{"role":1,"withdrawn":false}}')?.size).toBe(0);
  });
});
