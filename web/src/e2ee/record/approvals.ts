import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url, utf8 } from '../bytes';
import { bytesOf, countOf, fieldsOf } from '../invitation/fields';
import { parseStrictly } from './strict-json';

/** What names a text in an approval: of its one form (docs/record.md). */
export function digestOf(form: string): string {
  return encodeBase64Url(sha256(utf8(form)));
}

/** What an approval is of: it does not outlast a change of the text, and one of another version is another. */
interface Version {
  text: number;
  seen: number;
  digest: string;
}

/** What an `approveText` command approves; null for whatever else, and for what is none. */
export function approvedIn(command: string): Version | null {
  const fields = fieldsOf(parseStrictly(command), ['type', 'text', 'seen', 'digest']);
  const text = countOf(fields?.['text'], 0, Number.MAX_SAFE_INTEGER);
  const seen = countOf(fields?.['seen'], 0, Number.MAX_SAFE_INTEGER);
  const digest = fields?.['digest'];
  if (fields?.['type'] !== 'approveText' || text === null || seen === null) return null;
  return bytesOf(digest, 32) === null ? null : { text, seen, digest: digest as string };
}

/** What was approved by entries without fault, and which of a file's texts it is. */
export class Approvals {
  readonly all: { n: number; text: number }[] = [];
  readonly #digests: readonly string[];
  /** By side and text: what the side has approved there and not taken back, the last at the end. */
  readonly #standing = new Map<string, { side: string; approved: Version[] }>();
  readonly #places = new Map<string, number>();

  constructor(texts: readonly string[]) {
    this.#digests = texts.map(digestOf);
    for (const [at, digest] of this.#digests.entries())
      if (!this.#places.has(digest)) this.#places.set(digest, at);
  }

  /** Takes the next entry without fault, of a seat that speaks for that side. */
  take(n: number, side: string, { type, command }: { type: string; command: string }): void {
    if (type !== 'text') return;
    const version = approvedIn(command);
    if (version !== null) {
      this.all.push({ n, text: this.#places.get(version.digest) ?? -1 });
      const key = `${side}/${version.text}`;
      const before = this.#standing.get(key)?.approved ?? [];
      const approved = [...before.filter((one) => nameOf(one) !== nameOf(version)), version];
      this.#standing.set(key, { side, approved });
      return;
    }
    const fields = fieldsOf(parseStrictly(command), ['type', 'text']);
    const text = countOf(fields?.['text'], 0, Number.MAX_SAFE_INTEGER);
    if (fields?.['type'] === 'disapproveText' && text !== null)
      this.#standing.get(`${side}/${text}`)?.approved.pop();
  }

  /** The texts with the sides that approved them together: as the version that most of them approved. */
  texts(sides: readonly string[]): { digest: string; sides: readonly string[] }[] {
    const by = new Map<string, { version: Version; sides: Set<string> }>();
    for (const { side, approved } of this.#standing.values())
      for (const version of approved) {
        const known = by.get(nameOf(version)) ?? { version, sides: new Set() };
        by.set(nameOf(version), { version, sides: known.sides.add(side) });
      }
    const versions = [...by.values()].toSorted(
      (one, other) =>
        other.sides.size - one.sides.size ||
        other.version.seen - one.version.seen ||
        other.version.text - one.version.text,
    );
    return this.#digests.map((digest) => {
      const chosen = versions.find(({ version }) => version.digest === digest);
      return { digest, sides: sides.filter((side) => chosen?.sides.has(side) === true) };
    });
  }
}

const nameOf = ({ text, seen, digest }: Version): string => `${text}/${seen}/${digest}`;
