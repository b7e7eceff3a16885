import { describe, expect, it } from 'vitest';
import { Secret } from '../links/secret';
import { emptyDraft, emptyPerson, faultOf, faultsOf, MAX_NAME, seatsOf, toNewMeeting } from './draft';

describe('faultOf', () => {
  it('counts code points, not code units', () => {
    expect(faultOf('😀'.repeat(MAX_NAME), MAX_NAME, true)).toBeNull();
    expect(faultOf('😀'.repeat(MAX_NAME + 1), MAX_NAME, true)).toBe('tooLong');
  });

  it('refuses what could disguise a name', () => {
    for (const text of ['a\u0000b', 'a\nb', 'a\u202eb', 'a\u2066b', 'a\ud800b'])
      expect(faultOf(text, MAX_NAME, true)).toBe('characters');
    for (const text of ['رئيسة الوفد', "O'Neil-Ó", 'N̈ / 李', 'x\u200dy'])
      expect(faultOf(text, MAX_NAME, true)).toBeNull();
  });

  it('asks for text only where it is needed', () => {
    expect(faultOf('  ', MAX_NAME, true)).toBe('missing');
    expect(faultOf('  ', MAX_NAME, false)).toBeNull();
  });
});

describe('a draft', () => {
  it('starts with two sides of one person, all to be filled in', () => {
    const draft = emptyDraft();
    expect(seatsOf(draft)).toBe(2);
    expect([...faultsOf(draft).values()]).toEqual(Array(5).fill('missing'));
  });

  it('becomes a request that holds hashes and no secret', async () => {
    const draft = emptyDraft();
    draft.title = ' Harbour dues ';
    for (const [index, side] of draft.sides.entries()) {
      side.name = `Side ${'AB'.charAt(index)}`;
      side.people = [{ ...emptyPerson(), name: 'Robin ', title: ' Head' }];
    }
    expect(faultsOf(draft).size).toBe(0);
    const secret = Secret.random();
    const request = await toNewMeeting(draft, secret);
    expect(request.title).toBe('Harbour dues');
    const seat = request.sides[1]?.seats[0];
    expect(seat).toMatchObject({ name: 'Robin', title: 'Head' });
    const link = await secret.linkOf(seat?.id ?? '', 0);
    expect(seat?.linkHash).toBe(await link.hash());
    expect(JSON.stringify(request)).not.toContain(link.reveal());
    expect(JSON.stringify(request)).not.toContain(secret.reveal());
  });
});
