import { expect, it } from 'vitest';
import scheduleText from '../../../course/src/test/resources/schedule.json?raw';
import scenarioText from '../../../course/src/test/resources/scenario.json?raw';
import actionsText from './built/actions.json?raw';
import boardsText from './built/boards.json?raw';
import logsText from './built/logs.json?raw';
import {
  open,
  openActions,
  openBoard,
  openSchedule,
  openTexts,
  type Answer,
  type BoardView,
  type Delegation,
  type Docket,
  type Dossier,
  type Outlined,
  type TextsView,
  type Easel,
  type ScheduleAnswer,
  type Table,
  type Timetable,
} from './built/rules.js';
import schedulesText from './built/schedules.json?raw';
import textsText from './built/texts.json?raw';

/** What the same Java did on the JVM: the delegations, commands, answers and the view are JSON in text. */
interface Log {
  delegations: string;
  entries: readonly {
    delegations: string;
    seat: string;
    seq: number;
    atMs: number;
    command: string;
    answer: string;
  }[];
  view: string;
  detail: string;
}

interface Scenario {
  delegations: readonly Delegation[];
  entries: readonly { seat: string; atMs: number; command: unknown; becomes: string }[];
  view: unknown;
}

it.each<[string, string, (delegations: string) => Table | Timetable | Easel | Docket | null]>([
  ['a table', logsText, open],
  ['a process', schedulesText, openSchedule],
  ['a board', boardsText, openBoard],
  ['actions', actionsText, openActions],
])('comes to the same as on the JVM, whatever is in the log of %s', (_, text, opened) => {
  const logs = JSON.parse(text) as readonly Log[];
  expect(logs.length).toBeGreaterThan(100);
  for (const { delegations, entries, view, detail } of logs) {
    const followed = opened(delegations);
    let now = delegations;
    const answers = entries.map(({ delegations: seated, seat, seq, atMs, command }) => {
      if (seated !== now) expect(followed?.seat(seated)).toBe(true);
      now = seated;
      return followed?.apply(seat, seq, atMs, command);
    });
    expect(answers).toEqual(entries.map((entry) => entry.answer));
    expect(followed?.view()).toBe(view);
    if (followed !== null && 'detail' in followed) expect(followed.detail(0)).toBe(detail);
  }
});

it('comes to the same as on the JVM, whatever is in the log of joint texts', () => {
  const logs = JSON.parse(textsText) as readonly Log[];
  expect(logs.length).toBeGreaterThan(100);
  for (const { delegations, entries, view } of logs) {
    const dossier = openTexts(delegations);
    if (dossier === null) throw new Error('the delegations are none');
    let now = delegations;
    const answers = entries.map(({ delegations: seated, seat, seq, atMs, command }) => {
      if (seated !== now) expect(dossier.seat(seated)).toBe(true);
      now = seated;
      // What is written in a wording is no command: it stands there as it is.
      const written = /^write (\d+) (\d+) (.*)$/su.exec(command);
      return written === null
        ? dossier.apply(seat, seq, atMs, command)
        : dossier.write(seat, seq, atMs, Number(written[1]), Number(written[2]), written[3] ?? '');
    });
    expect(answers).toEqual(entries.map((entry) => entry.answer));
    expect(wholeOf(dossier)).toBe(view);
  }
});

/** Of all texts their outlines and paragraphs too, each in a line of its own. */
function wholeOf(dossier: Dossier): string {
  const lines = [dossier.view()];
  for (const { id } of (JSON.parse(dossier.view()) as TextsView).texts) {
    lines.push(dossier.outline(id));
    for (const one of JSON.parse(dossier.outline(id)) as readonly Outlined[])
      lines.push(dossier.paragraph(id, one.id));
  }
  return lines.join('\n');
}

it.each<[string, string, (delegations: string) => Table | Timetable | null]>([
  ['a meeting', scenarioText, open],
  ['a process', scheduleText, openSchedule],
])('runs the scenario of %s that the JVM runs', (_, scenarioOf, opened) => {
  const scenario = JSON.parse(scenarioOf) as Scenario;
  const followed = opened(JSON.stringify(scenario.delegations));
  if (followed === null) throw new Error('the delegations are none');
  scenario.entries.forEach(({ seat, atMs, command, becomes }, seq) => {
    const text = JSON.stringify(command);
    const checked = JSON.parse(followed.check(seat, atMs, text)) as Answer | ScheduleAnswer;
    const answer = JSON.parse(followed.apply(seat, seq, atMs, text)) as Answer | ScheduleAnswer;
    expect(answer.type === 'refused' ? answer.reason : 'done', text).toBe(becomes);
    expect(checked.type).toBe(answer.type);
  });
  expect(followed.view()).toBe(JSON.stringify(scenario.view));
});

it('opens for delegations alone', () => {
  expect(open('[]')).toBeNull();
  expect(open('{')).toBeNull();
  expect(openSchedule('[]')).toBeNull();
  expect(openBoard('[]')).toBeNull();
  const table = open(text('a', 'b'));
  for (const other of ['[]', '{', text('b', 'a'), text('a', 'b', 'c')])
    expect(table?.seat(other)).toBe(false);
});

it('folds the largest board without a pause', () => {
  const board = openBoard(text('a', 'b'));
  if (board === null) throw new Error('the delegations are none');
  const before = performance.now();
  let seq = 0;
  const done = (seat: string, command: object): void => {
    expect(board.apply(seat, seq, seq, JSON.stringify(command))).toContain('noted');
    seq++;
  };
  for (let count = 0; count < 500; count++)
    done('a0', { type: 'tableAlternative', isPlan: false, title: `Pier ${count}`, text: 'a'.repeat(2000) });
  for (let id = 0; id < 500; id++)
    for (const seat of ['a0', 'b0'])
      done(seat, { type: 'takePosition', alternative: id, version: id, stance: 'supports', condition: '' });
  const folded = performance.now();
  const view = JSON.parse(board.view()) as BoardView;
  expect(view.overlap).toHaveLength(500);
  expect(folded - before, 'the fold').toBeLessThan(1000);
  expect(performance.now() - folded, 'the view').toBeLessThan(300);
});

function text(...sides: readonly string[]): string {
  return JSON.stringify(sides.map((id) => ({ id, seats: [{ id: `${id}0`, role: 'head' }] })));
}
