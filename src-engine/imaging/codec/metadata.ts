/** What a photo's file says beside its samples; carried through an edit untouched where the target format allows. */
export interface PhotoMetadata {
  /** TIFF structure without the "Exif\0\0" prefix; null = none. */
  readonly exif: Uint8Array | null;
  /** The XMP packet; null = none. */
  readonly xmp: string | null;
}

export const noMetadata: PhotoMetadata = { exif: null, xmp: null };
