import { expect, test, vi } from 'vitest';
import { equal } from '../e2ee/bytes';
import type { Charter } from '../e2ee/invitation/charter';
import type { Payload } from '../e2ee/log/payload';
import { sealedSize } from '../e2ee/papers/sealed-file';
import type { ClientMessage } from '../signalling/messages';
import { Files } from './files';
import { TabledPapers, type Audience, type Tabled } from './papers.svelte';

const seat = (id: string, role: 'head' | 'deputy' | 'member') => ({ id, role, withdrawn: false });

/** As much of one as is asked for. */
const CHARTER = {
  sides: [
    { id: 'harbour', seats: [seat('h1', 'head'), seat('h2', 'deputy'), seat('h3', 'member')] },
    { id: 'ridge', seats: [seat('r1', 'head'), seat('r2', 'member')] },
  ],
} as unknown as Charter;

/** Where people meet: what a server keeps, and what each writes. */
class Meeting {
  readonly kept = new Map<string, Uint8Array>();
  readonly people = new Map<string, Person>();
  refusal: 'noSpace' | null = null;

  person(you: string): Person {
    const made = new Person(this, you);
    this.people.set(you, made);
    return made;
  }
}

class Person {
  readonly enclosed: { to: string; content: string }[] = [];
  readonly papers: TabledPapers;
  unreachable = new Set<string>();

  constructor(
    meeting: Meeting,
    readonly you: string,
  ) {
    const files = new Files((message: ClientMessage) => {
      if (message.type !== 'putFile' && message.type !== 'fetchFile') throw new Error(message.type);
      const { file } = message;
      const why =
        meeting.refusal ?? (message.type === 'fetchFile' && !meeting.kept.has(file) ? 'unknownFile' : null);
      queueMicrotask(() => {
        if (why === null) files.receive({ type: 'fileTicket', file, ticket: `ticket ${file}` });
        else files.receive({ type: 'fileRefused', file, why });
      });
    });
    this.papers = new TabledPapers({
      meeting: 'meeting',
      files,
      transfer: {
        put: async (file, ticket, content, onsent) => {
          expect(ticket).toBe(`ticket ${file}`);
          meeting.kept.set(file, new Uint8Array(await content.arrayBuffer()));
          onsent(content.size);
          return true;
        },
        fetch: async (file, _ticket, take) => take(meeting.kept.get(file) ?? new Uint8Array()),
      },
      you: () => you,
      charter: () => CHARTER,
      post: (place, payload: Payload) => {
        for (const [id, one] of meeting.people)
          if (place === 'plenary' || id.startsWith(you.charAt(0)))
            one.papers.written(place, { seq: 0, seat: you, fresh: true, payload });
        return Promise.resolve(true);
      },
      isReachable: (id) => !this.unreachable.has(id),
      enclose: (to, content) => {
        this.enclosed.push({ to, content });
        for (const id of [you, to])
          meeting.people.get(id)?.papers.enclosed({
            place: 'plenary',
            seat: you,
            to,
            content,
            atMs: 7,
            fresh: true,
          });
        return Promise.resolve(true);
      },
      nowMs: () => 1,
    });
  }

  table(audience: Audience, file = new File(['%PDF-1.7 quay'], 'quay.pdf')) {
    const signal = new AbortController().signal;
    return this.papers.table(
      file,
      { name: 'Quay', paperClass: 'official', audience },
      () => undefined,
      signal,
    );
  }

  get only(): Tabled {
    const [paper, ...more] = this.papers.list;
    if (paper === undefined || more.length > 0) throw new Error('not one paper');
    return paper;
  }

  open() {
    return this.papers.open(this.only, new AbortController().signal);
  }
}

test('all open what is for all, and the author’s side learns who did', async () => {
  const meeting = new Meeting();
  const [h1, h2, h3, r1, r2] = ['h1', 'h2', 'h3', 'r1', 'r2'].map((id) => meeting.person(id));
  if (!h1 || !h2 || !h3 || !r1 || !r2) throw new Error('nobody');
  expect(await h3.table({ to: 'all' })).toBe(null);
  const [sealed] = meeting.kept.values();
  expect(sealed?.length).toBe(sealedSize(13));
  const content = await r2.open();
  expect(typeof content !== 'string' && equal(content, new TextEncoder().encode('%PDF-1.7 quay'))).toBe(true);
  await vi.waitFor(() => {
    expect(r2.enclosed.map((one) => one.to).toSorted()).toEqual(['h1', 'h2', 'h3']);
  });
  for (const one of [h1, h2, h3])
    expect(one.papers.openedBy.get(one.only.id)).toEqual([{ seat: 'r2', atMs: 7 }]);
  expect(r1.papers.openedBy.size).toBe(0);
  // Once is enough.
  await r2.open();
  expect(r2.enclosed.length).toBe(3);
});

test('what is for heads, for one side or one’s own reaches those alone', async () => {
  const readers: [Audience, string[]][] = [
    [{ to: 'side' }, ['h1', 'h2', 'h3']],
    [{ to: 'heads' }, ['h1', 'h2', 'r1']],
    [{ to: 'other', side: 'ridge' }, ['h1', 'r1', 'r2']],
  ];
  for (const [audience, expected] of readers) {
    const meeting = new Meeting();
    const people = ['h1', 'h2', 'h3', 'r1', 'r2'].map((id) => [id, meeting.person(id)] as const);
    expect(await people[0]?.[1].table(audience)).toBe(null);
    const having = people.filter(([, one]) => one.papers.list.length > 0).map(([id]) => id);
    expect(having, audience.to).toEqual(expected);
  }
});

test('whoever was never here is named, and where that is all, nothing is tabled', async () => {
  const meeting = new Meeting();
  const h1 = meeting.person('h1');
  h1.unreachable = new Set(['r1', 'r2']);
  expect(h1.papers.unreachable({ to: 'heads' })).toEqual(['r1']);
  expect(await h1.table({ to: 'other', side: 'ridge' })).toBe('nobody');
  expect(meeting.kept.size).toBe(0);
  expect(await h1.table({ to: 'heads' })).toBe(null);
  expect(h1.only.readers).toEqual(['h2']);
});

test('what the server changed, or does not have, is not shown', async () => {
  const meeting = new Meeting();
  const h1 = meeting.person('h1');
  const r1 = meeting.person('r1');
  await h1.table({ to: 'all' });
  const { id } = h1.only;
  const sealed = meeting.kept.get(id) ?? new Uint8Array();
  meeting.kept.set(id, sealed.with(100, (sealed[100] ?? 0) ^ 1));
  expect(await r1.open()).toBe('changed');
  meeting.kept.set(id, sealed.subarray(0, -1));
  expect(await r1.open()).toBe('changed');
  meeting.kept.delete(id);
  expect(await r1.open()).toBe('unknownFile');
  expect(r1.enclosed).toEqual([]);
  expect(h1.papers.openedBy.size).toBe(0);
});

test('a refusal is handed on, and nothing is told of the paper', async () => {
  const meeting = new Meeting();
  const h1 = meeting.person('h1');
  meeting.refusal = 'noSpace';
  expect(await h1.table({ to: 'all' })).toBe('noSpace');
  expect(await h1.table({ to: 'all' }, new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' }))).toBe(
    'kind',
  );
  expect(await h1.table({ to: 'all' }, new File([], 'a.pdf'))).toBe('empty');
  expect(h1.papers.list).toEqual([]);
});

test('nobody puts another paper in the place of one', async () => {
  const meeting = new Meeting();
  const h1 = meeting.person('h1');
  const r1 = meeting.person('r1');
  await h1.table({ to: 'all' });
  const payload = { ...h1.only, type: 'paper', name: 'Another' } as const;
  r1.papers.written('plenary', { seq: 1, seat: 'r2', fresh: true, payload });
  expect(r1.only.name).toBe('Quay');
  expect(r1.only.seat).toBe('h1');
  r1.papers.restarted('plenary');
  expect(r1.papers.list).toEqual([]);
});

test('whoever tabled it, or leads that side, takes it off the table, and nobody opens it any more', async () => {
  for (const [by, isOther] of [
    ['h3', false],
    ['h2', false],
    ['r1', true],
  ] as const) {
    const meeting = new Meeting();
    const people = new Map(['h1', 'h2', 'h3', 'r1', 'r2'].map((id) => [id, meeting.person(id)]));
    const person = (id: string): Person => people.get(id) ?? meeting.person(id);
    await person('h3').table({ to: 'all' });
    expect(person(by).papers.mayWithdraw(person(by).only), by).toBe(!isOther);
    expect(await person(by).papers.withdraw(person(by).only)).toBe(true);
    for (const one of people.values()) {
      expect(one.only.withdrawn).toEqual(isOther ? null : { seat: by, atMs: 1 });
      expect(one.papers.happened.map(({ type, seat }) => [type, seat])).toEqual([
        ['tabled', 'h3'],
        ...(isOther ? [] : [['withdrawn', by]]),
      ]);
      expect(one.papers.mayWithdraw(one.only)).toBe(isOther && ['h1', 'h2', 'h3'].includes(one.you));
    }
    const opened = await person('r2').open();
    expect(typeof opened === 'string' ? opened : 'shown').toBe(isOther ? 'shown' : 'withdrawn');
  }
});

test('what was sealed for each is taken off by its author alone, and all whom it was for are told', async () => {
  for (const audience of [{ to: 'heads' }, { to: 'other', side: 'ridge' }] as const) {
    const meeting = new Meeting();
    const people = ['h1', 'h2', 'r1', 'r2'].map((id) => meeting.person(id));
    const [h1] = people;
    if (h1 === undefined) throw new Error('nobody');
    await h1.table(audience);
    const readers = people.filter((one) => one.papers.list.length > 0);
    for (const one of readers) expect(one.papers.mayWithdraw(one.only)).toBe(one === h1);
    // Of the log it was never in.
    h1.papers.written('plenary', {
      seq: 9,
      seat: 'h1',
      fresh: true,
      payload: { type: 'paper.withdrawn', id: h1.only.id, atMs: 1 },
    });
    expect(h1.only.withdrawn).toBeNull();
    expect(await h1.papers.withdraw(h1.only)).toBe(true);
    for (const one of readers) expect(one.only.withdrawn?.seat, one.you).toBe('h1');
    expect(await readers.at(-1)?.open()).toBe('withdrawn');
  }
});

test('what was read before is not told again, and a paper taken off while it comes is not shown', async () => {
  const meeting = new Meeting();
  const h1 = meeting.person('h1');
  const r1 = meeting.person('r1');
  await h1.table({ to: 'all' });
  const coming = r1.open();
  await h1.papers.withdraw(h1.only);
  expect(await coming).toBe('withdrawn');
  expect(h1.papers.openedBy.size).toBe(0);
  const payload = { ...h1.only, type: 'paper' } as const;
  const known = r1.papers.happened.length;
  r1.papers.restarted('plenary');
  r1.papers.written('plenary', { seq: 0, seat: 'h1', fresh: false, payload });
  expect(r1.only.withdrawn).toBeNull();
  const again = { type: 'paper.withdrawn', id: r1.only.id, atMs: 3 } as const;
  r1.papers.written('plenary', { seq: 1, seat: 'h2', fresh: false, payload: again });
  expect(r1.only.withdrawn).toEqual({ seat: 'h2', atMs: 3 });
  expect(r1.papers.happened.length).toBe(known);
});
