import type { Meeting, Span } from '../../course/built/rules.js';

/** What calendars are to have of a meeting. */
export interface Version {
  /** Tentative where it is the word of the side that proposed the meeting, and of no other yet. */
  status: 'tentative' | 'confirmed' | 'cancelled';
  span: Span;
}

/** The side whose word the entry is, in RFC 5546's words the organizer's. */
export function organizerOf({ history }: Meeting): string {
  return history[0]?.side ?? '';
}

/**
 * All that calendars were to have of a meeting, one after the other. A version's place is its SEQUENCE (RFC 5546, section 2.1.4), so
 * whatever shows the entry, a mail or a file, shows it with the same one. What calendars cannot say, a choice of dates, is none; what was
 * agreed stays until another date is agreed.
 */
export function versionsOf(meeting: Meeting): readonly Version[] {
  const organizer = organizerOf(meeting);
  const versions: Version[] = [];
  let offering = '';

  function offered(side: string, spans: readonly Span[]): void {
    const last = versions.at(-1);
    const [span] = spans;
    if (side !== organizer || last?.status === 'confirmed' || span === undefined) return;
    if (spans.length === 1) versions.push({ status: 'tentative', span });
    else if (last !== undefined) cancel();
  }

  function cancel(): void {
    const last = versions.at(-1);
    if (last !== undefined && last.status !== 'cancelled') versions.push({ ...last, status: 'cancelled' });
  }

  for (const { side, event } of meeting.history)
    switch (event.type) {
      case 'meetingProposed':
        offering = side;
        offered(side, event.dates.spans);
        break;
      case 'offerMade':
        offering = side;
        if (event.proposal.type === 'dates') offered(side, event.proposal.spans);
        break;
      case 'offerDeclined':
      case 'offerWithdrawn':
        if (offering === organizer && versions.at(-1)?.status === 'tentative') cancel();
        break;
      case 'datesAgreed':
        versions.push({ status: 'confirmed', span: event.terms.span });
        break;
      case 'meetingPostponed':
      case 'meetingCancelled':
      case 'meetingDropped':
        cancel();
        break;
      // A side's word on a date changes no calendar yet, and what the public reads never does.
      case 'offerAccepted':
      case 'consentWithdrawn':
      case 'lineProposed':
      case 'lineAccepted':
      case 'lineDeclined':
      case 'lineWithdrawn':
      case 'lineConsentWithdrawn':
      case 'lineAgreed':
      case 'lineLapsed':
      case 'lineTakenDown':
        break;
      default:
        return event satisfies never;
    }
  return versions;
}
