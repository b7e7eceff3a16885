import type { Participant } from '../../signalling/messages';

export interface Change {
  what: 'joined' | 'left' | 'came' | 'went' | 'interrupted' | 'returned' | 'sharing' | 'sharingEnded';
  seat: string;
}

/**
 * What is worth saying aloud of what happened to the others between two looks, in the room that one is in. `came` and `went` are from
 * another room and to it.
 */
export function changesBetween(
  before: readonly Participant[],
  after: readonly Participant[],
  you: string,
  room: string,
): Change[] {
  const changes: Change[] = [];
  const old = new Map(before.map((one) => [one.seat, one]));
  for (const now of after) {
    const was = old.get(now.seat);
    old.delete(now.seat);
    if (now.seat === you) continue;
    const wasHere = was?.room === room;
    if (now.room !== room) {
      if (wasHere) changes.push({ what: 'went', seat: now.seat });
      continue;
    }
    if (!wasHere) changes.push({ what: was === undefined ? 'joined' : 'came', seat: now.seat });
    else if (was.interrupted !== now.interrupted)
      changes.push({ what: now.interrupted ? 'interrupted' : 'returned', seat: now.seat });
    if ((wasHere && was.screen) !== now.screen)
      changes.push({ what: now.screen ? 'sharing' : 'sharingEnded', seat: now.seat });
  }
  for (const [seat, was] of old) if (seat !== you && was.room === room) changes.push({ what: 'left', seat });
  return changes;
}
