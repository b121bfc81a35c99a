import { fetchBitmap } from '#renderer/bridge/raw-picture.ts';

/** Bitmaps by address, fetched when they are first asked for; the ones not asked for longest go first. */
export class PictureCache {
  private readonly bitmaps = new Map<string, ImageBitmap | null>();
  private readonly loading = new Set<string>();
  private destroyed = false;

  constructor(
    private readonly onLoad: () => void,
    private readonly kept: number,
  ) {}

  /** The bitmap; undefined while it is on its way, null where there is none. */
  get(url: string): ImageBitmap | null | undefined {
    const found = this.bitmaps.get(url);
    if (found !== undefined) {
      this.bitmaps.delete(url);
      this.bitmaps.set(url, found);
    } else if (!this.loading.has(url)) void this.load(url);
    return found;
  }

  destroy(): void {
    this.destroyed = true;
    for (const bitmap of this.bitmaps.values()) bitmap?.close();
    this.bitmaps.clear();
  }

  private async load(url: string): Promise<void> {
    this.loading.add(url);
    const bitmap = await fetchBitmap(url).catch(() => null);
    this.loading.delete(url);
    if (this.destroyed) return bitmap?.close();
    this.bitmaps.set(url, bitmap);
    for (const [old, oldest] of this.bitmaps) {
      if (this.bitmaps.size <= this.kept) break;
      oldest?.close();
      this.bitmaps.delete(old);
    }
    this.onLoad();
  }
}
