import type { Participant } from '../signalling/messages';

/** How many slots it takes to see and hear everybody who is in the meeting: whoever is in the other room now may be in this one next. */
export function slotsFor(participants: readonly Participant[], you: string): number {
  const others = participants.filter((one) => one.seat !== you);
  return others.length + others.filter((one) => one.screen).length;
}

/** How many to begin with, in a meeting for so many people. */
export function firstSlotsFor(participants: readonly Participant[], you: string, seatCount: number): number {
  // A slot for each who may come and one for a screen: most meetings then never need a second offer.
  return Math.max(slotsFor(participants, you), Math.max(2, seatCount - 1) + 1);
}

/** All of them, with one as they are now. */
export function withChanged(participants: readonly Participant[], changed: Participant): Participant[] {
  return [...participants.filter((one) => one.seat !== changed.seat), changed];
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
