import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { encodeBase64Url } from '../../e2ee/bytes';
import { digestOf } from '../../e2ee/record/approvals';
import { addPassage, paragraphsOf } from './joint-texts.svelte';
import { columnsOf, isApproved, isApprovedReadout } from './readouts';
import { Client, columnOf, settle, table } from './texts.testing';
import { copyOf, rewrite, seeded, updated } from './writing';

it('shows what a side writes to all, two of whom write at once', async () => {
  const { server, clients } = await table();
  const [robin, alex, kim] = clients;
  if (robin === undefined || alex === undefined || kim === undefined) throw new Error('nobody is there');
  vi.useFakeTimers();
  robin.texts.write(0, 1).edit('All piers are open.');
  alex.texts.write(0, 1).edit('The pier is open, at night too.');
  await vi.advanceTimersByTimeAsync(1000);
  expect(kim.said(1, 'A')).toContain('at night too');
  expect(kim.said(1, 'A')).toContain('piers are');
  expect(robin.texts.write(0, 1).content).toBe(kim.said(1, 'A'));
  expect(robin.texts.write(0, 1).isSent).toBe(true);
  expect(new Set(clients.map((one) => one.whole)).size).toBe(1);
  expect(server.log.filter((one) => one.payload?.type === 'wording')).toHaveLength(2);
  vi.useRealTimers();
});

it('keeps what was written without a line, over a reload as well', async () => {
  const { server, clients } = await table();
  const [robin] = clients;
  if (robin === undefined) throw new Error('nobody is there');
  vi.useFakeTimers();
  robin.isOnline = false;
  robin.texts.write(0, 1).edit('The pier is open. Offline.');
  await vi.advanceTimersByTimeAsync(5000);
  expect(robin.texts.write(0, 1).isSent).toBe(false);
  robin.texts.close();
  const again = await new Client(server, 'robin').start(robin.kept);
  await vi.advanceTimersByTimeAsync(1000);
  expect(again.said(1, 'A')).toBe('The pier is open. Offline.');
  expect(clients[2]?.said(1, 'A')).toBe('The pier is open. Offline.');
  vi.useRealTimers();
});

it('gives words back that came too late', async () => {
  const { clients } = await table();
  const [robin, , kim] = clients;
  if (robin === undefined || kim === undefined) throw new Error('nobody is there');
  vi.useFakeTimers();
  robin.isOnline = false;
  robin.texts.write(0, 1).edit('The pier is shut.');
  await vi.advanceTimersByTimeAsync(1000);
  expect(await kim.texts.send({ type: 'acceptWording', text: 0, passage: 1, of: 'A', seen: 1 })).toBe(
    'written',
  );
  robin.isOnline = true;
  robin.read(robin.server);
  expect(robin.texts.lost).toEqual([{ text: 0, passage: 1, content: 'The pier is shut.' }]);
  vi.useRealTimers();
});

it('takes nothing that is no plain text of what was there', () => {
  const doc = seeded('wording', 'The pier');
  const other = copyOf(doc);
  other.getText('wording').insert(0, 'first ');
  const before = Y.encodeStateVector(other);
  other.getText('wording').insert(0, 'second ');
  const gap = encodeBase64Url(Y.encodeStateAsUpdate(other, before));
  const named = copyOf(doc);
  named.getMap('more').set('a', 1);
  const bold = copyOf(doc);
  bold.getText('wording').insert(0, 'bold', { bold: true });
  const embedded = copyOf(doc);
  embedded.getText('wording').insertEmbed(0, { image: 'a' });
  const whole = encodeBase64Url(Y.encodeStateAsUpdate(other));
  for (const hostile of [
    '',
    '!',
    gap,
    whole.slice(0, 20),
    encodeBase64Url(Y.encodeStateAsUpdate(named)),
    encodeBase64Url(Y.encodeStateAsUpdate(bold)),
    encodeBase64Url(Y.encodeStateAsUpdate(embedded)),
    encodeBase64Url(new Uint8Array(40_001)),
  ])
    expect(updated(doc, 'wording', hostile), hostile.slice(0, 30)).toBeNull();
  expect(updated(doc, 'wording', whole)?.getText('wording').toJSON()).toBe('second first The pier');
  expect(doc.getText('wording').toJSON()).toBe('The pier');
});

it('writes the least, and cuts no character', () => {
  for (const [from, to] of [
    ['The pier is open', 'The dock is open'],
    ['a\u{1f680}b', 'a\u{1f681}b'],
    ['\u{1f680}\u{1f680}', '\u{1f680}'],
    ['', 'a'],
    ['ab', `a${'\u{1f680}'.repeat(30_000)}b`],
    ['aaa', 'aa'],
  ] as const) {
    const doc = seeded('wording', from);
    const follower = seeded('wording', from);
    for (const update of rewrite(doc, 'wording', to)) {
      expect(update.length).toBeLessThan(40_000);
      Y.applyUpdate(follower, update);
    }
    expect(doc.getText('wording').toJSON()).toBe(to);
    expect(follower.getText('wording').toJSON()).toBe(to);
  }
});

it('puts a wording from elsewhere behind all that stands there', async () => {
  const { clients } = await table();
  const [, , kim] = clients;
  if (kim === undefined) throw new Error('nobody is there');
  expect(await addPassage(kim.texts, 0, 'Ridge could accept it by day.')).toBe('written');
  expect(clients[0]?.said(5, 'B')).toBe('Ridge could accept it by day.');
});

it('sets paragraphs apart by blank lines', () => {
  expect(paragraphsOf('a\r\nb\r\n\r\n  \n c \n \n\nd')).toEqual(['a\nb', 'c', 'd']);
});

it('approves what stands there by its digest, and nothing else', async () => {
  const { server, clients } = await table();
  const [robin, , kim, sam] = clients;
  if (robin === undefined || kim === undefined || sam === undefined) throw new Error('nobody is there');
  for (const passage of [1, 3])
    await kim.texts.send({ type: 'acceptWording', text: 0, passage, of: 'A', seen: 1 });
  const head = robin.texts.state.view?.texts[0];
  if (head === undefined) throw new Error('no text is there');
  const form =
    '{"title":"On the pier","kind":"joint","languages":["en"],"paragraphs":[["The pier is open."],["By day."]]}';
  const digest = digestOf(form);
  expect(robin.texts.state.followed?.digest(0)).toBe(digest);
  const approve = { type: 'approveText', text: 0, seen: head.changed } as const;
  // A device that shows its head another text.
  const other = { ...approve, digest: digestOf(form.replace('open', 'shut')) };
  const said = { type: 'text', atMs: 1, stamps: [], record: null };
  server.append('kim', { ...said, command: JSON.stringify(other) });
  for (const one of [robin, kim, sam]) {
    expect(one.texts.state.view?.texts[0]?.approvals).toEqual([]);
    expect(one.texts.state.refusals.at(-1)).toMatchObject({ seat: 'kim', reason: 'untrue' });
  }
  expect(await kim.texts.send(other)).toBe('untrue');
  expect(sam.texts.state.followed?.approved(digest)).toBeNull();
  expect(await kim.texts.send({ ...approve, digest })).toBe('written');
  expect(sam.texts.state.view?.texts[0]?.approvals).toMatchObject([{ side: 'B', seat: 'kim' }]);
  expect(sam.texts.state.followed?.approved(digest)).toBe(form);
});

it('keeps what is too long on the device, says by how much, and sends it once it is shorter', async () => {
  const { server, clients } = await table();
  const [robin, alex, kim] = clients;
  if (robin === undefined || alex === undefined || kim === undefined) throw new Error('nobody is there');
  vi.useFakeTimers();
  const long = 'At night the pier is shut. '.repeat(1_500);
  const writing = robin.texts.write(0, 1);
  writing.edit(long);
  await vi.advanceTimersByTimeAsync(1000);
  expect(writing.content).toBe(long);
  expect([writing.isSent, writing.excess]).toEqual([false, long.length - 5_000]);
  expect(kim.said(1, 'A')).toBe('The pier is open.');
  expect(server.log.length).toBe(2);
  // As after a reload.
  await settle();
  const again = await new Client(server, 'robin').start(robin.kept);
  expect(again.texts.write(0, 1).content).toBe(long);
  again.texts.close();
  // Others go on meanwhile.
  alex.texts.write(0, 2).edit('By day, alone.');
  writing.edit(long.slice(0, 4_000));
  await vi.advanceTimersByTimeAsync(1000);
  expect([writing.isSent, writing.excess]).toEqual([true, 0]);
  expect(kim.said(1, 'A')).toBe(long.slice(0, 4_000));
  expect(kim.whole).toBe(robin.whole);
  vi.useRealTimers();
});

it('gives back what two write at once that is too long together', async () => {
  const { clients } = await table();
  const [robin, alex] = clients;
  if (robin === undefined || alex === undefined) throw new Error('nobody is there');
  vi.useFakeTimers();
  const [one, other] = ['Open by day. '.repeat(230), 'Shut by night. '.repeat(200)];
  robin.texts.write(0, 1).edit(`The pier is open.${one}`);
  alex.texts.write(0, 1).edit(`${other}The pier is open.`);
  await vi.advanceTimersByTimeAsync(1000);
  const writings = [robin, alex].map((client) => client.texts.write(0, 1));
  const late = writings.find((writing) => !writing.isSent);
  expect(writings.filter((writing) => writing.isSent).length).toBe(1);
  expect(late?.excess).toBe(one.length + other.length + 'The pier is open.'.length - 5_000);
  expect(late?.content).toContain(one);
  expect(late?.content).toContain(other);
  late?.edit(late.content.replace(other, ''));
  await vi.advanceTimersByTimeAsync(1000);
  expect(late?.isSent).toBe(true);
  expect(alex.said(1, 'A')).toBe(`The pier is open.${one}`);
  expect([robin.texts.lost, alex.texts.lost]).toEqual([[], []]);
  vi.useRealTimers();
});

it('says that a paragraph is too long with what others wrote, and sends what is shorter', async () => {
  const { clients } = await table();
  const [robin, , kim] = clients;
  if (robin === undefined || kim === undefined) throw new Error('nobody is there');
  await kim.texts.send({ type: 'acceptWording', text: 0, passage: 3, of: 'A', seen: 1 });
  vi.useFakeTimers();
  // The second paragraph, “By day.”, gets a bracket for each letter, and each side fills it.
  const paragraph = kim.texts.state.followed?.outline(0)[1]?.id ?? -1;
  const long = 'x'.repeat(5_000);
  const mine = [];
  for (let letter = 0; letter < 4; letter++) {
    const segment = columnOf(robin, paragraph).at(-1)?.id ?? -1;
    await robin.texts.send({ type: 'bracket', text: 0, paragraph, language: 0, segment, from: 0, to: 1 });
    const passage = columnOf(robin, paragraph).at(-2)?.id ?? -1;
    mine.push(robin.texts.write(0, passage), kim.texts.write(0, passage));
  }
  for (const writing of mine) {
    writing.edit(long);
    await vi.advanceTimersByTimeAsync(1000);
  }
  const last = mine.at(-1);
  expect(mine.map(({ isSent }) => isSent)).toEqual([...Array<boolean>(7).fill(true), false]);
  expect([last?.isOver, last?.excess, last?.content]).toEqual([true, 0, long]);
  last?.edit('Open.');
  await vi.advanceTimersByTimeAsync(1000);
  expect([last?.isOver, last?.isSent]).toEqual([false, true]);
  expect(robin.whole).toBe(kim.whole);
  vi.useRealTimers();
});

it('says which paragraphs are on the table where the line breaks between them', async () => {
  const { clients } = await table();
  const [robin] = clients;
  if (robin === undefined) throw new Error('nobody is there');
  const paragraphs = Array.from({ length: 9 }, () => ({ wordings: ['"'.repeat(4_900)] }));
  const added: number[] = [];
  const sent = await robin.texts.add(0, 2, paragraphs, (count) => {
    added.push(count);
    robin.isOnline = count < 6;
  });
  expect(sent).toBe('unwritten');
  expect(added).toEqual([3, 6]);
  expect(robin.texts.state.followed?.outline(0).length).toBe(8);
});

it('says in public what all sides approved, word for word', async () => {
  const { clients } = await table();
  const [robin, , kim] = clients;
  if (robin === undefined || kim === undefined) throw new Error('nobody is there');
  const { state } = kim.texts;
  await robin.texts.send({ type: 'openText', kind: 'readout', title: 'Out', languages: ['en', 'ar'] });
  const text = state.view?.texts.at(-1)?.id ?? -1;
  const paragraphs = [{ wordings: ['The pier', 'الرصيف'] }, { wordings: ['is “open”.', 'مفتوح.'] }];
  await robin.texts.send({ type: 'addParagraphs', text, after: -1, paragraphs });
  const head = (): NonNullable<typeof state.view>['texts'][number] => {
    const found = state.view?.texts.find((one) => one.id === text);
    if (found === undefined) throw new Error('there is no such text');
    return found;
  };
  const said = [
    { language: 'en', text: 'The pier\n\nis “open”.' },
    { language: 'ar', text: 'الرصيف\n\nمفتوح.' },
  ];
  for (const place of state.followed?.outline(text) ?? [])
    for (const column of state.followed?.paragraph(text, place.id)?.columns ?? [])
      for (const one of column.segments)
        if (one.type === 'passage')
          for (const { side, seq: seen } of one.wordings)
            await kim.texts.send({ type: 'acceptWording', text, passage: one.id, of: side, seen });
  expect(columnsOf(state, head())).toEqual(said);
  await robin.texts.send({
    type: 'approveText',
    text,
    seen: head().changed,
    digest: state.followed?.digest(text) ?? '',
  });
  expect(isApprovedReadout(head(), 2)).toBe(false);
  expect(isApproved(state, said, 2)).toBe(false);
  expect(
    await kim.texts.send({
      type: 'approveText',
      text,
      seen: head().changed,
      digest: state.followed?.digest(text) ?? '',
    }),
  ).toBe('written');
  expect(isApprovedReadout(head(), 2)).toBe(true);
  expect(isApproved(state, said, 2)).toBe(true);
  expect(isApproved(state, said.slice(0, 1), 2)).toBe(false);
  expect(isApproved(state, [{ language: 'en', text: 'The pier\n\nis shut.' }, ...said.slice(1)], 2)).toBe(
    false,
  );
});
