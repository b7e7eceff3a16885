import type { Attachment } from 'svelte/attachments';

/** Plays a stream in the element, and says when the browser wants a person's click before it lets sound out. */
export function playing(stream: MediaStream | null, onblocked?: () => void): Attachment<HTMLVideoElement> {
  return (video) => {
    video.srcObject = stream;
    if (stream === null) return;
    video.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onblocked?.();
    });
    return () => {
      video.srcObject = null;
    };
  };
}
