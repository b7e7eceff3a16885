import type { Person } from './people.ts';

/** What waits for keys, as somebody sees it. */
export const motion = (one: Person, matter: string) => one.page.locator(`[data-motion="${matter}"]`);

/** Presses a button of the panel with the course of the meeting. */
export async function press(one: Person, id: string): Promise<void> {
  await one.open('course');
  await one.page.getByTestId('course').getByTestId(id).first().click();
}

/** One head proposes, the other side's agrees. */
export async function bothAgree(proposing: Person, agreeing: Person, matter: string): Promise<void> {
  await press(proposing, `propose-${matter}`);
  await motion(agreeing, matter).getByTestId('agree').click();
  // What ends the meeting is asked once more.
  if (matter === 'closing') await agreeing.page.getByTestId('confirm').click();
  await motion(agreeing, matter).waitFor({ state: 'detached' });
}
