import type { Bytes } from '../../../../e2ee/crypto';
import type { Media } from '../../../../e2ee/papers/description';
import { imageSize } from '../../../../e2ee/papers/media';
import { fromUtf8 } from '../../../../e2ee/bytes';
import { drawMark } from './mark';

/** How a page is to be shown. */
export interface Frame {
  /** In pixels of the page, at a zoom of 1. */
  widthPx: number;
  zoom: number;
  /** Whose it is. */
  mark: string;
}

/** A page as it is shown; marked before anybody sees it. */
export interface Shown {
  canvas: HTMLCanvasElement;
  /** In pixels of the page. */
  widthPx: number;
  /** The page's text; where it has none that can be read, empty. */
  text: string;
}

/** A paper that is open. One page is drawn at a time. */
export interface Reading {
  pages: number;
  /** Null where the page cannot be shown, or not in time: then the paper is closed. */
  show: (page: number, frame: Frame) => Promise<Shown | null>;
  close: () => void;
}

/** Sharper on good screens, up to where memory counts: 8 million pixels have 32 MB. */
export const MAX_CANVAS_PIXELS = 8_000_000;
const MAX_CANVAS_SIDE_PX = 8_192;
/** In pixels of the page, at a zoom of 1: what is higher for its width is shown narrower. */
const MAX_SHOWN_HEIGHT_PX = 6_000;
/** Of an image before it is decoded; that takes four bytes for each. */
const MAX_IMAGE_PIXELS = 64_000_000;
/** So much of a text is a page. More is slow to lay out. */
const TEXT_PAGE_CHARS = 12_000;

/** Null for what cannot be shown. */
export async function read(content: Bytes, media: Media): Promise<Reading | null> {
  switch (media) {
    case 'application/pdf': {
      // Large, and for those alone who open one.
      const { readPdf } = await import('./pdf');
      return readPdf(content);
    }
    case 'text/plain':
      return readText(content);
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
    case 'image/gif':
      return readImage(content, media);
    default:
      return media satisfies never;
  }
}

/** How large a canvas is for something of these proportions, and how many of its pixels are one of the page's. */
export function canvasFor(
  width: number,
  height: number,
  { widthPx, zoom }: Frame,
): { width: number; height: number; shownPx: number } | null {
  if (!(width > 0 && height > 0) || !Number.isFinite(width * height)) return null;
  const shownPx = Math.max(1, Math.min(widthPx, (MAX_SHOWN_HEIGHT_PX * width) / height) * zoom);
  const sharp = Math.min(
    shownPx * Math.min(devicePixelRatio, 2),
    MAX_CANVAS_SIDE_PX,
    (MAX_CANVAS_SIDE_PX * width) / height,
    Math.sqrt((MAX_CANVAS_PIXELS * width) / height),
  );
  const pixels = Math.max(1, Math.floor(sharp));
  // Of the thinnest page a line is all that there is.
  const high = Math.min(MAX_CANVAS_SIDE_PX, Math.max(1, Math.floor((pixels * height) / width)));
  return { width: pixels, height: high, shownPx };
}

async function readImage(content: Bytes, media: Media): Promise<Reading | null> {
  const said = imageSize(content, media);
  if (said === null || said.width * said.height > MAX_IMAGE_PIXELS) return null;
  const image = await createImageBitmap(new Blob([content], { type: media })).catch(() => null);
  if (image === null) return null;
  return {
    pages: 1,
    show: (_, frame) => {
      const size = canvasFor(image.width, image.height, {
        ...frame,
        widthPx: Math.min(frame.widthPx, image.width),
      });
      if (size === null) return Promise.resolve(null);
      const canvas = document.createElement('canvas');
      canvas.width = size.width;
      canvas.height = size.height;
      canvas.getContext('2d')?.drawImage(image, 0, 0, size.width, size.height);
      const isMarked = drawMark(canvas, frame.mark, size.width / size.shownPx);
      return Promise.resolve(isMarked ? { canvas, widthPx: size.shownPx, text: '' } : null);
    },
    close: () => {
      image.close();
    },
  };
}

/** Its pages are canvases that carry the mark alone: the text is laid over them. */
function readText(content: Bytes): Reading | null {
  const text = fromUtf8(content);
  if (text === null) return null;
  const pages = Math.max(1, Math.ceil(text.length / TEXT_PAGE_CHARS));
  return {
    pages,
    show: (page, frame) => {
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.min(frame.widthPx, 2_048));
      canvas.height = 2_048;
      if (!drawMark(canvas, frame.mark, 1)) return Promise.resolve(null);
      const from = (page - 1) * TEXT_PAGE_CHARS;
      return Promise.resolve({
        canvas,
        widthPx: frame.widthPx,
        text: text.slice(from, from + TEXT_PAGE_CHARS),
      });
    },
    close: () => undefined,
  };
}
