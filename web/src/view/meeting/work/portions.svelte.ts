// About what a panel shows at once; more shows the first later.
const FIRST = 40;
// More is done sooner with all of them; less answers sooner in between.
const STEP = 40;

/** How much of a long list is made: what one sees at once, the rest a portion at a time, so that the page answers in between. */
export class Portions {
  made = $state(FIRST);

  /** To be made where a component is. */
  constructor(length: () => number) {
    $effect(() => {
      if (this.made >= length()) return;
      const timer = setTimeout(() => (this.made += STEP));
      return () => {
        clearTimeout(timer);
      };
    });
  }

  /** All of them now: one of them is to be led to. */
  all(): void {
    this.made = Number.MAX_SAFE_INTEGER;
  }
}
