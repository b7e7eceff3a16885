import { SealedArchive } from '../../../../e2ee/archive/file';
import { ZipWriting } from '../../../../e2ee/archive/zip';
import { utf8 } from '../../../../e2ee/bytes';
import { encodeBase64Url } from '../../../../e2ee/base64url';
import { sha256 } from '../../../../e2ee/crypto';
import { archived, fetchPapers, type Archived, type NotArchived } from '../../../../session/archive';
import type { Room } from '../../room.svelte';
import { linesOf, namesIn } from '../record/lines';
import { paperFile } from './names';
import { pageOf } from './page';
import { textFiles } from './text-files';

const ARCHIVE_FORMAT = 'parley archive 1';

/** An archive, sealed, and what is not in it. */
export interface MadeArchive {
  file: Blob;
  /** By the paper's name. */
  missing: readonly { name: string; why: NotArchived }[];
}

/**
 * Makes the archive of what one's seat may read now; null before the card was opened, and where somebody stopped it.
 *
 * @param onprogress told how many papers were fetched, of how many
 */
export async function makeArchive(
  room: Room,
  code: Uint8Array,
  onprogress: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<MadeArchive | null> {
  const { sealed, session } = room.attendance;
  const archive = archived(sealed, session.you, Date.now());
  if (archive === null) return null;
  const writing = new ArchiveWriting(archive, code);
  const files = new Map<string, string>();
  const missing = await fetchPapers(
    sealed,
    archive.papers,
    async (paper, content) => {
      const name = paperFile(files.size + 1, paper.name, paper.media);
      files.set(paper.id, name);
      await writing.add(name, content, paper.media !== 'text/plain');
    },
    (done) => {
      onprogress(done, archive.papers.length);
    },
    signal,
  );
  if (signal.aborted) return null;
  const lines = linesOf(sealed.table.record.entries, namesIn(room));
  await writing.add('index.html', utf8(pageOf(archive, lines, { files, missing })));
  await writing.add('record.json', archive.record);
  for (const { name, content } of textFiles(archive)) await writing.add(name, utf8(content));
  const { meeting, seat, side, atMs, title } = archive;
  const parts = {
    people: { sides: archive.sides, people: archive.people },
    schedule: archive.schedule,
    course: archive.course,
    board: archive.board,
    texts: archive.texts,
    actions: archive.actions,
    side: archive.own,
    chat: archive.chat,
    papers: archive.papers.map((paper) => describedPaper(paper, files.get(paper.id) ?? null)),
  };
  for (const [name, part] of Object.entries(parts)) await writing.add(`${name}.json`, json(part));
  const left = archive.papers.flatMap(({ id, name }) => {
    const why = missing.get(id);
    return why === undefined ? [] : [{ id, name, why }];
  });
  const file = await writing.finish({
    format: ARCHIVE_FORMAT,
    meeting,
    seat,
    side,
    atMs,
    title,
    missing: left,
  });
  return { file, missing: left.map(({ name, why }) => ({ name, why })) };
}

/** All but the key, which opens nothing any more that is not here. */
function describedPaper(paper: Archived['papers'][number], file: string | null): object {
  const { id, name, media, sizeBytes, hash, atMs, seat, audience } = paper;
  const described = { id, name, media, sizeBytes, hash, class: paper.class, atMs, audience, file };
  return paper.class === 'nonPaper' ? described : { ...described, seat };
}

/** Writes files one after the other, and what they are at the end. */
class ArchiveWriting {
  readonly #sealed: SealedArchive;
  readonly #zip: ZipWriting;
  readonly #files: { name: string; sizeBytes: number; sha256: string }[] = [];

  constructor({ atMs }: Archived, code: Uint8Array) {
    this.#sealed = new SealedArchive(code);
    this.#zip = new ZipWriting(atMs, (piece) => this.#sealed.take(piece));
  }

  async add(name: string, content: Uint8Array, isPressed = false): Promise<void> {
    this.#files.push({ name, sizeBytes: content.length, sha256: encodeBase64Url(await sha256(content)) });
    await this.#zip.add(name, content, isPressed);
  }

  async finish(about: object): Promise<Blob> {
    await this.#zip.add('contents.json', json({ ...about, files: this.#files }));
    await this.#zip.finish();
    return this.#sealed.finish();
  }
}

function json(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value, null, 1));
}
