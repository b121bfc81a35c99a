import { importLibrary } from './load-library.ts';

/** The part of wasm-vips that is used. */
export interface VipsImage {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly format: string;
  readonly interpretation: string;
  hasAlpha(): boolean;
  getTypeof(name: string): number;
  getBlob(name: string): Uint8Array;
  getInt(name: string): number;
  setBlob(name: string, bytes: Uint8Array): void;
  remove(name: string): boolean;
  writeToMemory(): Uint8Array;
  writeToBuffer(suffix: string, options: object): Uint8Array;
  copy(options: object): VipsImage;
  cast(format: string, options?: object): VipsImage;
  iccTransform(profile: string, options: object): VipsImage;
  delete(): void;
}

interface Vips {
  readonly Image: {
    newFromBuffer(bytes: Uint8Array, options: string, more: object): VipsImage;
    newFromMemory(
      samples: Uint8Array | Uint16Array,
      width: number,
      height: number,
      bands: number,
      format: string,
    ): VipsImage;
  };
  readonly Cache: { max(operations: number): void };
  shutdown(): void;
}

let instance: Promise<Vips> | null = null;

async function start(): Promise<Vips> {
  const library = await importLibrary<{ default: (options: object) => Promise<Vips> }>('wasm-vips');
  const vips = await library.default({
    dynamicLibraries: ['vips-jxl.wasm'],
    print: () => undefined,
    printErr: () => undefined,
  });
  vips.Cache.max(0);
  return vips;
}

/**
 * libvips in WebAssembly, with libjxl and littleCMS and with workers of its own, which keep no process from ending. One instance
 * serves a process: wasm-vips 0.0.19 leaves about 85 MB behind with each that is ended. After an error there is a new
 * one, because what a damaged file left of it is not known. What `work` hands to `own` is deleted after it.
 */
export async function withVips<Result>(
  work: (vips: Vips, own: (image: VipsImage) => VipsImage) => Result,
): Promise<Result> {
  instance ??= start();
  const used = instance;
  try {
    const vips = await used;
    const images: VipsImage[] = [];
    const result = work(vips, (image) => {
      images.push(image);
      return image;
    });
    for (const image of images) image.delete();
    return result;
  } catch (error) {
    instance = null;
    await used.then(
      (vips) => vips.shutdown(),
      () => undefined,
    );
    throw error;
  }
}
