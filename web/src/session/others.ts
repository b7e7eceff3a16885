import type { Participant } from '../signalling/messages';

/** How many slots it takes to see and hear everybody who is in the meeting: whoever is in the other room now may be in this one next. */
export function slotsFor(participants: readonly Participant[], you: string): number {
  const others = participants.filter((one) => one.seat !== you);
  return others.length + others.filter((one) => one.screen).length;
}

/** Whether anybody else in a room sends something. */
export function sendsAny(participants: readonly Participant[], you: string, room: string): boolean {
  return participants.some(
    (one) =>
      one.seat !== you &&
      one.room === room &&
      !one.interrupted &&
      (one.microphone || one.camera || one.screen),
  );
}
