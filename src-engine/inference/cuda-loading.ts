import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { text } from '#shared/text/text.ts';
import { type CudaLibraries, type CudaProblem, findCudaLibraries, providers } from './cuda-libraries.ts';

const load = createRequire(import.meta.url);

/** ONNX Runtime for Node. */
const nativeModule = 'onnxruntime_binding.node';
/** What folders of links are called, before the process's number. */
const folderName = 'tessera-cuda';
/** NVIDIA's driver brings it. */
const driverLibrary = 'libcuda.so.1';
/** As Node loads modules, but it stays loaded where it turns out to be none (RTLD_NODELETE of Linux). */
const staysLoaded = (constants.dlopen.RTLD_NOW ?? 0) | (constants.dlopen.RTLD_GLOBAL ?? 0) | 0x1000;

/** The folders that TESSERA_CUDA_LIBRARIES names, with ONNX Runtime's libraries for CUDA and those of CUDA; empty = none. */
export const cudaFolders = (named = process.env['TESSERA_CUDA_LIBRARIES']): string[] =>
  (named ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder));

/**
 * Has ONNX Runtime's native module loaded from where its libraries for CUDA lie beside it; before anything else loads it.
 * @returns why not; null = it was, or no folders are given
 */
export function useCudaLibraries(folders: readonly string[]): CudaProblem | null {
  if (folders.length === 0 || process.platform !== 'linux') return null;
  const { version } = load('onnxruntime-node/package.json') as { version: string };
  const libraries = findCudaLibraries(folders, version);
  if (typeof libraries === 'function') return libraries;
  const problem = loadNeeded(libraries);
  if (problem === null) loadBeside(libraries);
  return problem;
}

/**
 * Loads what ONNX Runtime's libraries need: a process's own library path is read when it starts, and what is loaded already is not
 * looked for.
 */
function loadNeeded({ needed }: CudaLibraries): CudaProblem | null {
  let missing = needed;
  // Some need others of them.
  for (;;) {
    const left = missing.filter((name) => !isLoadable(name));
    if (left.length === 0) return null;
    if (left.length === missing.length)
      return () =>
        left
          .map((path) => basename(path))
          .map((name) =>
            name === driverLibrary ? text.devices.cuda.driver(name) : text.devices.cuda.needs(name),
          )
          .join(' ');
    missing = left;
  }
}

/**
 * Loads a library, which stays, so that others find it by its name. Node loads libraries as modules of its own: that one is none is
 * said only once it is loaded.
 */
export function isLoadable(library: string): boolean {
  try {
    process.dlopen({ exports: {} }, library, staysLoaded);
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
  return true;
}

/**
 * A folder of links to ONNX Runtime's native files with those for CUDA beside them: it looks for these beside its own library alone,
 * where often nobody may write.
 * @param runtime the folder of onnxruntime-node's native files
 * @returns the native module to load; the folder is deleted when the process ends
 */
function linkRuntime(runtime: string, { shared, cuda }: CudaLibraries): string {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${folderName}-${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of [nativeModule, 'libonnxruntime.so.1'])
    symlinkSync(join(runtime, name), join(folder, name));
  symlinkSync(shared, join(folder, providers.shared));
  symlinkSync(cuda, join(folder, providers.cuda));
  return join(folder, nativeModule);
}

/** A process that is killed leaves its folder behind. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${folderName}-(\\d+)-`).exec(name)?.[1];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH')
        rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

/** Loads the native module through links: where the package loads it by its own path, the system takes the same file for loaded. */
function loadBeside(libraries: CudaLibraries): void {
  const package_ = dirname(load.resolve('onnxruntime-node/package.json'));
  // In the packaged app native files lie beside the archive.
  const unpacked = package_.replace(/app\.asar(?=\/)/, 'app.asar.unpacked');
  const folder = join(unpacked, 'bin/napi-v6/linux', process.arch);
  process.dlopen({ exports: {} }, linkRuntime(folder, libraries));
}
