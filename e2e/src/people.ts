import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PATIENCE_MS, eventually } from './eventually.ts';
import {
  PLAIN,
  instrumentScript,
  type ConnectionReading,
  type SourceConfig,
  type TileReading,
  type Tone,
} from './instruments.ts';
import type { Link } from './link.ts';
import type { Organiser } from './organiser.ts';
import { toneHz } from './page/code.ts';
import { Sockets } from './sockets.ts';

/** A tone counts as heard above this level, and as gone below the other. */
const HEARD_DB = -60;
const SILENT_DB = -80;
/** The reader's resolution is about 6 Hz, tones lie 150 Hz apart. */
const TONE_TOLERANCE_HZ = 15;
/** A picture counts as live while its newest code is younger. Slow machines are slow: four browsers share two cores. */
const LIVE_MS = 3000;

/** A person's window, unless a test wants another. */
export const WINDOW = { width: 960, height: 600 };

export interface PersonOptions extends Partial<Omit<SourceConfig, 'person' | 'mediaPorts'>> {
  /** The way to the server, where it is not the direct one. */
  via?: Link;
  context?: BrowserContextOptions;
}

/** Somebody whose code and tone are known, in a seat. */
export interface Seated {
  readonly number: number;
  readonly seat: string;
}

/** One person with a browser of their own, who meets by a link. */
export class Person {
  /** The own seat's id, known once in the meeting. */
  seat = '';

  private constructor(
    readonly number: number,
    readonly link: string,
    readonly context: BrowserContext,
    readonly sockets: Sockets,
    public page: Page,
  ) {}

  /** A new browser context with the instruments in it; opens the link. */
  static async arrive(browser: Browser, number: number, link: string, options: PersonOptions = {}): Promise<Person> {
    const { via, context: contextOptions, ...sources } = options;
    const config: SourceConfig = { ...PLAIN, ...sources, person: number, mediaPorts: via?.mediaPorts ?? {} };
    const context = await browser.newContext({ viewport: WINDOW, ...contextOptions });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(instrumentScript(config));
    const sockets = Sockets.of(context);
    const page = await context.newPage();
    const address = new URL(link);
    if (via) address.port = String(via.httpPort);
    const person = new Person(number, address.href, context, sockets, page);
    await page.goto(address.href);
    return person;
  }

  /** Goes through the device check into the room of the own side. */
  async enter(): Promise<void> {
    await this.page.getByTestId('join').click();
    await this.settle();
  }

  /** Goes to the table, once the door to it is open. */
  async toTable(): Promise<void> {
    await this.page.getByTestId('to-table').click();
    await this.isAt('plenary');
  }

  /** Withdraws into the room of the own side. */
  async toCaucus(): Promise<void> {
    await this.page.getByTestId('to-caucus').click();
    await this.isAt('side');
  }

  async isAt(place: 'plenary' | 'side' | 'sidebar'): Promise<void> {
    await this.page.locator(`[data-testid="room"][data-place="${place}"]`).waitFor();
    await this.settle();
  }

  /** As the head of a side: lets somebody in who waits. */
  async admit(other: Person): Promise<void> {
    assert.notEqual(other.seat, '', 'who is let in has entered');
    await this.page.locator(`[data-testid="admit"][data-seat="${other.seat}"]`).first().click();
  }

  /** Goes through the anteroom to the table, let in by the own head where that is needed. */
  async join(by?: Person): Promise<void> {
    await this.enter();
    await by?.admit(this);
    await this.toTable();
  }

  /** Waits until the own tile is there, and learns the own seat from it. */
  async settle(): Promise<void> {
    await this.page.locator('article[data-own="true"]').first().waitFor();
    this.seat = (await this.page.locator('article[data-own="true"]').first().getAttribute('data-seat')) ?? '';
    assert.notEqual(this.seat, '');
  }

  async leave(): Promise<void> {
    await this.page.getByTestId('leave').click();
  }

  /** Opens a panel beside the table, where it is not open, in the place of the other one. */
  async open(panel: 'chat' | 'people' | 'course' | 'work'): Promise<void> {
    if (await this.page.getByTestId(panel).isVisible()) return;
    await this.closePanels();
    await this.page.getByTestId(`${panel}-open`).click();
    await this.page.getByTestId(panel).waitFor();
  }

  /** Opens the panel with what lies on the table, at that tab. */
  async showOnTable(tab: 'alternatives' | 'texts' | 'actions' | 'papers' | 'record'): Promise<void> {
    await this.open('work');
    await this.page.getByTestId(`tab-${tab}`).click();
  }

  async closePanels(): Promise<void> {
    for (const panel of ['chat', 'people', 'course', 'schedule', 'work']) {
      const close = this.page.getByTestId(panel).locator('button.close');
      if (await close.isVisible()) await close.click();
    }
  }

  /** Writes in the chat of the room that one is in, and waits until it is in the room's log. */
  async write(text: string): Promise<void> {
    await this.open('chat');
    await this.page.getByTestId('chat-input').fill(text);
    await this.page.getByTestId('chat-send').click();
    await this.reads(text);
  }

  /** The chat of the room that one is in has that line. */
  async reads(text: string): Promise<void> {
    await this.open('chat');
    await this.page.getByTestId('chat-line').getByText(text, { exact: true }).first().waitFor();
  }

  /** All lines of the chat of the room that one is in, as they are shown now. */
  async chat(): Promise<string[]> {
    await this.open('chat');
    return this.page.getByTestId('chat-line').locator('.text').allInnerTexts();
  }

  /** As the head of a side: puts somebody of it out. */
  async putOut(other: Person): Promise<void> {
    await this.open('people');
    await this.page.locator(`[data-testid="put-out"][data-seat="${other.seat}"]`).click();
    await this.page.getByTestId('confirm').click();
  }

  tiles(): Promise<TileReading[]> {
    return this.page.evaluate(() => window.instruments.tiles());
  }

  async tile(of: Seated, showing: 'person' | 'screen' = 'person'): Promise<TileReading | undefined> {
    return (await this.tiles()).find((tile) => tile.seat === of.seat && tile.showing === showing);
  }

  connection(): Promise<ConnectionReading> {
    return this.page.evaluate(() => window.instruments.connection());
  }

  /** When this page had new keys for the media of a room, the first time after some moment; by Date.now. */
  async newKeysMs(place: 'plenary' | 'side', sinceMs: number): Promise<number> {
    return eventually(`${this.number} has new keys`, async () => {
      const epochs = await this.page.evaluate(() => window.instruments.epochs);
      const context = place === 'plenary' ? 0 : 1;
      const found = epochs.find((one) => one.context === context && one.epoch >= 0 && one.atMs >= sinceMs);
      assert.ok(found, JSON.stringify(epochs));
      return found.atMs;
    });
  }

  async isPressed(control: string): Promise<boolean> {
    return (await this.page.getByTestId(control).getAttribute('aria-pressed')) === 'true';
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  async hearsNothingFrom(other: Seated): Promise<void> {
    await eventually(`${this.number} hears nothing of ${other.number}`, async () => {
      const tile = await this.tile(other);
      assert.ok(tile, 'there is no tile');
      assert.ok(tile.toneDb < SILENT_DB, `${tile.toneHz.toFixed(0)} Hz at ${tile.toneDb.toFixed(0)} dB`);
    });
  }

  async seesNoCodeFrom(other: Seated, forMs = 1500): Promise<void> {
    await eventually(`${this.number} sees no live picture of ${other.number}`, async () => {
      const tile = await this.tile(other);
      assert.ok(tile, 'there is no tile');
      assert.ok(tile.sinceMs < 0 || tile.sinceMs > forMs, `the newest code is ${tile.sinceMs} ms old`);
    });
  }

  /** Everything that was read up to now is forgotten first: what is asserted comes from now on. */
  async seesAndHears(...others: Seated[]): Promise<void> {
    await this.page.evaluate(() => window.instruments.forget());
    await eventually(`${this.number} sees and hears ${others.map((other) => other.number).join()}`, async () => {
      const tiles = await this.tiles();
      for (const other of others) {
        assertSees(this, other, tiles);
        assertHears(this, other, tiles);
      }
    });
  }
}

/** The tile shows that person's live code, decoded from its pixels. */
export function assertSees(
  viewer: Seated,
  other: Seated,
  tiles: readonly TileReading[],
  showing: 'person' | 'screen' = 'person',
): void {
  const tile = tiles.find((one) => one.seat === other.seat && one.showing === showing);
  const who = `${viewer.number} sees ${other.number}'s ${showing}`;
  assert.ok(tile, `${who}: there is no tile`);
  assert.equal(tile.person, other.number, `${who}: reads the code of ${tile.person} after ${tile.frames} pictures`);
  assert.equal(tile.kind, showing === 'screen' ? 'screen' : 'camera', who);
  assert.ok(tile.sinceMs >= 0 && tile.sinceMs < LIVE_MS, `${who}: the newest code is ${tile.sinceMs} ms old`);
  assert.ok(tile.fresh >= 3, `${who}: ${tile.fresh} codes`);
}

/** The tile sounds with that person's own tone, loud enough. */
export function assertHears(viewer: Seated, other: Seated, tiles: readonly TileReading[]): void {
  const tile = tiles.find((one) => one.seat === other.seat && one.showing === 'person');
  const who = `${viewer.number} hears ${other.number}`;
  assert.ok(tile, `${who}: there is no tile`);
  assert.ok(tile.audible, `${who}: the browser does not play it`);
  assertTone(who, other, tile);
}

export function assertTone(who: string, of: Seated, { toneHz: hz, toneDb: db }: Tone): void {
  const heard = `${hz.toFixed(0)} Hz at ${db.toFixed(0)} dB`;
  assert.ok(db > HEARD_DB && Math.abs(hz - toneHz(of.number)) < TONE_TOLERANCE_HZ, `${who}: ${heard}`);
}

/** All see and hear all others, each by their own code and tone. */
export async function allSeeAndHearAll(...people: Person[]): Promise<void> {
  await Promise.all(people.map((one) => one.seesAndHears(...people.filter((other) => other !== one))));
}

/** People of one side or several meet at the table: heads first, who then let their own in. Each list is a side's, its head first. */
export async function meet(...sides: Person[][]): Promise<void> {
  await Promise.all(sides.map(([head]) => head?.join()));
  await Promise.all(
    sides.map(async ([head, ...others]) => {
      for (const one of others) await one.join(head);
    }),
  );
}

async function arriveAll(browser: Browser, links: readonly string[]): Promise<Person[]> {
  return Promise.all(links.map((link, at) => Person.arrive(browser, at + 1, link)));
}

/** The people of `TWO_A_SIDE`, met at the table: head and member of the one side, head and member of the other. */
export async function meetTwoASide(browser: Browser, organiser: Organiser): Promise<[Person, Person, Person, Person]> {
  const [a1, a2, b1, b2] = (await arriveAll(browser, organiser.links)) as [Person, Person, Person, Person];
  await meet([a1, a2], [b1, b2]);
  return [a1, a2, b1, b2];
}

/** The same without the other side's member, who is still to come. */
export async function meetAllButOne(browser: Browser, organiser: Organiser): Promise<[Person, Person, Person]> {
  const [a1, a2, b1] = (await arriveAll(browser, organiser.links.slice(0, 3))) as [Person, Person, Person];
  await meet([a1, a2], [b1]);
  return [a1, a2, b1];
}
