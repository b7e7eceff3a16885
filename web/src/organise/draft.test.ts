import { describe, expect, it } from 'vitest';
import { randomId } from '../e2ee/invitation/secrets';
import { cleaned, emptyDraft, emptyPerson, faultsOf, fits, headlessOf, seatsOf, type Draft } from './draft';

function filled(): Draft {
  const draft = emptyDraft();
  draft.title = ' Harbour dues ';
  for (const [index, side] of draft.sides.entries()) {
    side.name = `Side ${'AB'.charAt(index)} `;
    side.people = [
      { ...emptyPerson('head'), name: 'Robin ', title: ' Head', agency: 'Quay Agency ' },
      { ...emptyPerson(), name: 'Alex' },
    ];
  }
  return draft;
}

describe('a draft', () => {
  it('starts with two sides of one head, all to be filled in', () => {
    const draft = emptyDraft();
    expect(seatsOf(draft)).toBe(2);
    expect([...faultsOf(draft).values()]).toEqual(Array(5).fill('missing'));
    expect(draft.sides.flatMap((side) => side.people).map((person) => person.role)).toEqual(['head', 'head']);
    expect(headlessOf(draft).size).toBe(0);
  });

  it('needs a head on each side', () => {
    const draft = filled();
    expect(headlessOf(draft).size).toBe(0);
    draft.sides[1]?.people.shift();
    expect(headlessOf(draft)).toEqual(new Set([draft.sides[1]?.id]));
    draft.sides[1]?.people.push(emptyPerson('deputy'));
    expect(headlessOf(draft).size).toBe(1);
  });

  it('has people as the papers are to have them', () => {
    const draft = filled();
    expect(faultsOf(draft).size).toBe(0);
    expect(draft.sides[1]?.people.map(cleaned)).toMatchObject([
      { name: 'Robin', title: 'Head', agency: 'Quay Agency', role: 'head' },
      { name: 'Alex', title: '', agency: '', role: 'member' },
    ]);
  });

  it('may hold so much text and no more', () => {
    const draft = filled();
    expect(fits(randomId(), draft)).toBe(true);
    draft.sides[0]?.people.push(
      ...Array.from({ length: 60 }, () => ({
        ...emptyPerson(),
        name: 'ا'.repeat(80),
        title: 'ا'.repeat(60),
      })),
    );
    expect(faultsOf(draft).size).toBe(0);
    expect(fits(randomId(), draft)).toBe(true);
    for (const person of draft.sides[0]?.people ?? []) person.name = person.agency = '😀'.repeat(80);
    expect(fits(randomId(), draft)).toBe(false);
  });
});
