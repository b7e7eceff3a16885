import { expect, it } from 'vitest';
import { utf8 } from '../../e2ee/bytes';
import { encodeBase64Url } from '../../e2ee/base64url';
import { randomId } from '../../e2ee/invitation/secrets';
import { checkedLines, checkedTexts, checkRecord, isProven, type CheckedRecord } from './reading';
import { shown } from './shown';

/** A record that nothing proves, with whatever commands somebody put there. */
function forged(commands: readonly { type: string; command: string }[], text?: string): Uint8Array {
  const zeros = (count: number): string => encodeBase64Url(new Uint8Array(count));
  const entries = commands.map((said, n) => ({
    seat: zeros(16),
    seq: n,
    log: zeros(32),
    header: zeros(13),
    text:
      text ??
      JSON.stringify({
        ...said,
        atMs: n === 1 ? Number.MAX_SAFE_INTEGER : n,
        stamps: [],
        record: { n, previous: zeros(32), device: zeros(32), generation: 0, proof: zeros(64) },
      }),
    signature: zeros(64),
  }));
  const nobody = { base: '', parts: [] };
  const roster = { base: null, parts: [] };
  const organiser = zeros(32);
  return utf8(
    JSON.stringify({
      format: 'parley record 1',
      meeting: randomId(),
      organiser,
      charter: nobody,
      roster,
      entries,
      texts: [],
    }),
  );
}

async function linesOf(json: Uint8Array): Promise<string[]> {
  const record = await checkRecord(json, () => undefined);
  if (typeof record === 'string') throw new Error(record);
  expect(isProven(record)).toBe(false);
  return checkedLines(record).map(({ text }) => text);
}

it('has words for whatever somebody wrote into a record', async () => {
  const course = (command: unknown) => ({ type: 'course', command: JSON.stringify(command) });
  const lines = await linesOf(
    forged([
      course({ type: 'sign' }),
      course({ type: 'propose', matter: { type: 'constructor' } }),
      course({ type: 'propose' }),
      course({ type: '__proto__' }),
      course(null),
      course({ type: 'raiseHand' }),
      { type: 'course', command: '{' },
      {
        type: 'board',
        command: JSON.stringify({ type: 'tableAlternative', title: 'a\u202eb', isPlan: false }),
      },
      { type: 'board', command: JSON.stringify({ type: 'takePosition', alternative: 1, stance: 'none' }) },
      { type: 'text', command: JSON.stringify({ type: 'openText', title: { toString: 1 } }) },
    ]),
  );
  const unknown = 'Something that this page does not know';
  expect(lines).toEqual([
    'Signed the record',
    ...Array<string>(6).fill(unknown),
    'Tabled an alternative: a\\u{202e}b',
    unknown,
    unknown,
  ]);
  expect(await linesOf(forged([{ type: '', command: '' }], 'nothing'))).toEqual(['No entry']);
});

it('goes through ten thousand entries and leaves the page its turns', async () => {
  const commands = Array.from({ length: 10_000 }, () => ({
    type: 'course',
    command: '{"type":"sign"}',
  }));
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const told: number[] = [];
  const record = await checkRecord(forged(commands), (part) => told.push(part));
  clearInterval(ticking);
  if (typeof record === 'string') throw new Error(record);
  expect(record.verdict.faults).toHaveLength(10_000);
  expect(told.length).toBeGreaterThan(50);
  expect(turns).toBeGreaterThan(50);
});

it('tells what is no record', async () => {
  for (const text of ['', '{}', '[]', 'null', '\ud800'])
    expect(await checkRecord(utf8(text), () => undefined)).toBe('malformed');
});

it('shows what is hidden, and cuts what is long', () => {
  expect(shown('Ridge — نور, א\u200dב')).toBe('Ridge — نور, א\u200dב');
  expect(shown('a\nb\u2066c\u0000')).toBe('a\\u{a}b\\u{2066}c\\u{0}');
  expect(shown('x'.repeat(401))).toBe(`${'x'.repeat(400)}…`);
});

it('holds no record for proven that has a text which nobody approved, and lists whatever text it has', () => {
  const verdict = {
    papers: true,
    faults: [],
    whole: 3,
    approvals: [{ n: 0, text: 0 }],
    // It was taken back.
    texts: [{ digest: 'a', sides: [] }],
  };
  const checked = { verdict, unsigned: 0, file: { texts: ['no text'] } } as unknown as CheckedRecord;
  expect(isProven(checked)).toBe(true);
  expect(checkedTexts(checked)).toMatchObject([
    { digest: 'a', title: 'What is no text of a form known here' },
  ]);
  const texts = [...verdict.texts, { digest: 'b', sides: [] }];
  expect(isProven({ ...checked, verdict: { ...checked.verdict, texts } })).toBe(false);
});
