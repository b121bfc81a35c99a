import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '#shared/text/text.ts';
import { neededLibraries } from './needed-libraries.ts';

/** ONNX Runtime's own two. */
export const providers = {
  shared: 'libonnxruntime_providers_shared.so',
  cuda: 'libonnxruntime_providers_cuda.so',
};
/** What ONNX Runtime calls in the second. */
const entryPoint = 'GetProvider';
/** Why CUDA's libraries cannot be used, in the language that is spoken when it is asked. */
export type CudaProblem = () => string;

/** The two libraries of ONNX Runtime, and what the folders have of those that they need. */
export interface CudaLibraries {
  readonly shared: string;
  readonly cuda: string;
  /** Names, or paths where a folder has them. */
  readonly needed: readonly string[];
}

/**
 * Looks for the libraries in folders and checks what can be told without loading them.
 * @param version ONNX Runtime's: those of another one would take the process down
 */
export function findCudaLibraries(folders: readonly string[], version: string): CudaLibraries | CudaProblem {
  const [absent] = folders.filter((folder) => !existsSync(folder));
  if (absent !== undefined) return () => text.devices.cuda.noFolder(absent);
  const find = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const [shared, cuda] = [find(providers.shared), find(providers.cuda)];
  if (!shared) return () => text.devices.cuda.lacks(providers.shared, version);
  if (!cuda) return () => text.devices.cuda.lacks(providers.cuda, version);
  try {
    const names = neededLibraries(cuda);
    const [hasEntry, hasVersion] = haveStrings(cuda, [entryPoint, version]);
    if (!hasEntry) return () => text.devices.cuda.damaged(providers.cuda);
    if (!hasVersion) return () => text.devices.cuda.otherVersion(version);
    return { shared, cuda, needed: names.map((name) => find(name) ?? name) };
  } catch {
    return () => text.devices.cuda.damaged(providers.cuda);
  }
}

/** Whether a file holds these strings, each between two zeros, as programs do. */
function haveStrings(path: string, strings: readonly string[]): boolean[] {
  const wanted = strings.map((string) => Buffer.from(`\0${string}\0`, 'latin1'));
  const found = wanted.map(() => false);
  const overlap = Math.max(...wanted.map(({ length }) => length));
  const buffer = Buffer.alloc(2 ** 23 + overlap);
  const file = openSync(path, 'r');
  try {
    let kept = 0;
    for (;;) {
      const size = readSync(file, buffer, kept, buffer.length - kept, null);
      if (size === 0 || found.every(Boolean)) return found;
      const all = buffer.subarray(0, kept + size);
      wanted.forEach((bytes, index) => (found[index] ||= all.includes(bytes)));
      kept = Math.min(overlap, all.length);
      all.copy(buffer, 0, all.length - kept);
    }
  } finally {
    closeSync(file);
  }
}
