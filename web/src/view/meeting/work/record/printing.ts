import { mount, unmount } from 'svelte';
import type { Key } from '../../../../course/built/rules.js';
import type { Room } from '../../room.svelte';
import type { RecordLine } from './lines';
import type { ApprovedText } from './approved';
import PrintedRecord from './PrintedRecord.svelte';

/** Prints the record with one's own mark on each page: instead of what is on the screen, for as long as it takes. */
export function printRecord(
  room: Room,
  lines: readonly RecordLine[],
  signed: readonly Key[],
  texts: readonly ApprovedText[],
): void {
  const sheet = mount(PrintedRecord, {
    target: document.body,
    props: { room, lines, signed, texts, atMs: Date.now() },
  });
  document.documentElement.dataset['printing'] = 'true';
  const done = (): void => {
    delete document.documentElement.dataset['printing'];
    void unmount(sheet);
  };
  window.addEventListener('afterprint', done, { once: true });
  window.print();
}
