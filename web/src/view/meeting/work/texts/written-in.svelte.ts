import type { Attachment } from 'svelte/attachments';
import type { LiveWriting } from '../../../../session/texts/live-writing.svelte';

/** A field in which one writes; where others write in it too, the place where one is stays between the same letters. */
export function writtenIn(writing: LiveWriting): Attachment<HTMLTextAreaElement> {
  return (element) => {
    const write = (): void => {
      writing.edit(element.value);
    };
    element.addEventListener('input', write);
    $effect(() => {
      const { content } = writing;
      const before = element.value;
      if (before === content) return;
      const { selectionStart, selectionEnd } = element;
      element.value = content;
      element.setSelectionRange(moved(before, content, selectionStart), moved(before, content, selectionEnd));
    });
    return () => {
      element.removeEventListener('input', write);
    };
  };
}

/** Where a place of one text is in another. */
function moved(before: string, after: string, place: number): number {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (place <= start) return place;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return place >= before.length - end ? after.length - (before.length - place) : start;
}
