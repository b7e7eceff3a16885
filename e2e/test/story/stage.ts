import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { gather } from './cast.ts';
import { Link } from '../../src/link.ts';
import type { Person } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** What the chapters of the story share: who is in it, and on which server. */
export const album = new Album();
export let browser: Browser;
export let server: ParleyServer;
/** The first head of Harbour, the second, and their adviser. */
export let a1: Person;
export let a2: Person;
export let a3: Person;
/** The head of the other side, who reads Arabic, and its expert. */
export let b1: Person;
export let b2: Person;
/** b2's way to the server. */
export let cable: Link;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  cable = await Link.open(server.httpPort, server.mediaPorts);
  [a1, a2, a3, b1, b2] = await gather(browser, server, cable);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  cable?.close();
  await browser?.close();
  await server?.dispose();
});

export const all = (): Person[] => [a1, a2, a3, b1, b2];

export const portray = (one: Person, name: string, speaker?: Person): Promise<void> =>
  album.portray(one, name, all(), speaker);

export async function allSeePhase(phase: string): Promise<void> {
  for (const { page } of all()) await page.locator(`[data-testid="course-strip"][data-phase="${phase}"]`).waitFor();
}

/**
 * Everybody's camera and microphone, on or off: off where nobody looks or listens, since five who send leave two cores no time. Where
 * pictures are wanted they stay on.
 */
export async function appear(isOn: boolean): Promise<void> {
  if (album.isWanted) return;
  for (const one of all()) {
    if ((await one.isPressed('camera')) !== isOn) await one.page.getByTestId('camera').click();
    if ((await one.isPressed('mute')) === isOn) await one.page.getByTestId('mute').click();
  }
}

/** How often each has connected, by sound and picture and to the server. */
export async function starts(people: readonly Person[]): Promise<string[]> {
  return Promise.all(
    people.map(async (one) => `${one.number}: ${(await one.connection()).made} ${one.sockets.opened}`),
  );
}

/** What somebody sees who has no link. */
export async function onPublicPage(address: string, locale: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale, timezoneId: 'Africa/Cairo' });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByTestId('public-page').waitFor();
  await act(page);
  await context.close();
}
