import { concat, encodeBase64Url, equal, utf8 } from '../bytes';
import { CHUNK_BYTES, Chunks, TAG_BYTES } from '../chunks';
import { hkdf, randomBytes, type Bytes } from '../crypto';

// A side's archive as a sealed file (docs/archive.md): a ZIP in chunks, which need not be in memory at once.

const FIRST_LINE = 'parley sealed archive 1\n';
const KEY_LABEL = 'parley archive file';
const SALT_BYTES = 16;
/** What it may be to be opened: larger takes more memory of whoever looks into it. */
const MAX_ARCHIVE_BYTES = 256_000_000;

/** Seals what comes, in whatever pieces it comes. */
export class SealedArchive {
  readonly #header: Bytes;
  readonly #chunks: Promise<Chunks>;
  /** As blobs, which a browser need not hold in the page's memory. */
  readonly #sealed: Blob[] = [];
  readonly #rest = new Uint8Array(CHUNK_BYTES);
  #restBytes = 0;
  #index = 0;

  constructor(code: Uint8Array) {
    // One code may be used for another archive: each has a key of its own.
    const salt = randomBytes(SALT_BYTES);
    this.#header = headerOf(salt);
    this.#chunks = chunksOf(code, salt);
  }

  async take(piece: Uint8Array): Promise<void> {
    let at = 0;
    while (at < piece.length) {
      if (this.#restBytes === CHUNK_BYTES) await this.#seal(false);
      const taken = piece.subarray(at, at + CHUNK_BYTES - this.#restBytes);
      this.#rest.set(taken, this.#restBytes);
      this.#restBytes += taken.length;
      at += taken.length;
    }
  }

  async finish(): Promise<Blob> {
    await this.#seal(true);
    return new Blob([this.#header, ...this.#sealed], { type: 'application/octet-stream' });
  }

  async #seal(isLast: boolean): Promise<void> {
    const chunks = await this.#chunks;
    const content = this.#rest.subarray(0, this.#restBytes);
    this.#sealed.push(new Blob([await chunks.seal(this.#index++, isLast, content)]));
    this.#restBytes = 0;
  }
}

/** Whether it says of itself that it is one; whatever is larger is not read. */
export function isSealedArchive(bytes: Uint8Array): boolean {
  const line = utf8(FIRST_LINE);
  return bytes.length <= MAX_ARCHIVE_BYTES && equal(bytes.subarray(0, line.length), line);
}

/** The ZIP; null where it is not of this code, or damaged. */
export async function openArchive(
  bytes: Uint8Array,
  code: Uint8Array,
  onprogress: (part: number) => void = () => undefined,
): Promise<Bytes | null> {
  const lineBytes = utf8(FIRST_LINE).length;
  const sealed = bytes.subarray(lineBytes + SALT_BYTES);
  const count = Math.ceil(sealed.length / (CHUNK_BYTES + TAG_BYTES));
  const size = sealed.length - count * TAG_BYTES;
  if (size < 0 || count === 0) return null;
  const chunks = await chunksOf(code, bytes.subarray(lineBytes, lineBytes + SALT_BYTES));
  const content = new Uint8Array(size);
  for (let index = 0; index < count; index++) {
    const from = index * (CHUNK_BYTES + TAG_BYTES);
    const chunk = sealed.subarray(from, from + CHUNK_BYTES + TAG_BYTES);
    const opened = await chunks.open(index, index === count - 1, chunk);
    if (opened === null) return null;
    content.set(opened, index * CHUNK_BYTES);
    onprogress((index + 1) / count);
  }
  return content;
}

async function chunksOf(code: Uint8Array, salt: Uint8Array): Promise<Chunks> {
  const key = await hkdf(code, `${KEY_LABEL}\0${encodeBase64Url(salt)}`);
  return new Chunks(key, headerOf(salt));
}

function headerOf(salt: Uint8Array): Bytes {
  return concat(utf8(FIRST_LINE), salt);
}
