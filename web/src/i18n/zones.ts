/** A date and a time as a clock on a wall shows them: `2027-03-28T02:30`. */
export type WallTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

// Making one costs a hundred times what using it does, and a page with many meetings asks often.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether this browser knows the zone's hours. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the walls of a zone show at an instant, to the second, as if it were UTC. */
function shownMs(zone: string, atMs: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** What the walls of a zone show at an instant, to the minute. */
export function wallTimeOf(zone: string, atMs: number): WallTime {
  return new Date(shownMs(zone, atMs)).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/**
 * The instants at which the walls of a zone show a time: one as a rule, none in the hour that is left out in spring, two in the hour that
 * comes twice in autumn, the earlier first.
 */
export function instantsOf(zone: string, wall: WallTime): number[] {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return [];
  const shown = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(shown)) return [];
  // No zone is a day from UTC, and none changes twice within two days of an hour that it changes.
  const offsets = new Set(
    [-1, 0, 1].map((days) => shownMs(zone, shown + days * DAY_MS) - (shown + days * DAY_MS)),
  );
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((atMs) => shownMs(zone, atMs) === shown)
    .sort((a, b) => a - b);
}

/** From 0 for Monday to 6 for Sunday, as a wall calendar of the zone has it. */
export function weekdayOf(zone: string, atMs: number): number {
  return (new Date(shownMs(zone, atMs)).getUTCDay() + 6) % 7;
}

/** Whether part of a time is before seven in the morning or after nine in the evening, where its clock is. */
export function isUnsocial(zone: string, startMs: number, minutes: number): boolean {
  const EARLIEST = 7 * 60;
  const LATEST = 21 * 60;
  const start = shownMs(zone, startMs);
  const day = start - (start % DAY_MS);
  const begins = (start - day) / MINUTE_MS;
  const end = begins + minutes;
  // What lasts for days has nights between; its first and last hours count.
  const ends = end <= 24 * 60 ? end : ((end - 1) % (24 * 60)) + 1;
  return begins < EARLIEST || begins >= LATEST || ends > LATEST || ends <= EARLIEST;
}

/** The dates that a time touches, as a wall calendar of the zone has them: `2027-03-28`. */
export function datesOf(zone: string, startMs: number, minutes: number): string[] {
  const first = shownMs(zone, startMs);
  const last = shownMs(zone, startMs + minutes * MINUTE_MS - 1);
  const dates = [];
  for (let day = first - (first % DAY_MS); day <= last; day += DAY_MS)
    dates.push(new Date(day).toISOString().slice(0, 'yyyy-mm-dd'.length));
  return dates;
}
