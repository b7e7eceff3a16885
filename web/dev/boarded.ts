import type { BoardCommand, Stance } from '../src/course/built/rules.js';
import type { Charter } from '../src/e2ee/invitation/charter';
import type { Payload } from '../src/e2ee/log/payload';
import type { Attendance } from '../src/session/attendance.svelte';
import { lines, query, roster, title, you } from './cast';
import { recordToTest, sealToTest } from '../src/session/record.testing';

const MINUTE_MS = 60_000;

/** What the sides weigh, as the rules make it: board=empty, asked or full. */
export function furnishBoard({ sealed }: Attendance, charter: Charter): void {
  const { board, record, scoring } = sealed.table;
  record.credential ??= recordToTest().credential;
  board.setCharter(charter);
  const sinceMs = Date.now() - 26 * MINUTE_MS;
  let seq = 0;
  const write = (seat: string, command: BoardCommand, atMs = sinceMs + seq * MINUTE_MS): number => {
    const said = { type: 'board', command: JSON.stringify(command), atMs, stamps: [], record: null } as const;
    const payload = board.finished(seat, said);
    board.written({ seq, seat, fresh: true, payload, seal: sealToTest(payload) });
    return seq++;
  };
  Object.assign(board, {
    send: (seat: string, command: BoardCommand): Promise<string> => {
      const reason = board.refusal(seat, command);
      if (reason === null) write(seat, command, Date.now());
      return Promise.resolve(reason ?? 'written');
    },
  });
  const note = (payload: Payload): Promise<boolean> => {
    scoring.written(payload);
    return Promise.resolve(true);
  };
  const atMs = sinceMs;
  Object.assign(scoring, {
    setWeight: (criterion: number, value: number | null) =>
      note({ type: 'score', what: 'weight', criterion, value, atMs }),
    setScore: (alternative: number, criterion: number, value: number | null) =>
      note({ type: 'score', what: 'score', alternative, criterion, value, atMs }),
    setText: (what: 'redLine' | 'fallback', value: string) => note({ type: 'score', what, value, atMs }),
  });
  const state = query.get('board') ?? 'empty';
  if (state !== 'empty') lay(write, state === 'asked');
  if (state === 'full') weigh(sealed);
}

/** Gives the place in the log. */
type Write = (seat: string, command: BoardCommand) => number;

function lay(write: Write, onlyAsked: boolean): void {
  const [first = '', second = '', third = ''] = lines.map((text) => text.replace(/\s+/g, ' '));
  const items = [first, second, third].map((text, id) => ({ id, text: text.slice(0, 40) }));
  write('seat1-0', { type: 'proposeCriteria', items });
  if (onlyAsked) return;
  for (const side of roster.sides)
    if (side.id !== 'side1') write(side.seats[0]?.id ?? you, { type: 'agreeOnCriteria', proposal: 0 });
  const criteria = 0;
  const table = (seat: string, isPlan: boolean, text: string): number =>
    write(seat, {
      type: 'tableAlternative',
      isPlan,
      title: text,
      text: `${first}
${second}`,
    });
  const stand = (
    seat: string,
    alternative: number,
    stance: Stance,
    condition = '',
    version = alternative,
  ): void => {
    write(seat, { type: 'takePosition', alternative, version, stance, condition });
  };
  const plan = table('seat0-0', true, title);
  const other = table('seat1-0', false, second);
  const longer = table('seat0-0', false, third);
  const over = table('seat1-0', false, first);
  stand('seat0-0', plan, 'supports');
  stand('seat1-0', plan, 'opposes');
  stand('seat1-0', plan, 'couldAccept', third);
  stand('seat0-0', other, 'reserves', second);
  stand('seat1-0', other, 'supports');
  stand('seat1-0', longer, 'opposes');
  write('seat0-0', {
    type: 'reviseAlternative',
    alternative: longer,
    seen: longer,
    title: third,
    text: second,
  });
  write('seat1-0', { type: 'takeBackAlternative', alternative: over });
  write('seat0-0', { type: 'assess', alternative: plan, criteria, criterion: 0, text: second });
  write('seat1-0', { type: 'assess', alternative: plan, criteria, criterion: 0, text: third });
  write('seat1-0', { type: 'assess', alternative: other, criteria, criterion: 1, text: first });
}

function weigh({ table: { board, scoring } }: Attendance['sealed']): void {
  const scores = [
    [9, 4, 6],
    [4, 10, 7],
    [2, 2, 9],
  ];
  [8, 3, 5].forEach((value, criterion) => void scoring.setWeight(criterion, value));
  const standing = (board.view?.alternatives ?? []).filter((one) => !one.isTakenBack);
  standing.forEach(({ id }, at) => {
    scores[at]?.forEach((value, criterion) => void scoring.setScore(id, criterion, value));
  });
  void scoring.setText('redLine', lines[2] ?? '');
}
