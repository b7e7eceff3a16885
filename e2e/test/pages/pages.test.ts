import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { WITH_DEVICES } from '../../src/instruments.ts';
import { findIn, marked, textMark } from '../../src/marks.ts';
import { Organiser, TWO_A_SIDE, fillForm, type Form } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** The pages around the meeting: what each says, and that all can use it. */
let browser: Browser;
let server: ParleyServer;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const says = (page: Page, text: string): Promise<void> => page.getByRole('heading', { name: text }).waitFor();

test('a wrong link says that it is not known', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const good = organiser.links[0]!;
  const wrongSecret = good.slice(0, -5) + 'AAAAA';
  const wrongMeeting = good.replace(/\/m\/[^#]+/, '/m/AAAAAAAAAAAAAAAAAAAAAA');
  for (const link of [wrongSecret, wrongMeeting, good.replace(/#.*/, ''), good.slice(0, -9)]) {
    const person = await Person.arrive(browser, 1, link);
    await says(person.page, 'This link is not known');
    assert.deepEqual(await accessibilityFaults(person.page), []);
    await person.close();
  }
  await organiser.close();
});

test('a link is copied by its button', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  await organiser
    .seat('Head of Ridge')
    .getByRole('button', { name: /^Copy link/ })
    .click();
  await organiser.seat('Head of Ridge').getByText('Copied', { exact: true }).waitFor();
  assert.equal(await organiser.pasted(), organiser.links[2]);
  await organiser.close();
});

test('the secret leaves the address bar, and reaches no log', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const person = await Person.arrive(browser, 1, organiser.links[0]!);
  await person.page.getByTestId('join').waitFor();
  assert.equal(new URL(person.page.url()).hash, '');
  assert.equal(new URL(organiser.page.url()).hash, '');
  await person.page.reload();
  await person.page.getByTestId('join').waitFor();
  assert.ok(!server.log.includes(organiser.links[0]!.split('#')[1]!), server.log);
  await person.close();
  await organiser.close();
});

test('a revoked link puts its holder out and says so; a new one opens the seat again', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const old = organiser.links[0]!;
  const person = await Person.arrive(browser, 1, old);
  await person.join();
  await organiser.seat('Head of Harbour').getByTestId('revoke').click();
  await organiser.confirm();
  await says(person.page, 'This link was withdrawn');
  await person.close();
  const again = await Person.arrive(browser, 1, old);
  await says(again.page, 'This link was withdrawn');
  await again.close();

  await organiser.seat('Head of Harbour').getByTestId('renew').click();
  const renewed = await eventually('there is another link', async () => {
    const link = await organiser.linkOf('Head of Harbour');
    assert.notEqual(link, old);
    return link;
  });
  const back = await Person.arrive(browser, 1, renewed);
  await back.join();
  await back.close();
  await organiser.close();
});

test('the end of a meeting puts everyone out, and its links say so', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const person = await Person.arrive(browser, 1, organiser.links[0]!);
  await person.join();
  await organiser.page.getByTestId('end-meeting').click();
  await organiser.confirm();
  await says(person.page, 'This meeting is over');
  await person.close();
  const late = await Person.arrive(browser, 2, organiser.links[1]!);
  await says(late.page, 'This meeting is over');
  assert.deepEqual(await accessibilityFaults(late.page), []);
  await late.close();
  await organiser.close();
});

test('a person added later gets a link that opens a seat, and is named to those at the table', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const [harbour, ridge] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!),
    Person.arrive(browser, 3, organiser.links[2]!),
  ]);
  await meet([harbour], [ridge]);
  await organiser.page.getByRole('button', { name: 'Add a person to Ridge' }).click();
  await organiser.page.locator('input[name="name"]').fill('Interpreter');
  await organiser.page.getByRole('button', { name: 'Add', exact: true }).click();
  const person = await Person.arrive(browser, 5, await organiser.linkOf('Interpreter'));
  await person.join(ridge);
  await harbour.page.getByRole('article', { name: 'Interpreter, Ridge' }).waitFor();
  await Promise.all([harbour, ridge, person].map((one) => one.close()));
  await organiser.close();
});

test('who is not let in learns no title, and no name of another side', async () => {
  const title = marked('Title');
  const side = (name: string): Form['sides'][number] => ({
    name: marked(name),
    people: [
      { name: marked(`HeadOf${name}`), title: marked(`FunctionIn${name}`) },
      { name: marked(`AdviserOf${name}`), title: marked(`FunctionIn${name}`) },
    ],
  });
  const form = { title, sides: [side('Harbour'), side('Ridge')] };
  const organiser = await Organiser.create(browser, server.origin, form);
  const [head, ridge, adviser] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!),
    Person.arrive(browser, 3, organiser.links[2]!),
    Person.arrive(browser, 2, organiser.links[1]!),
  ]);
  await meet([head], [ridge]);
  await head.write(marked('Said'));

  const [own, other] = form.sides as [Form['sides'][number], Form['sides'][number]];
  const namesOf = ({ name, people }: Form['sides'][number]): string[] => [
    name,
    ...people.flatMap((person) => (typeof person === 'string' ? [person] : [person.name, person.title!])),
  ];
  const forbidden = [title, ...namesOf(other)].map(textMark);
  const shown = async (): Promise<string> => `${await adviser.page.title()}\n${await adviser.page.content()}`;
  const [, adviserName] = namesOf(own).slice(2);
  assert.ok((await shown()).includes(adviserName ?? ''), 'the own name is on the page');
  assert.deepEqual(findIn(await shown(), forbidden), [], 'at the device check');
  assert.deepEqual(findIn(await shown(), namesOf(own).slice(1, 3).map(textMark)), [], 'nor of the own head');
  await adviser.enter();
  await adviser.page.getByText(namesOf(own)[1]!).first().waitFor();
  assert.deepEqual(findIn(await shown(), forbidden), [], 'in the anteroom');

  const everything = [title, ...namesOf(own), ...namesOf(other)].map(textMark);
  assert.deepEqual(findIn(adviser.sockets.received.join('\n'), everything), [], 'nobody is named by the server');
  const known = findIn(adviser.sockets.received.join('\n'), [textMark(adviser.seat)]);
  assert.ok(known.length > 0, 'what is received is looked through');
  await head.admit(adviser);
  await adviser.toTable();
  await adviser.page.getByText(title).first().waitFor();
  await adviser.open('people');
  await eventually('all names are known now', async () => {
    const text = await shown();
    for (const name of everything) assert.ok(text.includes(name.name), name.name);
  });
  assert.deepEqual(findIn(adviser.sockets.received.join('\n'), everything), [], 'and not by the server');
  await Promise.all([head, ridge, adviser].map((one) => one.close()));
  await organiser.close();
});

test('a full server says so, and lets one in when there is room', async () => {
  const small = await ParleyServer.start('--max-participants', '1');
  try {
    const organiser = await Organiser.create(browser, small.origin, TWO_A_SIDE);
    const first = await Person.arrive(browser, 1, organiser.links[0]!);
    await first.join();
    const second = await Person.arrive(browser, 2, organiser.links[1]!);
    await second.page.getByTestId('join').click();
    await says(second.page, 'The server is full');
    assert.deepEqual(await accessibilityFaults(second.page), []);
    await first.leave();
    await second.page.getByRole('button', { name: 'Try again' }).click();
    await eventually('there is room', async () => {
      // Either is gone as soon as the way in is open.
      for (const way of [second.page.getByTestId('join'), second.page.getByRole('button', { name: 'Try again' })])
        if (await way.isVisible()) await way.click({ timeout: 1000 }).catch(() => undefined);
      assert.ok(await second.page.locator('article[data-own="true"]').first().isVisible(), 'no tile of oneself');
    });
    await Promise.all([first.close(), second.close(), organiser.close()]);
  } finally {
    await small.dispose();
  }
});

test('each trouble with devices is said in plain words, and one can join all the same', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const troubles = [
    [{ failWith: 'NotAllowedError' }, 'The camera is not allowed.'],
    [{ failWith: 'NotReadableError' }, 'The camera is in use elsewhere.'],
    [{ ...WITH_DEVICES, camera: false }, 'No camera was found.'],
  ] as const;
  for (const [config, words] of troubles) {
    const person = await Person.arrive(browser, 1, organiser.links[0]!, config);
    await person.page.getByText(words).waitFor();
    assert.deepEqual(await accessibilityFaults(person.page), []);
    await person.join();
    await person.close();
  }
  await organiser.close();
});

test('the whole way from the first page to the meeting by keyboard alone', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.origin);
  await tabTo(page, 'New meeting');
  await page.keyboard.press('Enter');
  await page.getByTestId('create').waitFor();
  await tabTo(page, 'Title of the meeting');
  await page.keyboard.type('By keyboard');
  for (const side of ['Harbour', 'Ridge']) {
    await tabTo(page, 'Name of the side');
    await page.keyboard.type(side);
    await tabTo(page, 'Name');
    await page.keyboard.type(`Head of ${side}`);
  }
  await tabTo(page, 'Create the meeting');
  await page.keyboard.press('Enter');
  await page.getByTestId('link').first().waitFor();
  await tabTo(page, 'Copy link of Head of Harbour');
  await page.keyboard.press('Enter');
  const link = await page.getByTestId('link').first().inputValue();
  const person = await Person.arrive(browser, 1, link, WITH_DEVICES);
  await person.page.getByTestId('join').waitFor();
  await tabTo(person.page, 'Enter the anteroom of Harbour');
  await person.page.keyboard.press('Enter');
  await person.settle();
  await eventually('the table is open', async () =>
    assert.equal(await person.page.getByTestId('to-table').getAttribute('aria-disabled'), null),
  );
  await tabToTestId(person.page, 'to-table');
  await person.page.keyboard.press('Enter');
  await person.isAt('plenary');
  await tabToTestId(person.page, 'mute');
  await person.page.keyboard.press('Space');
  await eventually('muted by key', async () => assert.equal(await person.isPressed('mute'), true));
  await tabToTestId(person.page, 'leave');
  await person.page.keyboard.press('Enter');
  await says(person.page, 'You have left the meeting');
  await person.close();
  await context.close();
});

/** Presses Tab until the element with that accessible name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator('*:focus');
    if ((await focused.count()) === 1 && (await accessibleName(page)) === name) return;
  }
  assert.fail(`no Tab leads to ${name}`);
}

/** Near enough the accessible name: of a field, the label as it is seen. */
async function accessibleName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLLabelElement> };
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText;
    return label.split(',')[0]!.trim();
  });
}

async function tabToTestId(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.getByTestId(id).evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`no Tab leads to ${id}`);
}

for (const { locale, direction } of [
  { locale: 'ar', direction: 'rtl' },
  { locale: 'fr', direction: 'ltr' },
  { locale: 'he', direction: 'rtl' },
])
  test(`every page follows a device in ${locale}, ${direction}`, async () => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(server.origin);
    await page.getByTestId('new-meeting').waitFor();
    assert.equal(await page.locator('html').getAttribute('dir'), direction);
    assert.equal(await page.locator('html').getAttribute('lang'), locale);
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByTestId('new-meeting').click();
    await page.getByTestId('create').waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await context.close();

    const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
    const person = await Person.arrive(browser, 1, organiser.links[0]!, { context: { locale } });
    await person.join();
    assert.equal(await person.page.locator('html').getAttribute('dir'), direction);
    // The table finds its size anew when a notice comes or goes, a moment after it.
    await eventually('nothing is at fault', async () => assert.deepEqual(await accessibilityFaults(person.page), []));
    await organiser.close();
    await person.close();
  });

test('every page passes the automatic accessibility check, light and dark, wide and narrow', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(server.origin);
    await page.getByTestId('new-meeting').waitFor();
    assert.deepEqual(await accessibilityFaults(page), [], 'home');
    await page.getByTestId('new-meeting').click();
    await page.getByTestId('create').click();
    assert.deepEqual(await accessibilityFaults(page), [], 'new meeting with faults');
    await fillForm(page, TWO_A_SIDE);
    await page.getByTestId('create').click();
    await page.getByTestId('seat').first().waitFor();
    assert.deepEqual(await accessibilityFaults(page), [], 'organise');
    await context.close();

    const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
    const viewport = colorScheme === 'dark' ? { width: 390, height: 844 } : { width: 1280, height: 800 };
    const person = await Person.arrive(browser, 1, organiser.links[0]!, {
      ...WITH_DEVICES,
      context: { colorScheme, viewport },
    });
    const check = async (screen: string): Promise<void> =>
      assert.deepEqual(await accessibilityFaults(person.page), [], `${screen}, ${colorScheme}`);
    await person.page.getByTestId('join').waitFor();
    await check('device check');
    await person.enter();
    await check('anteroom');
    await person.toTable();
    await check('table');
    const adviser = await Person.arrive(browser, 2, organiser.links[1]!, { context: { colorScheme, viewport } });
    await adviser.enter();
    await person.page.getByTestId('waiting').waitFor();
    await check('somebody waits');
    await person.admit(adviser);
    await person.toCaucus();
    await person.write('Only for our own side');
    await check('chat of the caucus');
    await person.open('people');
    await person.page.locator('[data-testid="put-out"]').waitFor();
    await check('people');
    await person.closePanels();
    for (const dialog of ['verification', 'security']) {
      await person.page.getByTestId(dialog).click();
      await person.page.getByRole('dialog').waitFor();
      await check(dialog);
      await person.page.keyboard.press('Escape');
    }
    await person.putOut(adviser);
    await says(adviser.page, 'You were put out by the head of your delegation');
    assert.deepEqual(await accessibilityFaults(adviser.page), [], 'put out');
    await person.closePanels();
    await person.leave();
    await says(person.page, 'You have left the meeting');
    await check('left');
    await Promise.all([person, adviser].map((one) => one.close()));
    await organiser.close();
  }
});

test('hostile names are inert, and shown as they are', async () => {
  const hostile = [
    '<img src=x onerror="window.hit=1">',
    '"><script>window.hit=1</script>',
    '{{7*7}} ${7*7} %s',
    'رئيس <b>الوفد</b>',
  ];
  const form = {
    title: '<svg onload="window.hit=1">',
    sides: [
      { name: `<b>${'A'.repeat(70)}`, people: hostile.slice(0, 2) },
      { name: "Robert'); DROP TABLE seat;--", people: hostile.slice(2) },
    ],
  };
  const organiser = await Organiser.create(browser, server.origin, form);
  const [person, other] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!),
    Person.arrive(browser, 2, organiser.links[2]!),
  ]);
  await meet([person], [other]);
  await person.page.getByText(hostile[0]!).first().waitFor();
  await person.page.getByText(hostile[2]!).first().waitFor();
  for (const text of [...hostile, form.title]) await other.write(text);
  assert.equal((await person.chat()).length, hostile.length + 1);
  await person.open('people');
  await other.open('people');
  for (const page of [organiser.page, person.page, other.page]) {
    assert.equal(await page.evaluate(() => (window as unknown as { hit?: number }).hit), undefined);
    assert.equal(await page.locator('img[src="x"], svg[onload], article b, aside b').count(), 0);
  }
  assert.match(await organiser.page.locator('body').innerText(), /<img src=x onerror="window.hit=1">/);
  await Promise.all([person, other].map((one) => one.close()));
  await organiser.close();
});

test('the pages call nobody else, and the policy that they carry is strict', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const others: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !/^(data|blob):/.test(request.url())) others.push(request.url());
  });
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const response = await page.goto(server.origin);
  await page.getByTestId('new-meeting').click();
  await page.getByTestId('create').waitFor();
  assert.deepEqual(others, []);
  assert.deepEqual(faults, []);
  const policy = response?.headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src 'none'|default-src 'self'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.match(policy, /trusted-types svelte-trusted-html parley-worker;/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/);
  await context.close();
});
