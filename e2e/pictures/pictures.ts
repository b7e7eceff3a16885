import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { Organiser, type Form } from '../src/organiser.ts';
import { Person, meet } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/**
 * Pictures from real runs. Without words: those of the README and docs/, from the story that `test/story.test.ts` goes through. With a
 * folder: every screen, wide and narrow, light and dark, in every language, into that folder.
 */
const HERE = fileURLToPath(new URL('..', import.meta.url));
const IMAGES = fileURLToPath(new URL('../../docs/images', import.meta.url));
/** Of the story's pictures: what each is called in docs/images. */
const CHOSEN = {
  meeting: 'meeting-wide-light',
  preparation: 'preparation-wide-light',
  dates: 'dates-wide-light',
  anteroom: 'anteroom-wide-light',
  speakers: 'speakers-wide-light',
  caucus: 'caucus-wide-light',
  'meeting-phone': 'meeting-ar-narrow-dark',
  public: 'public-narrow-light',
  alternatives: 'alternatives-wide-light',
  scoring: 'scoring-wide-light',
  text: 'text-wide-light',
  readout: 'readout-narrow-light',
  record: 'record-wide-light',
} as const;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };

const ENGLISH: Form = {
  title: 'Harbour access: the plan and two alternatives',
  sides: [
    { name: 'Harbour', people: ['Head of Harbour', 'Adviser on pilotage'] },
    { name: 'Ridge', people: ['Head of Ridge', 'Adviser on fees'] },
  ],
};
const ARABIC: Form = {
  title: 'الوصول إلى المرفأ: الخطة وبديلان',
  sides: [
    { name: 'المرفأ', people: ['رئيسة وفد المرفأ', 'مستشار الإرشاد البحري'] },
    { name: 'التلّ', people: ['رئيس وفد التلّ', 'مستشارة الرسوم'] },
  ],
};

const FRENCH: Form = {
  title: 'L’accès au port : le plan et deux variantes',
  sides: [
    { name: 'Le Port', people: ['Chef du Port', 'Conseil pour le pilotage'] },
    { name: 'La Crête', people: ['Chef de la Crête', 'Conseil pour les droits'] },
  ],
};
const HEBREW: Form = {
  title: 'הגישה לנמל: התוכנית ושתי חלופות',
  sides: [
    { name: 'הנמל', people: ['ראש משלחת הנמל', 'ייעוץ לניתוב'] },
    { name: 'הרכס', people: ['ראש משלחת הרכס', 'ייעוץ לאגרות'] },
  ],
};
const FORMS = { en: ENGLISH, ar: ARABIC, fr: FRENCH, he: HEBREW } as const;

interface Look {
  name: string;
  form: Form;
  context: BrowserContextOptions;
}

const LOOKS: readonly Look[] = (['en', 'ar', 'fr', 'he'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['wide', 'narrow'] as const).map((size) => ({
      name: `${locale}-${colorScheme}-${size}`,
      form: FORMS[locale],
      context: { locale, colorScheme, viewport: size === 'wide' ? WIDE : NARROW },
    })),
  ),
);

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function take(page: Page, folder: string, name: string): Promise<void> {
  await sleep(400);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  console.log(name);
}

const CALM = { look: 'portrait', fps: 8, height: 720 } as const;

/** Four who are about to go in, calm figures in the place of people; the first one's page has the look. */
async function arrive(browser: Browser, organiser: Organiser, context: BrowserContextOptions): Promise<Person[]> {
  const people: Person[] = [];
  for (const [at, link] of organiser.links.entries())
    people.push(await Person.arrive(browser, at + 1, link, { ...CALM, ...(at === 0 ? { context } : {}) }));
  return people;
}

async function everything(browser: Browser, server: ParleyServer, look: Look, folder: string): Promise<void> {
  const context = await browser.newContext(look.context);
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.getByTestId('new-meeting').waitFor();
  await take(page, folder, `home-${look.name}`);
  await page.getByTestId('new-meeting').click();
  await page.getByTestId('create').waitFor();
  await take(page, folder, `new-${look.name}`);
  await page.getByTestId('create').click();
  await take(page, folder, `faults-${look.name}`);
  await page.goto(`${server.origin}/m/AAAAAAAAAAAAAAAAAAAAAA#${'A'.repeat(43)}`);
  await take(page, folder, `unknown-${look.name}`);
  await context.close();

  const organiser = await Organiser.create(browser, server.origin, look.form);
  const invitations = await browser.newContext(look.context);
  const organise = await invitations.newPage();
  await organise.goto(await organiser.ownLink());
  await organise.getByTestId('seat').first().waitFor();
  await take(organise, folder, `organise-${look.name}`);
  await invitations.close();
  const people = await arrive(browser, organiser, look.context);
  const [first, second, third] = people as [Person, Person, Person, Person];
  await first.page.getByTestId('join').waitFor();
  await sleep(1500);
  await take(first.page, folder, `check-${look.name}`);
  await first.enter();
  await second.enter();
  await first.page.getByTestId('waiting').waitFor();
  await take(first.page, folder, `anteroom-${look.name}`);
  await first.admit(second);
  await Promise.all([first.toTable(), second.toTable(), meet(people.slice(2))]);
  for (const one of people) if (one !== third) await one.page.evaluate(() => window.instruments.speak(0));
  await sleep(3000);
  await take(first.page, folder, `meeting-${look.name}`);
  await second.page.getByTestId('share').click();
  await sleep(3000);
  await take(first.page, folder, `share-${look.name}`);
  await second.page.getByTestId('share').click();
  await takeRooms(people, look, folder);
  await first.leave();
  await take(first.page, folder, `left-${look.name}`);
  await Promise.all(people.map((person) => person.close()));
  await organiser.close();
}

/** What there is at the table and in the caucus beside people. */
async function takeRooms(people: readonly Person[], look: Look, folder: string): Promise<void> {
  const [first, second, third] = people as [Person, Person, Person];
  const { page } = first;
  await third.write(look.form.title);
  await first.open('chat');
  await take(page, folder, `chat-${look.name}`);
  await first.open('people');
  await take(page, folder, `people-${look.name}`);
  await first.closePanels();
  await page.getByTestId('security').click();
  await take(page, folder, `security-${look.name}`);
  await page.keyboard.press('Escape');
  await page.getByTestId('verification').click();
  await page.getByTestId('compare-words').click();
  await page.getByTestId('verification-words').waitFor();
  await take(page, folder, `words-${look.name}`);
  await page.getByTestId('words-match').click();
  await page.keyboard.press('Escape');
  await Promise.all([first.toCaucus(), second.toCaucus()]);
  await sleep(2000);
  await take(page, folder, `caucus-${look.name}`);
}

/** Goes through the story, and takes over what the documentation shows of it. */
function ofStory(): void {
  const pictures = join(HERE, 'target/pictures');
  const told = spawnSync(process.execPath, ['--import', 'tsx', '--test', 'test/story.test.ts'], {
    cwd: HERE,
    env: { ...process.env, PICTURES: pictures },
    stdio: 'inherit',
  });
  if (told.status !== 0) throw new Error('the story did not come to its end');
  for (const [name, chosen] of Object.entries(CHOSEN))
    copyFileSync(join(pictures, `${chosen}.png`), join(IMAGES, `${name}.png`));
}

async function ofEverything(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await ParleyServer.start();
  const browser = await launch();
  try {
    for (const look of LOOKS) await everything(browser, server, look, folder);
  } finally {
    await browser.close();
    await server.dispose();
  }
}

const given = process.argv[2];
if (given === undefined) ofStory();
else await ofEverything(resolve(given));
