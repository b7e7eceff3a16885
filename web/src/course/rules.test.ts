import { expect, it } from 'vitest';
import scheduleText from '../../../course/src/test/resources/schedule.json?raw';
import scenarioText from '../../../course/src/test/resources/scenario.json?raw';
import logsText from './built/logs.json?raw';
import {
  open,
  openSchedule,
  type Answer,
  type Delegation,
  type ScheduleAnswer,
  type Table,
  type Timetable,
} from './built/rules.js';
import schedulesText from './built/schedules.json?raw';

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
}

interface Scenario {
  delegations: readonly Delegation[];
  entries: readonly { seat: string; atMs: number; command: unknown; becomes: string }[];
  view: unknown;
}

it.each<[string, string, (delegations: string) => Table | Timetable | null]>([
  ['a table', logsText, open],
  ['a process', schedulesText, openSchedule],
])('comes to the same as on the JVM, whatever is in the log of %s', (_, text, opened) => {
  const logs = JSON.parse(text) as readonly Log[];
  expect(logs.length).toBeGreaterThan(100);
  for (const { delegations, entries, view } of logs) {
    const followed = opened(delegations);
    let now = delegations;
    const answers = entries.map(({ delegations: seated, seat, seq, atMs, command }) => {
      if (seated !== now) expect(followed?.seat(seated)).toBe(true);
      now = seated;
      return followed?.apply(seat, seq, atMs, command);
    });
    expect(answers).toEqual(entries.map((entry) => entry.answer));
    expect(followed?.view()).toBe(view);
  }
});

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
  const table = open(text('a', 'b'));
  for (const other of ['[]', '{', text('b', 'a'), text('a', 'b', 'c')])
    expect(table?.seat(other)).toBe(false);
});

function text(...sides: readonly string[]): string {
  return JSON.stringify(sides.map((id) => ({ id, seats: [{ id: `${id}0`, role: 'head' }] })));
}
