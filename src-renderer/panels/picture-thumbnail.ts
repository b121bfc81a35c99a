import type { Rect } from '#shared/geometry/rect.ts';
import { rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { fetchBitmap } from '#renderer/bridge/raw-picture.ts';

/**
 * An attachment that draws a picture into a canvas, covering all of it.
 * @param whole the document pixels the picture covers @param part those to be shown; null = all
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
          if (!abort.signal.aborted) drawCovering(canvas, bitmap, sourcePart(bitmap, whole, part));
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
