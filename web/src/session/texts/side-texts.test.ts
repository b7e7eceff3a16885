import { expect, it, vi } from 'vitest';
import { MAX_UPDATE_BYTES } from '../../e2ee/log/payload';
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

it('sends what was pasted too long and then cut, in pieces that the log takes', async () => {
  vi.useFakeTimers();
  const sizes: number[] = [];
  let seq = 0;
  const own: SideTexts = new SideTexts(
    (payload) => {
      if (payload.type === 'draft') sizes.push(payload.update.length);
      own.written({ seq, seat: 'robin', fresh: true, payload, seal: sealToTest(payload) });
      seq++;
      return Promise.resolve(true);
    },
    () => 0,
    () => undefined,
  );
  const { id, writing } = own.write();
  writing.edit('One. ');
  await vi.advanceTimersByTimeAsync(1_000);
  const pasted = 'One. ' + 'Ein Wort für die Pier. '.repeat(5_000);
  writing.edit(pasted);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([writing.isSent, writing.excess]).toEqual([false, pasted.length - 100_000]);
  const cut = pasted.slice(0, 99_000);
  writing.edit(cut);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([writing.isSent, writing.content, writing.excess]).toEqual([true, cut, 0]);
  expect(own.drafts).toEqual([{ id, content: cut }]);
  expect(Math.max(...sizes)).toBeLessThan((MAX_UPDATE_BYTES * 4) / 3 + 1);
  own.close();
  vi.useRealTimers();
});
