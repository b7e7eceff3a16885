import { beforeAll, expect, it } from 'vitest';
import { writeMeeting } from '../../organise/writing';
import { encodeBase64Url } from '../bytes';
import { keyPairFromSeed, randomBytes, type Bytes, type KeyPair } from '../crypto';
import { openRoster } from '../invitation/roster';
import { OrganiserSecret, randomId } from '../invitation/secrets';
import type { Payload } from '../log/payload';
import { openObject, sealObject } from '../log/sealed';
import { makeProof } from '../room/identity';
import { RecordChain, type Credential } from './chain';
import { Approvals, digestOf } from './approvals';
import { check, verdictOf, type Verdict } from './check';
import { openRecord, sealRecord, type FileEntry, type RecordFile } from './file';
import { newOpeningCode, readCode, writtenCode } from './opening-code';

/** Two sides with a head and a member each, whose devices write a record, signed as in a meeting. */
interface Writer {
  seat: string;
  device: KeyPair;
  credential: Credential;
}

const COMMANDS = [
  { type: 'admit', seat: '0' },
  { type: 'propose', matter: { type: 'opening', meeting: -1 } },
  { type: 'agree', motion: 1 },
  { type: 'propose', matter: { type: 'closing' } },
  { type: 'agree', motion: 3 },
];

/** The example of docs/record.md. */
const FORM = '{"title":"On the pier","kind":"joint","languages":["en"],"paragraphs":[["The pier is open"]]}';
const DIGEST = 'PKxKKqdxUiVwAEMQT3gZQPq1TwNAW0gsTF_6YjfPBTk';

const meeting = randomId();
const sides = ['Harbour', 'Ridge'].map((name) => ({ id: randomId(), name }));
let sealed: Bytes;
let code: Bytes;
let file: RecordFile;
let heads: [Writer, Writer];
let member: Writer;

beforeAll(async () => {
  const secret = OrganiserSecret.random();
  const draft = {
    title: 'Harbour access',
    sides: sides.map((side) => ({
      ...side,
      people: (['head', 'member'] as const).map((role) => ({
        id: randomId(),
        name: `The ${role} of ${side.name}`,
        title: '',
        agency: '',
        role,
      })),
    })),
  };
  const made = await writeMeeting(meeting, secret, draft);
  const rosterKey = await secret.rosterKey();
  const writers = draft.sides.flatMap((side) =>
    side.people.map(async ({ id: seat }): Promise<Writer> => {
      const device = await keyPairFromSeed(randomBytes(32));
      const { privateKey } = await (await secret.linkSeed(seat, 0)).invitationKeys();
      const proof = await makeProof({ meeting, seat, generation: 0 }, privateKey, device.publicKey);
      return {
        seat,
        device,
        credential: { device: encodeBase64Url(device.publicKey), generation: 0, proof },
      };
    }),
  );
  const [a, am, b] = (await Promise.all(writers)) as [Writer, Writer, Writer, Writer];
  heads = [a, b];
  member = am;
  const chain = new RecordChain(meeting);
  for (const [at, command] of COMMANDS.entries()) await write(chain, heads[at % 2] ?? a, command, at * 3);
  for (const [at, head] of heads.entries()) await write(chain, head, { type: 'sign' }, 100 + at);
  await write(chain, member, { type: 'depart', seat: member.seat }, 200);
  for (const [at, by] of [...heads, member].entries())
    await write(chain, by, { type: 'approveText', text: 7, seen: 9, digest: DIGEST }, 300 + at);
  code = newOpeningCode();
  const signed = await openRoster(made.papers.roster, rosterKey, meeting);
  const parts = made.sides.map(async ({ id, papers }) => ({
    side: id,
    signed: (await openRoster(papers.roster, rosterKey, meeting)) ?? '',
  }));
  sealed = await sealRecord(
    {
      meeting,
      organiser: (await secret.signatureKeys()).publicKey,
      charter: { base: made.papers.charter, parts: made.sides.map(({ papers }) => papers.charter) },
      roster: { base: signed, parts: await Promise.all(parts) },
      entries: chain.entries,
      texts: [FORM],
    },
    code,
  );
  const opened = await openRecord(sealed, code);
  if (opened === null) throw new Error('the record does not open');
  file = opened;
});

async function write(
  chain: RecordChain,
  by: Writer,
  command: { type: string } & Record<string, unknown>,
  seq: number,
): Promise<void> {
  const place = { meeting, room: 'plenary', seq, previous: randomBytes(32) };
  const era = { generation: 0, epoch: 3, begin: 0, key: randomBytes(32) };
  const payload: Payload = {
    type: command.type === 'approveText' ? 'text' : 'course',
    command: JSON.stringify(command),
    atMs: 1_800_000_000_000 + seq,
    stamps: [],
    record: chain.next(by.credential),
  };
  const author = { seat: by.seat, privateKey: by.device.privateKey };
  const bytes = await sealObject(place, era, author, JSON.stringify(payload));
  const opened = await openObject(place, by.seat, bytes, [era], [by.device.publicKey]);
  if (typeof opened === 'string') throw new Error(opened);
  chain.add({ seat: by.seat, seq, seal: opened.seal, unattributed: false });
}

function changed(n: number, change: (entry: FileEntry) => FileEntry | null): RecordFile {
  return {
    ...file,
    entries: file.entries.map((entry, at) => (at === n && entry !== null ? change(entry) : entry)),
  };
}

async function faults(of: RecordFile): Promise<Verdict['faults']> {
  return (await verdictOf(of)).faults;
}

it('finds a record as it was written without fault, up to the signatures of all', async () => {
  const verdict = await check(sealed, writtenCode(code).toLowerCase().replace(/-/g, ' '));
  expect(verdict).toEqual({
    papers: true,
    names: true,
    faults: [],
    signed: [
      { side: sides[0]?.id, n: 5 },
      { side: sides[1]?.id, n: 6 },
    ],
    whole: 6,
    // A member approves nothing for a side.
    approvals: [
      { n: 8, text: 0 },
      { n: 9, text: 0 },
    ],
    texts: [{ digest: DIGEST, sides: sides.map(({ id }) => id) }],
  });
});

it('says which texts nobody has approved, and which are not there', async () => {
  const invented = FORM.replace('open', 'shut');
  const other = await verdictOf({ ...file, texts: [invented] });
  expect(other.approvals.map(({ text }) => text)).toEqual([-1, -1]);
  expect(other.texts).toEqual([{ digest: digestOf(invented), sides: [] }]);
  const both = await verdictOf({ ...file, texts: [invented, FORM, FORM] });
  expect(both.approvals.map(({ text }) => text)).toEqual([1, 1]);
  expect(both.texts.map((one) => one.sides.length)).toEqual([0, 2, 2]);
});

/** Of one text, as sides approve it and take that back. */
class Approving {
  readonly approvals = new Approvals([FORM]);

  take(side: string, command: object): void {
    const { all } = this.approvals;
    this.approvals.take(all.length, side, { type: 'text', command: JSON.stringify(command) });
  }

  get sides(): readonly string[] {
    return this.approvals.texts(['a', 'b'])[0]?.sides ?? [];
  }
}

it('takes an approval back by the side and in the text where it was given', () => {
  const one = new Approving();
  one.take('b', { type: 'approveText', text: 7, seen: 9, digest: DIGEST });
  one.take('a', { type: 'approveText', text: 7, seen: 9, digest: DIGEST });
  expect(one.sides).toEqual(['a', 'b']);
  one.take('b', { type: 'disapproveText', text: 8 });
  one.take('a', { type: 'disapproveText', text: 7, seen: 9 });
  expect(one.sides).toEqual(['a', 'b']);
  one.take('b', { type: 'disapproveText', text: 7 });
  expect(one.sides).toEqual(['a']);
  one.take('b', { type: 'approveText', text: 7, seen: 9, digest: DIGEST.slice(1) });
  one.take('b', { type: 'approveText', text: -1, seen: 9, digest: DIGEST });
  expect(one.sides).toEqual(['a']);
  expect(one.approvals.all).toHaveLength(2);
});

it('says that sides approved a text together where they approved one version of it', () => {
  const one = new Approving();
  one.take('a', { type: 'approveText', text: 7, seen: 9, digest: DIGEST });
  one.take('b', { type: 'approveText', text: 7, seen: 12, digest: DIGEST });
  expect(one.sides).toEqual(['b']);
  one.take('a', { type: 'approveText', text: 7, seen: 12, digest: DIGEST });
  one.take('a', { type: 'approveText', text: 7, seen: 12, digest: DIGEST });
  expect(one.sides).toEqual(['a', 'b']);
  one.take('a', { type: 'disapproveText', text: 7 });
  expect(one.sides).toEqual(['b']);
});

it('opens by its code alone', async () => {
  expect(readCode(writtenCode(code))).toEqual(code);
  expect(writtenCode(code)).toMatch(/^([A-Z2-7]{5}-){5}[A-Z2-7]$/);
  expect(await check(sealed, writtenCode(newOpeningCode()))).toBeNull();
  for (const other of ['', 'A', writtenCode(code) + 'A', writtenCode(code).replace(/^./, '0')])
    expect(await check(sealed, other)).toBeNull();
  for (let at = 0; at < sealed.length; at += 97) {
    const broken = sealed.slice();
    broken[at] = (broken[at] ?? 0) ^ 1;
    expect(await check(broken, writtenCode(code))).toBeNull();
  }
});

it.each<[string, (entry: FileEntry) => FileEntry, string]>([
  ['what was said', (one) => ({ ...one, text: one.text.replace('"atMs":1', '"atMs":2') }), 'notSigned'],
  ['whose it is', (one) => ({ ...one, seat: member.seat }), 'notSigned'],
  ['its place in the log', (one) => ({ ...one, seq: one.seq + 1 }), 'notSigned'],
  ['the log before it', (one) => ({ ...one, log: randomBytes(32) }), 'notSigned'],
  ['its era', (one) => ({ ...one, header: randomBytes(13) }), 'notSigned'],
  ['its signature', (one) => ({ ...one, signature: randomBytes(64) }), 'notSigned'],
  ['its number', (one) => ({ ...one, text: one.text.replace('"n":2', '"n":3') }), 'outOfPlace'],
  ['its form', (one) => ({ ...one, text: one.text.replace('"proof"', '"prove"') }), 'malformed'],
  [
    'its time in no number',
    (one) => ({ ...one, text: one.text.replace('"atMs":1', '"atMs":-1') }),
    'malformed',
  ],
])('finds in an entry another value of %s', async (_, change, fault) => {
  const found = await faults(changed(2, change));
  expect(found[0]).toEqual({ n: 2, fault });
  // And the one behind it, which is not behind that one any more; but nothing after that.
  expect(found.slice(1).every(({ n, fault: other }) => n === 3 && other === 'outOfPlace')).toBe(true);
  expect((await verdictOf(changed(2, change))).whole).toBe(0);
});

it('finds what is dropped, doubled, swapped, moved and cut off before the signatures', async () => {
  const { entries } = file;
  const [first, second, third, ...rest] = entries as [FileEntry, FileEntry, FileEntry, ...FileEntry[]];
  for (const other of [
    [first, third, ...rest],
    [second, third, ...rest],
    [first, first, second, third, ...rest],
    [second, first, third, ...rest],
    [...rest, first, second, third],
    [first, null, third, ...rest],
  ]) {
    const verdict = await verdictOf({ ...file, entries: other });
    expect(verdict.faults.length).toBeGreaterThan(0);
    expect(verdict.whole).toBe(0);
  }
  for (let count = 0; count < 7; count++) {
    const verdict = await verdictOf({ ...file, entries: entries.slice(0, count) });
    expect(verdict.faults).toEqual([]);
    expect(verdict.whole, 'not signed by all').toBe(0);
  }
  // What stood behind all signatures may be missing, and nobody can tell.
  expect((await verdictOf({ ...file, entries: entries.slice(0, 7) })).whole).toBe(6);
});

it('does not take another’s device, another’s link or a link that is not there yet', async () => {
  const chain = new RecordChain(meeting);
  const [a, b] = heads;
  const impostor = { ...a, credential: { ...a.credential, proof: b.credential.proof } };
  const early = { ...a, credential: { ...a.credential, generation: 1 } };
  const stranger = { ...a, seat: randomId() };
  for (const [at, by] of [impostor, early, stranger].entries()) await write(chain, by, { type: 'sign' }, at);
  const resealed = await sealRecord({ ...file, entries: chain.entries }, code);
  const verdict = await check(resealed, writtenCode(code));
  expect(verdict?.faults).toEqual([0, 1, 2].map((n) => ({ n, fault: 'notInvited' })));
  expect(verdict?.signed.map(({ n }) => n)).toEqual([-1, -1]);
});

it('does not take a member’s signature for the side’s', async () => {
  const chain = new RecordChain(meeting);
  await write(chain, member, { type: 'sign' }, 0);
  const verdict = await check(await sealRecord({ ...file, entries: chain.entries }, code), writtenCode(code));
  expect(verdict).toMatchObject({ faults: [], whole: 0 });
});

it('holds papers and names against the organiser’s key', async () => {
  for (const other of [{ organiser: randomBytes(32) }, { meeting: randomId() }]) {
    const verdict = await verdictOf({ ...file, ...other });
    expect(verdict).toMatchObject({ papers: false, names: false, signed: [], whole: 0 });
    expect(verdict.faults.length).toBeGreaterThan(0);
  }
  const [first, ...others] = file.roster.parts;
  for (const parts of [others, [...others, { side: sides[0]?.id ?? '', signed: others[0]?.signed ?? '' }]])
    expect(await verdictOf({ ...file, roster: { ...file.roster, parts } })).toMatchObject({
      papers: true,
      names: false,
      whole: 6,
    });
  expect(first).toBeDefined();
  expect((await verdictOf({ ...file, roster: { base: null, parts: [] } })).names).toBe(false);
});

it('reads strictly: no field twice, and none more', async () => {
  for (const change of [
    (text: string) => text.replace('"stamps":[]', '"stamps":[],"stamps":[]'),
    (text: string) => text.replace('"stamps":[]', '"stamps":[],"st\\u0061mps":[]'),
    (text: string) => text.replace('"stamps":[]', '"stamps":[],"more":0'),
    (text: string) => text.replace('"generation":0', '"generation":0,"generation":0'),
    (text: string) => text.replace('"type":"course"', '"type":"other"'),
  ]) {
    const found = await faults(changed(2, (entry) => ({ ...entry, text: change(entry.text) })));
    expect(found[0]).toEqual({ n: 2, fault: 'malformed' });
  }
});
