import type { Waiting } from '../../e2ee/room/doorway';
import type { SealedMeeting } from '../../session/sealed-meeting.svelte';

/** Somebody of the own side who waits to be let in, to the table or also to the side's room. */
export interface Caller {
  seat: string;
  device: Waiting['device'];
  rooms: readonly ('plenary' | 'side')[];
}

// What is odder counts, where the rooms know different things of a device.
const ODDNESS: Record<Waiting['device'], number> = { first: 0, another: 1, putOut: 2 };

/** Each person once, whichever of the rooms they wait for. */
export function callersOf({ plenary, side }: Pick<SealedMeeting, 'plenary' | 'side'>): Caller[] {
  const callers = new Map<string, Caller>();
  for (const room of ['side', 'plenary'] as const) {
    const { waiting } = room === 'plenary' ? plenary : side;
    for (const { seat, device } of waiting) {
      const known = callers.get(seat);
      const odder = known !== undefined && ODDNESS[known.device] > ODDNESS[device] ? known.device : device;
      callers.set(seat, { seat, device: odder, rooms: [...(known?.rooms ?? []), room] });
    }
  }
  return [...callers.values()];
}

/** A text that is no word of any language, set apart from the words around it, so that its signs stay in their order. */
export function isolated(text: string): string {
  return `\u2066${text}\u2069`;
}
