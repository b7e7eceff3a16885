import type { Meeting, Span, Step } from '../../course/built/rules.js';
import type { Method, Part } from '../../signalling/messages';
import { organizerOf, versionsOf } from './versions';

/** A mail that a side may send to calendars, as RFC 5546 has it. */
export interface Posting {
  method: Method;
  sequence: number;
  confirmed: boolean;
  span: Span;
  /** What the sides that it is to, or of a reply its own, have said to the date. */
  part: Part;
  /** Whose calendars it is for. */
  sides: readonly string[];
  /** Whether it may go to others as well: one's own people. */
  open: boolean;
}

/**
 * What a side may mail, as the meeting stands; what answers the last step comes first.
 *
 * @param own the side's id
 * @param sides all of them
 */
export function postingsOf(meeting: Meeting, own: string, sides: readonly string[]): readonly Posting[] {
  const versions = versionsOf(meeting);
  const sequence = versions.length - 1;
  const last = versions[sequence];
  if (last === undefined) return [];
  const organizer = organizerOf(meeting);
  const isOrganizer = own === organizer;
  const step = lastStep(meeting);
  const postings: Posting[] = [];
  const common = { sequence, confirmed: last.status === 'confirmed', span: last.span };
  const answer = { ...common, sides: [organizer], open: false };

  if (last.status !== 'cancelled') {
    const declined = step === null ? null : counterDeclined(meeting, step);
    if (isOrganizer && declined !== null && step?.side === own)
      postings.push({ ...answer, method: 'declinecounter', part: 'declined', sides: [declined.side] });
    const countered = isOrganizer ? null : counterOf(meeting, own);
    if (countered !== null)
      postings.push({
        ...answer,
        method: 'counter',
        part: 'needsAction',
        confirmed: false,
        span: countered,
      });
    if (!isOrganizer && countered === null && (common.confirmed || hasAgreed(meeting, own)))
      postings.push({ ...answer, method: 'reply', part: 'accepted' });
  } else if (!isOrganizer && step?.event.type === 'offerDeclined' && step.side === own) {
    const before = versions[sequence - 1];
    if (before?.status === 'tentative')
      postings.push({ ...answer, method: 'reply', part: 'declined', sequence: sequence - 1 });
  }
  // What is agreed, or holds no more, a side may tell its own people; what is proposed is its proposer's to tell.
  if (isOrganizer || last.status !== 'tentative')
    postings.push({
      ...common,
      method: last.status === 'cancelled' ? 'cancel' : 'request',
      part: common.confirmed ? 'accepted' : 'needsAction',
      sides: isOrganizer ? sides.filter((side) => side !== own) : [],
      open: true,
    });
  return postings;
}

/** That the proposal is over is said by the step that ended it. */
function lastStep({ history }: Meeting): Step | null {
  const isAnswered = ({ event }: Step): boolean =>
    event.type !== 'meetingDropped' && !event.type.startsWith('line');
  return history.filter(isAnswered).at(-1) ?? null;
}

/** The one date that another side than the organizer offered and that was declined; null where it was something else. */
function counterDeclined(meeting: Meeting, { event }: Step): { side: string } | null {
  if (event.type !== 'offerDeclined') return null;
  const offered = meeting.history.find(
    (step) => step.event.type === 'offerMade' && step.event.act.seq === event.offer,
  );
  if (offered?.event.type !== 'offerMade' || offered.side === organizerOf(meeting)) return null;
  const { proposal } = offered.event;
  return proposal.type === 'dates' && proposal.spans.length === 1 ? { side: offered.side } : null;
}

/** The one date that stands as a side's offer. */
function counterOf({ offer }: Meeting, own: string): Span | null {
  if (offer?.side !== own || offer.proposal.type !== 'dates' || offer.proposal.spans.length !== 1)
    return null;
  return offer.proposal.spans[0] ?? null;
}

/** Whether a side has agreed to what the organizer offers. */
function hasAgreed(meeting: Meeting, own: string): boolean {
  const { offer } = meeting;
  return offer?.side === organizerOf(meeting) && offer.keys.some((key) => key.side === own);
}
