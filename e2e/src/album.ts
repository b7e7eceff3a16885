import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Person } from './people.ts';

type Size = 'wide' | 'narrow';
type Scheme = 'light' | 'dark';
type Look = `${Size}-${Scheme}`;

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const LOOKS: readonly Look[] = ['wide-light', 'wide-dark', 'narrow-light', 'narrow-dark'];

// What a page does about its new size, and pictures that have to be asked for in another one.
const SETTLE_MS = 1200;
// A picture that has changed all over is blurred at first.
const SHARPEN_MS = 3000;

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

  /** Where something else goes that somebody is to look at. */
  path(name: string): string {
    return join(this.#folder, name);
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

  /** Of somebody's page in which everybody is a figure, and quiet but for one. */
  async portray(one: Person, name: string, everybody: readonly Person[], speaker?: Person): Promise<void> {
    for (const other of everybody) {
      await other.page.evaluate(() => window.instruments.show('portrait'));
      await other.page.evaluate((level) => window.instruments.speak(level), other === speaker ? 0.5 : 0);
    }
    if (this.isWanted) await one.page.waitForTimeout(SHARPEN_MS);
    await this.take(one.page, name);
    for (const other of everybody) {
      await other.page.evaluate(() => window.instruments.show('plain'));
      await other.page.evaluate(() => window.instruments.speak(0.3));
    }
  }
}
