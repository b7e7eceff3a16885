import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { visitingDates } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { ParleyServer } from '../../src/server.ts';

/** What the sides have the public read: two heads agree, one publishes, anybody reads, and one side alone takes it down. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const LISBON = 'Europe/Lisbon';
const AMMAN = 'Asia/Amman';
const HEAD_A = 0;
const MEMBER_A = 1;
const HEAD_B = 2;
const TOPIC = 'Night traffic at Pier 4711';

const visiting = <T>(at: number, zone: string, act: (page: Page) => Promise<T>): Promise<T> =>
  visitingDates(browser, organiser.links[at]!, zone, act);

/** What somebody reads who has no link, in a fresh browser. */
async function reading<T>(locale: string, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ timezoneId: 'Africa/Cairo', locale });
  const page = await context.newPage();
  try {
    await page.goto(address);
    return await act(page);
  } finally {
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  }
}

let address = '';

const line = (page: Page) => page.getByTestId('public');

async function propose(page: Page, kind: string): Promise<void> {
  await page.getByTestId('propose-line').click();
  await page.getByTestId(`kind-${kind}`).check();
}

test('the sides agree on a date', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await page.getByTestId('propose-meeting').click();
    await page.locator('#offer-start-0').fill('2027-03-29T10:00');
    await page.getByTestId('send-offer').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await page.getByTestId('accept').click();
    await page.locator('[data-state="agreed"]').waitFor();
  });
});

test('one proposes what the public may read, and the other agrees; the server knows nothing of it', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await propose(page, 'topicLine');
    await page.getByTestId('send-line').click();
    await page.getByRole('dialog').locator('[aria-invalid="true"]').first().waitFor();
    await page.getByRole('textbox', { name: 'Level' }).fill('Heads of delegation');
    await page.getByRole('textbox', { name: 'Topic' }).fill(TOPIC);
    await page.getByTestId('send-line').click();
    await line(page).locator('[data-key="given"]').waitFor();
    assert.equal(await line(page).locator('[data-key="none"]').count(), 1);
    assert.equal(await page.getByTestId('publish').count(), 0, 'the other side has not agreed');
  });
  await visiting(MEMBER_A, LISBON, async (page) => {
    await line(page).getByText(TOPIC).waitFor();
    for (const act of ['accept-line', 'propose-line', 'decline-line', 'withdraw-line', 'publish'])
      assert.equal(await page.getByTestId(act).count(), 0, act);
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await line(page).getByText(TOPIC).waitFor();
    await page.getByTestId('accept-line').click();
    await page.getByTestId('line-in-force').locator('[data-key="given"]').nth(1).waitFor();
    await line(page).getByText('It is not on the public page yet').waitFor();
    address = (await page.getByTestId('public-link').getAttribute('href')) ?? '';
    assert.match(address, /\/public\/[\w-]{22}$/);
    assert.ok(!organiser.links[HEAD_A]!.includes(address.slice(-22)), 'the address is not that of the process');
    assert.deepEqual(await accessibilityFaults(page), []);
  });
  assert.equal(server.hasStored(TOPIC), false, 'before it is published');
  await reading('en-GB', async (page) => {
    await page.getByText('Nothing is said here.').waitFor();
  });
});

test('a head publishes it, having seen what everybody will read', async () => {
  await visiting(HEAD_B, AMMAN, async (page) => {
    await page.getByTestId('publish').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(TOPIC).waitFor();
    await dialog.getByText('Heads of delegation').waitFor();
    await page.getByTestId('confirm-publish').click();
    await line(page).getByText('It is on the public page.').waitFor();
    assert.equal(await page.getByTestId('publish').count(), 0);
  });
  assert.equal(server.hasStored(TOPIC), true, 'once it is public');
});

test('everybody reads it, each in their own language and hours, and no more', async () => {
  await reading('en-GB', async (page) => {
    await page.getByText(TOPIC).waitFor();
    const text = await page.getByTestId('public-page').innerText();
    assert.match(text, /Level: Heads of delegation/);
    assert.match(text, /Monday.*29 March 2027.*10:00/, 'by the clocks that were meant');
    assert.match(text, /11:00/, 'by the reader’s');
    assert.match(text, /As agreed by both sides/);
    assert.doesNotMatch(text, /Harbour|Ridge/);
    assert.deepEqual(await accessibilityFaults(page), []);
  });
  await reading('ar-EG', async (page) => {
    await page.getByText(TOPIC).waitFor();
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    const text = await page.getByTestId('public-page').innerText();
    assert.match(text, /المستوى: \u2068?Heads of delegation/);
    assert.match(text, /باتفاق الطرفين/);
    await page.setViewportSize({ width: 360, height: 700 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    assert.deepEqual(await accessibilityFaults(page), []);
  });
});

test('the date moves, and both are told that the public page says the old one', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await page.getByTestId('make-offer').click();
    await page.locator('#offer-start-0').fill('2027-04-05T10:00');
    await page.getByTestId('send-offer').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    assert.equal(await page.getByTestId('line-outdated').count(), 0);
    await page.getByTestId('accept').click();
    await page.getByTestId('line-outdated').waitFor();
  });
});

test('the other side alone takes it down; what was signed does not bring it back', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await page.getByTestId('take-down').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('line-in-force').waitFor({ state: 'detached' });
  });
  await reading('en-GB', async (page) => {
    await page.getByText('Nothing is said here.').waitFor();
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await line(page).getByText('the public reads nothing of this meeting').waitFor();
  });
});

test('a cancellation for a public reason may be told; a head who changes the mind takes the key back', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await page.getByTestId('cancel').click();
    await page.getByRole('radio', { name: 'Everybody' }).check();
    await page.locator('#ground').fill('The ferry is out of service');
    await page.getByTestId('send-ground').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await page.getByTestId('accept').click();
    await page.locator('[data-state="cancelled"]').waitFor();
    await propose(page, 'cancellationLine');
    await page.getByTestId('send-line').click();
    await line(page).locator('[data-key="given"]').waitFor();
  });
  await visiting(HEAD_A, LISBON, async (page) => {
    await page.getByTestId('decline-line').click();
    await page.getByTestId('line-proposed').waitFor({ state: 'detached' });
    await propose(page, 'cancellationLine');
    await page.getByTestId('send-line').click();
    await page.getByTestId('withdraw-line').waitFor();
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await page.getByTestId('accept-line').click();
    await page.getByTestId('publish').click();
    await page.getByTestId('confirm-publish').click();
    await eventually('it is public', async () => {
      assert.equal(await line(page).getAttribute('data-shown'), 'shown');
    });
  });
  await reading('fr-FR', async (page) => {
    await page.getByText('La réunion est annulée.').waitFor();
    await page.getByText('The ferry is out of service').waitFor();
  });
});
