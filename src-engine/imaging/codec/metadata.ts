import type { PngChunk } from './png-chunks.ts';

/** Fields of a TIFF that hold Photoshop image resources, and the captions of IPTC-IIM alone. */
export const photoshopTag = 34377;
export const captionsTag = 33723;

/** How large a pixel is meant to be. */
export interface Resolution {
  readonly x: number;
  readonly y: number;
  /** What x and y count pixels per; "none" = only their ratio counts. */
  readonly unit: 'inch' | 'centimetre' | 'metre' | 'none';
}

/** How a file stores its samples, where that is not the common way; the samples in memory are always the common way. */
export interface Storage {
  /**
   * Colours are multiplied by alpha in the file ("associated", TIFF 6.0 section 18): "divided" = the samples in memory are
   * straight; "kept" = they are as stored, because some colours are larger than their alpha.
   */
  readonly associatedAlpha?: 'divided' | 'kept';
  /** Grey is stored inverted: 0 is white (TIFF photometric interpretation 0). */
  readonly minIsWhite?: boolean;
  /** A sample has so many bits in an AVIF or HEIC; in memory it is stretched to 16, white to white. */
  readonly bits?: 10 | 12;
}

/** What a photo's file says beside its samples; carried through an edit untouched where the target format allows. */
export interface PhotoMetadata {
  /** TIFF structure without the "Exif\0\0" prefix; null = none. */
  readonly exif: Uint8Array | null;
  /** The XMP packet; null = none. */
  readonly xmp: string | null;
  readonly resolution?: Resolution | undefined;
  readonly storage?: Storage | undefined;
  /** Colour chunks of a PNG (cICP, gAMA, cHRM, sRGB); the codes of another file without a profile, as a cICP chunk. */
  readonly colourChunks?: readonly PngChunk[] | undefined;
  /** Photoshop image resources, with the captions of IPTC-IIM among them (resource 0x0404). */
  readonly photoshop?: Uint8Array | undefined;
  /** Comments of a JPEG. */
  readonly comments?: readonly Uint8Array[] | undefined;
  /** tEXt, zTXt and iTXt chunks of a PNG, XMP left out. */
  readonly texts?: readonly PngChunk[] | undefined;
  /** Its file holds content credentials (C2PA), which speak of that very file. */
  readonly credentials?: true | undefined;
}

export const noMetadata: PhotoMetadata = { exif: null, xmp: null };

/** Only what the picture itself means: its resolution, colours and storage, nothing about whom and where. */
export const withoutDescription = ({ resolution, storage, colourChunks }: PhotoMetadata): PhotoMetadata => ({
  ...noMetadata,
  resolution,
  storage,
  colourChunks,
});

/** What of a photo's metadata goes with a picture whose colours may have been converted; null = there is none. */
export function metadataToWrite(
  photo: PhotoMetadata | null,
  { keepsMetadata, isRecoloured }: { readonly keepsMetadata: boolean; readonly isRecoloured: boolean },
): PhotoMetadata | null {
  const kept = photo && !keepsMetadata ? withoutDescription(photo) : photo;
  return kept && isRecoloured ? { ...kept, colourChunks: undefined } : kept;
}

/** Everything but EXIF and XMP as text, for journals and projects; null = there is nothing else. */
export function otherMetadataText(metadata: PhotoMetadata): string | null {
  const others = { ...metadata, exif: undefined, xmp: undefined };
  if (Object.values(others).every((value) => value === undefined)) return null;
  return JSON.stringify(others, (_key, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
}

/** The reverse of `otherMetadataText`. @throws SyntaxError */
export const otherMetadata = (text: string | null | undefined): Omit<PhotoMetadata, 'exif' | 'xmp'> =>
  text === null || text === undefined
    ? {}
    : (JSON.parse(text, (_key, value: unknown) => {
        const held = value as { base64?: unknown } | null;
        return typeof held?.base64 === 'string' ? new Uint8Array(Buffer.from(held.base64, 'base64')) : value;
      }) as Omit<PhotoMetadata, 'exif' | 'xmp'>);
