import type { Browser } from 'playwright-core';
import type { Link } from '../../src/link.ts';
import { Organiser, type Form } from '../../src/organiser.ts';
import { Person } from '../../src/people.ts';
import type { ParleyServer } from '../../src/server.ts';

/** Who meets in the story that the tests tell and the pictures show: three of the one side, two of the other, who read Arabic. */
export const PROCESS: Form = {
  title: 'Harbour access: the plan and two alternatives',
  sides: [
    {
      name: 'Harbour',
      people: [
        { name: 'Robin Vale', title: 'Head of delegation', agency: 'Office of Ports', role: 'head' },
        { name: 'Kim Ashford', title: 'Head of delegation', agency: 'Treasury', role: 'head' },
        { name: 'Sam Lowell', title: 'Pilotage', agency: 'Pilots’ Service', role: 'adviser' },
      ],
    },
    {
      name: 'التلّ',
      people: [
        { name: 'نور الهضبة', title: 'رئاسة الوفد', agency: 'هيئة الطرق', role: 'head' },
        { name: 'سلام الرصيف', title: 'الرسوم', agency: 'الخزانة', role: 'expert' },
      ],
    },
  ],
};
export const LISBON = 'Europe/Lisbon';
export const AMMAN = 'Asia/Amman';
const DUBAI = 'Asia/Dubai';
const PLACES = [
  { locale: 'en-GB', timezoneId: LISBON },
  { locale: 'en-GB', timezoneId: LISBON },
  { locale: 'en-GB', timezoneId: DUBAI },
  { locale: 'ar', timezoneId: AMMAN },
  { locale: 'ar', timezoneId: AMMAN },
];
// Two cores encode and decode for all of them.
const SMALL = { fps: 3, height: 360 } as const;

/** All of them with their links open, the last one by a way of their own. */
export async function gather(
  browser: Browser,
  server: ParleyServer,
  cable: Link,
): Promise<[Person, Person, Person, Person, Person]> {
  const organiser = await Organiser.create(browser, server.origin, PROCESS);
  const arrivals = PLACES.map((place, at) =>
    Person.arrive(browser, at + 1, organiser.links[at]!, {
      ...SMALL,
      ...(at === PLACES.length - 1 ? { via: cable } : {}),
      context: { ...place, acceptDownloads: true },
    }),
  );
  return (await Promise.all(arrivals)) as [Person, Person, Person, Person, Person];
}
