import { describe, expect, it } from 'vitest';
import type { Attendance } from '../../session/attendance.svelte';
import type { Place } from '../../session/surroundings';
import { Moves } from './moves.svelte';

class Bench {
  readonly session = { place: 'side' as Place, linked: true, moving: false };
  readonly sealed = {
    isAdmitted: false,
    admits: false,
    sidebar: { opened: null as object | null, isOpen: false },
  };
  readonly moves = new Moves(this as unknown as Attendance);

  move(place: Place): Promise<void> {
    this.session.place = place;
    this.moves.follow();
    return Promise.resolve();
  }
}

describe('Moves', () => {
  it('leads nowhere before one is let in, and calls once one is', async () => {
    const bench = new Bench();
    await bench.moves.go('plenary');
    expect([bench.session.place, bench.moves.isCalled]).toEqual(['side', false]);
    bench.sealed.isAdmitted = true;
    bench.moves.follow();
    expect(bench.moves.isCalled).toBe(true);
    await bench.moves.go('plenary');
    expect([bench.session.place, bench.moves.isCalled]).toEqual(['plenary', false]);
    await bench.moves.go('side');
    expect([bench.moves.isCalled, bench.moves.brought, bench.moves.wasAtTable]).toEqual([false, false, true]);
  });

  it('tells that one was taken away from the table, until one is back', () => {
    const bench = new Bench();
    bench.sealed.isAdmitted = true;
    void bench.move('plenary');
    bench.sealed.isAdmitted = false;
    void bench.move('side');
    expect([bench.moves.brought, bench.moves.isCalled]).toEqual([true, false]);
    bench.sealed.isAdmitted = true;
    void bench.move('plenary');
    expect(bench.moves.brought).toBe(false);
  });

  it('leads to the sidebar while that is open, and to the own side alone once it is over', async () => {
    const bench = new Bench();
    bench.sealed.isAdmitted = true;
    await bench.moves.go('plenary');
    await bench.moves.go('sidebar');
    expect(bench.session.place).toBe('plenary');
    Object.assign(bench.sealed.sidebar, { opened: {}, isOpen: true });
    await bench.moves.go('sidebar');
    expect([bench.session.place, bench.moves.sidebarOver]).toEqual(['sidebar', false]);
    Object.assign(bench.sealed.sidebar, { opened: null, isOpen: false });
    bench.moves.follow();
    expect([bench.session.place, bench.moves.sidebarOver, bench.moves.brought]).toEqual([
      'side',
      true,
      false,
    ]);
    await bench.moves.go('plenary');
    expect([bench.session.place, bench.moves.sidebarOver]).toEqual(['plenary', false]);
  });

  it('goes back from the sidebar by its own will without a word', async () => {
    const bench = new Bench();
    bench.sealed.isAdmitted = true;
    Object.assign(bench.sealed.sidebar, { opened: {}, isOpen: true });
    await bench.moves.go('sidebar');
    await bench.moves.go('side');
    expect([bench.moves.sidebarOver, bench.moves.brought]).toEqual([false, false]);
  });

  it('does not move twice at once', async () => {
    const bench = new Bench();
    bench.sealed.isAdmitted = true;
    bench.session.moving = true;
    await bench.moves.go('plenary');
    expect(bench.session.place).toBe('side');
  });
});
