import {
  AnnotationMode,
  getDocument,
  PDFWorker,
  VerbosityLevel,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';
import type { Bytes } from '../../../../e2ee/crypto';
import { startWorker } from '../../../../workers';
import { drawMark } from './mark';
import { canvasFor, MAX_CANVAS_PIXELS, type Frame, type Reading, type Shown } from './reading';

// A PDF comes from another side. What reads it runs in a worker that is ended when it takes too long; no script of it runs, nothing that it
// names is fetched, and its links lead nowhere.

/** Longer bears larger papers on older machines; shorter ends sooner what was made never to end. */
const OPEN_MS = 15_000;
const PAGE_MS = 10_000;
/** Of a page, for those who have it read aloud. */
const MAX_TEXT_CHARS = 50_000;
/** Larger pictures within a page are left out. */
const MAX_IMAGE_PIXELS = 32_000_000;

/** Null for what is none, or takes too long. */
export async function readPdf(content: Bytes): Promise<Reading | null> {
  const port = startWorker('pdf');
  if (port === null) return null;
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  const task = getDocument({
    data: content,
    worker,
    verbosity: VerbosityLevel.ERRORS,
    // The page's policy forbids both, and pages are shown without.
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    // Fonts that a paper does not carry are the device's; no others are fetched from anywhere.
    useSystemFonts: true,
    useWorkerFetch: false,
    disableAutoFetch: true,
    disableRange: true,
    disableStream: true,
    maxImageSize: MAX_IMAGE_PIXELS,
    canvasMaxAreaInBytes: 4 * MAX_CANVAS_PIXELS,
  });
  const close = () => {
    // The worker first: one that is stuck answers nobody.
    port.terminate();
    void task.destroy().catch(() => undefined);
  };
  // A locked one is not shown: whoever tables it is to take its lock off.
  task.onPassword = close;
  const opened = await inTime(OPEN_MS, task.promise);
  if (opened === null) {
    close();
    return null;
  }
  return {
    pages: opened.numPages,
    show: async (page, frame) => {
      const shown = await inTime(PAGE_MS, showPage(opened, page, frame));
      if (shown === null) close();
      return shown;
    },
    close,
  };
}

async function showPage(opened: PDFDocumentProxy, number: number, frame: Frame): Promise<Shown | null> {
  const page = await opened.getPage(number);
  const whole = page.getViewport({ scale: 1 });
  const size = canvasFor(whole.width, whole.height, frame);
  if (size === null) return null;
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  await page.render({
    canvas,
    viewport: page.getViewport({ scale: size.width / whole.width }),
    background: 'white',
    // Stamps and signatures are drawn; nothing of them can be pressed.
    annotationMode: AnnotationMode.ENABLE,
  }).promise;
  if (!drawMark(canvas, frame.mark, size.width / size.shownPx)) return null;
  const text = await textOf(page);
  page.cleanup();
  return { canvas, widthPx: size.shownPx, text };
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<{
    items: ({ str: string; hasEOL: boolean } | object)[];
  }>;
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const item of part.value.items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
    if (text.length <= MAX_TEXT_CHARS) continue;
    await reader.cancel();
    break;
  }
  return text.slice(0, MAX_TEXT_CHARS);
}

/** Null where it fails, or is not there in time. */
function inTime<T>(limitMs: number, promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, limitMs);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      () => {
        clearTimeout(timer);
        resolve(null);
      },
    );
  });
}
