import type { StepId } from '#shared/runs/run-plan.ts';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';

/** Step pictures of a running variant that are not on the disk yet, or cannot be put there: the latest 64 (about 16 MB). */
export class LivePictures {
  private readonly pictures = new Map<string, DisplayPicture>();

  constructor(private readonly most = 64) {}

  add(at: StepId, picture: DisplayPicture): void {
    this.pictures.set(key(at), picture);
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= this.most) break;
      this.pictures.delete(oldest);
    }
  }

  /** Forgets the picture, unless a newer one of the same step has come. */
  remove(at: StepId, picture: DisplayPicture): void {
    if (this.pictures.get(key(at)) === picture) this.pictures.delete(key(at));
  }

  get(at: StepId): DisplayPicture | null {
    return this.pictures.get(key(at)) ?? null;
  }

  clear(): void {
    this.pictures.clear();
  }
}

const key = ({ pass, step }: StepId): string => `${pass}-${step}`;
