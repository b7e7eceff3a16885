import type { Meeting, PublicLine } from '../course/built/rules.js';
import { countOf, fieldsOf, listOf } from '../e2ee/invitation/fields';
import { lineId, lineOf, lineText } from '../e2ee/public-line';

/** A line or a readout as the server shows it to everybody. */
export interface ShownLine {
  id: string;
  /** The meeting's number, among those of which something is shown, from 1. */
  meeting: number;
  /** Whether there are two sides, and not more. */
  bothSides: boolean;
  /** When a readout was released; null of a line, of which that is not told. */
  releasedMs: number | null;
  line: PublicLine;
}

/** What is read there at a time. */
export interface ShownPage {
  lines: readonly ShownLine[];
  /** What time it is at least by the server's clock; null where it does not tell. */
  serverMs: number | null;
}

/** What a public page shows, held against what was agreed. */
export interface Survey {
  /** The place of what is shown, by what {@link slotOf} names. */
  shown: ReadonlyMap<string, number>;
  /** What is shown and was never proposed. */
  strange: readonly PublicLine[];
}

// As many as a schedule has meetings, of lines and of readouts.
const MAX_LINES = 400;
const MAX_MS = 8.64e15;
const MAX_ID = 64;
// Longer waits out a slow line; shorter tells a person sooner that nothing comes.
const TIMEOUT_MS = 10_000;

/** What everybody may read there; null where the server does not answer, or with something else. */
export async function readPublicPage(page: string, request: typeof fetch = fetch): Promise<ShownPage | null> {
  try {
    const answer = await request(`/api/public/${page}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return null;
    const lines = linesOf(await answer.json());
    const serverMs = Date.parse(answer.headers.get('date') ?? '');
    return lines === null ? null : { lines, serverMs: Number.isNaN(serverMs) ? null : serverMs };
  } catch {
    return null;
  }
}

export function linesOf(value: unknown): readonly ShownLine[] | null {
  return listOf(fieldsOf(value, ['lines'])?.['lines'], 0, MAX_LINES, shownOf);
}

function shownOf(value: unknown): ShownLine | null {
  const fields = fieldsOf(value, ['id', 'meeting', 'bothSides', 'releasedMs', 'line']);
  const id = fields?.['id'];
  const meeting = countOf(fields?.['meeting'], 1, MAX_LINES);
  const bothSides = fields?.['bothSides'];
  const releasedMs = fields?.['releasedMs'] === null ? null : countOf(fields?.['releasedMs'], 0, MAX_MS);
  const isTimed = releasedMs !== null || fields?.['releasedMs'] === null;
  const line = lineOf(fields?.['line']);
  return typeof id === 'string' &&
    id.length <= MAX_ID &&
    meeting !== null &&
    typeof bothSides === 'boolean' &&
    isTimed &&
    line !== null
    ? { id, meeting, bothSides, releasedMs, line }
    : null;
}

/** Where there is room for one such line of a meeting: a readout stands beside the line that tells the status. */
export function slotOf(meeting: number, line: PublicLine['type']): string {
  return `${meeting} ${line === 'readout' ? 'readout' : 'line'}`;
}

/** Finds what is shown among all that was ever proposed, by what binds a line to its meeting and place. */
export async function survey(
  process: string,
  meetings: readonly Meeting[],
  lines: readonly ShownLine[],
): Promise<Survey> {
  const known = new Map<string, { slot: string; place: number; text: string }>();
  if (lines.length > 0)
    for (const { id: meeting, history } of meetings)
      for (const { event } of history)
        if (event.type === 'lineProposed') {
          const { line } = event;
          const place = event.act.seq;
          known.set(await lineId({ process, meeting, place, line }), {
            slot: slotOf(meeting, line.type),
            place,
            text: lineText(line),
          });
        }
  const shown = new Map<string, number>();
  const strange: PublicLine[] = [];
  for (const { id, line } of lines) {
    const found = known.get(id);
    if (found?.text === lineText(line) && !shown.has(found.slot)) shown.set(found.slot, found.place);
    else strange.push(line);
  }
  return { shown, strange };
}
