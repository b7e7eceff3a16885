import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, throughout } from '../../src/eventually.ts';
import { allSeeAndHearAll } from '../../src/people.ts';
import { bothAgree, motion, press } from '../../src/proceedings.ts';
import { a1, a2, a3, all, allSeePhase, appear, b1, b2, browser, portray } from './stage.ts';

/** They come in, each by its own door, and the meeting opens. */

test('each enters through the own side’s anteroom, let in by its own head', async () => {
  for (const one of [a1, b1]) await one.page.goto(one.link);
  await Promise.all([a1, a2, b1].map((one) => one.enter()));
  await a3.enter();
  await a1.page.locator(`[data-testid="admit"][data-seat="${a3.seat}"]`).first().waitFor();
  await throughout('who waits is at no table', 1000, async () => {
    assert.notEqual(await a3.page.getByTestId('to-table').getAttribute('aria-disabled'), null);
    assert.equal(await b1.page.locator(`[data-testid="admit"][data-seat="${a3.seat}"]`).count(), 0, 'the other head');
  });
  await portray(a1, 'anteroom');
  await a1.admit(a3);
  await b2.enter();
  await b1.page.locator(`[data-testid="admit"][data-seat="${b2.seat}"]`).first().waitFor();
  await portray(b1, 'anteroom-ar');
  await b1.admit(b2);
  await Promise.all(all().map((one) => one.toTable()));
  await allSeeAndHearAll(...all());
});

test('whoever was not invited is not let in, and learns nothing', async () => {
  const address = new URL(a1.link);
  const secret = `A${address.hash.slice(2)}`;
  for (const link of [
    `${address.origin}${address.pathname}#${secret}`,
    `${address.origin}/m/AAAAAAAAAAAAAAAAAAAAAA#${secret}`,
  ]) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    // Of each connection: a page that waits long for the answer asks once more, on another one.
    const heard: string[][] = [];
    page.on('websocket', (socket) => {
      const own: string[] = [];
      heard.push(own);
      socket.on('framereceived', ({ payload }) => own.push(payload.toString()));
    });
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link is not known' }).waitFor();
    assert.ok(heard.flat().length > 0, 'the server does not answer');
    for (const own of heard) assert.ok(own.length <= 1, own.join('\n'));
    for (const answer of heard.flat()) {
      assert.match(answer, /"refused"/);
      assert.ok(answer.length < 200, answer);
    }
    await context.close();
  }
});

test('both heads read the same words, and the meeting opens by a key of each side', async () => {
  await appear(false);
  await a1.page.getByTestId('verification').click();
  await a1.page.getByTestId('compare-words').click();
  await b1.page.getByTestId('words-call').getByRole('button').click();
  const digits = await Promise.all([a1, b1].map((one) => one.page.getByTestId('verification-digits').textContent()));
  assert.match(digits[0] ?? '', /^(\d{5} ){5}\d{5}$/);
  assert.equal(digits[0], digits[1]);
  for (const one of [a1, b1]) await one.page.getByTestId('words-match').click();
  for (const one of [a1, b1]) await one.page.keyboard.press('Escape');
  await allSeePhase('notOpen');
  await bothAgree(a1, b1, 'opening');
  await allSeePhase('open');
});

test('an agenda that both sides agreed; speakers in turn, and how long each side spoke', async () => {
  await press(a1, 'edit-agenda');
  const dialog = a1.page.getByRole('dialog');
  for (const [at, [text, minutes, label]] of (
    [
      ['The plan', '20', 'onRecord'],
      ['Two alternatives', '40', 'chathamHouse'],
      ['What is said in public', '15', 'offRecord'],
    ] as const
  ).entries()) {
    if (at > 0) await dialog.getByTestId('add-item').click();
    await dialog.locator(`input[id="item-${at}"]`).fill(text);
    await dialog.locator(`input[id="minutes-${at}"]`).fill(minutes);
    await dialog.locator(`select[id="label-${at}"]`).selectOption(label);
  }
  await dialog.getByTestId('propose-agenda').click();
  await dialog.waitFor({ state: 'hidden' });
  await motion(b1, 'newAgenda').getByTestId('agree').click();
  await a1.page.getByTestId('agenda').getByText('Two alternatives').waitFor();
  await press(b1, 'take-up');
  await motion(a1, 'nextItem').getByTestId('agree').click();
  for (const one of all()) await one.page.getByTestId('current-item').getByText('The plan').waitFor();
  await a3.page.keyboard.press('h');
  await b1.page.keyboard.press('h');
  await b2.page.keyboard.press('h');
  await eventually('three hands are in line', async () => {
    await a1.open('course');
    assert.equal(await a1.page.getByTestId('speakers').locator('li').count(), 3);
  });
  await press(a1, 'next');
  for (const one of all()) await one.page.getByTestId('speech').waitFor();
  const speaking = await a1.page.getByTestId('speech').getAttribute('data-seat');
  const speaker = all().find((one) => one.seat === speaking);
  for (const one of all()) if (one !== a1) await one.closePanels();
  await portray(a1, 'speakers', speaker);
  await b1.open('course');
  await portray(b1, 'speakers-ar', speaker);
  for (const one of [a1, b1]) await one.closePanels();
  await portray(a1, 'meeting', speaker);
  await portray(b1, 'meeting-ar', speaker);
});
