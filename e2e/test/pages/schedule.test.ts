import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../../src/browser.ts';
import { visitingDates } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { ParleyServer } from '../../src/server.ts';

/** How two sides come to a date, on their pages and long before anybody meets: they are never there at the same time. */
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

const visiting = <T>(at: number, zone: string, act: (page: Page) => Promise<T>): Promise<T> =>
  visitingDates(browser, organiser.links[at]!, zone, act);

const LISBON = 'Europe/Lisbon';
const AMMAN = 'Asia/Amman';
const HEAD_A = 0;
const MEMBER_A = 1;
const HEAD_B = 2;

const meeting = (page: Page, state: string) => page.locator(`[data-testid="meeting"][data-state="${state}"]`).first();

async function describe(page: Page, zone: string): Promise<void> {
  await page.getByTestId('describe').click();
  await page.locator('#side-zone').selectOption(zone);
  await page.getByTestId('send-side').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function offer(page: Page, ...walls: string[]): Promise<void> {
  for (const [index, wall] of walls.entries()) {
    if (index > 0) await page.getByTestId('add-date').click();
    await page.locator(`#offer-start-${index}`).fill(wall);
  }
  await page.getByTestId('send-offer').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function calendar(page: Page): Promise<Map<string, string>> {
  const downloading = page.waitForEvent('download');
  await meeting(page, 'agreed').getByTestId('calendar').click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  assert.ok(!text.includes('Harbour') && !text.includes('Ridge'), text);
  return new Map(text.split('\r\n').map((line) => line.split(':', 2) as [string, string]));
}

test('one side proposes two dates, and leaves', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await describe(page, LISBON);
    await page.getByTestId('propose-meeting').click();
    await offer(page, '2027-03-26T10:00', '2027-03-29T10:00');
    await meeting(page, 'proposed').waitFor();
  });
});

test('the other finds them in its own hours, over a change of the clocks, and offers another', async () => {
  await visiting(HEAD_B, AMMAN, async (page) => {
    await describe(page, AMMAN);
    await page.getByTestId('wants').locator('[data-done="false"]').waitFor();
    const rows = await meeting(page, 'proposed').locator('.time').allInnerTexts();
    assert.equal(rows.length, 4, rows.join(' | '));
    assert.match(rows[1] ?? '', /Friday.*26 March 2027.*13:00/, 'before summer time at the other side');
    assert.match(rows[3] ?? '', /Monday.*29 March 2027.*12:00/, 'an hour less, once the other side has it');
    await meeting(page, 'proposed').getByTestId('make-offer').click();
    await page.getByRole('button', { name: 'Remove date 2' }).click();
    await offer(page, '2027-03-30T12:00');
    await meeting(page, 'countered').waitFor();
  });
});

test('a member sees it, and has no say', async () => {
  await visiting(MEMBER_A, LISBON, async (page) => {
    await meeting(page, 'countered').waitFor();
    for (const act of ['accept', 'make-offer', 'propose-meeting', 'describe'])
      assert.equal(await page.getByTestId(act).count(), 0, act);
  });
});

let uid = '';

test('the first agrees; both calendars get a neutral entry', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await meeting(page, 'countered').getByTestId('accept').click();
    await meeting(page, 'agreed').waitFor();
    const entry = await calendar(page);
    assert.equal(entry.get('DTSTART'), '20270330T090000Z');
    assert.equal(entry.get('SEQUENCE'), '0');
    assert.equal(entry.get('SUMMARY'), 'Meeting');
    uid = entry.get('UID') ?? '';
    assert.equal(await page.getByTestId('wants').locator('[data-done="false"]').count(), 0, 'all is ready');
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    assert.equal((await calendar(page)).get('UID'), uid);
  });
});

test('the date moves by agreement, and the entry with it', async () => {
  await visiting(HEAD_B, AMMAN, async (page) => {
    await meeting(page, 'agreed').getByTestId('make-offer').click();
    await offer(page, '2027-04-05T12:00');
    await meeting(page, 'agreed').getByText('30 March 2027').first().waitFor();
  });
  await visiting(HEAD_A, LISBON, async (page) => {
    await meeting(page, 'agreed').getByTestId('accept').click();
    await eventually('the entry has moved', async () => {
      const entry = await calendar(page);
      assert.deepEqual([entry.get('UID'), entry.get('SEQUENCE'), entry.get('DTSTART')], [uid, '1', '20270405T090000Z']);
    });
  });
});

test('a head sees whom the other side brings, and objects; it takes the objection back', async () => {
  await visiting(HEAD_B, AMMAN, async (page) => {
    const people = page.getByTestId('people-of-side').first();
    await people.locator('summary').click();
    await people.getByTestId('object').last().click();
    await page.getByTestId('objection-text').fill('was agreed to stay at home');
    await page.getByTestId('send-objection').click();
    await people.getByTestId('objection').getByText('was agreed to stay at home').waitFor();
  });
  await visiting(HEAD_A, LISBON, async (page) => {
    const people = page.getByTestId('people-of-side').first();
    await people.locator('summary').click();
    await people.getByTestId('objection').getByText('was agreed to stay at home').waitFor();
    assert.equal(await people.getByTestId('lift-objection').count(), 0, 'another side’s objection');
  });
  await visiting(MEMBER_A, LISBON, async (page) => {
    await meeting(page, 'agreed').waitFor();
    assert.equal(await page.getByTestId('people-of-side').count(), 0, 'who was not let in knows no names');
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    const people = page.getByTestId('people-of-side').first();
    await people.locator('summary').click();
    await people.getByTestId('lift-objection').click();
    await people.getByTestId('objection').waitFor({ state: 'detached' });
  });
});

test('a reason that is for one’s own side is read by that side alone', async () => {
  const reason = 'Our minister travels';
  await visiting(HEAD_A, LISBON, async (page) => {
    await meeting(page, 'agreed').getByTestId('postpone').click();
    await page.getByLabel('Your side alone').check();
    await page.locator('#ground').fill(reason);
    await page.getByTestId('send-ground').click();
    await meeting(page, 'agreed').getByTestId('ground-text').getByText(reason).waitFor();
  });
  await visiting(MEMBER_A, LISBON, async (page) => {
    await meeting(page, 'agreed').getByTestId('ground-text').getByText(reason).waitFor();
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    const ground = meeting(page, 'agreed').getByTestId('ground-text');
    await ground.getByText('The reason stays with that side.').waitFor();
    await meeting(page, 'agreed').getByTestId('decline-offer').click();
    await ground.waitFor({ state: 'detached' });
  });
});

test('a cancellation needs the other side, and says why', async () => {
  await visiting(HEAD_A, LISBON, async (page) => {
    await meeting(page, 'agreed').getByTestId('cancel').click();
    await page.locator('#ground').fill('The ferry is out of service');
    await page.getByTestId('send-ground').click();
    await meeting(page, 'agreed').getByText('The ferry is out of service').waitFor();
  });
  await visiting(HEAD_B, AMMAN, async (page) => {
    await meeting(page, 'agreed').getByText('The ferry is out of service').waitFor();
    await meeting(page, 'agreed').getByTestId('accept').click();
    await meeting(page, 'cancelled').getByTestId('ground-text').getByText('The ferry is out of service').waitFor();
  });
});

test('two heads at the same moment come to one outcome', async () => {
  await visiting(HEAD_A, LISBON, async (a) => {
    await visiting(HEAD_B, AMMAN, async (b) => {
      await a.getByTestId('propose-meeting').click();
      await offer(a, '2027-05-03T10:00');
      await meeting(b, 'proposed').waitFor();
      await meeting(a, 'proposed').getByTestId('withdraw-offer').click();
      const buttons = [
        await a.getByTestId('confirm').elementHandle(),
        await meeting(b, 'proposed').getByTestId('accept').elementHandle(),
      ];
      // Without waiting for anything between, as no two hands would.
      await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
      await eventually('both see the same', async () => {
        const states = await Promise.all(
          [a, b].map((page) =>
            page.getByTestId('meeting').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-state'))),
          ),
        );
        assert.deepEqual(states[0], states[1]);
        assert.ok(!states[0]?.includes('proposed'), String(states[0]));
      });
    });
  });
});
