import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

type Size = 'wide' | 'narrow';
type Scheme = 'light' | 'dark';
type Look = `${Size}-${Scheme}`;

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const LOOKS: readonly Look[] = ['wide-light', 'wide-dark', 'narrow-light', 'narrow-dark'];

// What a page does about its new size, and pictures that have to be asked for in another one.
const SETTLE_MS = 1200;

/**
 * Pictures of what a test sees on its way: in the folder that PICTURES names, in every look. Without it one of each, in a folder of the
 * build, which takes a tenth of the time.
 */
export class Album {
  readonly #wanted = process.env['PICTURES'];
  readonly #folder = resolve(this.#wanted ?? fileURLToPath(new URL('../target/pictures', import.meta.url)));

  constructor() {
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Whether somebody is to look at them. */
  get isWanted(): boolean {
    return this.#wanted !== undefined;
  }

  /** One for each look, as `name-wide-light.png`; the page is left as it was. */
  async take(page: Page, name: string): Promise<void> {
    const looks = this.isWanted ? LOOKS : LOOKS.slice(0, 1);
    const before = page.viewportSize();
    for (const look of looks) {
      const [size, scheme] = look.split('-') as [Size, Scheme];
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(SIZES[size]);
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: join(this.#folder, `${name}-${look}.png`), animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: null });
    if (before !== null) await page.setViewportSize(before);
  }
}
