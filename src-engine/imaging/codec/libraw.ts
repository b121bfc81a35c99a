import { importLibrary, libraryBytes } from './load-library.ts';

/** One file in LibRaw: settings stay with an object, so each file has its own. */
export interface RawFile {
  open(bytes: Uint8Array, settings: Readonly<Record<string, unknown>>): void;
  metadata(full: boolean): RawMetadata;
  imageData(): {
    width: number;
    height: number;
    colors: number;
    bits: number;
    data: Uint8Array | Uint16Array;
  };
  delete(): void;
}

export interface RawMetadata {
  readonly width: number;
  readonly height: number;
  readonly camera_make?: string;
  readonly camera_model?: string;
  readonly color_data?: { readonly rgb_cam?: readonly (readonly number[])[]; readonly profile?: Uint8Array };
}

interface LibRaw {
  readonly LibRaw: new () => RawFile;
}

/** LibRaw with a place for what it says of damage: it reports that in words only. */
export async function loadRaw(say: (line: string) => void): Promise<LibRaw> {
  wasm ??= libraryBytes('libraw-wasm/dist/libraw.wasm');
  const library = await importLibrary<{ default: (options: object) => Promise<LibRaw> }>(
    'libraw-wasm/dist/libraw.js',
  );
  return library.default({ wasmBinary: await wasm, print: say, printErr: say });
}

let wasm: Promise<Uint8Array> | null = null;
