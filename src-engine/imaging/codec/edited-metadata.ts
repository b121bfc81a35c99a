import type { MetadataPart, DigitalSource } from '#shared/pictures/metadata-choices.ts';
import { type ExportFormat, pictureFormat } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import type { Sides } from '#engine/imaging/jpeg/orientation.ts';
import { exifOfResolution } from './exif-in-tiff.ts';
import type { EditTime } from './edit-time.ts';
import { exifForEditedPicture, exifWithResolution, orientationOfExif, restatedExif } from './exif.ts';
import { maxExif } from './jpeg-metadata.ts';
import type { XmpCorrection } from './jpeg-file/xmp-parts.ts';
import { noMetadata, type PhotoMetadata } from './metadata.ts';
import { editPhotoshopData } from './photoshop-data.ts';
import { editXmp } from './xmp.ts';

/** What was done to a photo, as far as its metadata must know. */
export interface PictureEdit {
  /** What was added at each side; negative where a part was cut off. */
  readonly sides: Sides;
  /** The picture was rotated: `sides` says nothing then. */
  readonly isRotated: boolean;
  /** [height, width] of the edited picture: above 0 where pixels may have been made anew. */
  readonly selected: Uint8Array;
}

/** What is said of a written picture. */
export interface MetadataOptions {
  readonly metadata: PhotoMetadata | null;
  /** JSON text that repeats the result; null = none. */
  readonly recipe: string | null;
  /** How the picture came about, to be said in the file; left out = nothing is said. */
  readonly source?: DigitalSource | null;
  /** Left out of the photo's metadata. */
  readonly without?: readonly MetadataPart[];
  /** Left out = nothing but samples of the same picture changed. */
  readonly edit?: PictureEdit;
  /** When the photo was edited; left out = nothing is said of it. */
  readonly time?: EditTime | null;
}

/** Metadata as it is written, and what differs from the photo's, by name. */
export interface EditedMetadata {
  readonly metadata: PhotoMetadata;
  readonly changes: readonly string[];
}

const captionFormats: readonly ExportFormat[] = ['jpeg', 'tiff', 'psd'];
/** They have no field of their own for it. */
const resolutionInExif: readonly ExportFormat[] = ['webp', 'avif', 'jxl'];

/** A photo's metadata for an edited picture of that format: what became false, or still shows what was removed, is not in it. */
export function editMetadata(
  format: ExportFormat,
  size: { readonly width: number; readonly height: number },
  { metadata, recipe, source = null, without = [], edit, time = null }: MetadataOptions,
): EditedMetadata {
  const words = text.pictures.changes;
  const { name } = pictureFormat(format);
  const photo = metadata ?? noMetadata;
  const changes: string[] = [];

  const edited = photo.exif ? exifForEditedPicture(photo.exif, size) : null;
  const kept = edited?.exif ? restatedExif(edited.exif, without, time) : null;
  changes.push(...(edited?.changes ?? []), ...(kept?.changes ?? []));
  let exif = kept?.exif ?? null;
  if (exif && format === 'jpeg' && exif.length > maxExif) {
    changes.push(words.longExif);
    exif = null;
  }
  if (photo.resolution && resolutionInExif.includes(format)) {
    const placed = exifWithResolution(exif ?? exifOfResolution(photo.resolution), photo.resolution);
    exif = placed.exif;
    // Into AVIF the image library writes it by itself.
    if (!placed.hasResolution && format !== 'avif') changes.push(words.resolution(name));
  }

  const turned = edit?.isRotated === true || (photo.exif !== null && orientationOfExif(photo.exif) !== 1);
  const xmp = editXmp(photo.xmp, {
    correction: correctionOf(size, edit),
    upright: true,
    turned,
    // A JPEG has segments of any number for it.
    recipe: format === 'jpeg' ? null : recipe,
    ...{ source, without, time },
  });
  changes.push(...xmp.changes);

  const photoshop = photo.photoshop ? editPhotoshopData(photo.photoshop, without) : null;
  const holdsCaptions = captionFormats.includes(format);
  if (photoshop?.hadThumbnail) changes.push(words.photoshopThumbnail);
  if (photoshop?.hadPlace && holdsCaptions) changes.push(words.place);
  if (photoshop?.block && !holdsCaptions) changes.push(words.captions(name));
  if (photo.comments && format !== 'jpeg') changes.push(words.comments(name));
  if (photo.texts && format !== 'png') changes.push(words.texts(name));
  if (photo.credentials) changes.push(words.credentials);
  return {
    metadata: {
      ...photo,
      exif,
      xmp: xmp.xmp,
      photoshop: (holdsCaptions && photoshop?.block) || undefined,
      comments: format === 'jpeg' ? photo.comments : undefined,
      texts: format === 'png' ? photo.texts : undefined,
    },
    changes: [...new Set(changes)],
  };
}

function correctionOf(
  { width, height }: { readonly width: number; readonly height: number },
  edit: PictureEdit | undefined,
): XmpCorrection {
  const { left, top, right, bottom } = edit?.sides ?? { left: 0, top: 0, right: 0, bottom: 0 };
  // Any other size has those in XMP corrected; all that has a place there goes where it was rotated.
  const [oldWidth, oldHeight] = edit?.isRotated
    ? [height, width]
    : [width - left - right, height - top - bottom];
  return {
    ...{ width, height, oldWidth, oldHeight, left, top },
    isFilled(part) {
      if (!edit) return false;
      let [pixels, filled] = [0, 0];
      const first = (from: number, length: number, before: number): number =>
        Math.max(0, Math.round(from * length) + before);
      const right = Math.min(width, first(part.x + part.width, oldWidth, left));
      const bottom = Math.min(height, first(part.y + part.height, oldHeight, top));
      for (let y = first(part.y, oldHeight, top); y < bottom; y++)
        for (let x = first(part.x, oldWidth, left); x < right; x++) {
          pixels++;
          if (edit.selected[y * width + x]! > 0) filled++;
        }
      return filled * 2 > pixels;
    },
  };
}
