import type { Browser, BrowserContext, Page } from 'playwright-core';

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
  try {
    return await act(await openDates(context, link));
  } finally {
    await context.close();
  }
}
