import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import {
  openSchedule,
  type Delegation,
  type Meeting,
  type Proposal,
  type ScheduleCommand,
  type ScheduleView,
  type Step,
} from '../../course/built/rules.js';
import { calendarOf } from './calendar';

const START = Date.parse('2027-03-28T00:30:00Z');

function meeting(changes: Partial<Meeting> = {}): Meeting {
  return {
    id: 7,
    follows: -1,
    state: 'agreed',
    agreed: {
      span: { zone: 'Europe/Paris', startMs: START, minutes: 180 },
      format: 'inPerson',
      venue: 'Quay House',
    },
    offer: null,
    sequence: 0,
    history: [],
    publicity: { proposed: null, inForce: null, isOutdated: false },
    readout: { proposed: null, inForce: null, isOutdated: false },
    ...changes,
  };
}

async function read(one: Meeting): Promise<{ method: unknown; event: ICAL.Event; text: string }> {
  const text = await calendarOf('process', one, 'Meeting');
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const event = calendar.getFirstSubcomponent('vevent');
  if (event === null) throw new Error(text);
  return { method: calendar.getFirstPropertyValue('method'), event: new ICAL.Event(event), text };
}

describe('a calendar entry', () => {
  it('says when, over a change of the clocks, and nothing else', async () => {
    const { method, event, text } = await read(meeting());
    expect(method).toBe('PUBLISH');
    expect(event.startDate.toJSDate().getTime()).toBe(START);
    expect(event.duration.toSeconds()).toBe(180 * 60);
    expect(event.summary).toBe('Meeting');
    expect(text).not.toContain('Quay');
    expect(text.split('\r\n').every((line) => line.length <= 75)).toBe(true);
  });

  it('moves with the meeting: the same UID, a higher SEQUENCE', async () => {
    const agreed = (seq: number): Step => ({
      side: 'ridge',
      event: {
        type: 'datesAgreed',
        act: { seat: 'head of ridge', seq, atMs: START },
        meeting: 7,
        sequence: seq,
        terms: { span: { zone: 'Europe/Paris', startMs: START, minutes: 180 }, format: 'virtual', venue: '' },
      },
    });
    const [before, after] = await Promise.all([
      read(meeting({ history: [agreed(0)] })),
      read(meeting({ history: [agreed(0), agreed(1)] })),
    ]);
    expect(after.event.uid).toBe(before.event.uid);
    expect(after.event.sequence).toBeGreaterThan(before.event.sequence);
    expect((await read(meeting({ id: 8 }))).event.uid).not.toBe(before.event.uid);
  });

  it.each(['postponed', 'cancelled'] as const)('takes itself back where the meeting is %s', async (state) => {
    const { method, event } = await read(meeting({ state, sequence: 2 }));
    expect(method).toBe('CANCEL');
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('comes back after it was taken back, where the rules give the meeting another date', async () => {
    const delegations: Delegation[] = ['harbour', 'ridge'].map((id) => ({
      id,
      seats: [{ id: `head of ${id}`, role: 'head' }],
    }));
    const timetable = openSchedule(JSON.stringify(delegations));
    let seq = 0;
    const write = (side: string, command: ScheduleCommand): Meeting | undefined => {
      const answer = timetable?.apply(`head of ${side}`, seq++, START, JSON.stringify(command)) ?? '';
      expect(JSON.parse(answer)).toMatchObject({ type: 'arranged' });
      return (JSON.parse(timetable?.view() ?? '') as ScheduleView).meetings[0];
    };
    const agree = (proposal: Proposal): Promise<{ method: unknown; event: ICAL.Event }> => {
      write('harbour', { type: 'makeOffer', meeting: 0, seen: -1, proposal });
      const agreed = write('ridge', { type: 'acceptOffer', meeting: 0, offer: seq - 1, span: 0 });
      if (agreed === undefined) throw new Error('there is no meeting');
      return read(agreed);
    };
    const dates = (startMs: number) =>
      ({
        type: 'dates',
        spans: [{ zone: 'Europe/Paris', startMs, minutes: 60 }],
        format: 'virtual',
        venue: '',
      }) as const;
    write('harbour', { type: 'proposeMeeting', follows: -1, dates: dates(START) });
    const first = write('ridge', { type: 'acceptOffer', meeting: 0, offer: 0, span: 0 });
    if (first === undefined) throw new Error('there is no meeting');
    const entries = [
      await read(first),
      await agree({ type: 'postponement', ground: { audience: 'shared', text: 'No ferry' } }),
      await agree(dates(START + 86_400_000)),
    ];
    expect(entries.map(({ method }) => method)).toEqual(['PUBLISH', 'CANCEL', 'PUBLISH']);
    expect(entries.map(({ event }) => event.component.getFirstPropertyValue('status'))).toEqual([
      'CONFIRMED',
      'CANCELLED',
      'CONFIRMED',
    ]);
    // The one date that was proposed was 0, and 3 the one offered after the postponement: either may have been mailed.
    expect(entries.map(({ event }) => event.sequence)).toEqual([1, 2, 4]);
    expect(new Set(entries.map(({ event }) => event.uid)).size).toBe(1);
  });
});
