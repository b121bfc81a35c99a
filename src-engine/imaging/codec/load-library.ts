import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Loads a CommonJS library that is built into no bundle: its own files lie beside it. */
export const loadLibrary = <Library>(name: string): Library => require(name) as Library;

/** Loads a library that is an ECMAScript module, by a path inside its package. */
export const importLibrary = async <Library>(path: string): Promise<Library> =>
  (await import(/* @vite-ignore */ pathToFileURL(require.resolve(path)).href)) as Library;

/** The bytes of a library's WebAssembly, given as a path inside its package. */
export async function libraryBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(require.resolve(path)));
}
