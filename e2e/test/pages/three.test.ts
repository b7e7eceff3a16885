import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { meetingLink } from '../../../web/src/links/page.ts';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { createMeeting } from '../../src/headless.ts';
import { Person } from '../../src/people.ts';
import { motion, press } from '../../src/proceedings.ts';
import { ParleyServer } from '../../src/server.ts';
import { addParagraph, alternative, openText, tableAlternative, takePosition } from '../../src/work.ts';

/** Three sides, of which two bind nobody. */
let browser: Browser;
let server: ParleyServer;
/** The heads of Harbour, Ridge and Valley. */
let heads: [Person, Person, Person];
const album = new Album();

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  const made = await createMeeting(server.origin, { Harbour: ['head'], Ridge: ['head'], Valley: ['head'] });
  heads = (await Promise.all(
    made.seats.map((seat, at) =>
      Person.arrive(browser, at + 1, meetingLink(server.origin, made.id, seat.seed), { fps: 2 }),
    ),
  )) as [Person, Person, Person];
  await Promise.all(heads.map((one) => one.join()));
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const isPhase = (phase: string): Promise<unknown> =>
  Promise.all(heads.map((one) => one.page.locator(`[data-testid="course-strip"][data-phase="${phase}"]`).waitFor()));

test('a meeting opens by the key of the third side', async () => {
  const [harbour, ridge, valley] = heads;
  await press(harbour, 'propose-opening');
  await motion(ridge, 'opening').getByTestId('agree').click();
  await motion(ridge, 'opening').getByText('Valley').first().waitFor();
  await motion(ridge, 'opening').getByTestId('agree').waitFor({ state: 'detached' });
  await isPhase('notOpen');
  await motion(valley, 'opening').getByTestId('agree').click();
  await isPhase('open');
  assert.deepEqual(await accessibilityFaults(valley.page), []);
  await album.take(valley.page, 'three-sides');
});

test('a wording is agreed once the third side accepts it', async () => {
  const [harbour, ridge, valley] = heads;
  await openText(harbour, 'On the pier', 'en');
  await addParagraph(harbour, { en: 'The pier is open.' });
  for (const one of [ridge, valley]) {
    await one.showOnTable('texts');
    await one.page.getByTestId('text').click();
  }
  await ridge.page.getByTestId('accept').click();
  await ridge.page.getByTestId('accept').waitFor({ state: 'detached' });
  await eventually('the bracket stays open', async () =>
    assert.equal(await harbour.page.getByTestId('open-count').innerText(), 'Open brackets: 1'),
  );
  await valley.page.getByTestId('accept').click();
  await Promise.all(heads.map((one) => one.page.getByTestId('clean').waitFor()));
});

test('an alternative is acceptable to all once the third side says so', async () => {
  const [harbour, ridge, valley] = heads;
  await tableAlternative(harbour, 'alternative', 'A ferry');
  for (const one of [harbour, ridge, valley]) {
    await one.showOnTable('alternatives');
    assert.equal(await alternative(one, 'A ferry').getByText('Acceptable to all').count(), 0);
    await takePosition(one, 'A ferry', 'supports');
  }
  await Promise.all(heads.map((one) => alternative(one, 'A ferry').getByText('Acceptable to all').waitFor()));
});
