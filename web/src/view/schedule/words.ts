import type { Format, MeetingEvent, Span, Weekday } from '../../course/built/rules.js';
import { current, t } from '../../i18n/language.svelte';

const MINUTE_MS = 60_000;

/** From Monday on. */
export const WEEK = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

/** A Monday, for the names of days. */
const MONDAY_MS = Date.UTC(2024, 0, 1);

/** With weekday, date and hours, as the clocks of a zone show them. */
export function spanInWords(span: Span, zone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  return format.formatRange(span.startMs, span.startMs + span.minutes * MINUTE_MS);
}

export function weekdayInWords(day: Weekday): string {
  const at = MONDAY_MS + WEEK.indexOf(day) * 24 * 60 * MINUTE_MS;
  return new Intl.DateTimeFormat(current.locale, { weekday: 'long', timeZone: 'UTC' }).format(at);
}

export function formatInWords(format: Format, venue: string): string {
  return venue === ''
    ? t(`schedule.format.${format}`)
    : t('schedule.format.at', { format: t(`schedule.format.${format}`), venue });
}

/** What came to pass. */
export function eventInWords(event: MeetingEvent, zone: string): string {
  switch (event.type) {
    case 'meetingProposed':
      return t('schedule.event.meetingProposed', { count: event.dates.spans.length });
    case 'offerMade':
      return event.proposal.type === 'dates'
        ? t('schedule.event.dates', { count: event.proposal.spans.length })
        : t(`schedule.event.${event.proposal.type}`);
    case 'offerAccepted':
    case 'offerDeclined':
    case 'offerWithdrawn':
    case 'consentWithdrawn':
    case 'meetingDropped':
      return t(`schedule.event.${event.type}`);
    case 'datesAgreed':
      return t('schedule.event.datesAgreed', {
        time: spanInWords(event.terms.span, zone, current.locale),
        format: formatInWords(event.terms.format, event.terms.venue),
      });
    case 'meetingPostponed':
    case 'meetingCancelled':
      return t(`schedule.event.${event.type}`);
    case 'lineProposed':
    case 'lineAccepted':
    case 'lineDeclined':
    case 'lineWithdrawn':
    case 'lineConsentWithdrawn':
    case 'lineAgreed':
    case 'lineLapsed':
    case 'lineTakenDown':
      return t(`public.event.${event.type}`);
    default:
      return event satisfies never;
  }
}
