import type { StepId } from '#shared/runs/run-plan.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import type { EditStep } from '#engine/protocol.ts';
import { type LevelCanvas, pixelOpen, windowState } from './level-canvas.ts';
import type { PlannedPass } from '#engine/editing/plan/plan-pass.ts';

/** Told of every AR step that was committed; see `step` in protocol.ts. */
export type ShowStep = (step: EditStep, rgba: Uint8Array | null) => void;

/** Pixel tokens are their own picture: one for every AR step of a pass, up to so many of them. */
const maxPictures = 200;
/** An autoencoder has to decode the window for each: so much of the time, and no more, goes there. */
const pictureShare = 0.15;

/** All AR steps of a plan, in the order they are made. */
export const stepsOfPasses = (passes: readonly PlannedPass[], tokenPixels: number): EditStep[] =>
  passes.flatMap((pass) => pass.arStepSizes.map((_, step) => describeStep(pass, step, tokenPixels)));

function describeStep(pass: PlannedPass, step: number, tokenPixels: number): EditStep {
  const at: StepId = { pass: pass.index, step };
  return {
    at,
    tokens: pass.arStepSizes[step]!,
    diffusionSteps: pass.diffusionSteps[step]!,
    rect: pass.crop,
    width: pass.grid.columns * tokenPixels,
    height: pass.grid.rows * tokenPixels,
  };
}

/** Shows the AR steps of a run as they are committed, with pictures as far as they are cheap. One per run. */
export class StepPainter {
  private readonly started: number;
  private spent = 0;

  constructor(
    private readonly manifest: PackManifest,
    private readonly now: () => number,
  ) {
    this.started = now();
  }

  /** @param picture the window as it stands after AR step `step` of `pass`; asked for only where it is shown */
  async show(
    show: ShowStep,
    canvas: LevelCanvas,
    pass: PlannedPass,
    step: number,
    picture: () => Promise<FloatImage>,
  ): Promise<void> {
    const described = describeStep(pass, step, this.manifest.tokenPixels);
    if (!this.isDue(pass, step)) return show(described, null);
    const began = this.now();
    const made = pass.arStepSizes.slice(0, step + 1).reduce((sum, size) => sum + size, 0);
    const rgba = this.paint(canvas, pass, await picture(), new Set(pass.order.slice(0, made)));
    this.spent += this.now() - began;
    show(described, rgba);
  }

  private isDue({ arStepSizes }: PlannedPass, step: number): boolean {
    if (step === arStepSizes.length - 1) return true;
    if (this.manifest.autoencoder) return this.spent <= pictureShare * (this.now() - this.started);
    return step % Math.ceil(arStepSizes.length / maxPictures) === 0;
  }

  private paint(
    canvas: LevelCanvas,
    pass: PlannedPass,
    picture: FloatImage,
    committed: ReadonlySet<number>,
  ): Uint8Array {
    const { tokenPixels } = this.manifest;
    const state = windowState(canvas, pass.window, tokenPixels);
    const { width, height } = picture;
    const rgba = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const pixel = y * width + x;
        if (state[pixel] !== pixelOpen) continue;
        const token = Math.floor(y / tokenPixels) * pass.grid.columns + Math.floor(x / tokenPixels);
        // A finer level starts from a coarser picture, which is better than nothing.
        if (pass.startTime === 0 && !committed.has(token)) continue;
        for (let c = 0; c < 3; c++)
          rgba[pixel * 4 + c] = Math.min(255, Math.max(0, (picture.data[pixel * 3 + c]! + 1) * 127.5 + 0.5));
        rgba[pixel * 4 + 3] = 255;
      }
    return rgba;
  }
}
