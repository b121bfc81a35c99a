import { fetchBitmap } from '../bridge/raw-picture';
import { variantPicture } from '../bridge/image-addresses';

/** An attachment that draws a variant's changed area into a canvas, covering all of it. */
export const variantThumbnail = (runId: string, variant: number) => (canvas: HTMLCanvasElement) => {
  const abort = new AbortController();
  void fetchBitmap(variantPicture(runId, variant), abort.signal)
    .catch(() => null)
    .then((bitmap) => {
      if (bitmap === null) return;
      if (!abort.signal.aborted) drawCovering(canvas, bitmap);
      bitmap.close();
    });
  return () => abort.abort();
};

function drawCovering(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  const scale = Math.max(canvas.width / bitmap.width, canvas.height / bitmap.height);
  const width = canvas.width / scale;
  const height = canvas.height / scale;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    bitmap,
    (bitmap.width - width) / 2,
    (bitmap.height - height) / 2,
    width,
    height,
    0,
    0,
    canvas.width,
    canvas.height,
  );
}
