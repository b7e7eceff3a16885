import { describe, expect, it } from 'vitest';
import type { Command, Meeting } from '../../../course/built/rules.js';
import { charterOf, seatIn, sideIn } from '../../../e2ee/invitation/charter.testing';
import { LogFold } from '../../../session/log-fold';
import { recordToTest, sealToTest } from '../../../session/record.testing';
import { courseState, type CourseState } from '../../../session/rules-state.svelte';
import type { Room } from '../room.svelte';
import { Proceedings } from './proceedings.svelte';

const SIDES = [
  sideIn('harbour', [seatIn('robin', 'head'), seatIn('alex', 'member')]),
  sideIn('ridge', [seatIn('kim', 'head'), seatIn('sam', 'member')]),
];

/** The page of somebody, over real rules and a log of this test's own. */
class Page {
  readonly course: CourseState;
  readonly proceedings: Proceedings;
  readonly told: string[] = [];
  readonly meetings: Pick<Meeting, 'id' | 'state' | 'agreed'>[] = [];
  #seq = 0;

  constructor(you: string) {
    this.course = courseState(
      ({ ...payload }) => {
        if (payload.type === 'course') this.write(you, JSON.parse(payload.command) as Command);
        return Promise.resolve(true);
      },
      () => Date.now(),
      new LogFold(recordToTest()),
    );
    this.course.setCharter(charterOf('meeting', SIDES));
    const room = {
      everyone: SIDES.map((side, index) => ({ ...side, name: side.id, index })),
      nameOf: (id: string) => ({ name: id, side: '' }),
      attendance: {
        session: { you },
        sealed: {
          table: { course: this.course },
          schedule: { state: { view: { meetings: this.meetings } } },
          isAdmitted: true,
          plenary: { standing: 'inside' },
        },
      },
    } as unknown as Room;
    this.proceedings = new Proceedings(room);
  }

  write(by: string, command: Command, fresh = true): void {
    const payload = this.course.finished(by, {
      type: 'course',
      command: JSON.stringify(command),
      atMs: Date.now(),
      stamps: [],
      record: null,
    });
    this.course.written({ seq: this.#seq++, seat: by, fresh, payload, seal: sealToTest(payload) });
  }

  hear(): string[] {
    this.told.length = 0;
    this.proceedings.tell({ tell: (text) => this.told.push(text) });
    return [...this.told];
  }
}

const OPENING: Command = { type: 'propose', matter: { type: 'opening', meeting: -1 } };

function opened(you: string): Page {
  const page = new Page(you);
  page.write('robin', OPENING);
  page.write('kim', { type: 'agree', motion: 0 });
  return page;
}

describe('the course as it is seen from a seat', () => {
  it('says of a motion whose keys are there, and what one may do with it', () => {
    const page = new Page('kim');
    page.write('robin', OPENING);
    expect(page.proceedings.motions).toMatchObject([
      { given: ['harbour'], awaited: ['ridge'], mayAgree: true, mayWithdraw: false },
    ]);
    const member = new Page('sam');
    member.write('robin', OPENING);
    expect(member.proceedings.motions).toMatchObject([{ mayAgree: false, mayWithdraw: false }]);
  });

  it('offers what the rules allow, and no more', () => {
    const head = new Page('kim');
    expect(head.proceedings.mayPropose({ type: 'opening', meeting: -1 })).toBe(true);
    expect(head.proceedings.mayPropose({ type: 'closing' })).toBe(false);
    const member = new Page('sam');
    expect(member.proceedings.mayPropose({ type: 'opening', meeting: -1 })).toBe(false);
    expect(member.proceedings.hand).toEqual({ state: 'none' });
  });

  it('opens the meeting of the schedule that is next, and after it another one alone', () => {
    const page = new Page('kim');
    expect(page.proceedings.opening).toEqual({ type: 'opening', meeting: -1 });
    const agreed = (startMs: number): Meeting['agreed'] => ({
      span: { zone: 'Etc/UTC', startMs, minutes: 60 },
      format: 'virtual',
      venue: '',
    });
    page.meetings.push({ id: 9, state: 'agreed', agreed: agreed(2000) });
    page.meetings.push({ id: 4, state: 'agreed', agreed: agreed(1000) });
    page.meetings.push({ id: 2, state: 'cancelled', agreed: agreed(500) });
    expect(page.proceedings.opening).toEqual({ type: 'opening', meeting: 4 });
    page.write('robin', { type: 'propose', matter: { type: 'opening', meeting: 4 } });
    page.write('kim', { type: 'agree', motion: 0 });
    page.write('kim', { type: 'propose', matter: { type: 'closing' } });
    page.write('robin', { type: 'agree', motion: 2 });
    expect(page.proceedings.phase).toBe('closed');
    expect(page.proceedings.opening).toEqual({ type: 'opening', meeting: 9 });
    page.meetings.length = 0;
    expect(page.proceedings.opening).toBeNull();
  });

  it('says in words why an act came to nothing', async () => {
    const page = opened('sam');
    expect(await page.proceedings.propose({ type: 'closing' })).toBe(false);
    expect(page.proceedings.failure).toBe('notYourRole');
    await page.proceedings.turnHand();
    expect(page.proceedings.failure).toBeNull();
  });

  it('raises a hand and lowers it by the same key', async () => {
    const page = opened('sam');
    page.write('robin', { type: 'raiseHand' });
    expect(page.proceedings.hand).toEqual({ state: 'down' });
    await page.proceedings.turnHand();
    expect(page.proceedings.hand).toEqual({ state: 'up', place: 2 });
    await page.proceedings.turnHand();
    expect(page.proceedings.hand).toEqual({ state: 'down' });
  });

  it('measures the balance of the sides', () => {
    const page = opened('sam');
    expect(page.proceedings.shares).toMatchObject([
      { ms: 0, part: 0 },
      { ms: 0, part: 0 },
    ]);
  });

  it('tells once what others did, and nothing of what was read again', () => {
    const page = new Page('kim');
    page.write('robin', OPENING, false);
    expect(page.hear()).toEqual([]);
    page.write('kim', { type: 'agree', motion: 0 });
    expect(page.hear(), 'carried by one’s own key').toHaveLength(1);
    page.write('alex', { type: 'raiseHand' });
    expect(page.hear()).toHaveLength(1);
    expect(page.hear()).toEqual([]);
    page.write('kim', { type: 'raiseHand' });
    expect(page.hear(), 'of oneself').toEqual([]);
  });
});
