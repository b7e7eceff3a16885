import type { Participant } from '../../signalling/messages';

export interface Change {
  what: 'joined' | 'left' | 'interrupted' | 'returned' | 'sharing' | 'sharingEnded';
  seat: string;
}

/** What is worth saying aloud of what happened to the others between two looks. */
export function changesBetween(
  before: readonly Participant[],
  after: readonly Participant[],
  you: string,
): Change[] {
  const changes: Change[] = [];
  const old = new Map(before.map((one) => [one.seat, one]));
  for (const now of after) {
    const was = old.get(now.seat);
    old.delete(now.seat);
    if (now.seat === you) continue;
    if (was === undefined) changes.push({ what: 'joined', seat: now.seat });
    if (was !== undefined && was.interrupted !== now.interrupted)
      changes.push({ what: now.interrupted ? 'interrupted' : 'returned', seat: now.seat });
    if ((was?.screen ?? false) !== now.screen)
      changes.push({ what: now.screen ? 'sharing' : 'sharingEnded', seat: now.seat });
  }
  for (const seat of old.keys()) if (seat !== you) changes.push({ what: 'left', seat });
  return changes;
}
