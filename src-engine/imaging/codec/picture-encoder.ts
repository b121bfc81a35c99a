import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { PhotoMetadata } from './metadata.ts';

/** The formats that the image library writes (encoders/with-sharp). */
export type SharpFormat = Extract<ExportFormat, 'jpeg' | 'png' | 'tiff' | 'webp' | 'avif'>;

/** The photo below what was made of it, in formats that hold layers. */
export interface PhotoBelow {
  readonly photo: SampleImage;
  /** Where its top left pixel lies in the picture. */
  readonly left: number;
  readonly top: number;
}

/** One format's writer, where the image library is none. It gives back every sample, and loads its library on first use. */
export interface PictureEncoder {
  readonly format: ExportFormat;
  /**
   * @param image of at most the format's bits
   * @param metadata as it is to be written
   * @param below null = there is no photo, or the format holds no layers
   */
  encode(image: SampleImage, metadata: PhotoMetadata, below: PhotoBelow | null): Promise<Uint8Array>;
  /** The XMP packet of such a file; null = it has none, or is no such file. */
  readXmp(bytes: Uint8Array): Promise<string | null>;
}
