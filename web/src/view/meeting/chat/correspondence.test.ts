import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../session/letters.svelte';
import type { ChatLine } from '../../../session/room-state.svelte';
import type { Place } from '../../../session/surroundings';
import type { Room } from '../room.svelte';
import { Correspondence } from './correspondence.svelte';

/** A room with the other end in the test's hands. */
class Bench {
  place: Place = 'side';
  readonly state: { standing: 'inside' | 'knocking'; chat: ChatLine[] } = { standing: 'inside', chat: [] };
  readonly said: { place: Place; text: string; done: (written: boolean) => void }[] = [];
  readonly attendance = {
    session: { you: 'a1' },
    sealed: {
      letters: { lines: [] as Letter[], boxes: { plenary: new Map(), side: new Map() } },
      say: (place: Place, text: string) =>
        new Promise<boolean>((done) => {
          this.said.push({ place, text, done });
        }),
    },
  };
  readonly correspondence = new Correspondence(this as unknown as Room);

  nameOf(seat: string): { name: string; side: string } {
    return { name: seat.toUpperCase(), side: '' };
  }

  write(seat: string, text: string, { atMs = Date.now(), fresh = true } = {}): void {
    this.state.chat = [...this.state.chat, { seq: this.state.chat.length, seat, text, atMs, fresh }];
  }

  async answer(written: boolean): Promise<void> {
    this.said.shift()?.done(written);
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('Correspondence', () => {
  it('keeps what was begun in one room out of the other', () => {
    const bench = new Bench();
    bench.correspondence.writing.draft = 'our fallback is';
    bench.place = 'plenary';
    expect(bench.correspondence.writing.draft).toBe('');
    bench.correspondence.send();
    expect(bench.said).toEqual([]);
    bench.place = 'side';
    bench.correspondence.send();
    expect(bench.said.map(({ place, text }) => [place, text])).toEqual([['side', 'our fallback is']]);
  });

  it('shows a line as on its way until it is written, and keeps one that was not', async () => {
    const bench = new Bench();
    const { writing } = bench.correspondence;
    writing.draft = ' Agreed. ';
    bench.correspondence.send();
    expect(writing.draft).toBe('');
    expect(writing.unwritten).toEqual([{ id: 0, text: 'Agreed.', to: '', failed: false }]);
    await bench.answer(false);
    expect(writing.unwritten).toEqual([{ id: 0, text: 'Agreed.', to: '', failed: true }]);
    const [line] = writing.unwritten;
    if (line !== undefined) bench.correspondence.sendAgain(line);
    expect(writing.unwritten[0]?.failed).toBe(false);
    await bench.answer(true);
    expect(writing.unwritten).toEqual([]);
  });

  it('sends nothing empty, nothing too long, and nothing without keys', () => {
    const bench = new Bench();
    for (const draft of ['  \n ', 'x'.repeat(4001)]) {
      bench.correspondence.writing.draft = draft;
      bench.correspondence.send();
    }
    bench.state.standing = 'knocking';
    bench.correspondence.writing.draft = 'hello';
    bench.correspondence.send();
    expect(bench.said).toEqual([]);
    expect(bench.correspondence.writing.draft).toBe('hello');
  });

  it('counts what others wrote and one has not seen', () => {
    const bench = new Bench();
    bench.write('b1', 'one');
    bench.write('a1', 'two');
    expect(bench.correspondence.unread).toBe(1);
    bench.correspondence.read();
    expect(bench.correspondence.unread).toBe(0);
    bench.write('b1', 'three');
    expect(bench.correspondence.unread).toBe(1);
  });

  it('has new lines of others read aloud once', () => {
    const bench = new Bench();
    const told: string[] = [];
    const announcer = { line: (text: string) => told.push(text) };
    bench.write('b1', 'from before', { fresh: false });
    // Whatever its author's clock says.
    bench.write('b1', 'hello', { atMs: 0 });
    bench.write('a1', 'my own');
    bench.correspondence.tell(announcer);
    bench.correspondence.tell(announcer);
    expect(told).toEqual(['B1 writes: hello']);
  });
});
