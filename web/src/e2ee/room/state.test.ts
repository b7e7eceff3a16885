import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../base64url';
import { keyPairFromSeed, randomBytes } from '../crypto';
import { Devices, MAX_DEVICES } from './devices';
import { WELCOME_MAX_BYTES } from '../mls/welcome';
import { eraAt, isGap, openObject, sealObject, type Era } from '../log/sealed';
import {
  continuedEras,
  decodeKnowledge,
  encodeKnowledge,
  endedEras,
  handedEras,
  NOTHING_KNOWN,
} from './state';

function devicesOf(count: number): Devices {
  const seat = encodeBase64Url(randomBytes(16));
  return new Devices(
    Array.from({ length: count }, () => ({ seat, key: randomBytes(32), generation: 0, putOut: false })),
  );
}

describe('what is handed over to a newcomer', () => {
  it('fits into a Welcome however often somebody was removed, and holds what is newest', () => {
    const eras = Array.from({ length: 5_000 }, (_, epoch) => ({
      generation: 12,
      epoch,
      begin: 90_000 + epoch,
      key: randomBytes(32),
    }));
    const knowledge = { ...NOTHING_KNOWN, eras: handedEras(eras), devices: devicesOf(MAX_DEVICES) };
    const bytes = encodeKnowledge(knowledge);
    expect(bytes.length).toBeLessThan((WELCOME_MAX_BYTES * 3) / 4);
    expect(decodeKnowledge(bytes)?.eras.at(-1)).toEqual(eras.at(-1));
    expect(decodeKnowledge(bytes)?.devices.all).toHaveLength(MAX_DEVICES);
  });
});

describe('the eras of one who comes back', () => {
  const era = (epoch: number, begin: number): Era => ({ generation: 1, epoch, begin, key: randomBytes(32) });
  const [first, second, third] = [era(0, 1), era(3, 10), era(9, 20)];
  const own = endedEras({ ...NOTHING_KNOWN, generation: 1, seq: 12, eras: [first, second] });

  it('go on where they are handed over whole', () => {
    expect(continuedEras(own, [first, second, third])).toEqual([first, second, third]);
    expect(continuedEras(own, [first, second])).toEqual([first, second]);
  });

  it('leave open what may have been between, and give it to no era that was before', () => {
    const eras = continuedEras(own, [third]);
    expect(eraAt(eras, 11)).toBe(second);
    expect([12, 19].map((seq) => eraAt(eras, seq)).every((one) => one !== undefined && isGap(one))).toBe(
      true,
    );
    expect(eraAt(eras, 20)).toBe(third);
  });

  it('leave nothing to an era of before where more began than a handover holds', () => {
    const begun = Array.from({ length: 1_500 }, (_, at) => era(10 + at, 20 + at));
    const eras = continuedEras(own, handedEras(begun));
    const first = begun.find((one) => eras.includes(one));
    expect(first?.begin).toBe(520);
    expect([20, 519].map((seq) => eraAt(eras, seq)).every((one) => one !== undefined && isGap(one))).toBe(
      true,
    );
    expect(eraAt(eras, 520)).toBe(first);
  });

  it('open nothing there for one who was removed and has the key of before', async () => {
    const { publicKey, privateKey } = await keyPairFromSeed(randomBytes(32));
    const place = { meeting: 'm', room: 'plenary', seq: 15, previous: randomBytes(32) };
    const forged = await sealObject(place, second, { seat: 'A1', privateKey }, '{}');
    const open = (eras: readonly Era[]): Promise<unknown> =>
      openObject(place, 'A1', forged, eras, [publicKey]);
    expect(await open(continuedEras(own, [third]))).toBe('unreadable');
    expect(await open([first, second, third])).toMatchObject({ seal: { text: '{}' } });
  });

  it('are kept so', () => {
    const bytes = encodeKnowledge({ ...NOTHING_KNOWN, eras: own });
    expect(decodeKnowledge(bytes)?.eras).toEqual(own);
  });
});
