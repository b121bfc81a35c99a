import { FEATURES, type Level } from './pyramid.ts';

/** A picture that pieces are copied within: one level of the pyramid, or the photo itself. */
export interface SourcePlane {
  readonly width: number;
  readonly height: number;
  /** [height, width, channels]; the first three channels are colours in [0, 1], what a hole pixel holds is never read. */
  readonly samples: Float32Array;
  readonly channels: number;
  /** [height, width]; 1 = to be filled. */
  readonly hole: Uint8Array;
  /** [height, width]; 1 = known, yet never copied from. */
  readonly avoid: Uint8Array | null;
}

/** A level of the pyramid as something to copy within. */
export function planeOfLevel({ width, height, features, hole, avoid }: Level): SourcePlane {
  return { width, height, samples: features, channels: FEATURES, hole, avoid };
}

/** Whether the pixel at column `x`, row `y` may be copied. */
export function mayCopy({ width, height, hole, avoid }: SourcePlane, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  const at = y * width + x;
  return hole[at] === 0 && (avoid === null || avoid[at] === 0);
}
