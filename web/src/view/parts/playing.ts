import type { Attachment } from 'svelte/attachments';

/**
 * Plays a stream in the element. A browser that wants a person's click before it lets sound out gets the picture alone, until
 * {@link hear}.
 */
export function playing(stream: MediaStream | null, onblocked?: () => void): Attachment<HTMLVideoElement> {
  return (video) => {
    video.srcObject = stream;
    if (stream === null) return;
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || video.muted) return;
      silence(video);
      onblocked?.();
    });
    return () => {
      video.srcObject = null;
    };
  };
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

/** Lets sound out where it was held back; false where the browser still does not allow it. */
export async function hear(): Promise<boolean> {
  const silenced = [...document.querySelectorAll<HTMLVideoElement>('video[data-silenced]')];
  const heard = await Promise.all(
    silenced.map(async (video) => {
      video.muted = false;
      try {
        await video.play();
        delete video.dataset['silenced'];
        return true;
      } catch {
        silence(video);
        return false;
      }
    }),
  );
  return heard.every(Boolean);
}

function silence(video: HTMLVideoElement): void {
  video.dataset['silenced'] = '';
  video.muted = true;
  video.play().catch(() => undefined);
}
