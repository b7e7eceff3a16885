import type { Meeting, PublicLine } from '../course/built/rules.js';
import { fieldsOf, listOf } from '../e2ee/invitation/fields';
import { lineId, lineOf, lineText } from '../e2ee/public-line';

/** A line as the server shows it to everybody. */
export interface ShownLine {
  id: string;
  /** Whether there are two sides, and not more. */
  bothSides: boolean;
  line: PublicLine;
}

/** What a public page shows, held against what was agreed. */
export interface Survey {
  /** By meeting, the place of the line that is shown. */
  shown: ReadonlyMap<number, number>;
  /** What is shown and was never proposed. */
  strange: readonly PublicLine[];
}

// As many as a schedule has meetings.
const MAX_LINES = 200;
const MAX_ID = 64;
// Longer waits out a slow line; shorter tells a person sooner that nothing comes.
const TIMEOUT_MS = 10_000;

/** What everybody may read there; null where the server does not answer, or with something else. */
export async function readPublicPage(
  page: string,
  request: typeof fetch = fetch,
): Promise<readonly ShownLine[] | null> {
  try {
    const answer = await request(`/api/public/${page}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? linesOf(await answer.json()) : null;
  } catch {
    return null;
  }
}

export function linesOf(value: unknown): readonly ShownLine[] | null {
  return listOf(fieldsOf(value, ['lines'])?.['lines'], 0, MAX_LINES, shownOf);
}

function shownOf(value: unknown): ShownLine | null {
  const fields = fieldsOf(value, ['id', 'bothSides', 'line']);
  const id = fields?.['id'];
  const bothSides = fields?.['bothSides'];
  const line = lineOf(fields?.['line']);
  return typeof id === 'string' && id.length <= MAX_ID && typeof bothSides === 'boolean' && line !== null
    ? { id, bothSides, line }
    : null;
}

/** Finds what is shown among all that was ever proposed, by what binds a line to its meeting and place. */
export async function survey(
  process: string,
  meetings: readonly Meeting[],
  lines: readonly ShownLine[],
): Promise<Survey> {
  const known = new Map<string, { meeting: number; place: number; text: string }>();
  if (lines.length > 0)
    for (const { id: meeting, history } of meetings)
      for (const { event } of history)
        if (event.type === 'lineProposed') {
          const { line } = event;
          const place = event.act.seq;
          known.set(await lineId({ process, meeting, place, line }), {
            meeting,
            place,
            text: lineText(line),
          });
        }
  const shown = new Map<number, number>();
  const strange: PublicLine[] = [];
  for (const { id, line } of lines) {
    const found = known.get(id);
    if (found?.text === lineText(line) && !shown.has(found.meeting)) shown.set(found.meeting, found.place);
    else strange.push(line);
  }
  return { shown, strange };
}
