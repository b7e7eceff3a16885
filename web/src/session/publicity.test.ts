import { describe, expect, it } from 'vitest';
import type { LineProposal, Meeting, PublicLine } from '../course/built/rules.js';
import type { Charter, CharterSeat } from '../e2ee/invitation/charter';
import { keyPairFromSeed, type KeyPair } from '../e2ee/crypto';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { LinkSeed } from '../e2ee/invitation/secrets';
import { lineId, signLine, verifyLine } from '../e2ee/public-line';
import type { ClientMessage } from '../signalling/messages';
import { linesOf, survey, type ShownLine } from './public-page';
import { goodKeys, Publicity } from './publicity.svelte';

const PROCESS = 'AAAAAAAAAAAAAAAAAAAAAA';
const LINE: PublicLine = { type: 'postponementLine', reason: 'A storm' };
const NO_COMMENT: PublicLine = { type: 'noComment' };

function proposal(keys: LineProposal['keys'], line = LINE): LineProposal {
  return { seq: 9, side: 'harbour', by: 'harbour-head', atMs: 0, line, keys };
}

/** In which two lines were proposed, at places 6 and 9. */
function meeting(inForce: LineProposal | null): Meeting {
  const act = { seat: 'harbour-head', atMs: 0 };
  const proposed = (seq: number, line: PublicLine): Meeting['history'][number] => ({
    side: 'harbour',
    event: { type: 'lineProposed', act: { ...act, seq }, meeting: 3, instead: -1, line },
  });
  return {
    id: 3,
    follows: -1,
    state: 'postponed',
    agreed: null,
    offer: null,
    sequence: 1,
    history: [proposed(6, NO_COMMENT), proposed(9, LINE)],
    publicity: { proposed: null, inForce, isOutdated: false },
    readout: { proposed: null, inForce: null, isOutdated: false },
  };
}

async function shown(place: number, line: PublicLine, said = line): Promise<ShownLine> {
  const id = await lineId({ process: PROCESS, meeting: 3, place, line });
  return { id, meeting: 1, bothSides: true, releasedMs: null, line: said };
}

describe('the keys to a line', () => {
  const place = { process: PROCESS, meeting: 3, place: 9, line: LINE };

  async function madeWith(
    role: CharterSeat['role'],
  ): Promise<{ charter: Charter; ours: KeyPair; theirs: KeyPair }> {
    const ours = await keyPairFromSeed(new Uint8Array(32).fill(1));
    const theirs = await keyPairFromSeed(new Uint8Array(32).fill(2));
    const sides = [
      sideIn('harbour', [seatIn('harbour-head', role, { key: ours.publicKey })]),
      sideIn('ridge', [seatIn('ridge-head', role, { key: theirs.publicKey })]),
    ];
    return { charter: charterOf(PROCESS, sides), ours, theirs };
  }

  function key(side: string, by: string, signature: string): LineProposal['keys'][number] {
    return { side, by, seq: 10, atMs: 0, signature };
  }

  it('count where they are signatures of those who speak for their sides', async () => {
    const { charter, ...pairs } = await madeWith('head');
    const ours = await signLine(place, pairs.ours.privateKey);
    const theirs = await signLine(place, pairs.theirs.privateKey);
    const both = [key('harbour', 'harbour-head', ours), key('ridge', 'ridge-head', theirs)];
    expect(await goodKeys(PROCESS, [meeting(proposal(both))], charter)).toEqual(
      new Set(['9 harbour', '9 ridge']),
    );
    const swapped = [key('harbour', 'harbour-head', theirs), key('ridge', 'harbour-head', ours)];
    expect(await goodKeys(PROCESS, [meeting(proposal(swapped))], charter)).toEqual(new Set());
    expect(await goodKeys(PROCESS, [meeting(proposal(both, NO_COMMENT))], charter)).toEqual(new Set());
    const members = await madeWith('member');
    expect(await goodKeys(PROCESS, [meeting(proposal(both))], members.charter)).toEqual(new Set());
  });

  it('are made with the link', async () => {
    const seed = new LinkSeed(new Uint8Array(32).fill(7));
    const publicity = new Publicity(PROCESS, seed, () => undefined);
    const signature = await publicity.sign(meeting(null), proposal([]));
    const { publicKey } = await seed.invitationKeys();
    expect(await verifyLine(place, publicKey, signature)).toBe(true);
  });
});

describe('what is published', () => {
  function bench(): { publicity: Publicity; sent: ClientMessage[] } {
    const sent: ClientMessage[] = [];
    const publicity = new Publicity(PROCESS, new LinkSeed(new Uint8Array(32)), (message) =>
      sent.push(message),
    );
    publicity.connected();
    return { publicity, sent };
  }

  it('is told with its keys, and answered', async () => {
    const { publicity, sent } = bench();
    const keys = [{ side: 'harbour', by: 'harbour-head', seq: 10, atMs: 0, signature: 'abc' }];
    const publishing = publicity.publish(meeting(null), proposal(keys));
    expect(sent).toEqual([
      {
        type: 'publishLine',
        meeting: 3,
        place: 9,
        line: '{"type":"postponementLine","reason":"A storm"}',
        keys: [{ seat: 'harbour-head', signature: 'abc' }],
      },
    ]);
    publicity.receive({ type: 'linePublished', meeting: 3, place: 8 });
    publicity.receive({ type: 'lineRefused', meeting: 3, place: 9, why: 'keysInvalid' });
    expect(await publishing).toBe('keysInvalid');
    const removing = publicity.takeDown(3, 9, true);
    expect(sent.at(-1)).toEqual({ type: 'removeLine', meeting: 3, place: 9, readout: true });
    publicity.receive({ type: 'lineTakenDown', meeting: 3, place: 9 });
    expect(await removing).toBe('done');
    const withdrawing = publicity.shutOut(3, 9, false);
    expect(sent.at(-1)).toEqual({ type: 'shutOutLine', meeting: 3, place: 9, readout: false });
    publicity.receive({ type: 'lineShutOut', meeting: 3, place: 9 });
    expect(await withdrawing).toBe('done');
  });

  it('is not known where the line breaks', async () => {
    const { publicity, sent } = bench();
    const publishing = publicity.publish(meeting(null), proposal([]));
    publicity.disconnected();
    expect(await publishing).toBe('notSure');
    expect(await publicity.takeDown(3, 9, false)).toBe('unlinked');
    expect(sent).toHaveLength(1);
  });
});

describe('what the server shows', () => {
  it('is found among what was proposed', async () => {
    const found = await survey(PROCESS, [meeting(null)], [await shown(6, NO_COMMENT)]);
    expect(found.shown).toEqual(new Map([['3 line', 6]]));
    expect(found.strange).toEqual([]);
  });

  it('is strange where it says something else, of another place, or twice', async () => {
    const lines = [
      await shown(9, LINE),
      await shown(9, LINE, { ...LINE, reason: 'A strike' }),
      await shown(7, NO_COMMENT),
      await shown(9, LINE),
    ];
    const found = await survey(PROCESS, [meeting(null)], lines);
    expect(found.shown).toEqual(new Map([['3 line', 9]]));
    expect(found.strange).toEqual([{ ...LINE, reason: 'A strike' }, NO_COMMENT, LINE]);
  });

  it('is read strictly', async () => {
    const line = await shown(9, LINE);
    expect(linesOf({ lines: [line] })).toEqual([line]);
    const timed = { ...line, releasedMs: 7 };
    expect(linesOf({ lines: [timed] })).toEqual([timed]);
    for (const value of [
      null,
      [],
      {},
      { lines: {} },
      { lines: [line], more: 1 },
      { lines: [{ ...line, bothSides: 2 }] },
      { lines: [{ ...line, line: { type: 'rumour' } }] },
      { lines: [{ ...line, meeting: 0 }] },
      { lines: [{ ...line, releasedMs: 'now' }] },
      { lines: Array.from({ length: 401 }, () => line) },
    ])
      expect(linesOf(value)).toBeNull();
  });
});
