import ICAL from 'ical.js';
import type { Meeting } from '../src/course/built/rules.js';
import { decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../src/e2ee/bytes';
import { calendarOf } from '../src/view/schedule/calendar';

/*
 * The page's calendar entries, for the tests of another implementation (interop/). A request is a JSON object on one line. "read" has a
 * calendar's text, in base64url, and is answered by what ical.js finds in it; "write" has a meeting, and is answered by its entry, in
 * base64url.
 */

type Request = { read: string } | { write: Meeting; subject: string };

export async function answer(line: string): Promise<string> {
  const request = JSON.parse(line) as Request;
  if ('write' in request)
    return encodeBase64Url(utf8(await calendarOf('process', request.write, request.subject)));
  const bytes = decodeBase64Url(request.read);
  const text = bytes === null ? null : fromUtf8(bytes);
  if (text === null) throw new Error('no text in base64url');
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const component = calendar.getFirstSubcomponent('vevent');
  if (component === null) throw new Error('no event');
  const event = new ICAL.Event(component);
  const hasDate = component.hasProperty('dtstart');
  return JSON.stringify({
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    startMs: hasDate ? event.startDate.toJSDate().getTime() : null,
    endMs: hasDate ? event.endDate.toJSDate().getTime() : null,
    status: component.getFirstPropertyValue('status'),
    summary: component.getFirstPropertyValue('summary'),
    organizer: component.getFirstPropertyValue('organizer'),
    attendee: component.getFirstPropertyValue('attendee'),
    part: component.getFirstProperty('attendee')?.getFirstParameter('partstat') ?? null,
  });
}
