import { describe, expect, it } from 'vitest';
import type { RoomState } from '../../session/room-state.svelte';
import { callersOf } from './waiting';

const rooms = (plenary: RoomState['waiting'], side: RoomState['waiting']) =>
  ({ plenary: { waiting: plenary }, side: { waiting: side } }) as unknown as Parameters<typeof callersOf>[0];

describe('callersOf', () => {
  it('names each person once, with all rooms that they wait for, and what is oddest of their device', () => {
    const callers = callersOf(
      rooms(
        [
          { seat: 'a2', device: 'first' },
          { seat: 'a3', device: 'first' },
        ],
        [{ seat: 'a3', device: 'another' }],
      ),
    );
    expect(callers).toEqual([
      { seat: 'a3', device: 'another', rooms: ['side', 'plenary'] },
      { seat: 'a2', device: 'first', rooms: ['plenary'] },
    ]);
  });
});
