import { beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64Url, fromUtf8 } from '../bytes';
import { keyPairFromSeed, padTo, padToMultipleOf, randomBytes, type KeyPair } from '../crypto';
import { makeCard, namedOf, openCard, signName, verifyName, type Card } from './card';
import { openDossier, sealDossier, type Dossier } from './dossier';
import {
  fitsRoster,
  MAX_ROSTER_CHARS,
  openRoster,
  sealRoster,
  signRoster,
  verifyRoster,
  type Roster,
} from './roster';
import { sealText } from './sealed';
import { LinkSeed, OrganiserSecret, randomId } from './secrets';
import { signedChars, signJson } from './signed';

const meeting = randomId();
const rosterKey = randomBytes(32);
const dossierKey = randomBytes(32);
const roster: Roster = {
  meeting,
  version: 2,
  title: 'رسوم المرفأ',
  sides: [
    {
      id: randomId(),
      name: 'Harbour',
      seats: [
        { id: randomId(), name: 'Robin', title: 'Head of Harbour', agency: 'Quay Agency' },
        { id: randomId(), name: 'Alex', title: '', agency: '' },
      ],
    },
    { id: randomId(), name: 'Ridge', seats: [] },
  ],
};

let organiser: KeyPair;
let seed: LinkSeed;

beforeAll(async () => {
  organiser = await keyPairFromSeed(randomBytes(32));
  seed = await OrganiserSecret.random().linkSeed('seat', 0);
});

/** What a list of values becomes in JSON's place, to try each. */
const WRONG: readonly unknown[] = [null, 0, 'x', [], {}, true, 'a\u202eb', 'x'.repeat(500)];

describe('a roster', () => {
  it('opens with its key, to what the organiser signed', async () => {
    const signed = await signRoster(roster, organiser.privateKey);
    const sealed = await sealRoster(signed, rosterKey, meeting);
    expect(await openRoster(sealed, rosterKey, organiser.publicKey, meeting)).toEqual({ roster, signed });
    expect(await verifyRoster(signed, organiser.publicKey, meeting)).toEqual(roster);
    expect(fromUtf8(decodeBase64Url(sealed) ?? new Uint8Array(0)) ?? '').not.toContain('Harbour');
  });

  it('opens for nobody else, and nothing else for it', async () => {
    const signed = await signRoster(roster, organiser.privateKey);
    const sealed = await sealRoster(signed, rosterKey, meeting);
    const other = await keyPairFromSeed(randomBytes(32));
    expect(await openRoster(sealed, randomBytes(32), organiser.publicKey, meeting)).toBeNull();
    expect(await openRoster(sealed, rosterKey, other.publicKey, meeting)).toBeNull();
    expect(await openRoster(sealed, rosterKey, organiser.publicKey, randomId())).toBeNull();
    // Whoever has the key can seal, but not sign.
    const forged = await signRoster({ ...roster, title: 'Other' }, other.privateKey);
    const resealed = await sealRoster(forged, rosterKey, meeting);
    expect(await openRoster(resealed, rosterKey, organiser.publicKey, meeting)).toBeNull();
    // One of the organiser's, but of another meeting.
    const elsewhere = await signRoster({ ...roster, meeting: randomId() }, organiser.privateKey);
    expect(await verifyRoster(elsewhere, organiser.publicKey, meeting)).toBeNull();
    for (const broken of ['', 'A', sealed.slice(0, -4), sealed + 'AAAA', 'ä', signed])
      expect(await openRoster(broken, rosterKey, organiser.publicKey, meeting)).toBeNull();
  });

  it('has one form alone', async () => {
    const take = async (value: unknown): Promise<Roster | null> =>
      verifyRoster(
        await signJson('parley roster', value, organiser.privateKey),
        organiser.publicKey,
        meeting,
      );
    expect(await take(roster)).toEqual(roster);
    for (const wrong of WRONG) {
      expect(await take(wrong)).toBeNull();
      for (const field of Object.keys(roster))
        if (field !== 'title' || wrong !== 'x') expect(await take({ ...roster, [field]: wrong })).toBeNull();
      const [first, second] = roster.sides;
      for (const field of ['id', 'name', 'seats'])
        if ((field !== 'name' || wrong !== 'x') && (field !== 'seats' || !Array.isArray(wrong)))
          expect(await take({ ...roster, sides: [{ ...first, [field]: wrong }, second] })).toBeNull();
      for (const field of ['id', 'name', 'title', 'agency'])
        if (field === 'id' || wrong !== 'x')
          expect(
            await take({
              ...roster,
              sides: [{ ...first, seats: [{ ...first?.seats[0], [field]: wrong }] }, second],
            }),
          ).toBeNull();
    }
    expect(await take({ ...roster, more: 1 })).toBeNull();
    expect(await take({ ...roster, sides: [roster.sides[0], roster.sides[0]] })).toBeNull();
  });

  it('hides how long the names are', async () => {
    const lengths = await Promise.all(
      ['A', 'Alexandra of the North Quay'].map(async (title) => {
        const signed = await signRoster({ ...roster, title }, organiser.privateKey);
        return (await sealRoster(signed, rosterKey, meeting)).length;
      }),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  it('has a limit', async () => {
    const long = {
      ...roster,
      sides: roster.sides.map((side) => ({
        ...side,
        seats: Array.from({ length: 32 }, () => ({
          id: randomId(),
          name: '😀'.repeat(80),
          title: '😀'.repeat(120),
          agency: '😀'.repeat(80),
        })),
      })),
    };
    const signed = await signRoster(long, organiser.privateKey);
    expect(signed.length).toBeGreaterThan(MAX_ROSTER_CHARS);
    expect(signedChars(long)).toBe(signed.length);
    expect([fitsRoster(roster), fitsRoster(long)]).toEqual([true, false]);
    expect(await verifyRoster(signed, organiser.publicKey, meeting)).toBeNull();
  });
});

describe('a card', () => {
  const side = { id: randomId(), name: 'Harbour' };
  const seat = { id: randomId(), name: 'Robin', title: 'Head of Harbour', agency: 'Quay Agency' };

  async function card(change: Partial<Card> = {}): Promise<Card> {
    const of = { side: change.side ?? side, seat: change.seat ?? seat };
    return {
      organiserKey: organiser.publicKey,
      meetingSecret: randomBytes(32),
      sideSecret: randomBytes(32),
      ...of,
      role: 'head',
      certificate: await signName(namedOf(of, meeting), organiser.privateKey),
      rosterKey,
      ...change,
    };
  }

  it('opens with the link it was made for', async () => {
    for (const change of [{}, { role: 'deputy' }, { role: 'member', rosterKey: null }] as Partial<Card>[]) {
      const made = await card(change);
      expect(await openCard(await makeCard(made, seed, meeting), seed, meeting)).toEqual(made);
    }
  });

  it('opens with no other, nor for another meeting', async () => {
    const text = await makeCard(await card(), seed, meeting);
    expect(await openCard(text, await OrganiserSecret.random().linkSeed('seat', 0), meeting)).toBeNull();
    expect(await openCard(text, seed, randomId())).toBeNull();
    for (const broken of ['', 'A', text.slice(1), text.slice(0, -4), text + text, 'A'.repeat(5000)])
      expect(await openCard(broken, seed, meeting)).toBeNull();
  });

  it('is of one size, whatever it says, and fits the server’s limit', async () => {
    const long = await card({
      side: { id: side.id, name: '😀'.repeat(80) },
      seat: { id: seat.id, name: '😀'.repeat(80), title: '"\\'.repeat(60), agency: '😀'.repeat(80) },
    });
    const short = await card({ role: 'member', rosterKey: null });
    const lengths = await Promise.all(
      [long, short].map(async (one) => (await makeCard(one, seed, meeting)).length),
    );
    expect(lengths[0]).toBe(lengths[1]);
    expect(lengths[0]).toBeLessThan(4096);
    expect(await openCard(await makeCard(long, seed, meeting), seed, meeting)).toEqual(long);
  });

  it('is refused where it says what the organiser did not sign, or too little or much for the role', async () => {
    for (const change of [
      { certificate: randomBytes(64) },
      { organiserKey: randomBytes(32) },
      { rosterKey: null },
      { role: 'member' },
      { role: 'organiser' as never, rosterKey: null },
    ] as Partial<Card>[])
      expect(await openCard(await makeCard(await card(change), seed, meeting), seed, meeting)).toBeNull();
    const honest = await card();
    const renamed = { ...honest, seat: { ...seat, name: 'Kim' } };
    expect(await openCard(await makeCard(renamed, seed, meeting), seed, meeting)).toBeNull();
  });

  it('has one form alone', async () => {
    const made = await makeCard(await card(), seed, meeting);
    expect(await openCard(made, seed, meeting)).not.toBeNull();
    for (const text of ['', '{', 'null', '[]', '{}', '{"organiserKey":"x"}']) {
      const pad = (bytes: Uint8Array): Uint8Array => padTo(2304, bytes);
      const sealed = await sealText('parley card', meeting, await seed.cardKey(), text, pad);
      expect(await openCard(sealed, seed, meeting)).toBeNull();
    }
  });

  it('holds a name that others can check', async () => {
    const { certificate } = await card();
    const named = namedOf({ side, seat }, meeting);
    expect(await verifyName(named, certificate, organiser.publicKey)).toBe(true);
    for (const field of ['meeting', 'sideId', 'sideName', 'seatId', 'name', 'title', 'agency'])
      expect(await verifyName({ ...named, [field]: 'x' }, certificate, organiser.publicKey)).toBe(false);
    // What stands at the border of two texts belongs to one of them alone.
    const moved = { ...named, name: `${named.name}","${named.title}`, title: named.agency, agency: '' };
    expect(await verifyName(moved, certificate, organiser.publicKey)).toBe(false);
  });
});

describe('a dossier', () => {
  const dossier: Dossier = {
    version: 2,
    title: roster.title,
    sides: roster.sides.map((side) => ({
      ...side,
      seats: side.seats.map((seat, index) => ({
        ...seat,
        role: index === 0 ? 'head' : 'member',
        generation: index,
      })),
    })),
  };

  it('opens with its key, for its meeting', async () => {
    const sealed = await sealDossier(dossier, dossierKey, meeting);
    expect(await openDossier(sealed, dossierKey, meeting)).toEqual(dossier);
    expect(await openDossier(sealed, randomBytes(32), meeting)).toBeNull();
    expect(await openDossier(sealed, dossierKey, randomId())).toBeNull();
    for (const broken of ['', 'A', sealed.slice(0, -4), sealed + 'AAAA'])
      expect(await openDossier(broken, dossierKey, meeting)).toBeNull();
  });

  it('is no roster, even under the same key', async () => {
    const signed = await signRoster(roster, organiser.privateKey);
    expect(await openDossier(await sealRoster(signed, dossierKey, meeting), dossierKey, meeting)).toBeNull();
  });

  it('has one form alone', async () => {
    const take = async (value: unknown): Promise<Dossier | null> => {
      const pad = (bytes: Uint8Array): Uint8Array => padToMultipleOf(64, bytes);
      const sealed = await sealText('parley dossier', meeting, dossierKey, JSON.stringify(value), pad);
      return openDossier(sealed, dossierKey, meeting);
    };
    expect(await take(dossier)).toEqual(dossier);
    const [first, second] = dossier.sides;
    for (const wrong of WRONG) {
      expect(await take(wrong)).toBeNull();
      for (const field of ['version', 'sides']) expect(await take({ ...dossier, [field]: wrong })).toBeNull();
      for (const field of ['id', 'role', 'generation'])
        if (field !== 'generation' || wrong !== 0)
          expect(
            await take({
              ...dossier,
              sides: [{ ...first, seats: [{ ...first?.seats[0], [field]: wrong }] }, second],
            }),
          ).toBeNull();
    }
    expect(await take({ ...dossier, sides: [first, first] })).toBeNull();
  });
});
