import type { Rect } from '#shared/geometry/rect.ts';
import { rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { fetchBitmap } from '#renderer/bridge/raw-picture.ts';

/**
 * An attachment that draws a picture into a canvas, covering all of it.
 * @param whole the document pixels the picture covers @param part those to be shown, as far as anything is there; null = all
 */
export const pictureThumbnail =
  (address: string, whole: Rect | null = null, part: Rect | null = null) =>
  (canvas: HTMLCanvasElement) => {
    const abort = new AbortController();
    const draw = (): void =>
      void fetchBitmap(address, abort.signal)
        .catch(() => null)
        .then((bitmap) => {
          if (bitmap === null) return;
          if (!abort.signal.aborted) {
            const source = sourcePart(bitmap, whole, part);
            drawCovering(canvas, bitmap, part === null ? source : madePart(bitmap, source));
          }
          bitmap.close();
        });
    draw();
    // What a lost graphics process took with it.
    canvas.addEventListener('contextrestored', draw, { signal: abort.signal });
    return () => abort.abort();
  };

/** The pixels of a bitmap over `whole` that lie in `part`; all of them where it lies outside. */
export function sourcePart(
  { width, height }: { readonly width: number; readonly height: number },
  whole: Rect | null,
  part: Rect | null,
): Rect {
  const all = { x: 0, y: 0, width, height };
  if (whole === null || part === null) return all;
  const shown = rectIntersection(whole, part);
  if (rectIsEmpty(shown)) return all;
  const scaleX = width / whole.width;
  const scaleY = height / whole.height;
  return {
    x: (shown.x - whole.x) * scaleX,
    y: (shown.y - whole.y) * scaleY,
    width: shown.width * scaleX,
    height: shown.height * scaleY,
  };
}

/** Where most of a part is that was made: the rest of it is transparent. All of it where nothing was. */
function madePart(bitmap: ImageBitmap, part: Rect): Rect {
  const [left, top] = [Math.floor(part.x), Math.floor(part.y)];
  const width = Math.ceil(part.x + part.width) - left;
  const height = Math.ceil(part.y + part.height) - top;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, -left, -top);
  const made = opaqueSquare(context.getImageData(0, 0, width, height));
  return made === null ? part : { ...made, x: left + made.x, y: top + made.y };
}

/**
 * A square with as much as possible of what is not transparent, as large as the shorter side of the rectangle around all of that.
 * Null where everything is transparent.
 */
export function opaqueSquare({
  width,
  height,
  data,
}: Pick<ImageData, 'width' | 'height' | 'data'>): Rect | null {
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (data[(y * width + x) * 4 + 3]! > 0) {
        columns[x]!++;
        rows[y]!++;
      }
  const [across, down] = [extent(columns), extent(rows)];
  if (across === null || down === null) return null;
  const side = Math.min(across.length, down.length);
  return { x: fullest(columns, across, side), y: fullest(rows, down, side), width: side, height: side };
}

/** From the first count above 0 to the last; null where there is none. */
function extent(counts: Uint32Array): { from: number; length: number } | null {
  const from = counts.findIndex((count) => count > 0);
  return from < 0 ? null : { from, length: counts.findLastIndex((count) => count > 0) + 1 - from };
}

/** Where so many counts in a row, within `from` and `length`, have the largest sum; of equal ones the middle one. */
function fullest(
  counts: Uint32Array,
  { from, length }: { from: number; length: number },
  side: number,
): number {
  const sums = Array.from({ length: length - side + 1 }, (_, at) =>
    counts.subarray(from + at, from + at + side).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...sums);
  const best = sums.flatMap((sum, at) => (sum === most ? [at] : []));
  return from + best[Math.floor(best.length / 2)]!;
}

function drawCovering(canvas: HTMLCanvasElement, bitmap: ImageBitmap, source: Rect): void {
  const scale = Math.max(canvas.width / source.width, canvas.height / source.height);
  const width = canvas.width / scale;
  const height = canvas.height / scale;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(
    bitmap,
    source.x + (source.width - width) / 2,
    source.y + (source.height - height) / 2,
    width,
    height,
    0,
    0,
    canvas.width,
    canvas.height,
  );
}
