import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarOf, describe, meeting, offer, toDates } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { AMMAN, LISBON } from './cast.ts';
import { a1, album, b1 } from './stage.ts';

/** Before anybody meets: the sides agree on a date. */

test('the sides agree to meet in person, and the first cancels it with a reason', async () => {
  await describe(a1, LISBON, '⚓');
  await describe(b1, AMMAN, '▲');
  const page = await toDates(a1);
  await album.take(page, 'preparation');
  await page.getByTestId('propose-meeting').click();
  await offer(page, { walls: ['2027-03-17T10:00'], venue: 'Quay House, room 3' });
  await meeting(b1.page, 'proposed').getByTestId('accept').click();
  await meeting(page, 'agreed').getByTestId('cancel').click();
  await page.locator('#ground').fill('The ferry is out of service');
  await page.getByTestId('send-ground').click();
  await meeting(b1.page, 'agreed').getByText('The ferry is out of service').waitFor();
  await meeting(b1.page, 'agreed').getByTestId('accept').click();
  await meeting(page, 'cancelled').waitFor();
});

let uid = '';

test('it asks for a meeting by video on one of two dates, the second counters, and both agree', async () => {
  await a1.page.getByTestId('propose-meeting').click();
  await offer(a1.page, { walls: ['2027-03-24T10:00', '2027-03-25T15:00'] });
  const other = await toDates(b1);
  await meeting(other, 'proposed').getByTestId('make-offer').click();
  // The week after, when the one side's clocks have changed and the other's have not.
  await offer(other, { walls: ['2027-03-29T12:00'] });
  await meeting(a1.page, 'countered').waitFor();
  for (const [one, name] of [
    [a1, 'dates'],
    [b1, 'dates-ar'],
  ] as const) {
    await meeting(one.page, 'countered').scrollIntoViewIfNeeded();
    await album.take(one.page, name);
  }
  await meeting(a1.page, 'countered').getByTestId('accept').click();
  await meeting(other, 'agreed').waitFor();
  for (const one of [a1, b1]) {
    const entry = await calendarOf(one);
    assert.equal(entry.of('DTSTART'), '20270329T090000Z');
    for (const said of ['Harbour', 'التلّ', 'alternatives', 'Robin', 'نور'])
      assert.ok(!entry.text.includes(said), `${said} in ${entry.text}`);
    uid = entry.of('UID') ?? '';
  }
});

test('the date moves by agreement, and the calendars’ entry with it', async () => {
  await meeting(b1.page, 'agreed').getByTestId('make-offer').click();
  await offer(b1.page, { walls: ['2027-03-30T12:00'] });
  await meeting(a1.page, 'agreed').getByTestId('accept').click();
  await eventually('the entry has moved', async () => {
    const entry = await calendarOf(a1);
    assert.deepEqual([entry.of('UID'), entry.of('SEQUENCE'), entry.of('DTSTART')], [uid, '1', '20270330T090000Z']);
  });
});
