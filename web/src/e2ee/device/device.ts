import { keyPairFromSeed, randomBytes } from '../crypto';
import type { DeviceKeys } from '../mls/group';
import type { Keep } from './keep';

const NAME = 'device';
const SEED_BYTES = 32;

/** The keys by which others know this device: made once, kept from then on. */
export async function deviceOf(keep: Keep): Promise<DeviceKeys> {
  const kept = await keep.read(NAME);
  if (kept?.length === SEED_BYTES) return keyPairFromSeed(kept);
  const seed = randomBytes(SEED_BYTES);
  await keep.write(NAME, seed);
  return keyPairFromSeed(seed);
}
