import type * as Library from '@contentauth/c2pa-wasm';
import { importLibrary, libraryBytes } from '../load-library.ts';

export type C2pa = typeof Library;

/** What the library asks of a browser's Blob. */
export class MemoryBlob {
  constructor(readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  slice(start: number, end: number): MemoryBlob {
    return new MemoryBlob(this.bytes.subarray(start, end));
  }
}

/** What the library reads blobs with; Node has none, since its own blobs cannot be read at once. */
class MemoryReader {
  readAsArrayBuffer({ bytes }: MemoryBlob): ArrayBuffer {
    // Not bytes.slice(): a Node Buffer's is a view of memory that others share.
    return new Uint8Array(bytes).buffer;
  }
}

/** The library's settings: it fetches nothing, and makes no picture of the photo. */
export const offline = JSON.stringify({
  verify: { remote_manifest_fetch: false, ocsp_fetch: false },
  builder: { thumbnail: { enabled: false } },
});

let loading: Promise<C2pa> | null = null;

/** The library, loaded on first use: 9 MB of WebAssembly. */
export const loadC2pa = (): Promise<C2pa> => (loading ??= load());

async function load(): Promise<C2pa> {
  Object.assign(globalThis, { FileReaderSync: MemoryReader });
  const library = await importLibrary<C2pa>('@contentauth/c2pa-wasm');
  const bytes = await libraryBytes('@contentauth/c2pa-wasm/c2pa.wasm');
  await library.default({ module_or_path: bytes as Uint8Array<ArrayBuffer> });
  return library;
}

/** Bytes as the library takes them. */
export const asBlob = (bytes: Uint8Array): Blob => new MemoryBlob(bytes) as unknown as Blob;
