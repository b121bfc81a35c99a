import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// Not called require: the app's bundle may declare one of its own, and two end the app at its start.
const fromHere = createRequire(import.meta.url);

/** Loads a CommonJS library that is built into no bundle: its own files lie beside it. */
export const loadLibrary = <Library>(name: string): Library => fromHere(name) as Library;

/** Loads a library that is an ECMAScript module, by a path inside its package. */
export const importLibrary = async <Library>(path: string): Promise<Library> =>
  (await import(/* @vite-ignore */ pathToFileURL(fromHere.resolve(path)).href)) as Library;

/** The bytes of a library's WebAssembly, given as a path inside its package. */
export async function libraryBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(fromHere.resolve(path)));
}
