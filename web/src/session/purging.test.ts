import { expect, it } from 'vitest';
import type { PurgeProposal } from '../course/built/rules.js';
import type { Charter } from '../e2ee/invitation/charter';
import { LinkSeed } from '../e2ee/invitation/secrets';
import type { ClientMessage } from '../signalling/messages';
import { Purging } from './purging.svelte';

/** Two sides with a head each, whose links are those of the seeds. */
async function between(...seeds: readonly LinkSeed[]): Promise<Charter> {
  const sides = await Promise.all(
    seeds.map(async (seed, at) => {
      const { publicKey } = await seed.invitationKeys();
      const role = 'head' as const;
      const seat = { role, first: role, generation: 0, withdrawn: false, key: publicKey, former: [] };
      return {
        id: `side${at}`,
        keeper: publicKey,
        version: 1,
        changes: [],
        seats: [{ ...seat, id: `seat${at}` }],
      };
    }),
  );
  return { meeting: 'process', version: 2, sides };
}

function proposal(seq: number, signatures: readonly string[]): PurgeProposal {
  const keys = signatures.map((signature, at) => ({
    side: `side${at}`,
    by: `seat${at}`,
    seq: seq + 1 + at,
    atMs: 0,
    signature,
  }));
  return { seq, side: 'side0', by: 'seat0', atMs: 0, keys };
}

function linked(): { purging: Purging; sent: ClientMessage[] } {
  const sent: ClientMessage[] = [];
  const purging = new Purging('process', LinkSeed.random(), (message) => void sent.push(message));
  purging.connected();
  return { purging, sent };
}

it('shuts a proposal out, and says whether it is', async () => {
  const { purging, sent } = linked();
  const done = purging.shutOut(proposal(4, []));
  expect(sent).toEqual([{ type: 'shutOutPurge', place: 4 }]);
  expect(purging.busy).toBe(true);
  expect(await purging.shutOut(proposal(4, []))).toBe(false);
  purging.receive({ type: 'purgeShutOut', place: 4 });
  expect(await done).toBe(true);
  expect([purging.busy, purging.failure]).toEqual([false, null]);
  const refused = purging.shutOut(proposal(4, []));
  purging.receive({ type: 'purgeRefused', place: 4, why: 'tooFast' });
  expect([await refused, purging.failure]).toEqual([false, 'tooFast']);
});

it('does not know it where the line breaks, and has not asked where there is none', async () => {
  const { purging, sent } = linked();
  const broken = purging.shutOut(proposal(4, []));
  purging.disconnected();
  expect([await broken, purging.failure]).toEqual([false, 'notSure']);
  expect([await purging.shutOut(proposal(4, [])), purging.failure]).toEqual([false, 'unlinked']);
  expect(sent).toHaveLength(1);
});

it('knows good keys from others, and hands them over', async () => {
  const seeds = [LinkSeed.random(), LinkSeed.random()] as const;
  const charter = await between(...seeds);
  const sent: ClientMessage[] = [];
  const [one, other] = seeds.map(
    (seed) => new Purging('process', seed, (message) => void sent.push(message)),
  ) as [Purging, Purging];
  const bare = proposal(4, []);
  const keys = [await one.sign(bare), await other.sign(bare)];
  await one.check(proposal(4, keys.slice(0, 1)), charter);
  expect([...one.good]).toEqual(['side0']);
  await one.check(proposal(4, keys), charter);
  expect([...one.good]).toEqual(['side0', 'side1']);
  await one.check(proposal(5, keys), charter);
  expect([...one.good]).toEqual([]);
  await one.check(null, charter);
  expect([...one.good]).toEqual([]);
  one.carryOut(proposal(4, keys));
  expect(sent).toEqual([
    {
      type: 'purge',
      place: 4,
      keys: [
        { seat: 'seat0', signature: keys[0] },
        { seat: 'seat1', signature: keys[1] },
      ],
    },
  ]);
  expect(one.busy).toBe(true);
  one.receive({ type: 'purgeRefused', place: 4, why: 'keysInvalid' });
  expect([one.busy, one.failure]).toEqual([false, 'keysInvalid']);
});
