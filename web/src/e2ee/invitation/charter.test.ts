import { beforeAll, describe, expect, it } from 'vitest';
import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { keyPairFromSeed, randomBytes, sign, type KeyPair } from '../crypto';
import {
  admits,
  currentGeneration,
  invitationKeyOf,
  MAX_FORMER_KEYS,
  openCharter,
  roleOf,
  seatOf,
  sideOf,
  signCharter,
  type Charter,
} from './charter';
import { randomId } from './secrets';

const meeting = randomId();
const [head, adviser] = [randomId(), randomId()];
const key = randomBytes(32);
const former = Array.from({ length: MAX_FORMER_KEYS }, () => randomBytes(32));
const charter: Charter = {
  meeting,
  version: 3,
  sides: [
    {
      id: randomId(),
      seats: [
        { id: head, role: 'head', generation: 0, key: randomBytes(32), former: [] },
        { id: adviser, role: 'member', generation: 9, key, former },
      ],
    },
    { id: randomId(), seats: [] },
  ],
};

let organiser: KeyPair;
let text: string;

beforeAll(async () => {
  organiser = await keyPairFromSeed(randomBytes(32));
  text = await signCharter(charter, organiser.privateKey);
});

const open = (signed: string, of = meeting): Promise<Charter | null> =>
  openCharter(signed, organiser.publicKey, of);

/** Another charter, with the organiser's true signature: what is refused then is its form. */
async function forged(change: (written: Record<string, unknown>) => unknown): Promise<string> {
  const json = fromUtf8(decodeBase64Url(text.split('.')[0] ?? '') ?? new Uint8Array(0)) ?? '';
  const written = JSON.parse(json) as Record<string, unknown>;
  return signedText(JSON.stringify(change(written) ?? written));
}

async function signedText(json: string, kind = 'parley charter'): Promise<string> {
  const signature = await sign(organiser.privateKey, concat(utf8(`${kind}\0`), utf8(json)));
  return `${encodeBase64Url(utf8(json))}.${encodeBase64Url(signature)}`;
}

describe('a charter', () => {
  it('opens with the organiser’s key', async () => {
    expect(await open(text)).toEqual(charter);
  });

  it('names nobody', () => {
    expect(Object.keys(charter.sides[0]?.seats[0] ?? {})).toEqual([
      'id',
      'role',
      'generation',
      'key',
      'former',
    ]);
  });

  it('is found to be another’s, or of another meeting', async () => {
    const other = await keyPairFromSeed(randomBytes(32));
    expect(await openCharter(text, other.publicKey, meeting)).toBeNull();
    expect(await open(text, randomId())).toBeNull();
    expect(await open(await signCharter(charter, other.privateKey))).toBeNull();
  });

  it('does not open once a character is changed', async () => {
    for (const at of [0, 40, text.indexOf('.'), text.indexOf('.') + 1, text.length - 3]) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await open(changed)).toBeNull();
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
      expect(await open(broken)).toBeNull();
  });

  it('is never another paper that the organiser signed', async () => {
    const json = fromUtf8(decodeBase64Url(text.split('.')[0] ?? '') ?? new Uint8Array(0)) ?? '';
    expect(await open(await signedText(json))).toEqual(charter);
    expect(await open(await signedText(json, 'parley roster'))).toBeNull();
  });

  it('has one form alone', async () => {
    const changes: ((written: Record<string, unknown>) => unknown)[] = [
      () => null,
      () => [],
      () => 'text',
      (written) => ({ ...written, title: 'Harbour dues' }),
      ({ meeting: of, sides }) => ({ meeting: of, sides }),
      (written) => ({ ...written, version: 0 }),
      (written) => ({ ...written, version: 1.5 }),
      (written) => ({ ...written, version: '3' }),
      (written) => ({ ...written, version: 2 ** 31 }),
      (written) => ({ ...written, sides: [] }),
      (written) => ({ ...written, sides: {} }),
      (written) => ({ ...written, sides: [null, null] }),
    ];
    for (const change of changes) {
      const signed = await forged((written) => change(written) ?? 0);
      expect(await open(signed), change.toString()).toBeNull();
    }
    expect(await open(await signedText('{'))).toBeNull();
    expect(await open(await signedText(`{"a":"${'x'.repeat(70_000)}"}`))).toBeNull();
  });

  it('has one form alone for each seat', async () => {
    const withSeat = (change: Record<string, unknown>): Promise<string> =>
      forged((written) => {
        const sides = written['sides'] as { seats: Record<string, unknown>[] }[];
        sides[0]?.seats.splice(0, 1, { ...sides[0].seats[0], ...change });
      });
    expect(await open(await withSeat({}))).toEqual(charter);
    const short = encodeBase64Url(randomBytes(31));
    for (const change of [
      { id: 'short' },
      { id: `${head.slice(0, -1)}!` },
      { id: adviser },
      { id: charter.sides[1]?.id },
      { role: 'organiser' },
      { role: 'constructor' },
      { role: ['head'] },
      { generation: -1 },
      { generation: 100 },
      { generation: 1 },
      { key: short },
      { key: null },
      { former: [short] },
      { former: [encodeBase64Url(key)] },
      { former: null },
      { name: 'Robin' },
    ])
      expect(await open(await withSeat(change)), JSON.stringify(change)).toBeNull();
  });

  it('holds as many people as a meeting may', async () => {
    const seats = (count: number): Charter['sides'][number]['seats'] =>
      Array.from({ length: count }, () => ({ id: randomId(), role: 'head', generation: 50, key, former }));
    const withSeats = (first: number, second: number): Promise<string> =>
      signCharter(
        {
          ...charter,
          sides: [
            { id: randomId(), seats: seats(first) },
            { id: randomId(), seats: seats(second) },
          ],
        },
        organiser.privateKey,
      );
    expect(await open(await withSeats(32, 32))).not.toBeNull();
    expect(await open(await withSeats(33, 32))).toBeNull();
  });
});

describe('what a charter says of a seat', () => {
  it('is its side, its role and its keys', () => {
    const side = charter.sides[0]?.id;
    expect(sideOf(charter, adviser)).toBe(side);
    expect(roleOf(charter, adviser)).toBe('member');
    expect(seatOf(charter, head)).toEqual({ ...charter.sides[0]?.seats[0], side });
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
  });

  it('lets heads and deputies admit', () => {
    expect([admits('head'), admits('deputy'), admits('member')]).toEqual([true, true, false]);
  });
});
