import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Something that must not be found, or must: its name, and its bytes as they are by themselves. */
export interface Mark {
  name: string;
  bytes: Buffer;
}

/** A text that occurs nowhere else, with a letter that UTF-8 and Latin-1 write differently. */
export function marked(name: string): string {
  return `${name}Märk${randomBytes(6).toString('hex')}`;
}

export function textMark(text: string): Mark {
  return { name: text, bytes: Buffer.from(text) };
}

/** A way in which a mark may stand among other bytes. */
interface Form {
  mark: string;
  form: string;
  bytes: Buffer;
}

/**
 * All the ways in which a mark is looked for: as it is, in Base64 at each of the three places that its bytes may have in a group of
 * three, in either alphabet, and in hex; if it is a text also as UTF-16 and Latin-1; and each of these texts as UTF-16 once more.
 */
export function formsOf({ name, bytes }: Mark): Form[] {
  const forms: { form: string; bytes: Buffer }[] = [{ form: 'plain', bytes }];
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) {
    forms.push({ form: 'UTF-16LE', bytes: utf16(text) }, { form: 'UTF-16BE', bytes: utf16(text).swap16() });
    const latin = Buffer.from(text, 'latin1');
    if (!latin.equals(bytes)) forms.push({ form: 'Latin-1', bytes: latin });
    // As JSON or a page may write it.
    const escaped = text.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
    if (escaped !== text) forms.push({ form: 'escaped', bytes: Buffer.from(escaped) });
  }
  for (const [form, written] of writtenForms(bytes)) {
    const ascii = Buffer.from(written);
    forms.push({ form, bytes: ascii }, { form: `${form}, UTF-16LE`, bytes: utf16(written) });
    forms.push({ form: `${form}, UTF-16BE`, bytes: utf16(written).swap16() });
  }
  return forms.map((each) => ({ mark: name, ...each }));
}

function writtenForms(bytes: Buffer): [string, string][] {
  const forms: [string, string][] = [
    ['hex', bytes.toString('hex')],
    ['upper hex', bytes.toString('hex').toUpperCase()],
  ];
  for (const before of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The signs that also depend on what stands before and after are left out.
    const end = (before + bytes.length) % 3 === 0 ? base64.length : base64.length - 1;
    const own = base64.slice(before === 0 ? 0 : before + 1, end);
    forms.push([`Base64 at ${before}`, own]);
    const url = own.replaceAll('+', '-').replaceAll('/', '_');
    if (url !== own) forms.push([`Base64url at ${before}`, url]);
  }
  return forms;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** Of which marks something was found, in which forms, how often. */
export type Found = Map<string, Map<string, number>>;

/** Looks for many marks at once in bytes that come in pieces. */
export class MarkSearch {
  readonly found: Found = new Map();
  readonly #byStart = new Map<number, Form[]>();
  /** Whether some form begins with these two bytes. */
  readonly #mayStart = new Uint8Array(1 << 16);
  #longest = 0;
  #rest = Buffer.alloc(0);

  constructor(marks: readonly Mark[]) {
    for (const form of marks.flatMap(formsOf)) {
      if (form.bytes.length < 8) throw new Error(`${form.mark} is too short to be looked for`);
      const start = form.bytes.readUInt32LE(0);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), form]);
      this.#mayStart[start & 0xffff] = 1;
      this.#longest = Math.max(this.#longest, form.bytes.length);
    }
  }

  /** Takes the next piece of one stretch of bytes; `end` says that nothing follows on it. */
  feed(piece: Buffer, end = false): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    // What begins later than this might go on in the next piece.
    const until = end ? bytes.length - 3 : bytes.length - this.#longest + 1;
    let at = 0;
    for (; at < until; at++) {
      if (this.#mayStart[bytes[at]! | (bytes[at + 1]! << 8)] === 0) continue;
      for (const form of this.#byStart.get(bytes.readUInt32LE(at)) ?? [])
        if (bytes.compare(form.bytes, 0, form.bytes.length, at, Math.min(at + form.bytes.length, bytes.length)) === 0)
          this.#note(form);
    }
    this.#rest = end ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at));
  }

  async file(path: string): Promise<void> {
    for await (const piece of createReadStream(path, { highWaterMark: 4 << 20 })) this.feed(piece as Buffer);
    this.feed(Buffer.alloc(0), true);
  }

  /** One line for each mark and form that was found. */
  get lines(): string[] {
    return [...this.found].flatMap(([mark, forms]) =>
      [...forms].map(([form, times]) => `${mark}: ${form}, ${times} times`),
    );
  }

  #note({ mark, form }: Form): void {
    const forms = this.found.get(mark) ?? new Map<string, number>();
    this.found.set(mark, forms.set(form, (forms.get(form) ?? 0) + 1));
  }
}

/** What of some marks is found in one stretch of bytes, one line for each mark and form. */
export function findIn(bytes: Buffer | string, marks: readonly Mark[]): string[] {
  const search = new MarkSearch(marks);
  search.feed(Buffer.from(bytes as string), true);
  return search.lines;
}
