import { encodeBase64Url, equal } from '../bytes';
import type { ClientMessage } from '../../signalling/messages';
import type { MadeCommit, MadeFounding } from './making';

/** An entry of one's own that was sent, and of which one does not know yet whether it is in the log. */
export type Pending =
  | ({ kind: 'commit' } & MadeCommit)
  | ({ kind: 'founding' } & MadeFounding)
  | { kind: 'object'; seq: number; bytes: Uint8Array };

/** Whether what is in the log at a place is what one sent. */
export function isIn(pending: Pending, seq: number, bytes: Uint8Array): boolean {
  return pending.seq === seq && equal(pending.bytes, bytes);
}

/** Whether it is a commit from before a reload, which has lost its Welcome: another has to take its place. */
export function isLame(pending: Pending): boolean {
  return pending.kind === 'commit' && pending.welcome === null && pending.added.length > 0;
}

/** The message that asks for the entry. Asking twice does no harm. */
export function messageOf(pending: Pending, room: string): ClientMessage {
  const { seq } = pending;
  const bytes = encodeBase64Url(pending.bytes);
  switch (pending.kind) {
    case 'founding':
      return { type: 'found', room, generation: pending.generation, seq, bytes };
    case 'object':
      return { type: 'append', room, seq, bytes };
    case 'commit': {
      const { epoch, added, removed } = pending;
      const welcome = pending.welcome === null ? '' : encodeBase64Url(pending.welcome);
      // Who is replaced stays in the book: removed and added at once.
      const gone = removed.filter((seat) => !added.includes(seat));
      return { type: 'commit', room, seq, epoch, bytes, welcome, added, removed: gone };
    }
    default:
      return pending satisfies never;
  }
}
