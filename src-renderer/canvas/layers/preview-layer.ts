import type { RunPreview } from '../../stores/run.svelte';
import { fetchBitmap } from '../../bridge/raw-picture';
import { type Frame, onCanvas } from './frame';

const keptPreviews = 64;

/** Tokens of a run under way, drawn as they are committed; of the newest variant only. */
export class PreviewLayer {
  private readonly bitmaps = new Map<
    string,
    { readonly preview: RunPreview; readonly bitmap: ImageBitmap }
  >();
  private readonly seen = new WeakSet<RunPreview>();
  private runId: string | null = null;

  constructor(private readonly onLoad: () => void) {}

  /** Fetches what is new; forgets everything once there are no previews. */
  follow(previews: readonly RunPreview[]): void {
    const newest = previews.at(-1);
    if (newest === undefined) return this.destroy();
    if (newest.runId !== this.runId) this.destroy();
    this.runId = newest.runId;
    for (const preview of previews) {
      if (this.seen.has(preview)) continue;
      this.seen.add(preview);
      if (preview.variant === newest.variant) void this.load(preview);
    }
  }

  draw(frame: Frame): void {
    const newest = [...this.bitmaps.values()].at(-1)?.preview.variant;
    for (const { preview, bitmap } of this.bitmaps.values()) {
      if (preview.variant !== newest) continue;
      const area = onCanvas(frame, preview.rect);
      frame.context.imageSmoothingEnabled = area.width < preview.width * 8;
      frame.context.drawImage(bitmap, area.x, area.y, area.width, area.height);
    }
  }

  destroy(): void {
    for (const { bitmap } of this.bitmaps.values()) bitmap.close();
    this.bitmaps.clear();
    this.runId = null;
  }

  private async load(preview: RunPreview): Promise<void> {
    const bitmap = await fetchBitmap(preview.url).catch(() => null);
    if (bitmap === null) return;
    if (preview.runId !== this.runId) return bitmap.close();
    const { x, y, width, height } = preview.rect;
    const key = `${preview.variant} ${x} ${y} ${width} ${height}`;
    this.bitmaps.get(key)?.bitmap.close();
    this.bitmaps.delete(key);
    this.bitmaps.set(key, { preview, bitmap });
    for (const [old, { bitmap: oldest }] of this.bitmaps) {
      if (this.bitmaps.size <= keptPreviews) break;
      oldest.close();
      this.bitmaps.delete(old);
    }
    this.onLoad();
  }
}
