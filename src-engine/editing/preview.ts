import type { Rect } from '../../src-shared/geometry/rect';
import type { FloatImage } from '../imaging/resample';
import type { PackManifest } from '../packs/manifest';
import { type LevelCanvas, pixelOpen, windowState } from './level-canvas';
import type { PlannedPass } from './plan-edit';

/** The tokens committed so far, as a picture to lay over the document. */
export interface EditPreview {
  readonly variant: number;
  /** Document pixels it covers. */
  readonly rect: Rect;
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] 8-bit sRGB; transparent where nothing was made yet and where the photo stays. */
  readonly rgba: Uint8Array;
}

/** Pictures of pixel tokens cost nothing; an autoencoder has to decode the window for each. */
const leastSeconds = { pixels: 0.1, latents: 1.5 };

/** Paints what a pass has committed, at most every so often; the last AR step is never left out. `shown` is shared by a run's passes. */
export class PreviewPainter {
  constructor(
    private readonly variant: number,
    private readonly canvas: LevelCanvas,
    private readonly pass: PlannedPass,
    private readonly manifest: PackManifest,
    private readonly show: (preview: EditPreview) => void,
    private readonly now: () => number,
    private readonly shown: { at: number },
  ) {}

  /** Called after AR step `step` was committed. */
  async offer(step: number, picture: () => Promise<FloatImage>): Promise<void> {
    const wait = this.manifest.autoencoder ? leastSeconds.latents : leastSeconds.pixels;
    const last = step === this.pass.arStepSizes.length - 1;
    if (!last && this.now() - this.shown.at < wait) return;
    this.shown.at = this.now();
    const made = this.pass.arStepSizes.slice(0, step + 1).reduce((sum, size) => sum + size, 0);
    this.show(this.paint(await picture(), new Set(this.pass.order.slice(0, made))));
  }

  private paint(picture: FloatImage, committed: ReadonlySet<number>): EditPreview {
    const { tokenPixels } = this.manifest;
    const state = windowState(this.canvas, this.pass.window, tokenPixels);
    const { width, height } = picture;
    const rgba = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const pixel = y * width + x;
        if (state[pixel] !== pixelOpen) continue;
        const token = Math.floor(y / tokenPixels) * this.pass.grid.columns + Math.floor(x / tokenPixels);
        // A finer level starts from a coarser picture, which is better than nothing.
        if (this.pass.startTime === 0 && !committed.has(token)) continue;
        for (let c = 0; c < 3; c++)
          rgba[pixel * 4 + c] = Math.min(255, Math.max(0, (picture.data[pixel * 3 + c]! + 1) * 127.5 + 0.5));
        rgba[pixel * 4 + 3] = 255;
      }
    return { variant: this.variant, rect: this.pass.crop, width, height, rgba };
  }
}
