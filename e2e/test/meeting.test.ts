import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually, throughout } from '../src/eventually.ts';
import { Link } from '../src/link.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, WINDOW, allSeeAndHearAll, assertHears, assertSees, meet } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/** One meeting, two a side, in one browser; the tests follow each other as a meeting's events do. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let a2: Person;
let b1: Person;
let b2: Person;
/** b1's way to the server, which can be cut. */
let cable: Link;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  cable = await Link.open(server.httpPort, server.mediaPorts);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  cable?.close();
  await browser?.close();
  await server?.dispose();
});

const tileOf = (viewer: Person, of: Person) =>
  viewer.page.locator(`article[data-seat="${of.seat}"][data-showing="person"]`);

test('three of four meet: each decodes and hears each other', async () => {
  [a1, a2, b1] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!),
    Person.arrive(browser, 2, organiser.links[1]!),
    Person.arrive(browser, 3, organiser.links[2]!, { via: cable, height: 720 }),
  ]);
  await meet([a1, a2], [b1]);
  await allSeeAndHearAll(a1, a2, b1);
});

test('a late joiner sees and hears all, and all see and hear the late joiner', async () => {
  b2 = await Person.arrive(browser, 4, organiser.links[3]!);
  await b2.join(b1);
  await allSeeAndHearAll(a1, a2, b1, b2);
});

test('whoever speaks is shown as speaking, and nobody else', async () => {
  const people = [a1, a2, b1, b2];
  const loud = (one: Person, level: number): Promise<void> =>
    one.page.evaluate((value) => window.instruments.speak(value), level);
  for (const speaker of [b2, a1]) {
    for (const one of people) await loud(one, one === speaker ? 0.5 : 0);
    await eventually(`${speaker.number} is shown as speaking`, async () => {
      for (const viewer of people.filter((one) => one !== speaker)) {
        const shown = await viewer.page
          .locator('article[data-speaking="true"]')
          .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['seat']));
        assert.deepEqual(shown, [speaker.seat]);
      }
    });
  }
  for (const one of people) await loud(one, 0.3);
  await allSeeAndHearAll(...people);
});

test('a muted microphone is silent for all others, until it is on again', async () => {
  assert.equal(await a1.isPressed('mute'), false);
  await a1.page.getByTestId('mute').click();
  await eventually('the button says so', async () => assert.equal(await a1.isPressed('mute'), true));
  await eventually('the tile says so', async () =>
    assert.equal(await tileOf(b1, a1).getAttribute('data-microphone'), 'false'),
  );
  await Promise.all([a2, b1, b2].map((other) => other.hearsNothingFrom(a1)));
  await b1.seesAndHears(a2, b2);
  // On a phone, from the panel that lies over the controls.
  await a1.page.setViewportSize({ width: 390, height: 740 });
  await a1.open('chat');
  await a1.page.getByTestId('panel-mute').click();
  await a1.page.getByTestId('panel-mute').getByText('heard by all sides').waitFor();
  await a1.closePanels();
  await a1.page.setViewportSize(WINDOW);
  await Promise.all([a2, b1, b2].map((other) => other.seesAndHears(a1)));
});

test('a head mutes somebody of the own side, who alone turns the microphone on again', async () => {
  const mute = (one: Person, whom: Person) => one.page.locator(`[data-testid="mute-person"][data-seat="${whom.seat}"]`);
  await Promise.all([a1, a2, b1].map((one) => one.open('people')));
  await mute(a1, a2).waitFor();
  assert.equal(await mute(b1, a2).count(), 0, 'the other side’s head mutes nobody here');
  assert.equal(await mute(a2, a1).count(), 0, 'nor does a member');
  await mute(a1, a2).click();
  await a2.page.getByTestId('muted').getByText('has muted your microphone').waitFor();
  await Promise.all([a1, b1].map((other) => other.hearsNothingFrom(a2)));
  await mute(a1, a2).waitFor({ state: 'detached' });
  await Promise.all([a1, a2, b1].map((one) => one.closePanels()));
  assert.equal(await a2.isPressed('mute'), true);
  await a2.page.getByTestId('mute').click();
  await Promise.all([a1, b1].map((other) => other.seesAndHears(a2)));
});

test('a camera that is off shows no picture to others, until it is on again', async () => {
  assert.equal(await a2.isPressed('camera'), true);
  await a2.page.getByTestId('camera').click();
  await eventually('the button says so', async () => assert.equal(await a2.isPressed('camera'), false));
  await Promise.all([a1, b1, b2].map((other) => other.seesNoCodeFrom(a2)));
  await eventually('its sound goes on', async () => assertHears(b1, a2, await b1.tiles()));
  await a2.page.getByTestId('camera').click();
  await Promise.all([a1, b1, b2].map((other) => other.seesAndHears(a2)));
});

test('a shared screen is seen by all, and gone when the sharing ends', async () => {
  // Large enough that the people stay in sight beside the screen: who is out of sight is not received.
  await a1.page.setViewportSize({ width: 1400, height: 1000 });
  await b2.page.getByTestId('share').click();
  await Promise.all(
    [a1, a2, b1].map((other) =>
      eventually('the screen is seen', async () => assertSees(other, b2, await other.tiles(), 'screen')),
    ),
  );
  await a1.seesAndHears(a2, b1, b2);
  await b2.page.getByTestId('share').click();
  await Promise.all(
    [a1, a2, b1].map((other) =>
      eventually('the screen is gone', async () => assert.equal(await other.tile(b2, 'screen'), undefined)),
    ),
  );
});

test('the encoding that is received follows the size of the tile', async () => {
  const height = async (): Promise<number> => (await a1.tile(b1))?.height ?? 0;
  // A machine that is short of time sends smaller pictures whatever the tile: the others show none meanwhile.
  for (const one of [a2, b2]) await one.page.getByTestId('camera').click();
  await a1.page.setViewportSize({ width: 360, height: 480 });
  await eventually('a small tile receives the smallest encoding', async () => {
    const now = await height();
    assert.ok(now > 0 && now <= 180, `${now} pixels`);
  });
  await a1.page.setViewportSize({ width: 1600, height: 1000 });
  await eventually('a large tile receives a larger encoding', async () => {
    const now = await height();
    assert.ok(now >= 360, `${now} pixels`);
  });
  await a1.seesAndHears(b1);
  await a1.page.setViewportSize(WINDOW);
  for (const one of [a2, b2]) await one.page.getByTestId('camera').click();
});

test('reload brings one back to the seat', async () => {
  const seat = a2.seat;
  await a2.page.reload();
  await a2.isAt('plenary');
  assert.equal(a2.seat, seat);
  await allSeeAndHearAll(a1, a2, b1, b2);
});

test('a second tab on the same link takes the seat over, and the first says so', async () => {
  const first = b2.page;
  const second = await b2.context.newPage();
  await second.goto(b2.link);
  b2.page = second;
  await b2.join();
  await first.getByRole('heading', { name: 'Your seat was taken in another window' }).waitFor();
  assert.equal(await first.locator('article[data-seat]').count(), 0);
  await allSeeAndHearAll(a1, a2, b1, b2);
  await first.close();
});

test('who leaves is gone at once for all others', async () => {
  await b2.leave();
  await Promise.all(
    [a1, a2, b1].map((other) =>
      eventually('the tile is gone', async () => assert.equal(await other.tile(b2), undefined), 10_000),
    ),
  );
  await b2.close();
});

test('who can reach the server only by TCP meets all the same', async () => {
  b2 = await Person.arrive(browser, 4, organiser.links[3]!, { tcpOnly: true });
  // On another device than before, so that the head is asked again.
  await b2.join(b1);
  await allSeeAndHearAll(a1, a2, b1, b2);
  assert.equal((await b2.connection()).protocol, 'tcp');
  assert.equal((await a1.connection()).protocol, 'udp');
});

test('a lost network is told, to the person and to the others, and comes back by itself', async () => {
  const status = (): Promise<string | null> => b1.page.getByTestId('status').getAttribute('data-status');
  assert.equal(await status(), 'connected');
  cable.cut();
  await b1.page.getByTestId('recovering').waitFor();
  await eventually('the others are told', async () => {
    assert.equal(await tileOf(a1, b1).getAttribute('data-interrupted'), 'true');
  });
  await a1.seesAndHears(a2, b2);
  cable.mend();
  await allSeeAndHearAll(a1, a2, b1, b2);
  await eventually('all is well again', async () => {
    assert.equal(await status(), 'connected');
    assert.equal(await b1.page.getByTestId('recovering').count(), 0);
    assert.equal(await tileOf(a1, b1).getAttribute('data-interrupted'), 'false');
  });
});

test('after the server was killed in mid-meeting all are back by themselves', async () => {
  await server.stop('SIGKILL');
  await throughout('nobody is thrown out', 1000, async () => {
    for (const one of [a1, a2, b1, b2]) assert.ok(await one.page.getByTestId('leave').isVisible(), 'still inside');
  });
  await server.start();
  await allSeeAndHearAll(a1, a2, b1, b2);
});
