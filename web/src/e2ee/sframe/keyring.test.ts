import { describe, expect, it } from 'vitest';
import { hex } from '../bytes';
import { isOf, KEPT_MS, Keyring, kidOf, MAX_LEAF } from './keyring';

const base = (fill: number): Uint8Array<ArrayBuffer> => new Uint8Array(16).fill(fill);
const salt = async (keyring: Keyring, leaf: number, epoch: bigint, nowMs = 0): Promise<string | null> => {
  const key = await keyring.receivingKey(0, leaf, kidOf(0, leaf, epoch), nowMs);
  return key === null ? null : hex(key.salt);
};

describe('KIDs', () => {
  it('say the room, the leaf and the end of the epoch', () => {
    expect(kidOf(0, 0, 0n)).toBe(0n);
    expect(kidOf(1, 5, 0x1234n)).toBe(0x4_05_34n);
    expect(kidOf(1, MAX_LEAF, 255n)).toBe((1n << 19n) - 1n);
    expect(isOf(kidOf(1, 5, 77n), 1, 5)).toBe(true);
    expect(isOf(kidOf(1, 5, 77n), 0, 5)).toBe(false);
    expect(isOf(kidOf(1, 5, 77n), 1, 4)).toBe(false);
    expect(isOf((1n << 19n) | kidOf(1, 5, 77n), 1, 5)).toBe(false);
  });
});

describe('Keyring', () => {
  it('has a key of its owner for each room, and counts on under the same', async () => {
    const keyring = new Keyring();
    expect(keyring.sendingKey(0)).toBeNull();
    await keyring.setEpoch(0, 3n, base(1), 2, 0);
    expect(keyring.sendingKey(1)).toBeNull();
    const key = keyring.sendingKey(0);
    if (key === null) throw new Error('no key');
    expect(key.kid).toBe(kidOf(0, 2, 3n));
    key.counter.next = 9n;
    await keyring.setEpoch(0, 3n, base(1), 2, 1);
    expect(keyring.sendingKey(0)?.counter.next).toBe(9n);
    keyring.dropContext(0);
    expect(keyring.sendingKey(0)).toBeNull();
    await keyring.setEpoch(0, 3n, base(1), 2, 2);
    expect(keyring.sendingKey(0)?.counter.next).toBe(9n);
    await keyring.setEpoch(0, 4n, base(2), 2, 3);
    expect(keyring.sendingKey(0)?.counter.next).toBe(0n);
    // The same number in another group is another key.
    await keyring.setEpoch(0, 3n, base(3), 2, 4);
    expect(keyring.sendingKey(0)?.counter.next).toBe(0n);
  });

  it('overwrites what it was given', async () => {
    const given = base(1);
    await new Keyring().setEpoch(0, 0n, given, 0, 0);
    expect(given).toEqual(base(0));
  });

  it('agrees with the sender about its key, and with nobody else', async () => {
    const [ours, theirs] = [new Keyring(), new Keyring()];
    await ours.setEpoch(0, 7n, base(1), 0, 0);
    await theirs.setEpoch(0, 7n, base(1), 1, 0);
    const sent = theirs.sendingKey(0)?.salt ?? new Uint8Array();
    expect(await salt(ours, 1, 7n)).toBe(hex(sent));
    expect(await salt(ours, 2, 7n)).not.toBe(hex(sent));
    expect(await salt(ours, 1, 8n)).toBeNull();
    expect(ours.receivingKey(1, 1, kidOf(1, 1, 7n), 0)).toBeNull();
    expect(ours.receivingKey(0, 1, kidOf(0, 2, 7n), 0)).toBeNull();
  });

  it('opens the former epochs for a while', async () => {
    const keyring = new Keyring();
    await keyring.setEpoch(0, 7n, base(1), 0, 0);
    await keyring.setEpoch(0, 8n, base(2), 0, 1000);
    await keyring.setEpoch(0, 9n, base(3), 0, 2000);
    expect(await salt(keyring, 1, 7n, 999 + KEPT_MS)).not.toBeNull();
    expect(await salt(keyring, 1, 7n, 1000 + KEPT_MS)).toBeNull();
    expect(await salt(keyring, 1, 8n, 1999 + KEPT_MS)).not.toBeNull();
    keyring.expire(2000 + KEPT_MS);
    expect(await salt(keyring, 1, 8n, 0)).toBeNull();
    expect(await salt(keyring, 1, 9n, 1e9)).not.toBeNull();
  });

  it('opens nothing of who is out, also where somebody else has that leaf now', async () => {
    const keyring = new Keyring();
    await keyring.setEpoch(0, 6n, base(0), 0, 0);
    await keyring.setEpoch(0, 7n, base(1), 0, 0);
    await keyring.setEpoch(0, 8n, base(2), 0, 1, [1]);
    expect(await salt(keyring, 1, 6n, 2)).toBeNull();
    expect(await salt(keyring, 1, 7n, 2)).toBeNull();
    expect(await salt(keyring, 2, 7n, 2)).not.toBeNull();
    expect(await salt(keyring, 1, 8n, 2)).not.toBeNull();
    await keyring.setEpoch(0, 9n, base(3), 0, 3);
    expect(await salt(keyring, 1, 8n, 4)).not.toBeNull();
    expect(await salt(keyring, 1, 7n, 4)).toBeNull();
  });

  it('keeps nothing of a group that was left or founded anew', async () => {
    const keyring = new Keyring();
    await keyring.setEpoch(0, 7n, base(1), 0, 0);
    await keyring.setEpoch(0, 0n, base(2), 0, 1);
    expect(await salt(keyring, 1, 7n, 2)).toBeNull();
    keyring.dropContext(0);
    expect(await salt(keyring, 1, 0n, 2)).toBeNull();
  });

  it('takes the newer of two epochs that have the same end', async () => {
    const keyring = new Keyring();
    await keyring.setEpoch(0, 1n, base(1), 0, 0);
    const older = await salt(keyring, 1, 1n);
    await keyring.setEpoch(0, 257n, base(2), 0, 1);
    expect(await salt(keyring, 1, 257n)).not.toBe(older);
  });
});
