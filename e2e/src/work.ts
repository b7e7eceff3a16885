import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { Locator } from 'playwright-core';
import { accessibilityFaults } from './accessibility.ts';
import type { Person } from './people.ts';
import { LAUNCHER } from './server.ts';

/** What people do with what lies on the table, in the panel beside it. */

export const board = (one: Person): Locator => one.page.getByTestId('board');

export const alternative = (one: Person, title: string): Locator =>
  board(one)
    .getByTestId('alternative')
    .filter({ has: one.page.getByRole('heading', { name: title }) });

/** A head of each side agrees on what is compared. */
export async function agreeOnCriteria(proposing: Person, agreeing: Person, criteria: readonly string[]): Promise<void> {
  await Promise.all([proposing, agreeing].map((one) => one.showOnTable('alternatives')));
  await board(proposing).getByTestId('edit-criteria').click();
  const dialog = proposing.page.getByRole('dialog');
  for (const [at, text] of criteria.entries()) {
    if ((await dialog.locator(`#criterion-${at}`).count()) === 0) await dialog.getByTestId('add-criterion').click();
    await dialog.locator(`#criterion-${at}`).fill(text);
  }
  await dialog.getByTestId('propose-criteria').click();
  await board(agreeing).getByTestId('agree-criteria').click();
  await board(proposing).getByTestId('criteria-proposal').waitFor({ state: 'detached' });
}

export async function tableAlternative(
  one: Person,
  what: 'plan' | 'alternative',
  title: string,
  text = '',
): Promise<void> {
  await one.showOnTable('alternatives');
  await board(one).getByTestId(`table-${what}`).click();
  await one.page.locator('#alternative-title').fill(title);
  await one.page.locator('#alternative-text').fill(text);
  await one.page.getByTestId('send-alternative').click();
  await alternative(one, title).waitFor();
}

/** How one's side stands to an alternative; with a condition, or a reason, where one is asked for. */
export async function takePosition(one: Person, title: string, stance: string, condition = ''): Promise<void> {
  const card = alternative(one, title);
  await card.getByTestId('position').click();
  await card.getByTestId(`stance-${stance}`).click();
  if (stance !== 'couldAccept' && stance !== 'reserves') return;
  await card.getByTestId('condition').fill(condition);
  await card.getByTestId('send-condition').click();
  await card.getByTestId('condition').waitFor({ state: 'detached' });
}

/** Fills a field that is sent when one leaves it. */
export async function fillIn(field: Locator, value: string): Promise<void> {
  await field.fill(value);
  await field.blur();
}

/** What one's side thinks by itself: a weight for each criterion, and of each alternative, in their order, a score for each. */
export async function scorePrivately(
  one: Person,
  weights: readonly number[],
  scores: readonly (readonly number[])[],
): Promise<void> {
  const scoring = board(one).getByTestId('scoring');
  for (const [at, weight] of weights.entries()) await fillIn(scoring.getByTestId('weight').nth(at), String(weight));
  for (const [at, row] of scores.entries()) {
    const of = scoring.getByTestId('scores').nth(at);
    await of.locator('summary').click();
    for (const [criterion, score] of row.entries()) await fillIn(of.getByTestId('score').nth(criterion), String(score));
  }
}

/** Opens a joint text; `languages` as one writes them, joined by commas. */
export async function openText(
  one: Person,
  title: string,
  languages: string,
  kind?: 'joint' | 'readout',
): Promise<void> {
  await one.showOnTable('texts');
  await one.page.getByTestId('new-text').locator('summary').click();
  await one.page.getByTestId('new-text-title').fill(title);
  await one.page.getByTestId('new-text-languages').fill(languages);
  if (kind !== undefined) await one.page.getByTestId('new-text').locator('select').selectOption(kind);
  await one.page.getByTestId('new-text-open').click();
  await one.page.getByTestId('open-count').waitFor();
}

/** Tables a paragraph as one's side's wording, by language. */
export async function addParagraph(one: Person, wordings: Readonly<Record<string, string>>): Promise<void> {
  for (const [language, text] of Object.entries(wordings)) await one.page.getByTestId(`add-${language}`).fill(text);
  await one.page.getByTestId('add-send').click();
}

/** Accepts for one's side what another has written in brackets. */
export async function acceptWording(one: Person, text: string): Promise<void> {
  const wording = one.page.getByTestId('passage').locator('.wording').filter({ hasText: text });
  await wording.getByTestId('accept').click();
  await wording.waitFor({ state: 'detached' });
}

export const action = (one: Person, what: string): Locator => one.page.getByTestId('action').filter({ hasText: what });

/** Proposes that a side does something, by a day where one is given. */
export async function proposeAction(one: Person, what: string, side: string, due = ''): Promise<void> {
  await one.showOnTable('actions');
  await one.page.getByTestId('new-action').click();
  const dialog = one.page.getByRole('dialog');
  await dialog.getByTestId('action-what').fill(what);
  await dialog.getByRole('checkbox', { name: side }).check();
  if (due !== '') await dialog.getByTestId('action-due').fill(due);
  assert.deepEqual(await accessibilityFaults(one.page), []);
  await dialog.getByTestId('propose-action').click();
  await dialog.waitFor({ state: 'hidden' });
}

export interface FileToTable {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/**
 * Fills the form that tables a paper, and sends it; gives the form, which says why where it is refused.
 *
 * @param file in memory, or where it is
 */
export async function sendPaper(
  by: Person,
  file: FileToTable | string,
  audience: string,
  paperClass = 'official',
): Promise<Locator> {
  await by.showOnTable('papers');
  await by.page.getByTestId('table-paper').click();
  const dialog = by.page.getByRole('dialog');
  await dialog.getByTestId('paper-file').setInputFiles(file);
  await dialog.getByTestId('paper-class').selectOption(paperClass);
  await dialog.getByTestId('paper-audience').selectOption(audience);
  await dialog.getByTestId('confirm-table').click();
  return dialog;
}

/** Saves a sealed file on somebody's page; gives the code that opens it. */
export async function takeHome(one: Person, path: string): Promise<string> {
  await one.showOnTable('record');
  await one.page.getByTestId('take-home').click();
  const code = await one.page.getByTestId('opening-code').innerText();
  assert.deepEqual(await accessibilityFaults(one.page), []);
  const [download] = await Promise.all([
    one.page.waitForEvent('download'),
    one.page.getByTestId('save-record').click(),
  ]);
  await download.saveAs(path);
  await one.page.getByRole('dialog').locator('button.close').click();
  return code;
}

/** Runs `parley verify`, as somebody does who has the file and its code and no server. */
export function verify(...options: string[]): Promise<{ exit: number; output: string }> {
  return new Promise((resolve) =>
    execFile(LAUNCHER, ['verify', ...options], (fault, stdout, stderr) =>
      resolve({ exit: typeof fault?.code === 'number' ? fault.code : 0, output: stdout + stderr }),
    ),
  );
}

/** What somebody's printer would get of the record, as a PDF. */
export async function printedRecord(one: Person): Promise<Buffer> {
  const { page } = one;
  await one.showOnTable('record');
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByTestId('print').click();
  const pages = await page.pdf({ format: 'A4', printBackground: true });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  return pages;
}
