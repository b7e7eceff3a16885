import { beforeAll, describe, expect, it } from 'vitest';
import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { keyPairFromSeed, randomBytes, sign, type KeyPair } from '../crypto';
import {
  admits,
  currentGeneration,
  hasAdmitted,
  invitationKeyOf,
  isOlder,
  keeps,
  MAX_FORMER_KEYS,
  MAX_ROLE_CHANGES,
  MAX_SEATS,
  openCharter,
  roleOf,
  rolesBy,
  seatOf,
  sideOf,
  signCharterBase,
  signCharterPart,
  stampsOf,
  versionsOf,
  type Charter,
  type CharterPart,
  type CharterTexts,
} from './charter';
import { charterOf, seatIn, sideIn } from './charter.testing';
import { randomId } from './secrets';

const meeting = randomId();
const [head, adviser, other] = [randomId(), randomId(), randomId()];
const key = randomBytes(32);
const former = Array.from({ length: MAX_FORMER_KEYS }, () => randomBytes(32));
const [first, second] = [randomId(), randomId()];
const seats = [seatIn(head, 'head'), seatIn(adviser, 'member', { generation: 9, key, former })];

let organiser: KeyPair;
let keepers: [KeyPair, KeyPair];
let charter: Charter;
let texts: CharterTexts;

beforeAll(async () => {
  organiser = await keyPairFromSeed(randomBytes(32));
  keepers = [await keyPairFromSeed(randomBytes(32)), await keyPairFromSeed(randomBytes(32))];
  charter = charterOf(meeting, [
    sideIn(first, seats, { keeper: keepers[0].publicKey, version: 3 }),
    sideIn(second, [seatIn(other, 'head')], { keeper: keepers[1].publicKey, version: 2 }),
  ]);
  texts = {
    base: await signCharterBase(charter, organiser.privateKey),
    parts: await Promise.all([signed(0), signed(1)]),
  };
});

/** A side's part, with what is changed in it, by its own keeper or another. */
function signed(at: 0 | 1, change: Partial<CharterPart> = {}, by: KeyPair = keepers[at]): Promise<string> {
  const side = charter.sides[at];
  if (side === undefined) throw new Error('no such side');
  return signCharterPart({ ...side, meeting, side: side.id, ...change }, by.privateKey);
}

const open = (parts: readonly string[], base = texts.base, of = meeting): Promise<Charter | null> =>
  openCharter({ base, parts }, organiser.publicKey, of);

const withFirst = async (part: Promise<string>): Promise<Charter | null> =>
  open([await part, texts.parts[1] ?? '']);

function written(text: string): Record<string, unknown> {
  const json = fromUtf8(decodeBase64Url(text.split('.')[0] ?? '') ?? new Uint8Array(0)) ?? '';
  return JSON.parse(json) as Record<string, unknown>;
}

async function signedText(value: unknown, by: KeyPair, kind: string): Promise<string> {
  const json = utf8(typeof value === 'string' ? value : JSON.stringify(value));
  const signature = await sign(by.privateKey, concat(utf8(`${kind}\0`), json));
  return `${encodeBase64Url(json)}.${encodeBase64Url(signature)}`;
}

/** The first part in another form, with its keeper's true signature. */
async function formed(change: (part: Record<string, unknown>) => unknown): Promise<Charter | null> {
  const value = change(written(texts.parts[0] ?? '')) ?? 0;
  return withFirst(signedText(value, keepers[0], 'parley charter seats'));
}

describe('a charter', () => {
  it('opens with the organiser’s key, which proves the keepers’', async () => {
    expect(await open(texts.parts)).toEqual(charter);
    expect(charter.version).toBe(5);
    expect(versionsOf(charter)).toEqual([3, 2]);
  });

  it('names nobody', () => {
    const part = written(texts.parts[0] ?? '') as { seats: object[] };
    const fields = ['id', 'role', 'generation', 'withdrawn', 'key', 'former'];
    expect(Object.keys(part.seats[0] ?? {})).toEqual(fields);
  });

  it('is found to be another’s, or of another meeting', async () => {
    const stranger = await keyPairFromSeed(randomBytes(32));
    expect(await openCharter(texts, stranger.publicKey, meeting)).toBeNull();
    expect(await open(texts.parts, texts.base, randomId())).toBeNull();
    expect(await open(texts.parts, await signCharterBase(charter, stranger.privateKey))).toBeNull();
    const elsewhere = { ...charter, meeting: randomId() };
    expect(await open(texts.parts, await signCharterBase(elsewhere, organiser.privateKey))).toBeNull();
  });

  it('takes a side’s people from that side’s keeper alone', async () => {
    expect(await withFirst(signed(0))).toEqual(charter);
    for (const by of [keepers[1], organiser]) expect(await withFirst(signed(0, {}, by))).toBeNull();
    // One side’s part in the other’s place, or that of another meeting, signed by the right key.
    expect(await open([...texts.parts].reverse())).toBeNull();
    expect(await open([texts.parts[1] ?? '', texts.parts[1] ?? ''])).toBeNull();
    expect(await withFirst(signed(0, { side: second }))).toBeNull();
    expect(await withFirst(signed(0, { meeting: randomId() }))).toBeNull();
    expect(await open(texts.parts.slice(1))).toBeNull();
    expect(await open([...texts.parts, ...texts.parts])).toBeNull();
  });

  it('lets no side take another’s seat', async () => {
    expect(await withFirst(signed(0, { seats: [...seats, seatIn(other, 'head')] }))).toBeNull();
    expect(await withFirst(signed(0, { seats: [...seats, seatIn(second, 'head')] }))).toBeNull();
  });

  it('is older where any part of it is', () => {
    expect(isOlder(charter, [3, 2])).toBe(false);
    expect(isOlder(charter, [])).toBe(false);
    expect(isOlder(charter, [2, 1])).toBe(false);
    // A new part of one side does not make up for an old one of another.
    for (const seen of [
      [4, 2],
      [4, 1],
      [1, 3],
    ])
      expect(isOlder(charter, seen)).toBe(true);
  });

  it('does not open once a character is changed', async () => {
    const text = texts.parts[0] ?? '';
    for (const at of [0, 40, text.indexOf('.'), text.indexOf('.') + 1, text.length - 3]) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await withFirst(Promise.resolve(changed))).toBeNull();
    }
    for (const broken of [
      '',
      '.',
      '..',
      text + '.',
      '.' + text,
      text.replace('.', ''),
      text + '=',
      text + '.x',
    ])
      expect(await withFirst(Promise.resolve(broken))).toBeNull();
  });

  it('is never another paper that somebody signed', async () => {
    const part = written(texts.parts[0] ?? '');
    expect(await withFirst(signedText(part, keepers[0], 'parley charter seats'))).toEqual(charter);
    for (const kind of ['parley roster names', 'parley charter', 'parley charter sides'])
      expect(await withFirst(signedText(part, keepers[0], kind))).toBeNull();
  });

  it('has one form alone', async () => {
    const changes: ((part: Record<string, unknown>) => unknown)[] = [
      () => null,
      () => [],
      () => 'text',
      (part) => ({ ...part, title: 'Harbour dues' }),
      ({ meeting: of, side, seats: people }) => ({ meeting: of, side, seats: people }),
      (part) => ({ ...part, version: 0 }),
      (part) => ({ ...part, version: 1.5 }),
      (part) => ({ ...part, version: '3' }),
      (part) => ({ ...part, version: 2 ** 31 }),
      (part) => ({ ...part, seats: {} }),
      (part) => ({ ...part, seats: [null] }),
      (part) => ({ ...part, changes: null }),
      (part) => ({ ...part, changes: [{ stamp: randomId(), seat: randomId(), role: 'head' }] }),
      (part) => ({ ...part, changes: [{ stamp: 'short', seat: head, role: 'head' }] }),
      (part) => ({ ...part, changes: [{ stamp: randomId(), seat: head, role: 'organiser' }] }),
      (part) => ({ ...part, changes: Array(2).fill({ stamp: first, seat: head, role: 'head' }) }),
      (part) => ({
        ...part,
        changes: Array.from({ length: MAX_ROLE_CHANGES + 1 }, () => ({
          stamp: randomId(),
          seat: head,
          role: 'head',
        })),
      }),
      () => `{"a":"${'x'.repeat(140_000)}"}`,
    ];
    expect(await formed((part) => part)).toEqual(charter);
    for (const change of changes) expect(await formed(change), change.toString()).toBeNull();
  });

  it('has one form alone for each seat', async () => {
    const withSeat = (change: Record<string, unknown>): Promise<Charter | null> =>
      formed((part) => {
        const [one, ...more] = part['seats'] as Record<string, unknown>[];
        return { ...part, seats: [{ ...one, ...change }, ...more] };
      });
    expect(await withSeat({})).toEqual(charter);
    const short = encodeBase64Url(randomBytes(31));
    for (const change of [
      { id: 'short' },
      { id: `${head.slice(0, -1)}!` },
      { id: adviser },
      { id: second },
      { role: 'organiser' },
      { role: 'constructor' },
      { role: ['head'] },
      { generation: -1 },
      { generation: 100 },
      { generation: 1 },
      { withdrawn: 'no' },
      { key: short },
      { key: null },
      { former: [short] },
      { former: [encodeBase64Url(key)] },
      { former: null },
      { name: 'Robin' },
    ])
      expect(await withSeat(change), JSON.stringify(change)).toBeNull();
  });

  it('holds as many people as a meeting may, each with all links that are known', async () => {
    const people = (count: number): CharterPart['seats'] =>
      Array.from({ length: count }, () => seatIn(randomId(), 'noteTaker', { generation: 99, key, former }));
    const full = await signed(0, {
      seats: people(MAX_SEATS - 1),
      changes: [],
    });
    expect(full.length).toBeLessThan(128 * 1024);
    expect(await withFirst(Promise.resolve(full))).not.toBeNull();
    expect(await withFirst(signed(0, { seats: people(MAX_SEATS) })), 'with the other side’s').toBeNull();
  });
});

describe('what a charter says of a seat', () => {
  it('is its side, its role and its keys', () => {
    expect(sideOf(charter, adviser)).toBe(first);
    expect(roleOf(charter, adviser)).toBe('member');
    expect(seatOf(charter, head)).toEqual({ ...seats[0], side: first });
    expect(currentGeneration(charter, adviser)).toBe(9);
    expect(invitationKeyOf(charter, adviser, 9)).toBe(key);
    expect(invitationKeyOf(charter, adviser, 8)).toBe(former[0]);
    expect(invitationKeyOf(charter, adviser, 2)).toBe(former[6]);
    for (const generation of [1, 0, -1, 10, 8.5, NaN])
      expect(invitationKeyOf(charter, adviser, generation)).toBeNull();
  });

  it('is nothing for a seat that it does not have', () => {
    const nobody = randomId();
    expect(seatOf(charter, nobody)).toBeNull();
    expect(sideOf(charter, nobody)).toBeNull();
    expect(roleOf(charter, nobody)).toBeNull();
    expect(currentGeneration(charter, nobody)).toBeNull();
    expect(invitationKeyOf(charter, nobody, 0)).toBeNull();
    expect(hasAdmitted(charter, nobody)).toBe(false);
  });

  it('is that no link counts, where it was withdrawn; who came by it is still known', () => {
    const withdrawn = seatIn(adviser, 'member', { withdrawn: true, key });
    const changed = charterOf(meeting, [sideIn(first, [withdrawn])]);
    expect(currentGeneration(changed, adviser)).toBeNull();
    expect(invitationKeyOf(changed, adviser, 0)).toBe(key);
  });

  it('lets heads and deputies admit, and them and the secretariat keep the roster', () => {
    expect([admits('head'), admits('deputy'), admits('secretariat'), admits('member')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([keeps('head'), keeps('deputy'), keeps('secretariat'), keeps('member')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('changes of roles', () => {
  const [early, late] = [randomId(), randomId()];
  const changes = [
    { stamp: early, seat: adviser, role: 'head' },
    { stamp: late, seat: head, role: 'member' },
  ] as const;

  it('come after one another', async () => {
    const changed = await withFirst(signed(0, { changes }));
    if (changed === null) throw new Error('it does not open');
    expect([roleOf(changed, head), roleOf(changed, adviser)]).toEqual(['member', 'head']);
    expect(seatOf(changed, head)).toMatchObject({ first: 'head' });
    expect(stampsOf(changed)).toEqual([late]);
    const by = (...stamps: string[]): unknown[] =>
      rolesBy(changed, new Set(stamps))[0]?.seats.map((seat) => seat.role) ?? [];
    expect(by()).toEqual(['head', 'member']);
    expect(by(early)).toEqual(['head', 'head']);
    expect(by(late)).toEqual(['member', 'head']);
    expect(by(late, early)).toEqual(['member', 'head']);
    expect(by(randomId())).toEqual(['head', 'member']);
    expect(rolesBy(changed, new Set([late])).map((side) => side.id)).toEqual([first, second]);
  });

  it('leave it known who could admit before', async () => {
    const changed = await withFirst(signed(0, { changes }));
    if (changed === null) throw new Error('it does not open');
    expect([head, adviser, other].map((seat) => hasAdmitted(changed, seat))).toEqual([true, true, true]);
    expect(hasAdmitted(charter, adviser)).toBe(false);
  });
});
