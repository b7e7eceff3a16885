import { unzipSync, Zip, ZipDeflate } from 'fflate';

// Of what is pressed at once: more holds more in memory.
const PIECE_BYTES = 256 * 1024;
/** Which files there may be in one that is looked into: more would only fill the page. */
const MAX_FILES = 5_000;

/** A ZIP that goes, piece by piece, to whoever takes it. */
export class ZipWriting {
  readonly #zip: Zip;
  readonly #take: (piece: Uint8Array) => Promise<void>;
  readonly #mtime: Date;
  #pieces: Uint8Array[] = [];

  /** @param atMs the time that all files get */
  constructor(atMs: number, take: (piece: Uint8Array) => Promise<void>) {
    this.#take = take;
    this.#mtime = new Date(atMs);
    this.#zip = new Zip((failure, piece) => {
      if (failure !== null) throw failure;
      this.#pieces.push(piece);
    });
  }

  /** @param isPressed whether the content is small as it is already, and is to be stored so */
  async add(name: string, content: Uint8Array, isPressed = false): Promise<void> {
    const file = new ZipDeflate(name, { level: isPressed ? 0 : 6 });
    file.mtime = this.#mtime;
    this.#zip.add(file);
    for (let at = 0; at < content.length; at += PIECE_BYTES) {
      // A copy: what is pressed later may not be somebody's who changes it.
      file.push(content.slice(at, at + PIECE_BYTES), false);
      await this.#flush();
    }
    file.push(new Uint8Array(), true);
    await this.#flush();
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const piece of pieces) await this.#take(piece);
  }
}

interface ZipFile {
  name: string;
  sizeBytes: number;
}

/** What is in a ZIP; null where it is none. */
export function filesIn(zip: Uint8Array): readonly ZipFile[] | null {
  const files: ZipFile[] = [];
  try {
    unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        if (files.length < MAX_FILES) files.push({ name, sizeBytes: originalSize });
        return false;
      },
    });
  } catch {
    return null;
  }
  return files;
}

/** One file of a ZIP; null where there is none, or one that is larger than it may be. */
export function fileIn(zip: Uint8Array, wanted: string, maxBytes: number): Uint8Array | null {
  try {
    const found = unzipSync(zip, {
      filter: ({ name, originalSize }) => name === wanted && originalSize <= maxBytes,
    });
    return found[wanted] ?? null;
  } catch {
    return null;
  }
}
