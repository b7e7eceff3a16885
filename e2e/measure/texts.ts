import { cpus } from 'node:os';
import type { Page } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, meet } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * What the work on the table costs where there is much of it: from a key to the other side's screen; how a joint text of 200 pages opens and
 * is written in; and a board with as many alternatives as the rules take.
 */
const KEYS = 240;
const KEY_MS = 120;
/** Of 360 characters each: 500,000, which are 200 pages. */
const PARAGRAPHS = 1400;
const PARAGRAPH = 'The sides keep the pier open by day and by night, and tell each other of what they mend. '.repeat(4);
const ALTERNATIVES = 500;
const POSITIONS = 20;
/** Longer than anything here takes. */
const PATIENCE_MS = 600_000;

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

const told = (what: string, valuesMs: readonly number[]): void => {
  const [p50, p95] = [0.5, 0.95].map((q) => quantile(valuesMs, q).toFixed(0));
  console.log(`${what}: p50 ${p50} ms, p95 ${p95} ms, of ${valuesMs.length}`);
};

const found = (one: Person, id: string) => one.page.getByTestId(id);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** From a click, until what comes of it was painted. */
function clickMs(page: Page, id: string, until: string): Promise<number> {
  return page.evaluate(
    async ([clicked, awaited]) => {
      const sinceMs = performance.now();
      document.querySelector<HTMLElement>(`[data-testid="${clicked}"]`)!.click();
      while (document.querySelector(awaited) === null) await new Promise((done) => requestAnimationFrame(done));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - sinceMs;
    },
    [id, until] as const,
  );
}

/** From a key going down, until the page was painted after it. */
async function keysMs(one: Person, id: string, count: number): Promise<number[]> {
  await one.page.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    document.addEventListener(
      'keydown',
      () => {
        const sinceMs = performance.now();
        requestAnimationFrame(() => setTimeout(() => painted.push(performance.now() - sinceMs)));
      },
      { capture: true },
    );
  });
  for (let i = 0; i < count; i++) {
    await found(one, id).first().press('b');
    await pause(KEY_MS);
  }
  return one.page.evaluate(() => (window as unknown as { painted: number[] }).painted);
}

/** From a key of one's, until the other side has the letter on the screen. */
async function acrossMs(writer: Person, reader: Person): Promise<number[]> {
  await reader.page.evaluate(() => {
    const seen: Record<number, number> = {};
    Object.assign(window, { seen });
    const look = (): void => {
      const wordings = document.querySelector('[data-testid="passage"]')?.querySelectorAll('[data-testid="wording"]');
      const length = wordings?.[1]?.textContent?.length ?? 0;
      for (let i = length; i > 0 && seen[i] === undefined; i--) seen[i] = Date.now();
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const pressed: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    pressed.push(Date.now());
    await found(writer, 'our-wording').press('a');
    await pause(KEY_MS);
  }
  await pause(2000);
  const seen = await reader.page.evaluate(() => (window as unknown as { seen: Record<number, number> }).seen);
  return pressed.map((atMs, i) => (seen[i + 1] ?? Number.NaN) - atMs).filter((tookMs) => !Number.isNaN(tookMs));
}

/** Tables alternatives as fast as the page does it. */
async function fillBoard(one: Person, count: number): Promise<void> {
  await one.showOnTable('alternatives');
  await one.page.evaluate(async (wanted) => {
    const until = async <T>(found: () => T | null): Promise<T> => {
      for (;;) {
        const result = found();
        if (result !== null) return result;
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    const write = (field: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    for (let i = 0; i < wanted; i++) {
      document.querySelector<HTMLElement>('[data-testid="table-alternative"]')!.click();
      write(await until(() => document.querySelector<HTMLInputElement>('#alternative-title')), `Berth ${i}`);
      write(document.querySelector<HTMLTextAreaElement>('#alternative-text')!, 'It is kept open. '.repeat(20));
      document.querySelector<HTMLElement>('[data-testid="send-alternative"]')!.click();
      await until(() => (document.querySelector('dialog') === null ? true : null));
    }
  }, count);
}

const [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const heads = [organiser.links[0] ?? '', organiser.links[2] ?? ''];
  const [a1, b1] = (await Promise.all(heads.map((link, at) => Person.arrive(browser, at + 1, link)))) as [
    Person,
    Person,
  ];
  await meet([a1], [b1]);
  for (const one of [a1, b1]) {
    one.page.setDefaultTimeout(PATIENCE_MS);
    // What runs these files names functions by it, which a page does not have.
    await one.page.evaluate('globalThis.__name = (named) => named');
    await one.showOnTable('texts');
  }
  await found(a1, 'new-text').locator('summary').click();
  await found(a1, 'new-text-title').fill('On the pier');
  await found(a1, 'new-text-open').click();
  await found(a1, 'add-en').fill('The pier is open.');
  await found(a1, 'add-send').click();
  await found(b1, 'text').click();
  await found(b1, 'write').first().click();
  told("from a key to the other side's screen", await acrossMs(b1, a1));
  await found(b1, 'write').first().click();

  await found(a1, 'add-en').fill(Array<string>(PARAGRAPHS).fill(PARAGRAPH).join('\n\n'));
  const fromMs = Date.now();
  await found(a1, 'add-send').click();
  await b1.page.waitForFunction(
    (count) => document.querySelectorAll('[data-testid="paragraph"]').length === count,
    PARAGRAPHS + 1,
    { timeout: PATIENCE_MS },
  );
  console.log(`${PARAGRAPHS} paragraphs tabled, and on the other side's screen: ${Date.now() - fromMs} ms`);
  await found(b1, 'all-texts').click();
  await found(b1, 'text').waitFor();
  console.log(`the text opens in ${(await clickMs(b1.page, 'text', '[data-testid="paragraph"]')).toFixed(0)} ms`);
  await found(b1, 'write').first().click();
  told('a key in it, until it is painted', await keysMs(b1, 'our-wording', KEYS));
  for (const one of [a1, b1]) await found(one, 'all-texts').click();

  const fillingMs = Date.now();
  await Promise.all([fillBoard(a1, ALTERNATIVES / 2), fillBoard(b1, ALTERNATIVES / 2)]);
  const cards = '[data-testid="alternative"]';
  await a1.page.waitForFunction(
    ([selector, count]) => document.querySelectorAll(selector).length === count,
    [cards, ALTERNATIVES] as const,
    { timeout: PATIENCE_MS },
  );
  console.log(`${ALTERNATIVES} alternatives tabled by two: ${Date.now() - fillingMs} ms`);
  await a1.showOnTable('papers');
  console.log(`the board shows them in ${(await clickMs(a1.page, 'tab-alternatives', cards)).toFixed(0)} ms`);
  const stated: number[] = [];
  for (let i = 0; i < POSITIONS; i++) {
    const card = found(a1, 'alternative').nth(200 + i);
    await card.getByTestId('position').click();
    stated.push(
      await card.evaluate(async (element) => {
        const sinceMs = performance.now();
        element.querySelector<HTMLElement>('[data-testid="stance-supports"]')!.click();
        while (element.querySelector('.positions [data-stance="supports"]') === null)
          await new Promise((done) => requestAnimationFrame(done));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - sinceMs;
      }),
    );
  }
  told('a position, from the click until it is on the board', stated);
  await found(a1, 'alternative').nth(250).getByTestId('position').click();
  await found(a1, 'stance-couldAccept').click();
  told('a key in a condition, until it is painted', await keysMs(a1, 'condition', 40));
} finally {
  await browser.close();
  await server.dispose();
}
