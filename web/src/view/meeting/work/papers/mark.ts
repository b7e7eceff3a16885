// What a page shows of whoever looks at it, so that a picture of it says whose it is. Drawn into the same pixels.

const FONT_PX = 15;
/** In pixels of the canvas: below it nothing can be read, and a page of odd proportions would need it without end. */
const MIN_FONT_PX = 8;
/** Clear enough to be read in a photograph, faint enough to read through. */
const INK = 'rgb(90 90 90 / 26%)';
/** Around it, for what is dark. */
const HALO = 'rgb(255 255 255 / 14%)';
const ANGLE = -Math.PI / 7;
const LINE_GAP = 5.5;

/**
 * False where the browser does not draw on it: then it is not to be shown.
 *
 * @param ratio pixels of the canvas to one of the page's
 */
export function drawMark(canvas: HTMLCanvasElement, text: string, ratio: number): boolean {
  const context = canvas.getContext('2d');
  if (context === null) return false;
  const { width, height } = canvas;
  const fontPx = Math.max(MIN_FONT_PX, FONT_PX * ratio);
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  context.font = `600 ${String(fontPx)}px 'Inter Variable', 'Noto Sans Arabic Variable', 'Noto Sans Hebrew Variable', sans-serif`;
  context.direction = getComputedStyle(document.documentElement).direction === 'rtl' ? 'rtl' : 'ltr';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = INK;
  context.strokeStyle = HALO;
  context.lineWidth = 2 * ratio;
  context.translate(width / 2, height / 2);
  context.rotate(ANGLE);
  const stepX = context.measureText(text).width + 4 * fontPx;
  const stepY = LINE_GAP * fontPx;
  const reach = Math.hypot(width, height) / 2;
  for (let row = -Math.ceil(reach / stepY); row * stepY <= reach; row++)
    for (let column = -Math.ceil(reach / stepX) - 1; column * stepX <= reach + stepX; column++) {
      const x = (column + (row % 2 === 0 ? 0 : 0.5)) * stepX;
      context.strokeText(text, x, row * stepY);
      context.fillText(text, x, row * stepY);
    }
  context.restore();
  canvas.dataset['marked'] = text;
  return true;
}
