import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { launchFirefox } from './firefox.ts';
import { eventually } from './eventually.ts';
import { PLAIN, instrumentScript, type ConnectionReading, type TileReading, type Tone } from './instruments.ts';
import { toneHz } from './page/code.ts';
import { assertSees, assertTone, WINDOW, type Seated } from './people.ts';

const PATIENCE_MS = 30_000;

/** One person with a Firefox of their own. Its fake microphone has one tone for all pages, so each needs a browser. */
export class FirefoxPerson implements Seated {
  seat = '';

  private constructor(
    readonly number: number,
    readonly page: Page,
  ) {}

  static async arrive(number: number, link: string): Promise<FirefoxPerson> {
    const browser = await launchFirefox({ 'media.navigator.audio.fake_frequency': toneHz(number) });
    const page = await browser.newPage();
    await page.setViewport(WINDOW);
    await page.evaluateOnNewDocument(instrumentScript({ ...PLAIN, person: number, sound: 'device' }));
    await page.goto(link);
    return new FirefoxPerson(number, page);
  }

  async click(control: string): Promise<void> {
    await this.page.locator(`[data-testid="${control}"]:not([aria-disabled])`).setTimeout(PATIENCE_MS).click();
  }

  /** Goes through the device check into the room of the own side. */
  async enter(): Promise<void> {
    await this.click('join');
    await this.isAt('side');
    const own = 'article[data-own="true"]';
    await this.page.waitForSelector(own, { timeout: PATIENCE_MS });
    this.seat = await this.page.$eval(own, (tile) => (tile as HTMLElement).dataset['seat'] ?? '');
    assert.notEqual(this.seat, '');
  }

  async toTable(): Promise<void> {
    await this.click('to-table');
    await this.isAt('plenary');
  }

  async toCaucus(): Promise<void> {
    await this.click('to-caucus');
    await this.isAt('side');
  }

  async isAt(place: 'plenary' | 'side'): Promise<void> {
    await this.page.waitForSelector(`[data-testid="room"][data-place="${place}"]`, { timeout: PATIENCE_MS });
  }

  tiles(): Promise<TileReading[]> {
    return this.page.evaluate(() => window.instruments.tiles());
  }

  connection(): Promise<ConnectionReading> {
    return this.page.evaluate(() => window.instruments.connection());
  }

  heard(of: Seated): Promise<Tone> {
    return this.page.evaluate((seat) => window.instruments.heardIn(seat), of.seat);
  }

  async seesAndHears(...others: Seated[]): Promise<void> {
    await this.page.evaluate(() => window.instruments.forget());
    await eventually(`${this.number} sees ${others.map((other) => other.number).join()}`, async () => {
      const tiles = await this.tiles();
      for (const other of others) assertSees(this, other, tiles);
    });
    for (const other of others)
      await eventually(`${this.number} hears ${other.number}`, async () =>
        assertTone(`${this.number} hears ${other.number}`, other, await this.heard(other)),
      );
  }

  /** Also when it hangs. */
  async close(): Promise<void> {
    await this.page.browser().close();
  }
}
