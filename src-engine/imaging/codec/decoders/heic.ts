import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { stripExifPrefix } from '../exif.ts';
import { brandsOf, readSampleMeaning } from '../iso-media.ts';
import { type Heif, loadHeif } from '../libheif.ts';
import { storageOfBits } from '../sample-bits.ts';
import {
  assertPictureSize,
  damagedPartial,
  type DecodedFile,
  type DecodeOptions,
  type EmbeddedPreview,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { withCodes } from '../png-colours.ts';
import { straightAlpha } from '../straight-alpha.ts';
import { wrapInTiff } from '../tiff-wrap.ts';

export const heicDecoder: PictureDecoder = {
  format: 'heic',
  sniff: (bytes) => brandsOf(bytes).some((brand) => /^(hei[cxmsv]|hev[cxm])$/.test(brand)),
  async decode(bytes, name, options) {
    const heif = await loadHeif();
    return withMemory(heif, (call) => decode(call, bytes, name, options));
  },
  async preview(bytes, name) {
    const heif = await loadHeif();
    return withMemory(heif, (call) => thumbnailOf(call, bytes, name));
  },
};

/** libheif's numbers: colour space, chroma and channel. */
const rgbSpace = 1;
const chroma = { rgb: 10, rgba: 11, rgb16: 14, rgba16: 15 } as const;
const interleavedChannel = 10;
/** Leaves alpha and depth out of what counts as auxiliary. */
const neitherAlphaNorDepth = 6;
/** The byte of heif_decoding_options that asks for an error for every part that cannot be decoded. */
const strictOffset = 21;

/** Calls into the library with memory that is given back at the end. */
interface Calls {
  readonly heif: Heif;
  allocate(size: number): number;
  bytes(pointer: number, length: number): Uint8Array;
  word(pointer: number): number;
  /** @throws HeifError where the library reports one */
  checked(call: (error: number) => void): void;
  release(free: () => void): void;
}

class HeifError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

async function withMemory<Result>(heif: Heif, work: (calls: Calls) => Result): Promise<Result> {
  const releases: (() => void)[] = [];
  const allocate = (size: number): number => {
    const pointer = heif._malloc(size) >>> 0;
    if (pointer === 0) throw new HeifError(6, `${size} bytes could not be allocated`);
    releases.push(() => heif._free(pointer));
    return pointer;
  };
  const error = allocate(12);
  const view = (): DataView => new DataView(heif.HEAPU8.buffer);
  const calls: Calls = {
    heif,
    allocate,
    bytes: (pointer, length) => heif.HEAPU8.slice(pointer, pointer + length),
    word: (pointer) => view().getUint32(pointer, true),
    checked(call) {
      call(error);
      const code = view().getUint32(error, true);
      if (code !== 0) throw new HeifError(code, textAt(heif, view().getUint32(error + 8, true)));
    },
    release: (free) => releases.push(free),
  };
  try {
    return work(calls);
  } finally {
    for (const release of releases.reverse()) release();
  }
}

function textAt(heif: Heif, pointer: number): string {
  const end = heif.HEAPU8.indexOf(0, pointer);
  return new TextDecoder().decode(heif.HEAPU8.slice(pointer, Math.min(end, pointer + 1000)));
}

function decode(
  calls: Calls,
  bytes: Uint8Array,
  name: string,
  { page, partial = false }: DecodeOptions,
): DecodedFile {
  const { heif } = calls;
  try {
    const { handle, pages } = openPicture(calls, bytes, name, page ?? null);
    const width = heif._heif_image_handle_get_width(handle);
    const height = heif._heif_image_handle_get_height(handle);
    assertPictureSize(name, width, height);
    const image = readImage(calls, handle, partial);
    const bits = heif._heif_image_handle_get_luma_bits_per_pixel(handle);
    const premultiplied = heif._heif_image_handle_is_premultiplied_alpha(handle) !== 0;
    const straight =
      premultiplied && (image.channels === 2 || image.channels === 4) ? straightAlpha(image) : null;
    const { exif, xmp } = readMetadata(calls, handle);
    const decoded = {
      image: { ...(straight ?? image), iccProfile: readProfile(calls, handle) },
      metadata: { exif, xmp, storage: storageOfBits(bits) },
      note: joinNotes(
        pages > 1 && text.pictures.notes.page(page ?? 1, pages),
        heif._heif_image_handle_get_number_of_auxiliary_images(handle, neitherAlphaNorDepth) > 0 &&
          text.pictures.notes.auxiliary,
        partial && text.pictures.notes.partial,
      ),
    };
    return withCodes(decoded, readSampleMeaning(bytes).codes);
  } catch (error) {
    if (!(error instanceof HeifError)) throw error;
    // 4 and 11: unsupported features and plugins; 6: memory.
    if (error.code === 4 || error.code === 11)
      throw usesUnsupported(name, `a feature of HEIF (${error.message})`);
    if (error.code === 6) throw new TesseraError('image-too-large', text.pictures.tooLargeToDecode(name));
    throw damagedPartial(name, error);
  }
}

/** The primary image, which need be neither the first nor in the list; or the numbered one of the list. */
function openHandle(calls: Calls, context: number, name: string, page: number | null, pages: number): number {
  const { heif, checked } = calls;
  const place = calls.allocate(4);
  if (page === null) checked((error) => heif._heif_context_get_primary_image_handle(error, context, place));
  else {
    if (page > pages) throw new TesseraError('usage', text.pictures.noSuchPage(name, page, pages));
    const ids = calls.allocate(4 * pages);
    heif._heif_context_get_list_of_top_level_image_IDs(context, ids, pages);
    const id = calls.word(ids + 4 * (page - 1));
    checked((error) => heif._heif_context_get_image_handle(error, context, id, place));
  }
  const handle = calls.word(place);
  calls.release(() => heif._heif_image_handle_release(handle));
  return handle;
}

/** Opens one picture of a file. @throws HeifError, TesseraError usage */
function openPicture(
  calls: Calls,
  bytes: Uint8Array,
  name: string,
  page: number | null,
): { readonly handle: number; readonly pages: number } {
  const { heif, checked } = calls;
  const context = heif._heif_context_alloc();
  calls.release(() => heif._heif_context_free(context));
  const file = calls.allocate(bytes.length);
  heif.HEAPU8.set(bytes, file);
  checked((error) => heif._heif_context_read_from_memory(error, context, file, bytes.length, 0));
  const pages = heif._heif_context_get_number_of_top_level_images(context);
  return { handle: openHandle(calls, context, name, page, pages), pages };
}

/** The primary picture's thumbnail; null where there is none. @throws HeifError */
function thumbnailOf(calls: Calls, bytes: Uint8Array, name: string): EmbeddedPreview | null {
  const { heif, checked } = calls;
  const { handle } = openPicture(calls, bytes, name, null);
  if (heif._heif_image_handle_get_number_of_thumbnails(handle) === 0) return null;
  const place = calls.allocate(4);
  heif._heif_image_handle_get_list_of_thumbnail_IDs(handle, place, 1);
  const id = calls.word(place);
  checked((error) => heif._heif_image_handle_get_thumbnail(error, handle, id, place));
  const thumbnail = calls.word(place);
  calls.release(() => heif._heif_image_handle_release(thumbnail));
  const image = { ...readImage(calls, thumbnail, false), iccProfile: readProfile(calls, handle) };
  return {
    file: wrapInTiff(image),
    of: {
      width: heif._heif_image_handle_get_width(handle),
      height: heif._heif_image_handle_get_height(handle),
    },
  };
}

/** The samples, upright; 10 and 12 bit stretched to 16. Every tile must be there unless `partial`. */
function readImage(calls: Calls, handle: number, partial: boolean): SampleImage {
  const { heif, checked } = calls;
  const bits = heif._heif_image_handle_get_luma_bits_per_pixel(handle);
  const alpha = heif._heif_image_handle_has_alpha_channel(handle) !== 0;
  const deep = bits > 8;
  const options = heif._heif_decoding_options_alloc();
  calls.release(() => heif._heif_decoding_options_free(options));
  heif.HEAPU8[options + strictOffset] = partial ? 0 : 1;
  const place = calls.allocate(4);
  const wanted = deep ? (alpha ? chroma.rgba16 : chroma.rgb16) : alpha ? chroma.rgba : chroma.rgb;
  checked((error) => heif._heif_decode_image(error, handle, place, rgbSpace, wanted, options));
  const image = calls.word(place);
  calls.release(() => heif._heif_image_release(image));
  const width = heif._heif_image_get_width(image, interleavedChannel);
  const height = heif._heif_image_get_height(image, interleavedChannel);
  const stridePlace = calls.allocate(8);
  const plane = heif._heif_image_get_plane_readonly2(image, interleavedChannel, stridePlace) >>> 0;
  const stride = calls.word(stridePlace);
  const channels = alpha ? 4 : 3;
  const row = width * channels;
  const data = deep ? new Uint16Array(row * height) : new Uint8Array(row * height);
  const scale = 65535 / (2 ** bits - 1);
  for (let y = 0; y < height; y++) {
    const start = plane + y * stride;
    if (!deep) {
      data.set(heif.HEAPU8.subarray(start, start + row), y * row);
      continue;
    }
    const line = new Uint16Array(heif.HEAPU8.slice(start, start + 2 * row).buffer);
    for (let x = 0; x < row; x++) data[y * row + x] = Math.round(line[x]! * scale);
  }
  return { width, height, channels, bitDepth: deep ? 16 : 8, data, iccProfile: null };
}

/** An embedded profile; one of 0 bytes occurs and is none. */
function readProfile(calls: Calls, handle: number): Uint8Array | null {
  const { heif, checked } = calls;
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (size === 0) return null;
  const place = calls.allocate(size);
  try {
    checked((error) => heif._heif_image_handle_get_raw_color_profile(error, handle, place));
  } catch (error) {
    // Colours given by numbers (nclx) are no profile.
    if (error instanceof HeifError) return null;
    throw error;
  }
  return calls.bytes(place, size);
}

function readMetadata(calls: Calls, handle: number): { exif: Uint8Array | null; xmp: string | null } {
  const { heif, checked } = calls;
  const count = heif._heif_image_handle_get_number_of_metadata_blocks(handle, 0);
  const ids = calls.allocate(4 * count + 4);
  heif._heif_image_handle_get_list_of_metadata_block_IDs(handle, 0, ids, count);
  let exif: Uint8Array | null = null;
  let xmp: string | null = null;
  for (let index = 0; index < count; index++) {
    const id = calls.word(ids + 4 * index);
    const size = heif._heif_image_handle_get_metadata_size(handle, id);
    if (size === 0) continue;
    const place = calls.allocate(size);
    checked((error) => heif._heif_image_handle_get_metadata(error, handle, id, place));
    const block = calls.bytes(place, size);
    const type = textAt(heif, heif._heif_image_handle_get_metadata_type(handle, id));
    const content = textAt(heif, heif._heif_image_handle_get_metadata_content_type(handle, id));
    if (type === 'Exif') exif ??= exifOfItem(block);
    if (type === 'mime' && content === 'application/rdf+xml') xmp ??= new TextDecoder().decode(block);
  }
  return { exif, xmp };
}

/** ISO/IEC 23008-12 annex A.2.1: four bytes say how many more to pass over before the TIFF structure begins. */
function exifOfItem(block: Uint8Array): Uint8Array | null {
  if (block.length < 12) return null;
  const offset = 4 + new DataView(block.buffer, block.byteOffset).getUint32(0);
  return offset + 8 < block.length ? Uint8Array.from(stripExifPrefix(block.subarray(offset))) : null;
}
