import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './eventually.ts';
import type { Role } from '../../web/src/e2ee/invitation/charter';

export interface Form {
  title: string;
  /** Each side's name and its people: the first is its head unless that is said of another. */
  sides: { name: string; people: (string | FormPerson)[] }[];
}

export interface FormPerson {
  name: string;
  /** The person's function. */
  title?: string;
  agency?: string;
  role?: Role;
}

export const TWO_A_SIDE: Form = {
  title: 'Harbour access',
  sides: [
    { name: 'Harbour', people: ['Head of Harbour', 'Adviser of Harbour'] },
    { name: 'Ridge', people: ['Head of Ridge', 'Adviser of Ridge'] },
  ],
};

/** Who makes the meeting, in a browser of their own. */
export class Organiser {
  /** One invitation link a person, in the order of the form. */
  links: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** Fills the form as a person would, and reads the links from the page that comes then. */
  static async create(browser: Browser, origin: string, form: Form): Promise<Organiser> {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const organiser = new Organiser(context, page);
    await page.goto(origin);
    await page.getByTestId('new-meeting').click();
    await fillForm(page, form);
    await page.getByTestId('create').click();
    await page.waitForURL(/\/organise\//);
    organiser.links = await organiser.readLinks();
    assert.equal(organiser.links.length, form.sides.flatMap((side) => side.people).length);
    return organiser;
  }

  async readLinks(): Promise<string[]> {
    const fields = this.page.getByTestId('link');
    await fields.first().waitFor();
    return Promise.all((await fields.all()).map((field) => field.inputValue()));
  }

  seat(name: string): Locator {
    return this.page.getByTestId('seat').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The link of one person, by name, as it is shown. */
  linkOf(name: string): Promise<string> {
    return this.seat(name).getByTestId('link').inputValue();
  }

  /** The organiser's own link, which leads back to this page. */
  async ownLink(): Promise<string> {
    return (await this.page.getByTestId('organiser-link').getAttribute('data-link')) ?? '';
  }

  /** What was copied last, pasted into a page of its own: the organiser's page may not read the clipboard. */
  async pasted(): Promise<string> {
    const page = await this.context.newPage();
    await page.setContent('<textarea></textarea>');
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+V');
    const text = await page.locator('textarea').inputValue();
    await page.close();
    return text;
  }

  async confirm(): Promise<void> {
    await this.page.getByTestId('confirm').click();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

export async function fillForm(page: Page, form: Form): Promise<void> {
  await page.locator('input[name="title"]').fill(form.title);
  for (const [at, side] of form.sides.entries()) {
    const fields = page.getByTestId('side').nth(at);
    if ((await fields.count()) === 0) await page.getByTestId('add-side').click();
    await fields.locator(`input[name="side-${at}"]`).fill(side.name);
    for (const [place, entry] of side.people.entries()) {
      const { name, title, agency, role } = typeof entry === 'string' ? { name: entry } : entry;
      const field = `side-${at}-person-${place}`;
      const nameField = fields.locator(`input[name="${field}-name"]`);
      if ((await nameField.count()) === 0) await fields.getByTestId('add-person').click();
      await nameField.fill(name);
      if (title !== undefined) await fields.locator(`input[name="${field}-title"]`).fill(title);
      if (agency !== undefined) await fields.locator(`input[name="${field}-agency"]`).fill(agency);
      if (role !== undefined) await fields.locator(`select[name="${field}-role"]`).selectOption(role);
    }
  }
}
