import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url, utf8 } from '../bytes';
import { bytesOf, countOf, fieldsOf } from '../invitation/fields';
import { parseStrictly } from './strict-json';

/** What names a text in an approval: of its one form (docs/record.md). */
export function digestOf(form: string): string {
  return encodeBase64Url(sha256(utf8(form)));
}

/** What an `approveText` command approves; null for whatever else, and for what is none. */
export function approvedIn(command: string): { text: number; digest: string } | null {
  const fields = fieldsOf(parseStrictly(command), ['type', 'text', 'seen', 'digest']);
  const text = countOf(fields?.['text'], 0, Number.MAX_SAFE_INTEGER);
  const seen = countOf(fields?.['seen'], 0, Number.MAX_SAFE_INTEGER);
  const digest = fields?.['digest'];
  if (fields?.['type'] !== 'approveText' || text === null || seen === null) return null;
  return bytesOf(digest, 32) === null ? null : { text, digest: digest as string };
}

/** What was approved by entries without fault, and which of a file's texts it is. */
export class Approvals {
  readonly all: { n: number; text: number }[] = [];
  readonly #digests: readonly string[];
  /** By side and text: what the side has approved there and not taken back, the last at the end. */
  readonly #standing = new Map<string, { side: string; digests: string[] }>();
  readonly #places = new Map<string, number>();

  constructor(texts: readonly string[]) {
    this.#digests = texts.map(digestOf);
    for (const [at, digest] of this.#digests.entries())
      if (!this.#places.has(digest)) this.#places.set(digest, at);
  }

  /** Takes the next entry without fault, of a seat that spoke for that side. */
  take(n: number, side: string, { type, command }: { type: string; command: string }): void {
    if (type !== 'text') return;
    const approved = approvedIn(command);
    if (approved !== null) {
      const { text, digest } = approved;
      this.all.push({ n, text: this.#places.get(digest) ?? -1 });
      const key = `${side}/${text}`;
      const standing = this.#standing.get(key) ?? { side, digests: [] };
      standing.digests.push(digest);
      this.#standing.set(key, standing);
      return;
    }
    const fields = fieldsOf(parseStrictly(command), ['type', 'text']);
    const text = countOf(fields?.['text'], 0, Number.MAX_SAFE_INTEGER);
    if (fields?.['type'] === 'disapproveText' && text !== null)
      this.#standing.get(`${side}/${text}`)?.digests.pop();
  }

  /** The texts with the sides that stand by them. */
  texts(sides: readonly string[]): { digest: string; sides: readonly string[] }[] {
    const by = new Map<string, Set<string>>();
    for (const { side, digests } of this.#standing.values())
      for (const digest of digests) by.set(digest, (by.get(digest) ?? new Set()).add(side));
    return this.#digests.map((digest) => ({
      digest,
      sides: sides.filter((side) => by.get(digest)?.has(side) === true),
    }));
  }
}
