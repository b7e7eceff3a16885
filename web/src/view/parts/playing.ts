import type { Attachment } from 'svelte/attachments';

/** Plays a stream in the element, and says when the browser wants a person's click before it lets sound out; {@link hear} then does. */
export function playing(stream: MediaStream | null, onblocked?: () => void): Attachment<HTMLMediaElement> {
  return (element) => {
    element.srcObject = stream;
    delete element.dataset['blocked'];
    if (stream === null) return;
    element.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      element.dataset['blocked'] = '';
      onblocked?.();
    });
    return () => {
      element.srcObject = null;
    };
  };
}

/** Lets sound out where it was held back; false where the browser still does not allow it. */
export async function hear(): Promise<boolean> {
  const blocked = [...document.querySelectorAll<HTMLAudioElement>('audio[data-blocked]')];
  const heard = await Promise.all(
    blocked.map(async (element) => {
      try {
        await element.play();
        delete element.dataset['blocked'];
        return true;
      } catch {
        return false;
      }
    }),
  );
  return heard.every(Boolean);
}

/** Tells once the stream's next frame is on the screen. */
export function framed(stream: MediaStream | null, onframe: () => void): Attachment<HTMLVideoElement> {
  return (video) => {
    if (stream === null) return;
    if (!('requestVideoFrameCallback' in video)) {
      onframe();
      return;
    }
    const request = video.requestVideoFrameCallback(onframe);
    return () => {
      video.cancelVideoFrameCallback(request);
    };
  };
}
