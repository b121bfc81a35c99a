import type { Rect } from '#shared/geometry/rect.ts';

/** Samples of an RGB picture, interleaved [height, width, 3]: 0..255, 0..65535, or gamma-encoded floats in [0, 1]. */
export type RgbSamples = Uint8Array | Uint16Array | Float32Array;

/** The model's layout for the hole, enlarged to the crop's size. */
export interface ExemplarGuide {
  /** [height, width, 3] of `area`; only the hole's pixels are read. */
  readonly pixels: RgbSamples;
  /** What of the crop it covers; absent = all of it. The hole outside of it is black. */
  readonly area?: Rect;
  /** Photo pixels per pixel of the model's own window (>= 1): structure finer than this isn't trusted. */
  readonly scale: number;
}

/** The sides of a picture. */
export const sideBits = { left: 1, right: 2, top: 4, bottom: 8 } as const;

/** What `fillFromExemplars` needs: a crop of the photo around the hole; about three times the hole's size on each axis is a good crop. */
export interface ExemplarRequest {
  readonly width: number;
  readonly height: number;
  /** The photo; what it holds inside the hole is never read. */
  readonly photo: RgbSamples;
  /** [height, width]; anything above 0 is filled and never copied from. */
  readonly hole: Uint8Array;
  /** [height, width], optional; above 0 is known but never copied from (a person who should not appear twice). */
  readonly avoid?: Uint8Array;
  /** [height, width], optional; above 0 is known and continued, but only a period found in it is copied: copies of copies repeat themselves, and a frame is no texture. */
  readonly made?: Uint8Array;
  /** [height, width], optional; bits of `sideBits`: what is not copied beyond these sides of a picture that is extended, and into no other hole. */
  readonly salient?: Uint8Array;
  readonly guide?: ExemplarGuide;
  /** Same seed and input, same pixels. */
  readonly seed: number;
  readonly options?: Partial<ExemplarOptions>;
}

/** A request made ready, but for its picture. */
export interface UnpaintedRequest extends Omit<ExemplarRequest, 'photo' | 'guide'> {
  /** [height, width]; 0 or 1, as `avoid` and `made`. */
  readonly hole: Uint8Array;
  /** See ExemplarGuide; null = there is none. */
  readonly guideScale: number | null;
}

/** A request whose picture was made for it. */
export interface OwnRequest extends UnpaintedRequest {
  /** [height, width, 3] in [0, 1], with the layout in the hole where there is a guide; the hole is filled in it. */
  readonly photo: Float32Array;
}

export interface ExemplarOptions {
  /** Half the side of a patch in pixels of each level, 1..7. */
  readonly patchRadius: number;
  /** Rounds of search and reconstruction at the coarsest level; every finer level does fewer. 1..20. */
  readonly rounds: number;
  /** Sweeps of propagation and random search within a round, 1..8. */
  readonly sweeps: number;
  /** Farthest source, in photo pixels, from the pixel it fills; Infinity = anywhere in the crop. */
  readonly searchRadius: number;
  /** Pull towards the guide's low frequencies, 0 (ignore) .. 4. */
  readonly guideWeight: number;
  /** Largest change of a copied patch's mean colour, in [0, 1] units. 0 = copy as it is. */
  readonly lightLimit: number;
}

export const defaultExemplarOptions: ExemplarOptions = {
  patchRadius: 3,
  rounds: 8,
  sweeps: 2,
  searchRadius: Infinity,
  guideWeight: 0.6,
  lightLimit: 0.08,
};

/** A picture of the work at a coarse level, for the screen: RGB floats in [0, 1]. */
export interface ExemplarPreview {
  readonly width: number;
  readonly height: number;
  /** Photo pixels per preview pixel. */
  readonly scale: number;
  readonly pixels: Float32Array;
}

/** Told between two pieces of work of some 10 to 100 ms. */
export interface ExemplarProgress {
  /** Share of the work done, 0..1, never falling. */
  readonly fraction: number;
  readonly stage: 'search' | 'assemble' | 'blend';
  /** Makes the picture of the level at work; costs a copy, so only called when it is shown. */
  readonly preview?: () => ExemplarPreview;
}

export interface ExemplarResult {
  /** [height, width, 3] in [0, 1]; outside the hole exactly the photo's samples. */
  readonly pixels: Float32Array;
  /** [height, width]; index (row * width + column) of the photo pixel copied to each hole pixel, -1 where nothing was copied. */
  readonly sources: Int32Array;
  /** False where an exact period or a plain area decided everything. */
  readonly isAssembled: boolean;
}
