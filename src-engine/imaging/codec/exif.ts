/** Careful edits of an EXIF block (TIFF structure, EXIF 2.32 section 4.6); what cannot be parsed is dropped, never guessed. */

const orientationTag = 0x0112;
const exifPointerTag = 0x8769;
const pixelWidthTag = 0xa002;
const pixelHeightTag = 0xa003;

/** Removes the "Exif\0\0" that JPEG puts before the TIFF header. */
export function stripExifPrefix(exif: Uint8Array): Uint8Array {
  const prefixed = exif.length > 6 && exif[0] === 0x45 && exif[1] === 0x78 && exif[4] === 0 && exif[5] === 0;
  return prefixed ? exif.subarray(6) : exif;
}

/**
 * The same metadata for an edited picture: orientation 1, the new size, and no thumbnail (it would still show what was
 * removed). Null where the block is damaged.
 */
export function exifForEditedPicture(exif: Uint8Array, width: number, height: number): Uint8Array | null {
  const bytes = Uint8Array.from(stripExifPrefix(exif));
  try {
    const view = new DataView(bytes.buffer);
    const little = view.getUint16(0) === 0x4949;
    if (!little && view.getUint16(0) !== 0x4d4d) return null;
    const first = view.getUint32(4, little);
    const nextOffset = editDirectory(view, first, little, width, height);
    const thumbnailDirectory = view.getUint32(nextOffset, little);
    if (thumbnailDirectory !== 0) {
      wipeThumbnail(view, bytes, thumbnailDirectory, little);
      view.setUint32(nextOffset, 0, little);
    }
    return bytes;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Edits one directory in place; returns the offset of its "next directory" field. */
function editDirectory(
  view: DataView,
  offset: number,
  little: boolean,
  width: number,
  height: number,
): number {
  const entries = view.getUint16(offset, little);
  for (let i = 0; i < entries; i++) {
    const entry = offset + 2 + i * 12;
    const tag = view.getUint16(entry, little);
    if (tag === orientationTag) writeInteger(view, entry, little, 1);
    if (tag === pixelWidthTag) writeInteger(view, entry, little, width);
    if (tag === pixelHeightTag) writeInteger(view, entry, little, height);
    // Only the first directory points at another one here; a loop cannot form because pointers inside it are not followed.
    if (tag === exifPointerTag)
      editExifDirectory(view, view.getUint32(entry + 8, little), little, width, height);
  }
  return offset + 2 + entries * 12;
}

function editExifDirectory(
  view: DataView,
  offset: number,
  little: boolean,
  width: number,
  height: number,
): void {
  const entries = view.getUint16(offset, little);
  for (let i = 0; i < entries; i++) {
    const entry = offset + 2 + i * 12;
    const tag = view.getUint16(entry, little);
    if (tag === pixelWidthTag) writeInteger(view, entry, little, width);
    if (tag === pixelHeightTag) writeInteger(view, entry, little, height);
  }
}

function writeInteger(view: DataView, entry: number, little: boolean, value: number): void {
  const type = view.getUint16(entry + 2, little);
  if (type === 3) view.setUint16(entry + 8, value, little);
  else if (type === 4) view.setUint32(entry + 8, value, little);
}

/** Overwrites a JPEG thumbnail with zeros (tags 0x0201 offset, 0x0202 length). */
function wipeThumbnail(view: DataView, bytes: Uint8Array, directory: number, little: boolean): void {
  const entries = view.getUint16(directory, little);
  let start = 0;
  let length = 0;
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    const tag = view.getUint16(entry, little);
    if (tag === 0x0201) start = view.getUint32(entry + 8, little);
    if (tag === 0x0202) length = view.getUint32(entry + 8, little);
  }
  if (start > 0) bytes.fill(0, start, start + length);
}
