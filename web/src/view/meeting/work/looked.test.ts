import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Looked } from './looked.svelte';

beforeAll(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

afterAll(() => {
  vi.unstubAllGlobals();
});

const PIER = { id: 1, version: 4 };
const FERRY = { id: 'ferry', version: 0 };

it('counts what was not seen, until one looks', () => {
  const looked = new Looked('count', 'meeting');
  expect(looked.unseen([PIER, FERRY])).toBe(2);
  looked.look([PIER]);
  expect(looked.unseen([PIER, FERRY])).toBe(1);
  expect(looked.unseen([{ ...PIER, version: 5 }])).toBe(1);
  expect(looked.unseen([{ ...PIER, version: 3 }])).toBe(0);
});

it('marks what changed until the next look, also after the page was loaded again', () => {
  const first = new Looked('mark', 'meeting');
  expect(first.isFirst).toBe(true);
  first.look([PIER]);
  const looked = new Looked('mark', 'meeting');
  const changed = { ...PIER, version: 5 };
  expect(looked.isFirst).toBe(false);
  expect([looked.isNew(PIER), looked.isNew(changed), looked.isNew(FERRY)]).toEqual([false, true, true]);
  looked.look([changed, FERRY]);
  expect(looked.unseen([changed, FERRY])).toBe(0);
  expect([looked.isNew(changed), looked.before(1)]).toEqual([true, 4]);
  looked.begin();
  expect([looked.isNew(changed), looked.isNew(FERRY), looked.before(1)]).toEqual([false, false, 5]);
});

it('marks what came after a look that found nothing', () => {
  const looked = new Looked('nothing', 'meeting');
  looked.look([]);
  looked.begin();
  expect(looked.isFirst).toBe(false);
  expect(new Looked('nothing', 'meeting').isNew(PIER)).toBe(true);
});

it('begins anew where the device kept something else', () => {
  localStorage.setItem('parley.looked.other.meeting', '{"a":1}');
  expect(new Looked('other', 'meeting').isFirst).toBe(true);
  localStorage.setItem('parley.looked.other.meeting', '[["a"],3,["b",2]]');
  const looked = new Looked('other', 'meeting');
  expect(looked.isNew({ id: 'b', version: 2 })).toBe(false);
});

it('keeps no more than there can be', () => {
  const looked = new Looked('many', 'meeting');
  looked.look(Array.from({ length: 1_500 }, (_, id) => ({ id, version: 1 })));
  expect(looked.unseen([{ id: 0, version: 1 }])).toBe(1);
  expect(looked.unseen([{ id: 1_499, version: 1 }])).toBe(0);
});
