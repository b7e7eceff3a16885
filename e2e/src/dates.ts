import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PATIENCE_MS } from './eventually.ts';
import type { Person } from './people.ts';

/** The page with the dates, in English, of whoever has that link. */
export async function openDates(context: BrowserContext, link: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByTestId('prepare').click();
  await page.getByRole('heading', { name: 'Dates and preparation' }).waitFor();
  return page;
}

/** Somebody's page with the dates, in English, on a device of its own in that zone; they leave it when done. */
export async function visitingDates<T>(
  browser: Browser,
  link: string,
  zone: string,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ timezoneId: zone, locale: 'en-GB', acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    return await act(await openDates(context, link));
  } finally {
    await context.close();
  }
}

/** Shows somebody the page with the dates. */
export async function toDates({ page }: Person): Promise<Page> {
  if ((await page.getByTestId('wants').count()) === 0) await page.getByTestId('prepare').click();
  await page.getByTestId('wants').waitFor();
  return page;
}

/** The first meeting there that is in a state. */
export const meeting = (page: Page, state: string) =>
  page.locator(`[data-testid="meeting"][data-state="${state}"]`).first();

/** Says where one’s own side is, and by which sign it is known. */
export async function describe(one: Person, zone: string, emblem: string): Promise<void> {
  const page = await toDates(one);
  await page.getByTestId('describe').click();
  await page.locator('#side-zone').selectOption(zone);
  await page.locator('#side-emblem').fill(emblem);
  await page.getByTestId('send-side').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

export interface Offered {
  walls: string[];
  /** In person where there is one. */
  venue?: string;
}

/** Fills the open form with dates, and sends it. */
export async function offer(page: Page, { walls, venue }: Offered): Promise<void> {
  if (venue !== undefined) {
    await page.locator('#offer-format').selectOption('inPerson');
    await page.locator('#offer-venue').fill(venue);
  }
  const dates = page.locator('[id^="offer-start-"]');
  while ((await dates.count()) < walls.length) await page.getByTestId('add-date').click();
  while ((await dates.count()) > walls.length)
    await page.getByRole('dialog').locator('li .button.danger').last().click();
  for (const [at, wall] of walls.entries()) await page.locator(`#offer-start-${at}`).fill(wall);
  await page.getByTestId('send-offer').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** The calendar entry of the agreed meeting, saved on somebody’s page. */
export async function calendarOf({
  page,
}: Person): Promise<{ text: string; of: (name: string) => string | undefined }> {
  const downloading = page.waitForEvent('download');
  await meeting(page, 'agreed').getByTestId('calendar').click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const lines = text.split('\r\n');
  return { text, of: (name) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) };
}
