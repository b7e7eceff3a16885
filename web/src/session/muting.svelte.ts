import { admits, roleOf, sideOf, type Charter } from '../e2ee/invitation/charter';
import type { Payload } from '../e2ee/log/payload';
import type { Written } from '../e2ee/room/around';

/**
 * That heads mute their own side's people. One asks for it in the side's room, and the other's device does it: no server can, and nobody turns
 * a microphone on but its owner.
 */
export class Muting {
  /** Who muted one last, each time another object; null where nobody did, or one has seen it. */
  by = $state.raw<{ seat: string } | null>(null);

  readonly #post: (payload: Payload) => Promise<boolean>;

  constructor(post: (payload: Payload) => Promise<boolean>) {
    this.#post = post;
  }

  /** True once it is written. */
  mute(seat: string, atMs: number): Promise<boolean> {
    return this.#post({ type: 'mute', seat, atMs });
  }

  /** An object of the side's room. */
  written(
    { seat, payload, fresh }: Pick<Written, 'seat' | 'payload' | 'fresh'>,
    you: string,
    charter: Charter | null,
  ): void {
    if (payload?.type !== 'mute' || !fresh || payload.seat !== you || seat === you || charter === null)
      return;
    const role = roleOf(charter, seat);
    if (role !== null && admits(role) && sideOf(charter, seat) === sideOf(charter, you)) this.by = { seat };
  }
}
