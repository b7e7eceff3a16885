import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { MarkSearch } from './marks.ts';

/** Feeds all that the process has written to in its memory; gives how much that was, 0 where the system does not allow it. */
export function feedMemory(pid: number, search: MarkSearch): number {
  let sum = 0;
  try {
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to, path] = /^([0-9a-f]+)-([0-9a-f]+) rw\S* \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      if (from === undefined || to === undefined || path === '[vvar]') continue;
      sum += feedRange(memory, parseInt(from, 16), parseInt(to, 16), search);
    }
    closeSync(memory);
  } catch {
    // Another system, or one that lets no parent look.
  }
  return sum;
}

function feedRange(memory: number, from: number, to: number, search: MarkSearch): number {
  const piece = Buffer.alloc(4 << 20);
  let at = from;
  while (at < to) {
    let read = 0;
    try {
      read = readSync(memory, piece, 0, Math.min(piece.length, to - at), at);
    } catch {
      // Reserved, and not there.
    }
    if (read === 0) break;
    search.feed(Buffer.from(piece.subarray(0, read)));
    at += read;
  }
  search.feed(Buffer.alloc(0), true);
  return at - from;
}
