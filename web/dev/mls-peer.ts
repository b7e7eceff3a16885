import { fromHex, hex, utf8 } from '../src/e2ee/bytes';
import { Group, newDeviceKeys, newKeyPackage, type KeyPackage } from '../src/e2ee/mls/group';

/*
 * Devices of the web client's kind for the tests of another implementation (interop/). A request is a line of words: who, what, and
 * arguments; bytes are in hexadecimal, lists have commas, and "-" is nothing. An answer is "ok" and words, or "no" and why.
 */

const checks = { credential: () => Promise.resolve(true) };
const groups = new Map<string, Group>();
const keyPackages = new Map<string, KeyPackage>();

export async function answer(line: string): Promise<string> {
  const [who = '', what = '', ...args] = line.split(' ');
  try {
    return `ok ${(await act(who, what, args)).join(' ')}`.trimEnd();
  } catch (error) {
    return `no ${error instanceof Error ? error.message : 'it failed'}`;
  }
}

async function act(who: string, what: string, args: string[]): Promise<string[]> {
  if (what === 'keyPackage') return [await offer(who)];
  const [groupId = '', secret = ''] = args;
  const psk = { id: groupId, value: bytesOf(secret) };
  if (what === 'found') {
    groups.set(who, await Group.found(groupId, await newDeviceKeys(), utf8(who), checks));
    return [];
  }
  if (what === 'join') {
    const keyPackage = keyPackages.get(who);
    if (keyPackage === undefined) throw new Error('has no key package');
    const joined = await Group.join({ welcome: bytesOf(args[2]), keyPackage, groupId, psk }, checks);
    if (joined.kind === 'refused') throw new Error(joined.reason);
    groups.set(who, joined.group);
    return [];
  }
  const group = groups.get(who);
  if (group === undefined) throw new Error('has no group');
  if (what === 'secrets') {
    const exported = await group.exportSecret('interop', utf8('context'), 32);
    return [`${group.epoch}`, hex(exported), hex(group.authenticator()), `${group.members().length}`];
  }
  if (what === 'leaf') return [`${group.ownLeaf}`];
  if (what === 'follow') {
    const processed = await group.process(bytesOf(args[2]), psk, () => true);
    if (processed.kind === 'refused') throw new Error(processed.reason);
    if (processed.kind === 'moved') groups.set(who, processed.group);
    return [processed.kind];
  }
  if (what !== 'commit') throw new Error('is asked for what it does not know');
  const made = await group.commit({
    psk,
    adds: list(args[2]).map(bytesOf),
    removes: list(args[3]).map(Number),
    authenticatedData: utf8('from the web client'),
    // Bouncy Castle 1.84 cannot read extensions of private types, even to ignore them.
    handover: new Uint8Array(),
  });
  if (made.kind === 'refused') throw new Error(made.reason);
  made.discard();
  groups.set(who, made.next);
  return [hex(made.bytes), made.welcome === null ? '-' : hex(made.welcome)];
}

async function offer(who: string): Promise<string> {
  const now = BigInt(Math.floor(Date.now() / 1000));
  const keyPackage = await newKeyPackage(await newDeviceKeys(), utf8(who), now);
  keyPackages.set(who, keyPackage);
  return hex(keyPackage.bytes);
}

const list = (words = '-'): string[] => (words === '-' ? [] : words.split(','));

function bytesOf(word = ''): Uint8Array {
  const bytes = fromHex(word);
  if (bytes === null) throw new Error('was given no bytes');
  return bytes;
}
