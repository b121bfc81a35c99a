import type { DisplayPicture } from '../pixels/pixel-operations';

/** The latest previews of the running job (window-sized: 64 are about 16 MB). Windows fetch one soon after it was announced. */
export class PreviewStore {
  private readonly previews = new Map<string, DisplayPicture>();
  private last = 0;

  constructor(private readonly kept = 64) {}

  /** Keeps a preview and returns its number. */
  add(runId: string, preview: DisplayPicture): number {
    const number = ++this.last;
    this.previews.set(`${runId}/${number}`, preview);
    for (const key of this.previews.keys()) {
      if (this.previews.size <= this.kept) break;
      this.previews.delete(key);
    }
    return number;
  }

  get(runId: string, number: number): DisplayPicture | null {
    return this.previews.get(`${runId}/${number}`) ?? null;
  }

  clear(): void {
    this.previews.clear();
  }
}
