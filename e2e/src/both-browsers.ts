import type { Browser } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { launch } from './browser.ts';
import { launchFirefox } from './firefox.ts';
import { servePeers, type AnyPage } from './frames.ts';

/** Chromium and Firefox, and the page in which peers call each other; a script runs before each page's own. */
export class BothBrowsers {
  private constructor(
    private readonly script: string,
    private readonly chromium: Browser,
    private readonly firefox: Firefox,
    private readonly site: Awaited<ReturnType<typeof servePeers>>,
  ) {}

  static async launch(script: string): Promise<BothBrowsers> {
    const [chromium, firefox, site] = await Promise.all([launch(), launchFirefox(), servePeers()]);
    return new BothBrowsers(script, chromium, firefox, site);
  }

  async chromiumPage(): Promise<AnyPage> {
    const context = await this.chromium.newContext();
    await context.addInitScript(this.script);
    const page = await context.newPage();
    await page.goto(this.site.origin);
    return page;
  }

  async firefoxPage(): Promise<AnyPage> {
    const page = await this.firefox.newPage();
    await page.evaluateOnNewDocument(this.script);
    await page.goto(this.site.origin);
    return page;
  }

  async close(): Promise<void> {
    await Promise.all([this.chromium.close(), this.firefox.close()]);
    this.site.close();
  }
}
