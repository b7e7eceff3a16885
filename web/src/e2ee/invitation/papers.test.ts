import { beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64Url, fromUtf8 } from '../bytes';
import { keyPairFromSeed, padTo, padToMultipleOf, randomBytes, type KeyPair } from '../crypto';
import { isCertified, makeCard, namedOf, openCard, signName, verifyName, type Card } from './card';
import { MAX_SEATS } from './charter';
import { charterOf, seatIn, sideIn } from './charter.testing';
import { openDossier, sealDossier, type Dossier } from './dossier';
import {
  fitsRoster,
  MAX_ROSTER_CHARS,
  openRoster,
  rosterOf,
  sealRoster,
  signRosterBase,
  signRosterPart,
  verifyRosterBase,
  verifyRosterPart,
  type RosterBase,
  type RosterPart,
} from './roster';
import { sealText } from './sealed';
import { KeeperSecret, LinkSeed, randomId } from './secrets';
import { signedChars, signJson } from './signed';

const meeting = randomId();
const rosterKey = randomBytes(32);
const base: RosterBase = {
  meeting,
  title: 'رسوم المرفأ',
  sides: [
    { id: randomId(), name: 'Harbour' },
    { id: randomId(), name: 'Ridge' },
  ],
};
const side = base.sides[0]?.id ?? '';
const part: RosterPart = {
  meeting,
  side,
  version: 2,
  seats: [
    { id: randomId(), name: 'Robin', title: 'Head of Harbour', agency: 'Quay Agency' },
    { id: randomId(), name: 'Alex', title: '', agency: '' },
  ],
};

let organiser: KeyPair;
let keeper: KeyPair;
const seed = LinkSeed.random();

beforeAll(async () => {
  organiser = await keyPairFromSeed(randomBytes(32));
  keeper = await keyPairFromSeed(randomBytes(32));
});

/** What a list of values becomes in JSON's place, to try each. */
const WRONG: readonly unknown[] = [null, 0, 'x', [], {}, true, 'a\u202eb', 'x'.repeat(500)];

describe('a roster', () => {
  it('opens with its key, to what the organiser and the side signed', async () => {
    const signed = [
      await signRosterBase(base, organiser.privateKey),
      await signRosterPart(part, keeper.privateKey),
    ];
    for (const text of signed) {
      const sealed = await sealRoster(text, rosterKey, meeting);
      expect(await openRoster(sealed, rosterKey, meeting)).toBe(text);
      expect(fromUtf8(decodeBase64Url(sealed) ?? new Uint8Array(0)) ?? '').not.toContain('Harbour');
    }
    expect(await verifyRosterBase(signed[0] ?? '', organiser.publicKey, meeting)).toEqual(base);
    expect(await verifyRosterPart(signed[1] ?? '', keeper.publicKey, meeting, side)).toEqual(part);
    const whole = rosterOf(base, new Map([[side, part]]));
    expect(whole.sides.map((one) => [one.name, one.seats.length])).toEqual([
      ['Harbour', 2],
      ['Ridge', 0],
    ]);
  });

  it('opens for nobody else, and nothing else for it', async () => {
    const signed = await signRosterPart(part, keeper.privateKey);
    const sealed = await sealRoster(signed, rosterKey, meeting);
    expect(await openRoster(sealed, randomBytes(32), meeting)).toBeNull();
    expect(await openRoster(sealed, rosterKey, randomId())).toBeNull();
    for (const broken of ['', 'A', sealed.slice(0, -4), sealed + 'AAAA', 'ä', signed])
      expect(await openRoster(broken, rosterKey, meeting)).toBeNull();
  });

  it('is believed of a side’s people from its own keeper alone', async () => {
    const signed = await signRosterPart(part, keeper.privateKey);
    // By the organiser, by another side’s keeper; for another side; of another meeting.
    for (const by of [organiser, await keyPairFromSeed(randomBytes(32))]) {
      const forged = await signRosterPart(part, by.privateKey);
      expect(await verifyRosterPart(forged, keeper.publicKey, meeting, side)).toBeNull();
    }
    expect(await verifyRosterPart(signed, keeper.publicKey, meeting, randomId())).toBeNull();
    const elsewhere = await signRosterPart({ ...part, meeting: randomId() }, keeper.privateKey);
    expect(await verifyRosterPart(elsewhere, keeper.publicKey, meeting, side)).toBeNull();
    const forged = await signRosterBase(base, keeper.privateKey);
    expect(await verifyRosterBase(forged, organiser.publicKey, meeting)).toBeNull();
    const moved = await signRosterBase({ ...base, meeting: randomId() }, organiser.privateKey);
    expect(await verifyRosterBase(moved, organiser.publicKey, meeting)).toBeNull();
    const asBase = await verifyRosterBase(signed, keeper.publicKey, meeting);
    expect(asBase, 'a part is no base').toBeNull();
  });

  it('has one form alone', async () => {
    const takeBase = async (value: unknown): Promise<RosterBase | null> => {
      const signed = await signJson('parley roster sides', value, organiser.privateKey);
      return verifyRosterBase(signed, organiser.publicKey, meeting);
    };
    const takePart = async (value: unknown): Promise<RosterPart | null> => {
      const signed = await signJson('parley roster names', value, keeper.privateKey);
      return verifyRosterPart(signed, keeper.publicKey, meeting, side);
    };
    expect(await takeBase(base)).toEqual(base);
    expect(await takePart(part)).toEqual(part);
    const [first, second] = base.sides;
    const [robin, alex] = part.seats;
    for (const wrong of WRONG) {
      expect(await takeBase(wrong)).toBeNull();
      expect(await takePart(wrong)).toBeNull();
      for (const field of Object.keys(base))
        if (field !== 'title' || wrong !== 'x')
          expect(await takeBase({ ...base, [field]: wrong })).toBeNull();
      for (const field of Object.keys(part))
        if (field !== 'seats' || !Array.isArray(wrong))
          expect(await takePart({ ...part, [field]: wrong })).toBeNull();
      for (const field of ['id', 'name'])
        if (field === 'id' || wrong !== 'x')
          expect(await takeBase({ ...base, sides: [{ ...first, [field]: wrong }, second] })).toBeNull();
      for (const field of ['id', 'name', 'title', 'agency'])
        if (field === 'id' || wrong !== 'x')
          expect(await takePart({ ...part, seats: [{ ...robin, [field]: wrong }, alex] })).toBeNull();
    }
    expect(await takeBase({ ...base, more: 1 })).toBeNull();
    expect(await takeBase({ ...base, sides: [first, first] })).toBeNull();
    expect(await takePart({ ...part, seats: [robin, robin] })).toBeNull();
  });

  it('hides how long the names are', async () => {
    const lengths = await Promise.all(
      ['A', 'Alexandra of the North Quay'].map(async (title) => {
        const signed = await signRosterBase({ ...base, title }, organiser.privateKey);
        return (await sealRoster(signed, rosterKey, meeting)).length;
      }),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  it('holds a full meeting of one side with names of usual length, and has a limit', async () => {
    const people = (name: string, title: string): RosterPart => ({
      ...part,
      seats: Array.from({ length: MAX_SEATS }, () => ({
        id: randomId(),
        name,
        title,
        agency: 'وزارة الموانئ',
      })),
    });
    const usual = people('رئيسة الوفد إلى المرفأ', 'خبيرة الرسوم');
    const long = people('😀'.repeat(80), '😀'.repeat(120));
    const signed = await signRosterPart(long, keeper.privateKey);
    expect(signed.length).toBeGreaterThan(MAX_ROSTER_CHARS);
    expect(signedChars(long)).toBe(signed.length);
    expect([fitsRoster(usual), fitsRoster(long)]).toEqual([true, false]);
    expect(await verifyRosterPart(signed, keeper.publicKey, meeting, side)).toBeNull();
    const longest = await signRosterPart(usual, keeper.privateKey);
    expect(await verifyRosterPart(longest, keeper.publicKey, meeting, side)).not.toBeNull();
    expect((await sealRoster(longest, rosterKey, meeting)).length).toBeLessThan(96 * 1024);
  });
});

describe('a card', () => {
  const of = { id: side, name: 'Harbour' };
  const seat = { id: randomId(), name: 'Robin', title: 'Head of Harbour', agency: 'Quay Agency' };
  const secret = new KeeperSecret(randomBytes(32));
  const none = { rosterKey: null, keeper: null };

  async function card(change: Partial<Card> = {}): Promise<Card> {
    const who = { side: change.side ?? of, seat: change.seat ?? seat };
    return {
      organiserKey: organiser.publicKey,
      meetingSecret: randomBytes(32),
      sideSecret: randomBytes(32),
      ...who,
      role: 'head',
      certificate: await signName(namedOf(who, meeting), keeper.privateKey),
      rosterKey,
      keeper: secret,
      ...change,
    };
  }

  const made = async (one: Card): Promise<string> => makeCard(one, await seed.cardKey(), meeting);

  it('opens with the link it was made for', async () => {
    for (const change of [
      {},
      { role: 'deputy' },
      { role: 'secretariat' },
      { role: 'member', ...none },
    ] as Partial<Card>[]) {
      const one = await card(change);
      const opened = await openCard(await made(one), seed, meeting);
      expect({ ...opened, keeper: null }).toEqual({ ...one, keeper: null });
      expect(opened?.keeper?.reveal()).toEqual(one.keeper?.reveal());
    }
  });

  it('opens with no other, nor for another meeting', async () => {
    const text = await made(await card());
    expect(await openCard(text, LinkSeed.random(), meeting)).toBeNull();
    expect(await openCard(text, seed, randomId())).toBeNull();
    for (const broken of ['', 'A', text.slice(1), text.slice(0, -4), text + text, 'A'.repeat(5000)])
      expect(await openCard(broken, seed, meeting)).toBeNull();
  });

  it('is of one size, whatever it says, and fits the server’s limit', async () => {
    const long = await card({
      side: { id: side, name: '😀'.repeat(80) },
      seat: { id: seat.id, name: '😀'.repeat(80), title: '😀'.repeat(120), agency: '😀'.repeat(80) },
      role: 'secretariat',
    });
    const short = await card({ role: 'member', ...none });
    const lengths = await Promise.all([long, short].map(async (one) => (await made(one)).length));
    expect(lengths[0]).toBe(lengths[1]);
    expect(lengths[0]).toBeLessThan(4096);
    expect(await openCard(await made(long), seed, meeting)).toMatchObject({ seat: long.seat });
  });

  it('is refused where it holds too little or much for the role', async () => {
    for (const change of [
      { rosterKey: null },
      { keeper: null },
      { role: 'member' },
      { role: 'adviser', rosterKey: null },
      { role: 'organiser' as never, ...none },
    ] as Partial<Card>[])
      expect(await openCard(await made(await card(change)), seed, meeting)).toBeNull();
  });

  it('is certified by the keeper of its side, and says nothing else', async () => {
    const charter = (key: KeyPair): ReturnType<typeof charterOf> =>
      charterOf(meeting, [sideIn(side, [seatIn(seat.id, 'head')], { keeper: key.publicKey })]);
    const honest = await card();
    expect(await isCertified(honest, charter(keeper))).toBe(true);
    expect(await isCertified(honest, charter(organiser))).toBe(false);
    expect(await isCertified(honest, charterOf(meeting, []))).toBe(false);
    expect(await isCertified(honest, { ...charter(keeper), meeting: randomId() })).toBe(false);
    const certificate = randomBytes(64);
    expect(await isCertified({ ...honest, certificate }, charter(keeper))).toBe(false);
    expect(await isCertified({ ...honest, seat: { ...seat, name: 'Kim' } }, charter(keeper))).toBe(false);
  });

  it('has one form alone', async () => {
    expect(await openCard(await made(await card()), seed, meeting)).not.toBeNull();
    for (const text of ['', '{', 'null', '[]', '{}', '{"organiserKey":"x"}']) {
      const pad = (bytes: Uint8Array): Uint8Array => padTo(2304, bytes);
      const sealed = await sealText('parley card', meeting, await seed.cardKey(), text, pad);
      expect(await openCard(sealed, seed, meeting)).toBeNull();
    }
  });

  it('holds a name that others can check', async () => {
    const { certificate } = await card();
    const named = namedOf({ side: of, seat }, meeting);
    expect(await verifyName(named, certificate, keeper.publicKey)).toBe(true);
    for (const field of ['meeting', 'sideId', 'sideName', 'seatId', 'name', 'title', 'agency'])
      expect(await verifyName({ ...named, [field]: 'x' }, certificate, keeper.publicKey)).toBe(false);
    // What stands at the border of two texts belongs to one of them alone.
    const moved = { ...named, name: `${named.name}","${named.title}`, title: named.agency, agency: '' };
    expect(await verifyName(moved, certificate, keeper.publicKey)).toBe(false);
  });
});

describe('a dossier', () => {
  const dossierKey = randomBytes(32);
  const keys = (count: number): Dossier => ({
    version: 2,
    cardKeys: new Map(Array.from({ length: count }, () => [randomId(), randomBytes(32)])),
  });
  const dossier = keys(2);

  it('opens with its key, for its meeting', async () => {
    const sealed = await sealDossier(dossier, dossierKey, meeting);
    expect(await openDossier(sealed, dossierKey, meeting)).toEqual(dossier);
    expect(await openDossier(sealed, randomBytes(32), meeting)).toBeNull();
    expect(await openDossier(sealed, dossierKey, randomId())).toBeNull();
    for (const broken of ['', 'A', sealed.slice(0, -4), sealed + 'AAAA'])
      expect(await openDossier(broken, dossierKey, meeting)).toBeNull();
  });

  it('is no roster, even under the same key', async () => {
    const signed = await signRosterPart(part, keeper.privateKey);
    expect(await openDossier(await sealRoster(signed, dossierKey, meeting), dossierKey, meeting)).toBeNull();
  });

  it('holds as many keys as a meeting has seats', async () => {
    const sealed = await sealDossier(keys(MAX_SEATS), dossierKey, meeting);
    expect(sealed.length).toBeLessThan(32 * 1024);
    expect((await openDossier(sealed, dossierKey, meeting))?.cardKeys.size).toBe(MAX_SEATS);
  });

  it('has one form alone', async () => {
    const take = async (value: unknown): Promise<Dossier | null> => {
      const pad = (bytes: Uint8Array): Uint8Array => padToMultipleOf(64, bytes);
      const sealed = await sealText('parley dossier keys', meeting, dossierKey, JSON.stringify(value), pad);
      return openDossier(sealed, dossierKey, meeting);
    };
    const one = { seat: randomId(), key: 'A'.repeat(43) };
    expect(await take({ version: 1, cards: [one] })).not.toBeNull();
    for (const wrong of WRONG) {
      expect(await take(wrong)).toBeNull();
      expect(await take({ version: wrong, cards: [one] })).toBeNull();
      if (!Array.isArray(wrong)) expect(await take({ version: 1, cards: wrong })).toBeNull();
      expect(await take({ version: 1, cards: [{ ...one, seat: wrong }] })).toBeNull();
      expect(await take({ version: 1, cards: [{ ...one, key: wrong }] })).toBeNull();
    }
    expect(await take({ version: 1, cards: [one, one] })).toBeNull();
  });
});
