import * as Y from 'yjs';
import { decodeBase64Url } from '../../e2ee/bytes';
import { MAX_UPDATE_BYTES } from '../../e2ee/log/payload';

// What all begin with alike; nobody's own, which are drawn at random.
const SEED_CLIENT = 0;

// Three bytes for each at most, so an update of them has room in an object.
const MAX_INSERTED_CHARS = 8_000;

/** A text that several people write at once. Its one shared type has the document's name. */
export type Shared = 'wording' | 'draft';

/** A document that says something already, the same for everybody. */
export function seeded(name: Shared, content: string): Y.Doc {
  const doc = new Y.Doc();
  const own = doc.clientID;
  doc.clientID = SEED_CLIENT;
  if (content !== '') doc.getText(name).insert(0, content);
  doc.clientID = own;
  return doc;
}

export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/**
 * The document after an update from a log; null where that is none, is not of what the document has seen before, or brings in other things
 * than plain text. It depends on both alone, so all refuse the same.
 */
export function updated(doc: Y.Doc, name: Shared, update: string): Y.Doc | null {
  const bytes = decodeBase64Url(update);
  if (bytes === null || bytes.length > MAX_UPDATE_BYTES) return null;
  const trial = copyOf(doc);
  try {
    Y.applyUpdate(trial, bytes);
    return isWhole(trial) && isPlain(trial, name) ? trial : null;
  } catch {
    return null;
  }
}

/** Whether nothing waits for what came before it and did not come. */
function isWhole({ store }: Y.Doc): boolean {
  return store.pendingStructs === null && store.pendingDs === null;
}

function isPlain(doc: Y.Doc, name: Shared): boolean {
  for (const key of doc.share.keys()) if (key !== name) return false;
  const delta = doc.getText(name).toDelta() as readonly { insert: unknown; attributes?: unknown }[];
  return delta.every((one) => typeof one.insert === 'string' && one.attributes === undefined);
}

/** Writes into it what makes it say that: the least, so that what others write beside it stays. Gives the updates, each small enough for an object. */
export function rewrite(doc: Y.Doc, name: Shared, content: string): Uint8Array[] {
  const text = doc.getText(name);
  const before = text.toJSON();
  let start = 0;
  const most = Math.min(before.length, content.length);
  while (start < most && before[start] === content[start]) start++;
  if (isInside(before, start) || isInside(content, start)) start--;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === content[content.length - 1 - end]) end++;
  if (isInside(before, before.length - end) || isInside(content, content.length - end)) end--;
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): number => updates.push(update);
  doc.on('update', collect);
  const removed = before.length - start - end;
  const to = content.length - end;
  doc.transact(() => {
    if (removed > 0) text.delete(start, removed);
    if (start < to) text.insert(start, content.slice(start, cutAt(content, start, to)));
  });
  for (let at = cutAt(content, start, to); at < to; at = cutAt(content, at, to))
    text.insert(at, content.slice(at, cutAt(content, at, to)));
  doc.off('update', collect);
  return updates;
}

function cutAt(content: string, from: number, to: number): number {
  const at = Math.min(from + MAX_INSERTED_CHARS, to);
  return isInside(content, at) ? at + 1 : at;
}

/** Whether it is between the halves of a character. */
function isInside(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
