import type { Attachment } from 'svelte/attachments';

/** Puts the focus on the first field of what just appeared. */
export const focusFirst: Attachment<HTMLElement> = (element) => {
  element.querySelector<HTMLElement>('input, select, button')?.focus();
};

/** Takes the focus as it appears, so that a screen reader begins there. */
export const focused: Attachment<HTMLElement> = (element) => {
  element.focus({ preventScroll: true });
};
