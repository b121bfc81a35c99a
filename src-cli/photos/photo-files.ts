import type { ConversionOptions } from '../conversion-options.ts';
import type { JpegOptions } from '../jpeg-output.ts';
import type { Length } from '../length-option.ts';
import type { MetadataChoices, MetadataOptions } from '../metadata-options.ts';
import type { ReadOptions } from '../run-options.ts';
import type { SourceOptions } from '../source-option.ts';
import type { WrittenResult } from '../write-result.ts';
import type { MaskRule } from '#shared/runs/mask-rule.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import type { RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import type { Conversion } from '#engine/imaging/codec/index.ts';
import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import type { EditPatch } from '#engine/protocol.ts';

/** What is added at a photo's sides. */
export type SidesOf<Value> = Readonly<Record<'left' | 'right' | 'top' | 'bottom', Value>>;

/** The options of a command that say how a photo is read and what its results keep of it. */
export type PhotoOptions = ReadOptions &
  JpegOptions &
  ConversionOptions &
  Pick<MetadataOptions, 'c2pa' | 'strip'> &
  SourceOptions;

/** Those among all of a command. */
export const photoOptions = (options: PhotoOptions): PhotoOptions => {
  const { page, partial, whiteBalance, exposure, output, jpeg, quality, resize, srgb, c2pa, strip, source } =
    options;
  return {
    ...{ page, partial, whiteBalance, exposure, output, jpeg, quality, resize, srgb, c2pa, strip, source },
  };
};

/** A photo and all that is read with it. It can be sent to another thread, and so can everything in this file but `PhotoFile`. */
export interface PhotoRequest {
  readonly path: string;
  readonly options: PhotoOptions;
  /** The part that is filled; null where it follows from something else. */
  readonly mask: MaskRule | null;
  /** What is added at its sides; null = nothing. */
  readonly by: SidesOf<Length> | null;
}

/** What a run needs of a photo. */
export interface ReadPhoto {
  readonly image: SampleImage;
  /** As `hashPixels` finds it. */
  readonly hash: string;
  readonly mask: CoverageMask | null;
  /** Where texture is never copied from; null = nowhere. */
  readonly noSource: CoverageMask | null;
  /** In pixels. */
  readonly by: SidesOf<number> | null;
  /** Turns that it has behind it. */
  readonly earlierTurns: readonly RecipeTurn[];
  /** What reading did to it, and what of its file cannot be kept. */
  readonly notes: readonly string[];
}

/** A finished variant and how it is saved. */
export interface VariantToWrite {
  readonly path: string;
  readonly request: RunRequest;
  /** The picture before. */
  readonly image: SampleImage;
  readonly origin: { readonly x: number; readonly y: number };
  readonly mask: CoverageMask | null;
  readonly patch: Pick<EditPatch, 'rect' | 'samples' | 'bounds' | 'recipe'>;
  /** Of a fill, in percent. */
  readonly opacity: number;
  readonly earlierTurns: number;
  readonly choices: MetadataChoices;
  readonly quality: number | null;
  readonly conversion: Conversion;
}

/** A variant that was written. */
export interface WrittenPicture extends WrittenResult {
  /** Samples outside of what was filled that differ from the photo's, counted before encoding. */
  readonly changedOutside: number;
}

/** The file that results are made of: what they keep of it. */
export interface PhotoFile {
  /** @param isLast its pictures are not used after it: they may be given away */
  write(variant: VariantToWrite, isLast: boolean): Promise<WrittenPicture>;
  /** Releases what was kept; nothing is written any more. */
  close(): void;
}

/** Reads photos and writes results, in this thread or in others. */
export interface PhotoFiles {
  /** @throws TesseraError of reading the photo and what goes with it */
  open(request: PhotoRequest): Promise<{ readonly photo: ReadPhoto; readonly file: PhotoFile }>;
}
