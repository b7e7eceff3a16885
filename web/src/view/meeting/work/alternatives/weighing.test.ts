import { describe, expect, it } from 'vitest';
import type { BoardCommand } from '../../../../course/built/rules.js';
import { charterOf, seatIn, sideIn } from '../../../../e2ee/invitation/charter.testing';
import { boardState, type BoardState } from '../../../../session/rules-state.svelte';
import type { Room } from '../../room.svelte';
import { Weighing } from './weighing.svelte';
import { LogFold } from '../../../../session/log-fold';
import { recordToTest, sealToTest } from '../../../../session/record.testing';

const SIDES = [
  sideIn('harbour', [seatIn('robin', 'head'), seatIn('alex', 'member')]),
  sideIn('ridge', [seatIn('kim', 'head'), seatIn('sam', 'expert')]),
];

const PLAN: BoardCommand = { type: 'tableAlternative', isPlan: true, title: 'A pier', text: 'By day' };
const FERRY: BoardCommand = { type: 'tableAlternative', isPlan: false, title: 'A ferry', text: '' };

/** The page of somebody, over real rules and a log of this test's own. */
class Page {
  readonly board: BoardState;
  readonly weighing: Weighing;
  readonly told: string[] = [];
  #seq = 0;

  constructor(you: string) {
    this.board = boardState(
      (payload) => {
        if (payload.type === 'board') this.write(you, JSON.parse(payload.command) as BoardCommand);
        return Promise.resolve(true);
      },
      () => Date.now(),
      new LogFold(recordToTest()),
    );
    this.board.setCharter(charterOf('meeting', SIDES));
    const yours = SIDES.find((side) => side.seats.some((one) => one.id === you));
    const sides = SIDES.map((side, index) => ({ ...side, name: side.id, index, yours: side === yours }));
    const room = {
      everyone: sides,
      nameOf: (id: string) => ({
        name: id,
        side: SIDES.find((side) => side.seats.some((one) => one.id === id))?.id ?? '',
      }),
      attendance: {
        session: { you },
        sealed: {
          table: { board: this.board },
          meeting: 'meeting',
          isAdmitted: true,
          plenary: { standing: 'inside' },
        },
      },
    } as unknown as Room;
    this.weighing = new Weighing(room);
  }

  write(by: string, ...commands: BoardCommand[]): this {
    for (const command of commands) {
      const said = {
        type: 'board',
        command: JSON.stringify(command),
        atMs: 1000,
        stamps: [],
        record: null,
      } as const;
      const payload = this.board.finished(by, said);
      this.board.written({ seq: this.#seq++, seat: by, fresh: true, payload, seal: sealToTest(payload) });
    }
    return this;
  }

  hear(): string[] {
    this.told.length = 0;
    this.weighing.tell({ tell: (text) => this.told.push(text) });
    return [...this.told];
  }
}

const position = (alternative: number, stance: 'supports' | 'opposes'): BoardCommand => ({
  type: 'takePosition',
  alternative,
  version: alternative,
  stance,
  condition: '',
});

describe('the board as it is seen from a seat', () => {
  it('shows the plan first, and what was taken back last', () => {
    const { weighing } = new Page('kim')
      .write('kim', FERRY, FERRY)
      .write('robin', PLAN)
      .write('kim', { type: 'takeBackAlternative', alternative: 0 });
    expect(weighing.alternatives.map((one) => one.id)).toEqual([2, 1, 0]);
    expect(weighing.standing.map((one) => one.id)).toEqual([2, 1]);
  });

  it('lets heads speak, experts assess, and members read', () => {
    const rights = ['kim', 'sam', 'alex'].map((you) => {
      const { weighing } = new Page(you).write('robin', PLAN);
      return [weighing.speaks, weighing.assesses, weighing.alternatives.length];
    });
    expect(rights).toEqual([
      [true, true, 1],
      [false, true, 1],
      [false, false, 1],
    ]);
  });

  it('says whose keys to criteria are there, and what one may do with them', () => {
    const propose: BoardCommand = { type: 'proposeCriteria', items: [{ id: 0, text: 'Cost' }] };
    const page = new Page('kim').write('robin', propose);
    expect(page.weighing.pending).toMatchObject({
      given: ['harbour'],
      awaited: ['ridge'],
      mayAgree: true,
      mayWithdraw: false,
    });
    page.write('kim', { type: 'agreeOnCriteria', proposal: 0 });
    expect(page.weighing.pending).toBeNull();
    expect(page.weighing.criteria).toEqual([{ id: 0, text: 'Cost' }]);
  });

  it('states a position on the version that is shown', async () => {
    const page = new Page('kim').write('robin', PLAN);
    const [plan] = page.weighing.alternatives;
    if (plan === undefined) throw new Error('there is no plan');
    expect(await page.weighing.takePosition(plan, 'couldAccept', ' ')).toBe(false);
    expect(page.weighing.failure).toBe('malformed');
    expect(await page.weighing.takePosition(plan, 'couldAccept', ' By night \n')).toBe(true);
    const [now] = page.weighing.alternatives;
    if (now === undefined) throw new Error('there is no plan');
    expect(page.weighing.ownPosition(now)).toMatchObject({ stance: 'couldAccept', condition: 'By night' });
    page.write('robin', {
      type: 'reviseAlternative',
      alternative: 0,
      seen: 0,
      title: 'A long pier',
      text: '',
    });
    expect(await page.weighing.takePosition(now, 'supports', ''), 'of what one has seen').toBe(false);
    expect(page.weighing.failure).toBe('over');
    expect(page.weighing.detail(0)?.wordings.map((one) => one.title)).toEqual(['A pier', 'A long pier']);
    expect(page.weighing.detail(7)).toBeNull();
  });

  it('shows anew what changed, and that alone', () => {
    const page = new Page('kim').write('robin', PLAN, FERRY);
    const [plan, ferry] = page.weighing.alternatives;
    page.write('robin', position(1, 'supports'));
    const [planNow, ferryNow] = page.weighing.alternatives;
    expect(planNow).toBe(plan);
    expect(ferryNow).not.toBe(ferry);
    expect(ferryNow?.positions.length).toBe(1);
  });

  it('shows where the sides overlap', () => {
    const page = new Page('kim').write(
      'robin',
      PLAN,
      FERRY,
      position(0, 'supports'),
      position(1, 'supports'),
    );
    expect(page.weighing.overlap).toEqual([]);
    page.write('kim', position(0, 'opposes'), position(1, 'supports'));
    expect(page.weighing.overlap.map((one) => one.title)).toEqual(['A ferry']);
  });

  it('has what others did read aloud once, and not what one did oneself', () => {
    const page = new Page('kim').write('robin', PLAN, position(0, 'supports')).write('kim', FERRY);
    expect(page.hear()).toEqual(['robin tabled a plan: A pier.', 'harbour on A pier: Supports.']);
    expect(page.hear()).toEqual([]);
    page.write('robin', { type: 'takeBackAlternative', alternative: 0 });
    expect(page.hear()).toEqual(['robin took A pier back.']);
  });
});
