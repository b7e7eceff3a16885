import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../src/eventually.ts';
import {
  agreeOnCriteria,
  alternative,
  board,
  fillIn,
  scorePrivately,
  tableAlternative,
  takePosition,
} from '../../src/work.ts';
import { a1, a2, a3, album, b1, b2 } from './stage.ts';
import { PLAN, PLAN_TEXT, FLOATING, SHARED, CONDITION, FALLBACK } from './words.ts';

/** A plan and two alternatives to it, and where each side stands. */

test('the plan and two alternatives are tabled, and each side says how it stands to them', async () => {
  await agreeOnCriteria(a1, b1, ['Cost to users', 'Work at night', 'Time to build']);
  await tableAlternative(a1, 'plan', PLAN, PLAN_TEXT);
  await b1.showOnTable('alternatives');
  for (const title of [FLOATING, SHARED]) await tableAlternative(b1, 'alternative', title);
  await takePosition(a1, PLAN, 'supports');
  await takePosition(b1, PLAN, 'opposes');
  await takePosition(b1, FLOATING, 'supports');
  await takePosition(a1, FLOATING, 'couldAccept', CONDITION);
  await takePosition(a1, SHARED, 'reserves');
  for (const one of [a1, b1]) await board(one).getByTestId('overlap').getByText(FLOATING).waitFor();
  for (const one of [a3, b2]) {
    await one.showOnTable('alternatives');
    await alternative(one, FLOATING).locator('blockquote').getByText(CONDITION).first().waitFor();
    await one.closePanels();
  }
  for (const one of [a1, b1]) await board(one).getByTestId('overlap').scrollIntoViewIfNeeded();
  await album.take(a1.page, 'alternatives');
  await album.take(b1.page, 'alternatives-ar');
});

test('each side scores them by itself, and the other learns nothing of it', async () => {
  await scorePrivately(
    a1,
    [8, 3, 5],
    [
      [7, 5, 9],
      [8, 4, 6],
      [2, 6, 8],
    ],
  );
  const scoring = board(a1).getByTestId('scoring');
  await fillIn(scoring.getByTestId('fallback'), FALLBACK);
  await a2.showOnTable('alternatives');
  await eventually('the other head reads it', async () => {
    assert.equal(await board(a2).getByTestId('fallback').inputValue(), FALLBACK);
    assert.equal(await board(a2).getByTestId('results').locator('li').count(), 3);
  });
  assert.equal(await board(b1).getByTestId('fallback').inputValue(), '');
  await scoring.scrollIntoViewIfNeeded();
  await album.take(a1.page, 'scoring');
  for (const one of [a1, a2, b1]) await one.closePanels();
});
