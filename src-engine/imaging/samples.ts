/** A picture's samples as they are in the file: interleaved, displayed orientation, in the file's own colour profile. */
export interface SampleImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey + alpha, 3 RGB, 4 RGB + alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  readonly bitDepth: 8 | 16;
  /** [height, width, channels]; Uint8Array for 8 bit, Uint16Array for 16. */
  readonly data: Uint8Array | Uint16Array;
  /** The embedded ICC profile; null = sRGB (or grey with the sRGB curve). */
  readonly iccProfile: Uint8Array | null;
}

/** A coverage mask: 0 = untouched, 255 = fully replaced. [height, width] */
export interface CoverageMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
