import { equal, utf8 } from '../bytes';
import type { Era } from '../log/sealed';
import type { Group } from '../mls/group';
import type { MediaKeys } from './around';

const MEDIA_LABEL = 'SFrame 1.0 Base Key';
const MEDIA_KEY_BYTES = 16;
const ERA_LABEL = 'parley era';
const ERA_KEY_BYTES = 32;

/** The keys under which the members of an epoch send sound and picture, and who of the epoch before does not any more. */
export async function mediaKeysOf(group: Group, before: Group | null): Promise<MediaKeys> {
  const baseKey = await group.exportSecret(MEDIA_LABEL, new Uint8Array(0), MEDIA_KEY_BYTES);
  const now = group.members();
  const gone = (before?.members() ?? [])
    .filter(({ leaf, deviceKey }) => !now.some((one) => one.leaf === leaf && equal(one.deviceKey, deviceKey)))
    .map(({ leaf }) => leaf);
  return { epoch: group.epoch, baseKey, ownLeaf: group.ownLeaf, gone };
}

/**
 * The era that begins with an epoch: those alone have its key who are members then, and whoever they hand it over to.
 *
 * @param begin the place in the log behind the entry that made it
 */
export async function eraOf(group: Group, generation: number, begin: number): Promise<Era> {
  const key = await group.exportSecret(ERA_LABEL, utf8(group.groupId), ERA_KEY_BYTES);
  return { generation, epoch: Number(group.epoch), begin, key };
}
