import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { killOften, seeded } from '../../src/kills.ts';
import { Organiser, type Form } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';
import { addParagraph, openText } from '../../src/work.ts';

// Each costs four seconds; `KILLS=200 npm run kills` runs as many. KILL_SEED, which is printed, brings the same moments again.
const KILLS = Number(process.env['KILLS'] ?? 5);
const SEED = Number(process.env['KILL_SEED'] ?? Date.now());
// Of those that come while people write in a text: each costs six seconds.
const KILLS_OF_WRITERS = Math.ceil(KILLS / 2);
const LONGEST_WRITING_MS = 2000;
const KEY_MS = 60;

const FORM: Form = {
  title: 'Harbour access',
  sides: ['Harbour', 'Ridge'].map((name) => ({
    name,
    people: (['head', 'adviser'] as const).map((role) => ({ name: `${role} of ${name}`, title: '', agency: '', role })),
  })),
};

let server: ParleyServer;

before(async () => {
  server = await ParleyServer.start();
});

after(async () => {
  await server?.dispose();
  // Members of a run that failed would look for the server for ever.
  setTimeout(() => process.exit(), 1000).unref();
});

test('a server that is killed again and again loses nothing that it acknowledged, and doubles nothing', async () => {
  console.log(`KILL_SEED=${SEED}`);
  const report = await killOften(server, KILLS, seeded(SEED));
  console.log(report);
  assert.ok(report.acknowledged > KILLS, JSON.stringify(report));
});

test('of a text that three write meanwhile every letter is there, for everybody the same', async () => {
  const browser = await launch();
  let isOver = false;
  let written: Promise<string[]> = Promise.resolve([]);
  try {
    const organiser = await Organiser.create(browser, server.origin, FORM);
    const people = await Promise.all(
      organiser.links.map((link, at) => Person.arrive(browser, at + 1, link, { fps: 2 })),
    );
    const [a1, a2, b1, b2] = people as [Person, Person, Person, Person];
    await meet([a1, a2], [b1, b2]);
    await openText(a1, 'Terms', 'en');
    await addParagraph(a1, { en: '-' });
    for (const one of [a2, b1, b2]) {
      await one.showOnTable('texts');
      await one.page.getByTestId('text').click();
    }
    // Two of one side in one wording, each with letters of their own; one of the other in theirs.
    const writers = [
      { one: a1, letters: 'abcdefgh' },
      { one: a2, letters: '12345678' },
      { one: b1, letters: 'stuvwxyz' },
    ];
    for (const { one } of writers) await one.page.getByTestId('write').click();
    written = Promise.all(
      writers.map(async ({ one, letters }) => {
        let typed = '';
        const field = one.page.getByTestId('our-wording');
        while (!isOver && typed.length < 400) {
          await field.pressSequentially(letters, { delay: KEY_MS });
          typed += letters;
        }
        return typed;
      }),
    );
    const random = seeded(SEED);
    for (let kill = 0; kill < KILLS_OF_WRITERS; kill++) {
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_WRITING_MS));
      await server.stop('SIGKILL');
      await server.start();
    }
    isOver = true;
    const typed = await written;
    await eventually('all read all of it', async () => {
      const read = await Promise.all(people.map(({ page }) => page.getByTestId('wording').allInnerTexts()));
      for (const wordings of read) assert.deepEqual(wordings, read[0]);
      const all = read[0]!.join('');
      for (const [at, { letters }] of writers.entries())
        assert.equal([...all].filter((letter) => letters.includes(letter)).join(''), typed[at]);
    });
  } finally {
    isOver = true;
    await Promise.allSettled([written]);
    await browser.close();
  }
});
