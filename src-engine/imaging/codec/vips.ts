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
  setBlob(name: string, bytes: Uint8Array): void;
  remove(name: string): boolean;
  writeToMemory(): Uint8Array;
  writeToBuffer(suffix: string, options: object): Uint8Array;
  copy(options: object): VipsImage;
  cast(format: string, options?: object): VipsImage;
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
  concurrency(threads: number): void;
  shutdown(): void;
}

/** JPEG XL by libvips and libjxl in WebAssembly, with its own workers; ended after each use, so that nothing stays running. */
export async function withVips<Result>(work: (vips: Vips) => Result): Promise<Result> {
  const library = await importLibrary<{ default: (options: object) => Promise<Vips> }>('wasm-vips');
  const vips = await library.default({
    dynamicLibraries: ['vips-jxl.wasm'],
    print: () => undefined,
    printErr: () => undefined,
  });
  try {
    return work(vips);
  } finally {
    vips.shutdown();
  }
}
