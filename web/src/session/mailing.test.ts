import { expect, it } from 'vitest';
import type { ClientMessage } from '../signalling/messages';
import { Mailing } from './mailing.svelte';

const MAIL = {
  method: 'request',
  meeting: 7,
  sequence: 0,
  confirmed: true,
  startMs: 0,
  minutes: 60,
  organizer: 'dates@harbour.example',
  attendees: [{ address: 'dates@ridge.example', part: 'accepted' }],
  language: 'en',
} as const;

it('gives each answer to who asked, in whatever order they come', async () => {
  const sent: ClientMessage[] = [];
  const mailing = new Mailing((message) => sent.push(message));
  const first = mailing.send(MAIL);
  const second = mailing.send(MAIL);
  const numbers = sent.map((message) => (message.type === 'mail' ? message.number : -1));
  mailing.answered({ type: 'mailed', number: numbers[1] ?? -1, fates: ['refused'] });
  mailing.answered({ type: 'mailed', number: numbers[0] ?? -1, fates: ['sent'] });
  expect(await Promise.all([first, second])).toEqual([['sent'], ['refused']]);
});

it('does not know what became of it where the line breaks', async () => {
  const mailing = new Mailing(() => undefined);
  const fates = mailing.send(MAIL);
  mailing.broken();
  expect(await fates).toBeNull();
});
