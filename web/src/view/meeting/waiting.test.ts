import { describe, expect, it } from 'vitest';
import type { RoomState } from '../../session/room-state.svelte';
import { callersOf } from './waiting';

const rooms = (plenary: RoomState['waiting'], side: RoomState['waiting']) =>
  ({ plenary: { waiting: plenary }, side: { waiting: side } }) as unknown as Parameters<typeof callersOf>[0];

const deviceKey = new Uint8Array(32);

describe('callersOf', () => {
  it('names each person once, with all rooms that they wait for, and what is oddest of their device', () => {
    const callers = callersOf(
      rooms(
        [
          { seat: 'a2', device: 'first', deviceKey },
          { seat: 'a3', device: 'first', deviceKey },
        ],
        [{ seat: 'a3', device: 'another', deviceKey }],
      ),
    );
    expect(callers).toEqual([
      { seat: 'a3', device: 'another', rooms: ['side', 'plenary'] },
      { seat: 'a2', device: 'first', rooms: ['plenary'] },
    ]);
  });
});
