import { Approvals } from './approvals';
import { decodeBase64Url as fromBase64, encodeBase64Url } from '../bytes';
import { verify } from '../crypto';
import { invitationKeyOf, openCharter, seatOf, type Charter } from '../invitation/charter';
import { bytesOf, countOf, fieldsOf, idOf, listOf } from '../invitation/fields';
import type { Link } from '../log/payload';
import { messageOf } from '../log/sealed';
import { isProof } from '../room/identity';
import { PLENARY } from '../room/rules';
import { recordBeginning, recordLinked } from './chain';
import { openRecord, type FileEntry, type RecordFile } from './file';
import { NO_NAMES, provenNames, type ProvenNames } from './names';
import { readCode } from './opening-code';
import { Speakers } from './speakers';
import { parseStrictly } from './strict-json';

// How a record is checked (docs/record.md): by the file alone, with nobody to ask.

export type Fault = 'malformed' | 'outOfPlace' | 'notSigned' | 'notInvited' | 'unknown';

export interface Verdict {
  /** Whether the charter holds. */
  papers: boolean;
  /** Whether all names do. */
  names: boolean;
  faults: readonly { n: number; fault: Fault }[];
  /** For each side the place of its last signature; -1 for none. */
  signed: readonly { side: string; n: number }[];
  /** How many entries, from the first, every side has signed and nothing is wrong with. */
  whole: number;
  /** Which entry approves which of the file's texts; -1 for one that is not there. */
  approvals: readonly { n: number; text: number }[];
  /** The file's texts, and which sides have approved them together. */
  texts: readonly { digest: string; sides: readonly string[] }[];
}

/** Of what happens at the table, of what is weighed there, of joint texts, and of what is to be done. */
const TYPES = ['course', 'board', 'text', 'action'] as const;

/** What an entry's text says that counts here. */
interface Said {
  type: (typeof TYPES)[number];
  command: string;
  atMs: number;
  /** Of the changes of roles that its author goes by. */
  stamps: readonly string[];
  record: Link;
}

/** A verdict, and what is proven of who took part. */
export interface Examined {
  verdict: Verdict;
  /** Null where it does not hold. */
  charter: Charter | null;
  names: ProvenNames;
}

// Lower shows sooner how far it is, and lets the page do something else in between; higher is sooner done.
const ENTRIES_AT_ONCE = 100;

/** Null for what cannot be read: no record, or not of this code. */
export async function check(bytes: Uint8Array, code: string): Promise<Verdict | null> {
  const key = readCode(code);
  const file = key === null ? null : await openRecord(bytes, key);
  return file === null ? null : verdictOf(file);
}

export async function verdictOf(file: RecordFile): Promise<Verdict> {
  return (await examine(file)).verdict;
}

/** @param onprogress told now and then how many entries were looked at */
export async function examine(
  file: RecordFile,
  onprogress: (entries: number) => void = () => undefined,
): Promise<Examined> {
  const isId = idOf(file.meeting) !== null;
  const opened = isId ? await openCharter(file.charter, file.organiser, file.meeting) : null;
  // Without one nobody has a seat.
  const charter = opened ?? { meeting: file.meeting, version: 0, sides: [] };
  const faults: { n: number; fault: Fault }[] = [];
  const signed = new Map(charter.sides.map(({ id }) => [id, -1]));
  const approvals = new Approvals(file.texts);
  const speakers = new Speakers(charter);
  const chain = new Chain(file.meeting);
  const proofs = new Proofs();
  for (const [n, entry] of file.entries.entries()) {
    if (n % ENTRIES_AT_ONCE === 0) {
      onprogress(n);
      await new Promise((resolve) => setTimeout(resolve));
    }
    const said = entry === null ? null : saidIn(entry);
    const fault = await faultOf(charter, chain, proofs, entry, said);
    if (fault !== null) faults.push({ n, fault });
    else if (entry !== null && said !== null) {
      speakers.state(said.stamps);
      const side = speakers.includes(entry.seat) ? seatOf(charter, entry.seat)?.side : undefined;
      if (side !== undefined && isSignature(said)) signed.set(side, n);
      if (side !== undefined) approvals.take(n, side, said);
    }
    chain.passed(entry, said);
  }
  const lowest = opened === null ? -1 : Math.min(...signed.values());
  const whole = faults.some(({ n }) => n <= lowest) ? 0 : lowest + 1;
  const names = opened === null ? NO_NAMES : await provenNames(file, opened);
  const verdict = {
    papers: opened !== null,
    names: names.areAll,
    faults,
    signed: [...signed].map(([side, n]) => ({ side, n })),
    whole,
    approvals: approvals.all,
    texts: approvals.texts(charter.sides.map(({ id }) => id)),
  };
  return { verdict, charter: opened, names };
}

/** How many entries behind what all sides signed are more than a signature: what followed them may be missing. */
export function unsignedIn(file: RecordFile, { whole }: Verdict): number {
  const after = file.entries.slice(whole);
  if (whole === 0) return after.length;
  return (
    after.findLastIndex((entry) => {
      const said = entry === null ? null : saidIn(entry);
      return said === null || !isSignature(said);
    }) + 1
  );
}

/** Whether some entry approves a text, and be it that it was taken back later. */
export function wasApproved({ approvals, texts }: Verdict, digest: string): boolean {
  return approvals.some(({ text }) => texts[text]?.digest === digest);
}

/** What was done, as an entry says it. */
export type Content = Omit<Said, 'record' | 'stamps'>;

/** What an entry says was done, and when; null where it is none. */
export function contentOf(entry: FileEntry): Content | null {
  const said = saidIn(entry);
  if (said === null) return null;
  const { type, command, atMs } = said;
  return { type, command, atMs };
}

/** Of devices, each proven once: most entries are of a few. */
class Proofs {
  readonly #found = new Map<string, Promise<boolean>>();

  holds(
    { device, generation, proof }: Link,
    seat: string,
    meeting: string,
    key: Uint8Array,
  ): Promise<boolean> {
    const name = `${seat}/${generation}/${device}/${proof}`;
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const bytes = fromBase64(device) ?? new Uint8Array();
    const found = isProof(proof, { meeting, seat, generation }, bytes, key);
    this.#found.set(name, found);
    return found;
  }
}

/** Where the next entry has to stand. */
class Chain {
  readonly #meeting: string;
  #n: number | null = 0;
  #seq = -1;
  #hash: Uint8Array;

  constructor(meeting: string) {
    this.#meeting = meeting;
    this.#hash = recordBeginning(meeting);
  }

  message(entry: FileEntry): Uint8Array {
    const place = { meeting: this.#meeting, room: PLENARY, seq: entry.seq, previous: entry.log };
    return messageOf(place, entry.header, entry.seat, entry.text);
  }

  isNext({ seq }: FileEntry, { n, previous }: Link): boolean {
    return n === this.#n && previous === encodeBase64Url(this.#hash) && seq > this.#seq;
  }

  /** Goes on behind an entry as it stands there, whatever is wrong with it. */
  passed(entry: FileEntry | null, said: Said | null): void {
    const record = said?.record ?? null;
    const previous = record === null ? null : fromBase64(record.previous);
    if (entry === null || record === null || previous === null) {
      // Whatever comes next is out of place.
      this.#n = null;
      return;
    }
    this.#n = record.n + 1;
    this.#seq = entry.seq;
    this.#hash = recordLinked(previous, this.message(entry), entry.signature);
  }
}

async function faultOf(
  charter: Charter,
  chain: Chain,
  proofs: Proofs,
  entry: FileEntry | null,
  said: Said | null,
): Promise<Fault | null> {
  const record = said?.record ?? null;
  if (entry === null || record === null) return 'malformed';
  if (!chain.isNext(entry, record)) return 'outOfPlace';
  const device = fromBase64(record.device);
  if (device === null || !(await verify(device, chain.message(entry), entry.signature))) return 'notSigned';
  const seat = seatOf(charter, entry.seat);
  if (seat === null || record.generation > seat.generation) return 'notInvited';
  const key = invitationKeyOf(charter, entry.seat, record.generation);
  if (key === null) return 'unknown';
  return (await proofs.holds(record, entry.seat, charter.meeting, key)) ? null : 'notInvited';
}

function saidIn({ text }: FileEntry): Said | null {
  const fields = fieldsOf(parseStrictly(text), ['type', 'command', 'atMs', 'stamps', 'record']);
  const command = fields?.['command'];
  const record = linkFrom(fields?.['record']);
  const stamps = listOf(fields?.['stamps'], 0, Infinity, (one) => (typeof one === 'string' ? one : null));
  const type = TYPES.find((one) => one === fields?.['type']);
  if (type === undefined || typeof command !== 'string' || record === null) return null;
  const atMs = countOf(fields?.['atMs'], 0, Number.MAX_SAFE_INTEGER);
  return stamps !== null && atMs !== null ? { type, command, atMs, stamps, record } : null;
}

function linkFrom(value: unknown): Link | null {
  const fields = fieldsOf(value, ['n', 'previous', 'device', 'generation', 'proof']);
  const n = countOf(fields?.['n'], 0, Number.MAX_SAFE_INTEGER);
  const generation = countOf(fields?.['generation'], 0, Number.MAX_SAFE_INTEGER);
  if (fields === null || n === null || generation === null) return null;
  const { previous, device, proof } = fields as { previous: unknown; device: unknown; proof: unknown };
  if (bytesOf(previous, 32) === null || bytesOf(device, 32) === null || bytesOf(proof, 64) === null)
    return null;
  return { n, previous: previous as string, device: device as string, generation, proof: proof as string };
}

function isSignature({ type, command }: Said): boolean {
  return type === 'course' && fieldsOf(parseStrictly(command), ['type'])?.['type'] === 'sign';
}
