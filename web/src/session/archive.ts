import type { Action, Alternative, Column, ScheduleView, View } from '../course/built/rules.js';
import { recordJson } from '../e2ee/record/file';
import type { Bytes } from '../e2ee/crypto';
import type { Role } from '../e2ee/invitation/charter';
import type { RosterSeat } from '../e2ee/invitation/roster';
import type { SealedMeeting } from './sealed-meeting.svelte';
import type { NotOpened, Tabled } from './papers.svelte';

// What one seat may read of a meeting, put together to be taken home (docs/archive.md).

interface ArchivedText {
  id: number;
  kind: string;
  title: string;
  languages: readonly string[];
  /** Whether no bracket is open. */
  clean: boolean;
  approvals: readonly object[];
  paragraphs: readonly {
    id: number;
    /** One for each language. */
    columns: readonly Column[];
    comments: readonly object[];
    initials: readonly object[];
  }[];
}

export interface ArchivedLine {
  seat: string;
  /** Of a letter. */
  to?: string;
  text: string;
  atMs: number;
}

interface ArchivedPerson extends RosterSeat {
  side: string;
  /** Null for one that the charter does not know. */
  role: Role | null;
}

/** All of it but the bytes of papers. */
export interface Archived {
  meeting: string;
  /** Whose it is. */
  seat: string;
  side: string;
  /** By the device's clock. */
  atMs: number;
  title: string;
  sides: readonly { id: string; name: string }[];
  people: readonly ArchivedPerson[];
  schedule: ScheduleView | null;
  course: View | null;
  board: { criteria: object; proposal: object | null; alternatives: readonly Alternative[] };
  texts: readonly ArchivedText[];
  actions: readonly Action[];
  own: {
    redLine: string;
    fallback: string;
    weights: readonly object[];
    scores: readonly object[];
    drafts: readonly { id: string; content: string }[];
    remarks: readonly { seat: string; text: number; paragraph: number; body: string; atMs: number }[];
  };
  chat: {
    table: readonly ArchivedLine[];
    side: readonly ArchivedLine[];
    letters: readonly ArchivedLine[];
  };
  papers: readonly Tabled[];
  /** JSON, as in a record's file. */
  record: Bytes;
}

/** Of now; null before the card was opened. */
export function archived(sealed: SealedMeeting, seat: string, atMs: number): Archived | null {
  const { who, table, schedule, letters } = sealed;
  const record = sealed.takeHome();
  if (record === null || who.card === null) return null;
  const sides = who.sides.map(({ id, name }) => ({ id, name }));
  const people = who.sides.flatMap((side) =>
    side.seats.map((one) => ({ ...one, side: side.id, role: who.roleOf(one.id) })),
  );
  const lineOf = ({ seat: by, text, atMs: at }: ArchivedLine): ArchivedLine => ({ seat: by, text, atMs: at });
  const board = table.board.view;
  return {
    meeting: sealed.meeting,
    seat,
    side: who.card.side.id,
    atMs,
    title: who.roster?.title ?? who.invited?.title ?? '',
    sides,
    people,
    schedule: schedule.state.view,
    course: table.course.view,
    board: {
      criteria: board?.criteria ?? { version: 0, items: [] },
      proposal: board?.proposal ?? null,
      alternatives: (board?.alternatives ?? []).flatMap(({ id }) => {
        const one = JSON.parse(table.board.detail(id)) as Alternative | null;
        return one === null ? [] : [one];
      }),
    },
    texts: textsOf(sealed),
    actions: (table.actions.view?.actions ?? []).flatMap(({ id }) => {
      const one = JSON.parse(table.actions.detail(id)) as Action | null;
      return one === null ? [] : [one];
    }),
    own: {
      redLine: table.scoring.redLine,
      fallback: table.scoring.fallback,
      ...table.scoring.given,
      drafts: table.texts.own.drafts,
      remarks: table.texts.own.remarks,
    },
    chat: {
      table: sealed.plenary.chat.map(lineOf),
      side: sealed.side.chat.map(lineOf),
      letters: letters.lines.map((line) => ({ ...lineOf(line), to: line.to })),
    },
    papers: sealed.papers.list,
    record: recordJson(record),
  };
}

function textsOf({ table }: SealedMeeting): ArchivedText[] {
  const { view, followed } = table.texts.state;
  return (view?.texts ?? []).map(({ id, kind, title, languages, clean, approvals }) => ({
    id,
    kind,
    title,
    languages,
    clean,
    approvals,
    paragraphs: (followed?.outline(id) ?? []).flatMap((place) => {
      const found = followed?.paragraph(id, place.id) ?? null;
      if (found === null) return [];
      const { columns, comments, initials } = found;
      return [{ id: place.id, columns, comments, initials }];
    }),
  }));
}

/** Papers together, without what they are sealed in: more takes longer, and more memory of whoever opens it. */
const MAX_PAPERS_BYTES = 100_000_000;
// A server gives so many at once, and then one after the other.
const WAIT_MS = 1_000;
const MAX_WAITS = 10;

/** Why a paper's bytes are not in an archive; `tooMuch` where the others fill it. */
export type NotArchived = NotOpened | 'tooMuch' | 'cancelled';

/** Fetches what one may open, one after the other, and opens it; whoever tabled it is told, as of any opening. */
export async function fetchPapers(
  sealed: SealedMeeting,
  papers: readonly Tabled[],
  take: (paper: Tabled, content: Bytes) => Promise<void>,
  onprogress: (papers: number) => void,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, NotArchived>> {
  const missing = new Map<string, NotArchived>();
  let bytes = 0;
  for (const [at, paper] of papers.entries()) {
    onprogress(at);
    if (signal.aborted) missing.set(paper.id, 'cancelled');
    else if (bytes + paper.sizeBytes > MAX_PAPERS_BYTES) missing.set(paper.id, 'tooMuch');
    else {
      const opened = await openPatiently(sealed, paper, signal);
      if (typeof opened === 'string') missing.set(paper.id, opened);
      else {
        bytes += opened.length;
        await take(paper, opened);
      }
    }
  }
  return missing;
}

async function openPatiently(
  { papers }: SealedMeeting,
  paper: Tabled,
  signal: AbortSignal,
): Promise<Bytes | NotOpened> {
  for (let waits = 0; ; waits++) {
    const opened = await papers.open(paper, signal);
    if (opened !== 'tooFast' || waits === MAX_WAITS) return opened;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}
