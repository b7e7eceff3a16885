import { expect, it, vi } from 'vitest';
import type { TextCommand } from '../../course/built/rules.js';
import { Client, settle, table, updateOf } from './texts.testing';

// As the device draws at random; here the same for the same seed.
const random = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

it.each(Array.from({ length: 30 }, (_, seed) => seed))(
  'comes to the same for all, whatever they write and whenever they are there (%i)',
  async (seed) => {
    const chance = random(seed + 1);
    const { server, clients } = await table();
    vi.useFakeTimers();
    const below = (bound: number): number => Math.floor(chance() * bound);
    for (let step = 0; step < 60; step++) {
      const client = clients[below(clients.length)];
      if (client === undefined) continue;
      const passage = [1, 3][below(2)] ?? 1;
      const writing = (): string => {
        const { content } = client.texts.write(0, passage);
        const at = below(content.length + 1);
        return (
          content.slice(0, at) +
          (['x', 'yy', '\u{1f680}', ' '][below(4)] ?? '') +
          content.slice(at + below(3))
        );
      };
      switch (below(8)) {
        case 0:
          client.isOnline = !client.isOnline;
          client.read(server);
          break;
        case 1: {
          const update = [updateOf('stolen'), 'AAAA', 'A'.repeat(50_000), '____'][below(4)];
          const hostile = ['noa', 'nobody', 'kim', 'robin'][below(4)] ?? '';
          server.append(hostile, {
            type: 'wording',
            text: 0,
            passage: below(9),
            update,
            atMs: 1,
            stamps: [],
          });
          break;
        }
        default:
          client.texts.write(0, passage).edit(writing());
      }
      await vi.advanceTimersByTimeAsync(below(400));
    }
    for (const client of clients) {
      client.isOnline = true;
      client.read(server);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    await settle();
    const late = await new Client(server, 'sam').start();
    expect(new Set([...clients, late].map((one) => one.whole)).size).toBe(1);
    for (const client of clients) {
      const side = client.seat === 'robin' || client.seat === 'alex' ? 'A' : 'B';
      for (const passage of [1, 3]) {
        const writing = client.texts.write(0, passage);
        expect(writing.isSent).toBe(true);
        expect(writing.content).toBe(late.said(passage, side) ?? '');
      }
    }
    vi.useRealTimers();
  },
);

/** How far the random acts led, in any of the runs. */
const came = new Set<string>();

/** What somebody may do with a text as it stands on the own device: old by the time that it arrives, or wrong. */
function randomAct(client: Client, below: (bound: number) => number): TextCommand {
  const text = 0;
  const { followed, view } = client.texts.state;
  const places = followed?.outline(text) ?? [];
  const place = places[below(places.length)];
  const columns = followed?.paragraph(text, place?.id ?? -1)?.columns ?? [];
  const segments = columns[0]?.segments ?? [];
  const segment = segments[below(segments.length)];
  const passage = segment?.id ?? -1;
  const paragraph = place?.id ?? -1;
  const from = below(4);
  const own = client.seat === 'robin' || client.seat === 'alex' ? 'A' : 'B';
  const wordings = segment?.type === 'passage' ? segment.wordings : [];
  const wording = wordings.find(({ side }) => side !== own) ?? wordings[0];
  switch (below(30)) {
    case 0:
      return {
        type: 'addParagraphs',
        text,
        after: paragraph,
        paragraphs: [{ wordings: [`Line ${below(9)}.`] }],
      };
    case 1:
      return { type: 'bracket', text, paragraph, language: 0, segment: passage, from, to: from + below(5) };
    case 2:
      return { type: 'dropWording', text, passage };
    case 3:
      return { type: 'retractAcceptance', text, passage };
    case 4:
      return { type: 'addComment', text, paragraph, body: 'A comment' };
    case 5:
    case 6:
    case 7:
    case 8:
      return {
        type: 'initial',
        text,
        paragraph,
        seen: place?.changed ?? 0,
        digest: followed?.paragraphDigest(text, paragraph) ?? '',
      };
    case 9:
    case 10:
    case 11:
    case 12:
      return {
        type: 'approveText',
        text,
        seen: view?.texts[0]?.changed ?? 0,
        digest: followed?.digest(text) ?? '',
      };
    case 13:
      return { type: 'disapproveText', text };
    default:
      return { type: 'acceptWording', text, passage, of: wording?.side ?? '', seen: wording?.seq ?? 0 };
  }
}

it.each(Array.from({ length: 30 }, (_, seed) => seed))(
  'comes to the same for all, whatever they accept, change and approve, late, twice or without a line (%i)',
  async (seed) => {
    const chance = random(seed + 100);
    const below = (bound: number): number => Math.floor(chance() * bound);
    const { server, clients } = await table();
    vi.useFakeTimers();
    for (let step = 0; step < 150; step++) {
      // Mostly heads: the others’ acts are refused.
      const client = clients[[0, 2, 0, 2, 1, 3][below(6)] ?? 0];
      if (client === undefined) continue;
      const old = server.log[below(server.log.length)];
      switch (below(25)) {
        case 0:
        case 1:
          client.isOnline = below(3) > 0;
          client.read(server);
          break;
        case 2:
          // As a server may do that keeps what it saw.
          if (old?.payload != null) server.append(old.seat, old.payload);
          break;
        case 3:
          client.texts.write(0, [1, 3][below(2)] ?? 1).edit(`Wording ${below(5)}`);
          break;
        default:
          // As a modified client does, which asks no rules of its own.
          client.acts.push(JSON.stringify(randomAct(client, below)));
      }
      client.act(server);
      // An hour and more for all of it.
      await vi.advanceTimersByTimeAsync(below(60_000));
      const text = clients[0]?.texts.state.view?.texts[0];
      if (text?.clean === true) came.add('clean');
      if (text?.approvals.length === 2) came.add('approved');
      if (clients[0]?.texts.state.followed?.outline(0).some((one) => one.initials.length === 2) === true)
        came.add('initialled');
    }
    for (const client of clients) {
      client.isOnline = true;
      client.read(server);
      client.act(server);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    await settle();
    const late = await new Client(server, 'sam').start();
    expect(new Set([...clients, late].map((one) => one.whole)).size).toBe(1);
    vi.useRealTimers();
  },
);

it('was led far by them', () => {
  expect([...came].toSorted()).toEqual(['approved', 'clean', 'initialled']);
});
