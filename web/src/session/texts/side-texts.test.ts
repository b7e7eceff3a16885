import { expect, it, vi } from 'vitest';
import { sealToTest } from '../record.testing';
import { MAX_DRAFTS, SideTexts } from './side-texts.svelte';

it('keeps on the device what is beyond the room for drafts, and takes one that was emptied again', async () => {
  vi.useFakeTimers();
  let seq = 0;
  const own: SideTexts = new SideTexts(
    (payload) => {
      own.written({ seq, seat: 'robin', fresh: true, payload, seal: sealToTest(payload) });
      seq++;
      return Promise.resolve(true);
    },
    () => 0,
    () => undefined,
  );
  const drafts = Array.from({ length: MAX_DRAFTS + 1 }, () => own.write());
  for (const [at, { writing }] of drafts.entries()) {
    writing.edit(`Draft ${at}`);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const [first, last] = [drafts[0], drafts.at(-1)];
  if (first === undefined || last === undefined) throw new Error('there is no draft');
  expect(own.drafts.map(({ id }) => id)).toEqual(drafts.slice(0, -1).map(({ id }) => id));
  expect(own.surplus).toEqual([last.id]);
  expect([last.writing.content, last.writing.isSent]).toEqual([`Draft ${MAX_DRAFTS}`, false]);
  expect(own.unsent.map(({ draft }) => draft)).toEqual([last.id]);
  first.writing.edit('');
  await vi.advanceTimersByTimeAsync(1_000);
  first.writing.edit(last.writing.content);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(own.drafts[0]).toEqual({ id: first.id, content: `Draft ${MAX_DRAFTS}` });
  own.close();
  vi.useRealTimers();
});
