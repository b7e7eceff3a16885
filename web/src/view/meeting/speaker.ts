import type { Attachment } from 'svelte/attachments';
import { useSpeaker } from '../../rtc/chime';

/** Sends an element's sound to the chosen loudspeaker. */
export function speaker(id: string): Attachment<HTMLMediaElement> {
  return (element) => {
    void useSpeaker(element, id);
  };
}
