import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meeting } from '../../src/dates.ts';
import { press } from '../../src/proceedings.ts';
import { acceptWording, action, addParagraph, openText, proposeAction } from '../../src/work.ts';
import { a1, album, appear, b1, onPublicPage, server } from './stage.ts';
import { SURVEY, READOUT, READOUT_AR, THEIRS, THEIRS_AR } from './words.ts';

/** What the public reads, and what is to be done. */

let publicAddress = '';

test('the public reads what both heads have signed, once one of them publishes it', async () => {
  await appear(false);
  await press(a1, 'schedule-open');
  await meeting(a1.page, 'agreed').getByTestId('propose-line').click();
  await a1.page.getByTestId('kind-topicLine').check();
  await a1.page.getByRole('textbox', { name: 'Level' }).fill('Heads of delegation');
  await a1.page.getByRole('textbox', { name: 'Topic' }).fill('Access to the harbour');
  await a1.page.getByTestId('send-line').click();
  await a1.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await press(b1, 'schedule-open');
  await meeting(b1.page, 'agreed').getByTestId('accept-line').click();
  await meeting(b1.page, 'agreed').getByTestId('publish').click();
  await b1.page.getByTestId('confirm-publish').click();
  await meeting(b1.page, 'agreed').getByTestId('publish').waitFor({ state: 'detached' });
  const address = await meeting(a1.page, 'agreed').getByTestId('public-link').getAttribute('href');
  publicAddress = new URL(address!, server.origin).href;
  for (const [locale, name] of [
    ['en-GB', 'public'],
    ['ar', 'public-ar'],
  ] as const)
    await onPublicPage(publicAddress, locale, async (page) => {
      await page.getByText('Access to the harbour').waitFor();
      const text = await page.getByTestId('public-page').innerText();
      for (const secret of ['Robin', 'Harbour access', 'alternatives', 'نور', 'Office of Ports'])
        assert.ok(!text.includes(secret), text);
      await album.take(page, name);
    });
  for (const one of [a1, b1]) await one.closePanels();
});

test('what is to be done until the next meeting is agreed, by whom and by when', async () => {
  await proposeAction(a1, SURVEY, 'التلّ', '2027-04-05');
  await b1.showOnTable('actions');
  await action(b1, SURVEY).getByTestId('agree-action').click();
  await a1.page.locator('[data-testid="action"][data-state="agreed"]').filter({ hasText: SURVEY }).waitFor();
});

test('what is said in public is drafted in brackets and two languages, and approved by both heads', async () => {
  await openText(a1, 'Readout', 'en, ar', 'readout');
  await addParagraph(a1, { en: READOUT, ar: READOUT_AR });
  await b1.showOnTable('texts');
  await b1.page.getByTestId('text').click();
  for (const [at, text] of [THEIRS, THEIRS_AR].entries()) {
    const passage = b1.page.getByTestId('passage').nth(at);
    await passage.getByTestId('write').click();
    await passage.getByTestId('our-wording').fill(text);
    await a1.page.getByTestId('passage').nth(at).getByText(text).waitFor();
  }
  for (const one of [a1, b1]) await one.page.getByTestId('passage').first().scrollIntoViewIfNeeded();
  await album.take(a1.page, 'text');
  await album.take(b1.page, 'text-ar');
  for (const text of [THEIRS, THEIRS_AR]) await acceptWording(a1, text);
  await a1.page.getByTestId('clean').waitFor();
  for (const one of [a1, b1]) await one.page.getByTestId('initial').click();
  for (const one of [a1, b1]) await one.page.getByTestId('approve').click();
  await b1.page.getByTestId('approved').waitFor();
});

test('it is public at the time that both heads set, and not before', async () => {
  const { page } = a1;
  await page.getByTestId('release').click();
  // A time that is over: at once, when both have agreed.
  await page.getByTestId('release-time').fill('2026-01-01T10:00');
  await page.getByTestId('release-send').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await onPublicPage(publicAddress, 'en-GB', async (reader) => {
    assert.ok(!(await reader.getByTestId('public-page').innerText()).includes(THEIRS), 'what is private is public');
  });
  await press(b1, 'schedule-open');
  await b1.page.getByTestId('track-readout').getByTestId('readout-approved').waitFor();
  await b1.page.getByTestId('track-readout').getByTestId('accept-line').click();
  await b1.page.locator('[data-testid="track-readout"][data-shown="shown"]').waitFor();
  for (const [locale, name] of [
    ['en-GB', 'readout'],
    ['ar', 'readout-ar'],
  ] as const)
    await onPublicPage(publicAddress, locale, async (reader) => {
      for (const text of [THEIRS, THEIRS_AR]) await reader.getByText(text).waitFor();
      await album.take(reader, name);
    });
  for (const one of [a1, b1]) await one.closePanels();
});
