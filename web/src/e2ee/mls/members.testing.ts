import { decodeGroupState, type ClientState } from 'ts-mls/clientState.js';
import { hex, utf8 } from '../bytes';
import {
  Group,
  newDeviceKeys,
  newKeyPackage,
  type Change,
  type Checks,
  type DeviceKeys,
  type Joined,
  type KeyPackage,
  type Made,
  type Processed,
  type Refused,
} from './group';
import { configOf } from './state';

/** What tests of groups share. */
export const GROUP_ID = 'meeting/plenary/1';
export const psk = { id: GROUP_ID, value: new Uint8Array(32).fill(7) };
export const nowSeconds = (): bigint => BigInt(Math.floor(Date.now() / 1000));

/** Identities name their device key, so that a credential can be wrong. */
export const checks: Checks = {
  credential: (identity, deviceKey) =>
    Promise.resolve(new TextDecoder().decode(identity).endsWith(`:${hex(deviceKey)}`)),
};

export interface Person {
  readonly name: string;
  readonly device: DeviceKeys;
  readonly identity: Uint8Array;
}

export async function person(name: string): Promise<Person> {
  const device = await newDeviceKeys();
  return { name, device, identity: utf8(`${name}:${hex(device.publicKey)}`) };
}

export const packageOf = ({ device, identity }: Person): Promise<KeyPackage> =>
  newKeyPackage(device, identity, nowSeconds());

export const found = ({ device, identity }: Person): Promise<Group> =>
  Group.found(GROUP_ID, device, identity, checks);

export async function make(group: Group, change: Partial<Change> = {}): Promise<Made> {
  const made = await group.commit({
    adds: [],
    removes: [],
    psk,
    authenticatedData: new Uint8Array(),
    handover: new Uint8Array(),
    ...change,
  });
  if (made.kind === 'refused') throw new Error(`not made: ${made.reason}`);
  return made;
}

export const tryJoin = (welcome: Uint8Array | null, keyPackage: KeyPackage): Promise<Joined | Refused> =>
  Group.join({ welcome: welcome ?? new Uint8Array(), keyPackage, groupId: GROUP_ID, psk }, checks);

export async function join(welcome: Uint8Array | null, keyPackage: KeyPackage): Promise<Group> {
  const joined = await tryJoin(welcome, keyPackage);
  if (joined.kind === 'refused') throw new Error(`not joined: ${joined.reason}`);
  return joined.group;
}

export const tryFollow = (group: Group, commit: Uint8Array): Promise<Processed> =>
  group.process(commit, psk, () => true);

export async function follow(group: Group, commit: Uint8Array): Promise<Group> {
  const processed = await tryFollow(group, commit);
  if (processed.kind !== 'moved') throw new Error(`not followed: ${JSON.stringify(processed)}`);
  return processed.group;
}

/** A group of so many, all in the same epoch. */
export async function groupOf(size: number): Promise<Group[]> {
  const founder = await found(await person('member 0'));
  const packages = await Promise.all(
    Array.from({ length: size - 1 }, async (_, i) => packageOf(await person(`member ${i + 1}`))),
  );
  if (packages.length === 0) return [founder];
  const made = await make(founder, { adds: packages.map(({ bytes }) => bytes) });
  return [made.next, ...(await Promise.all(packages.map((each) => join(made.welcome, each))))];
}

/** What members of one epoch have in common, and nobody else has. */
export async function secretsOf(group: Group): Promise<string> {
  const exported = await group.exportSecret('test', utf8('context'), 16);
  return `${group.epoch} ${hex(exported)} ${hex(group.authenticator())}`;
}

export async function shareSecrets(groups: readonly Group[]): Promise<boolean> {
  return new Set(await Promise.all(groups.map(secretsOf))).size === 1;
}

/** The library's own state, with which a test does what the interface has no way to do. */
export function insideOf(group: Group): ClientState {
  const decoded = decodeGroupState(group.encode().slice(1), 0);
  if (decoded === undefined) throw new Error('not encoded');
  return { ...decoded[0], clientConfig: configOf({ credential: () => Promise.resolve(true) }) };
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** From 0 to limit - 1. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}
