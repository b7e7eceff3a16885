import { decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { gapAt, isGap, type Era } from '../log/sealed';
import { Devices, type Device } from './devices';

/** What members of a room know in common, besides the group itself. */
export interface Knowledge {
  generation: number;
  /** How far into the log it reaches: the number of entries. */
  seq: number;
  /** The hash behind those entries; before the last one in a handover, whose own hash its maker cannot know. */
  hash: Uint8Array;
  eras: readonly Era[];
  devices: Devices;
  /** The version of the charter that the last commit went by. */
  charter: number;
  /** In a handover: an era begins with the very epoch that it leads to, whose key is not in the list yet. */
  beginsEra: boolean;
}

export const NOTHING_KNOWN: Knowledge = {
  generation: 0,
  seq: 0,
  hash: new Uint8Array(0),
  eras: [],
  devices: new Devices(),
  charter: 0,
  beginsEra: false,
};

/** As text: for a handover inside a Welcome, and for keeping. */
export function encodeKnowledge(knowledge: Knowledge): Uint8Array<ArrayBuffer> {
  return utf8(
    JSON.stringify({
      generation: knowledge.generation,
      seq: knowledge.seq,
      hash: encodeBase64Url(knowledge.hash),
      eras: knowledge.eras.map((era) => [era.generation, era.epoch, era.begin, encodeBase64Url(era.key)]),
      devices: knowledge.devices.all.map((device) => [
        device.seat,
        encodeBase64Url(device.key),
        device.generation,
        device.putOut,
      ]),
      charter: knowledge.charter,
      beginsEra: knowledge.beginsEra,
    }),
  );
}

/** Null where the bytes are none. They come from a member or from one's own store, so shapes alone are checked. */
export function decodeKnowledge(bytes: Uint8Array): Knowledge | null {
  const text = fromUtf8(bytes);
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as {
      generation: number;
      seq: number;
      hash: string;
      eras: [number, number, number, string][];
      devices: [string, string, number, boolean][];
      charter: number;
      beginsEra: boolean;
    };
    const hash = decodeBase64Url(read.hash);
    if (hash === null || !Number.isSafeInteger(read.seq) || !Number.isSafeInteger(read.generation))
      return null;
    const eras = read.eras.map(([generation, epoch, begin, key]): Era => ({
      generation,
      epoch,
      begin,
      key: bytesOf(key),
    }));
    const devices = read.devices.map(([seat, key, generation, putOut]): Device => ({
      seat,
      key: bytesOf(key),
      generation,
      putOut,
    }));
    return {
      generation: read.generation,
      seq: read.seq,
      hash,
      eras,
      devices: new Devices(devices),
      charter: read.charter,
      beginsEra: read.beginsEra,
    };
  } catch {
    return null;
  }
}

// 60 bytes each. More let newcomers read what is older; fewer leave the Welcome more room for members.
const MAX_HANDED_ERAS = 1_000;

/** The newest eras, as many as a Welcome bears: of what is older a newcomer reads nothing, but can still be let in. */
export function handedEras(eras: readonly Era[]): readonly Era[] {
  return eras.slice(-MAX_HANDED_ERAS);
}

/** Two lists of eras as one, each era once. */
export function joinedEras(left: readonly Era[], right: readonly Era[]): Era[] {
  const isNew = (era: Era): boolean => !left.some((one) => isSame(one, era));
  return [...left, ...right.filter(isNew)].sort((one, other) => one.begin - other.begin);
}

/** One's own eras up to the place where one lost the keys: others may have begun since. */
export function endedEras({ eras, generation, seq }: Knowledge): readonly Era[] {
  return [...eras, gapAt(generation, seq)];
}

/** One's own eras, with those that were handed over on coming back. If these begin later than one's own end, there is a gap between. */
export function continuedEras(own: readonly Era[], handed: readonly Era[]): Era[] {
  const newest = own.findLast((era) => !isGap(era));
  const meet = newest !== undefined && handed.some((era) => isSame(era, newest));
  return joinedEras(meet ? own.slice(0, own.indexOf(newest) + 1) : own, handed);
}

function isSame(one: Era, other: Era): boolean {
  return one.generation === other.generation && one.epoch === other.epoch && one.begin === other.begin;
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64Url(text);
  if (bytes === null) throw new Error('no base64url');
  return bytes;
}
