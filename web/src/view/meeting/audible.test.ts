import { describe, expect, it } from 'vitest';
import type { Command, Event } from '../../course/built/rules.js';
import { charterOf, seatIn, sideIn } from '../../e2ee/invitation/charter.testing';
import { LogFold } from '../../session/log-fold';
import { recordToTest, sealToTest } from '../../session/record.testing';
import { courseState } from '../../session/rules-state.svelte';
import { hear, SILENCE, type Audible, type Sound } from './audible';

const SIDES = [sideIn('harbour', [seatIn('robin', 'head')]), sideIn('ridge', [seatIn('kim', 'head')])];

/** What Kim hears, over real rules and a log of this test's own. */
class Kim {
  readonly #course = courseState(
    () => Promise.resolve(true),
    () => 0,
    new LogFold(recordToTest()),
  );
  #seq = 0;
  #memory = SILENCE;

  constructor() {
    this.#course.setCharter(charterOf('meeting', SIDES));
  }

  get happened(): readonly Event[] {
    return this.#course.happened;
  }

  write(by: string, command: Command, { seq = this.#seq++, fresh = true } = {}): number {
    const said = {
      type: 'course',
      command: JSON.stringify(command),
      atMs: 0,
      stamps: [],
      record: null,
    } as const;
    const payload = this.#course.finished(by, said);
    this.#course.written({ seq, seat: by, fresh, payload, seal: sealToTest(payload) });
    return seq;
  }

  /** As after a broken connection: the log comes from its start. */
  readAgain(): void {
    this.#course.restarted();
  }

  hear(now: Partial<Audible> = {}): readonly Sound[] {
    const quiet: Audible = { present: [], callers: [], happened: this.happened, motions: [], item: null };
    const { memory, sounds } = hear(this.#memory, { ...quiet, ...now }, 'kim');
    this.#memory = memory;
    return sounds;
  }
}

const opening: Command = { type: 'propose', matter: { type: 'opening', meeting: -1 } };
const agree = (motion: number): Command => ({ type: 'agree', motion });
const recess: Command = { type: 'propose', matter: { type: 'recess' } };

describe('a knock', () => {
  it('is heard once for whoever waits, and again when they come anew', () => {
    const kim = new Kim();
    const waiting = { present: ['kim', 'sam'], callers: ['sam'] };
    expect(kim.hear({ present: ['kim', 'sam'] })).toEqual([]);
    expect(kim.hear(waiting)).toEqual(['knock']);
    expect(kim.hear(waiting)).toEqual([]);
    expect(kim.hear({ present: ['kim', 'sam', 'lou'], callers: ['sam', 'lou'] })).toEqual(['knock']);
    expect(kim.hear({ present: ['kim'] })).toEqual([]);
    expect(kim.hear(waiting)).toEqual(['knock']);
  });

  it('is not heard again for whoever still stands at a door that was out of sight', () => {
    const kim = new Kim();
    expect(kim.hear({ present: ['sam'], callers: ['sam'] })).toEqual(['knock']);
    expect(kim.hear({ present: ['sam'], callers: [] })).toEqual([]);
    expect(kim.hear({ present: ['sam'], callers: ['sam'] })).toEqual([]);
  });

  it('is heard once for a motion that wants one’s key, and not for another', () => {
    const kim = new Kim();
    const motion = kim.write('robin', opening);
    expect(kim.hear(), 'it wants another’s').toEqual([]);
    expect(kim.hear({ motions: [motion] })).toEqual(['knock']);
    expect(kim.hear({ motions: [motion] })).toEqual([]);
    expect(kim.hear({ motions: [] }), 'one may not write for a moment').toEqual([]);
    expect(kim.hear({ motions: [motion] })).toEqual([]);
  });

  it('is heard where all are asked anew who is with them, and not of one’s own asking', () => {
    const kim = new Kim();
    kim.write('robin', { type: 'askDeclarations' });
    expect(kim.hear()).toEqual(['knock']);
    kim.write('kim', { type: 'askDeclarations' });
    expect(kim.hear()).toEqual([]);
  });
});

describe('the meeting', () => {
  it('is heard to begin, to pause and to go on', () => {
    const kim = new Kim();
    kim.write('kim', agree(kim.write('robin', opening)));
    expect(kim.hear()).toEqual(['begins']);
    kim.write('kim', agree(kim.write('robin', recess)));
    expect(kim.hear()).toEqual(['pauses']);
    kim.write('robin', agree(kim.write('kim', { type: 'propose', matter: { type: 'resumption' } })));
    expect(kim.hear()).toEqual(['begins']);
    kim.write('robin', agree(kim.write('kim', { type: 'propose', matter: { type: 'closing' } })));
    expect(kim.hear()).toEqual(['pauses']);
    expect(kim.hear()).toEqual([]);
  });

  it('is heard as it is at last, where several things are read at once', () => {
    const kim = new Kim();
    kim.write('kim', agree(kim.write('robin', opening)));
    kim.write('kim', agree(kim.write('robin', recess)));
    expect(kim.hear()).toEqual(['pauses']);
  });

  it('is not heard of what was before one came, or is read again', () => {
    const kim = new Kim();
    const old = kim.write('robin', opening, { seq: 0, fresh: false });
    kim.write('kim', agree(old), { seq: 1, fresh: false });
    expect(kim.hear({ motions: [old] })).toEqual([]);
    kim.write('robin', recess, { seq: 2 });
    kim.write('kim', agree(2), { seq: 3 });
    expect(kim.hear()).toEqual(['pauses']);
    kim.readAgain();
    expect(kim.hear()).toEqual([]);
    kim.write('robin', opening, { seq: 0, fresh: false });
    kim.write('kim', agree(0), { seq: 1, fresh: false });
    kim.write('robin', recess, { seq: 2 });
    kim.write('kim', agree(2), { seq: 3 });
    expect(kim.happened, 'the rules tell it again').toHaveLength(6);
    expect(kim.hear()).toEqual([]);
  });
});

describe('the time of an item', () => {
  const at = (takenUpMs: number, isOver: boolean): Partial<Audible> => ({ item: { takenUpMs, isOver } });

  it('is heard to be over, once for each item', () => {
    const kim = new Kim();
    expect([at(1, false), at(1, true), at(1, true)].map((now) => kim.hear(now))).toEqual([[], ['time'], []]);
    expect([at(2, false), at(2, true)].map((now) => kim.hear(now))).toEqual([[], ['time']]);
  });

  it('is not heard where it was over before one came, or in a recess', () => {
    const kim = new Kim();
    expect(kim.hear(at(1, true))).toEqual([]);
    expect(kim.hear()).toEqual([]);
    expect(kim.hear(at(1, true))).toEqual([]);
  });
});
