import type { Meeting } from '../../course/built/rules.js';
import { saveFile } from '../parts/save-file';
import { versionsOf } from './versions';

const MINUTE_MS = 60_000;
/** A published entry has to have one (RFC 5546, section 3.2.1); this is nobody's (RFC 2606), so nobody is answered and nobody named. */
const ORGANIZER = 'mailto:nobody@parley.invalid';

/**
 * A calendar entry (RFC 5545) of what was agreed last, or of its being cancelled or postponed. It says when, and nothing else: whoever
 * sees a calendar learns neither who meets nor where nor why. The UID stays and the SEQUENCE rises, so a calendar changes the entry
 * that it has (RFC 5546, section 2.1.4). That holds behind a CANCEL as well, which ends no UID: a calendar that kept the entry as cancelled
 * confirms it again, and one that threw it away adds it anew.
 *
 * @param process the id of the process
 * @param subject what stands in the calendar
 */
export async function calendarOf(process: string, meeting: Meeting, subject: string): Promise<string> {
  const { id, state, agreed, history } = meeting;
  if (agreed === null) throw new Error('nothing was agreed');
  // Few need it, once: a page that opens does not wait for it.
  const { default: ICAL } = await import('ical.js');
  const holds = state === 'agreed';
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Parley//Schedule//EN');
  calendar.addPropertyWithValue('method', holds ? 'PUBLISH' : 'CANCEL');
  const event = new ICAL.Component('vevent');
  // In UTC: calendars show it in the hours of whoever looks, and no rule about summer time can move it.
  const at = (ms: number) => ICAL.Time.fromJSDate(new Date(ms), true);
  const { startMs, minutes } = agreed.span;
  event.addPropertyWithValue('uid', `${process}-${id}@parley`);
  event.addPropertyWithValue('sequence', Math.max(0, versionsOf(meeting).length - 1));
  event.addPropertyWithValue('dtstamp', at(history.at(-1)?.event.act.atMs ?? startMs));
  event.addPropertyWithValue('dtstart', at(startMs));
  event.addPropertyWithValue('dtend', at(startMs + minutes * MINUTE_MS));
  event.addPropertyWithValue('organizer', ORGANIZER);
  event.addPropertyWithValue('summary', subject);
  event.addPropertyWithValue('status', holds ? 'CONFIRMED' : 'CANCELLED');
  event.addPropertyWithValue('class', 'PRIVATE');
  event.addPropertyWithValue('transp', 'OPAQUE');
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

/** Hands the entry to the browser, as a file. */
export async function saveCalendar(process: string, meeting: Meeting, subject: string): Promise<void> {
  const text = await calendarOf(process, meeting, subject);
  saveFile(text, 'text/calendar', 'meeting.ics');
}
