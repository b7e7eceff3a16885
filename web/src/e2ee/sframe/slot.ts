import type { DropReason, Due, Medium, SlotReport } from './protocol';

// Lower brings a picture back sooner; higher spares the sender key frames, which are large.
const ASK_INTERVAL_MS = 300;

/** What is due in a slot, what its frames came to, and when to ask for a key frame. */
export class Slot {
  /** Asks whoever sends the slot's video; there is nobody before the video has its transform. */
  ask: () => void = () => undefined;
  readonly report: SlotReport;
  #due: Due | null = null;
  /** Whether video was dropped after the last key frame: what comes then cannot be decoded. */
  #broken = false;
  #askedMs = -Infinity;

  constructor(slot: number) {
    this.report = {
      slot,
      opened: 0,
      dropped: { plain: 0, noKey: 0, otherSender: 0, forged: 0, replayed: 0 },
    };
  }

  get due(): Due | null {
    return this.#due;
  }

  expect(due: Due | null, nowMs: number): void {
    this.#due = due;
    this.retry(nowMs);
  }

  /** What was dropped until now may be opened from now on. */
  retry(nowMs: number): void {
    this.#askedMs = -Infinity;
    this.#askIfBroken(nowMs);
  }

  opened(medium: Medium, keyFrame: boolean, nowMs: number): void {
    this.report.opened++;
    if (medium === 'audio') return;
    if (keyFrame) this.#broken = false;
    this.#askIfBroken(nowMs);
  }

  dropped(medium: Medium, reason: DropReason, nowMs: number): void {
    this.report.dropped[reason]++;
    if (medium === 'audio') return;
    // One that came before was shown when it came first.
    if (reason !== 'replayed') this.#broken = true;
    // Without the key, or of another, a key frame would be dropped as well, and senders make the next one only after a while.
    if (reason === 'plain' || reason === 'forged') this.#askIfBroken(nowMs);
  }

  #askIfBroken(nowMs: number): void {
    if (!this.#broken || this.#due?.kinds.video == null || nowMs - this.#askedMs < ASK_INTERVAL_MS) return;
    this.#askedMs = nowMs;
    this.ask();
  }
}
