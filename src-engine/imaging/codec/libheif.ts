import { libraryBytes, loadLibrary } from './load-library.ts';

/** The part of libheif's C interface that is used; a call that can fail takes a pointer to a 12 byte result first. */
export interface Heif {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
  _heif_context_alloc(): number;
  _heif_context_free(context: number): void;
  _heif_context_read_from_memory(
    error: number,
    context: number,
    bytes: number,
    size: number,
    options: number,
  ): void;
  _heif_context_get_number_of_top_level_images(context: number): number;
  _heif_context_get_list_of_top_level_image_IDs(context: number, ids: number, count: number): number;
  _heif_context_get_image_handle(error: number, context: number, id: number, handle: number): void;
  _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
  _heif_image_handle_release(handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_is_premultiplied_alpha(handle: number): number;
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void;
  _heif_image_handle_get_number_of_metadata_blocks(handle: number, type: number): number;
  _heif_image_handle_get_list_of_metadata_block_IDs(
    handle: number,
    type: number,
    ids: number,
    count: number,
  ): number;
  _heif_image_handle_get_metadata_type(handle: number, id: number): number;
  _heif_image_handle_get_metadata_content_type(handle: number, id: number): number;
  _heif_image_handle_get_metadata_size(handle: number, id: number): number;
  _heif_image_handle_get_metadata(error: number, handle: number, id: number, out: number): void;
  _heif_image_handle_get_number_of_auxiliary_images(handle: number, filter: number): number;
  _heif_image_handle_get_number_of_thumbnails(handle: number): number;
  _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, ids: number, count: number): number;
  _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, thumbnail: number): void;
  _heif_decoding_options_alloc(): number;
  _heif_decoding_options_free(options: number): void;
  _heif_decode_image(
    error: number,
    handle: number,
    image: number,
    colourSpace: number,
    chroma: number,
    options: number,
  ): void;
  _heif_image_release(image: number): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
}

let loaded: Promise<Heif> | null = null;

/** libheif, loaded on first use. */
export function loadHeif(): Promise<Heif> {
  loaded ??= (async () => {
    const create = loadLibrary<(options: object) => Heif | Promise<Heif>>(
      'libheif-js/libheif-wasm/libheif.js',
    );
    const wasmBinary = withLoopFilters(await libraryBytes('libheif-js/libheif-wasm/libheif.wasm'));
    return create({ wasmBinary, print: () => undefined, printErr: () => undefined });
  })();
  return loaded;
}

/** i32.const 7 or 8, i32.const 1, call: `de265_set_parameter_bool(_, parameter, true)` as the build has it. */
const [deblocking, offset] = [7, 8].map((parameter) => Buffer.of(0x41, parameter, 0x41, 0x01, 0x10)) as [
  Buffer,
  Buffer,
];

/**
 * The library with HEVC's deblocking and sample-adaptive-offset filters: its WebAssembly build switches both off to be
 * faster, which makes every lossy photo differ from what other decoders show, by up to 18 of 255 at the edges of blocks.
 * The two arguments `1` become `0`. @throws Error where the build is another one than the pinned
 */
export function withLoopFilters(wasm: Uint8Array): Uint8Array {
  const patched = wasm.slice();
  const bytes = Buffer.from(patched.buffer);
  let found = 0;
  for (let at = bytes.indexOf(deblocking); at >= 0; at = bytes.indexOf(deblocking, at + 1)) {
    // The same call follows within a few bytes: only the load of the decoder lies between.
    const next = bytes.indexOf(offset, at + 6);
    if (next < 0 || next >= at + 16) continue;
    patched[at + 3] = 0;
    patched[next + 3] = 0;
    found++;
  }
  if (found !== 2) throw new Error(`libheif's build is not the one that is known (${found} places)`);
  return patched;
}
