import type { Tile } from '../signalling/messages';

// Lower follows a moving window more closely; higher sends fewer messages.
const SETTLE_MS = 150;
const MAX_PIXELS = 8192;

interface Size {
  owner: object;
  width: number;
  height: number;
}

/** In which size each slot is shown, told once sizes have settled, and only what changed. */
export class TileSizes {
  readonly #shown = new Map<number, Size>();
  readonly #told = new Map<number, string>();
  readonly #tell: (tiles: Tile[]) => void;
  #hidden = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(tell: (tiles: Tile[]) => void) {
    this.#tell = tell;
  }

  /**
   * @param owner who shows it: of two, the later counts
   * @param width in pixels of the screen, 0 where it is not visible
   */
  show(owner: object, slot: number, width: number, height: number): void {
    this.#shown.set(slot, { owner, width, height });
    this.#settle();
  }

  forget(owner: object, slot: number): void {
    const size = this.#shown.get(slot);
    if (size?.owner !== owner) return;
    this.#shown.set(slot, { owner, width: 0, height: 0 });
    this.#settle();
  }

  /** Whether the page is out of sight: then nothing is. */
  hide(hidden: boolean): void {
    if (this.#hidden === hidden) return;
    this.#hidden = hidden;
    this.#settle();
  }

  /** Forgets what was told: the server has a new session of us. */
  restart(): void {
    this.#told.clear();
    this.#settle();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #settle(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#flush();
    }, SETTLE_MS);
  }

  #flush(): void {
    const changed: Tile[] = [];
    for (const [slot, size] of this.#shown) {
      const visible = !this.#hidden && size.width > 0 && size.height > 0;
      const width = visible ? pixels(size.width) : 0;
      const height = visible ? pixels(size.height) : 0;
      const text = `${width}×${height}`;
      if (this.#told.get(slot) === text) continue;
      this.#told.set(slot, text);
      changed.push({ slot, width, height });
    }
    if (changed.length > 0) this.#tell(changed);
  }
}

function pixels(size: number): number {
  return Math.min(MAX_PIXELS, Math.max(1, Math.round(size)));
}
