import { createRequire } from 'node:module';
import type * as Runtime from 'onnxruntime-node';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CudaProblem, findCudaLibraries } from '#engine/inference/cuda-libraries.ts';
import { cudaFolders, useCudaLibraries } from '#engine/inference/cuda-loading.ts';
import { neededLibraries } from '#engine/inference/needed-libraries.ts';
import { text } from '#shared/text/text.ts';

const require = createRequire(import.meta.url);
const { version } = require('onnxruntime-node/package.json') as { version: string };
const [shared, cuda] = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];
const runtime = join('node_modules/onnxruntime-node/bin/napi-v6', process.platform, process.arch);
const binding = join(runtime, 'onnxruntime_binding.node');
const loaded = (): string[] =>
  (process.report.getReport() as unknown as { sharedObjects: string[] }).sharedObjects;
/** A library of the system that needs nothing but what is there. */
const systemLibrary = (): string => loaded().find((path) => /\/libm\.so\.6$/.test(path))!;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-made-cuda-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes the folder's two libraries of another one, with these strings in the second. */
function makeLibraries(source: string, strings: readonly string[]): void {
  copyFileSync(source, join(folder, shared));
  const bytes = Buffer.from(`\0${strings.join('\0')}\0`);
  writeFileSync(join(folder, cuda), Buffer.concat([readFileSync(source), bytes]));
}
const whole = ['GetProvider', version];
const said = (found: unknown): string => (found as CudaProblem)();

describe.skipIf(process.platform !== 'linux')('libraries for CUDA', () => {
  it('are looked for in every folder that the variable names', () => {
    expect(cudaFolders('/a::/b/')).toEqual(['/a', '/b']);
    expect(cudaFolders('')).toEqual([]);
    expect(useCudaLibraries([])).toBeNull();
  });

  it('are told to be missing one by one', () => {
    const words = text.devices.cuda;
    expect(said(findCudaLibraries([join(folder, 'none')], version))).toBe(
      words.noFolder(join(folder, 'none')),
    );
    expect(said(findCudaLibraries([folder], version))).toBe(words.lacks(shared, version));
    copyFileSync(systemLibrary(), join(folder, shared));
    expect(said(findCudaLibraries([folder], version))).toBe(words.lacks(cuda, version));
    writeFileSync(
      join(folder, cuda),
      'no library at all, though long enough to be the header of one, nearly so',
    );
    expect(said(findCudaLibraries([folder], version))).toBe(words.damaged(cuda));
    makeLibraries(systemLibrary(), [version]);
    expect(said(findCudaLibraries([folder], version))).toBe(words.damaged(cuda));
    makeLibraries(systemLibrary(), ['GetProvider', '1.29.0']);
    expect(said(findCudaLibraries([folder], version))).toBe(words.otherVersion(version));
  });

  it('say what they need, and each that cannot be loaded is named', () => {
    expect(neededLibraries(binding)).toContain('libonnxruntime.so.1');
    expect(neededLibraries(systemLibrary())).toContain('libc.so.6');
    makeLibraries(binding, whole);
    // Where it is not loaded it is not found: it lies in neither the folder nor the system.
    const problem = said(useCudaLibraries([folder]));
    expect(problem).toBe(text.devices.cuda.needs('libonnxruntime.so.1'));
    writeFileSync(join(folder, 'libonnxruntime.so.1'), 'damaged');
    expect(said(useCudaLibraries([folder]))).toBe(problem);
  });

  it('that are whole lie beside ONNX Runtime, which still computes, and are tried where CUDA is asked for', async () => {
    makeLibraries(systemLibrary(), whole);
    // No process has so large a number.
    const abandoned = mkdtempSync(join(tmpdir(), 'tessera-cuda-99999999-'));
    expect(useCudaLibraries([folder])).toBeNull();
    expect(existsSync(abandoned)).toBe(false);
    const { InferenceSession, Tensor } = require('onnxruntime-node') as typeof Runtime;
    const own = loaded().find((path) => path.endsWith('/libonnxruntime.so.1'))!;
    expect(own).toMatch(/\/tessera-cuda-[^/]+\/libonnxruntime\.so\.1$/);
    expect(readFileSync(own.replace(/[^/]+$/, cuda))).toEqual(readFileSync(join(folder, cuda)));
    expect(existsSync(own.replace(/[^/]+$/, shared))).toBe(true);
    const model = 'models/tessera-small-128/condition.onnx';
    const session = await InferenceSession.create(model);
    const { hidden } = await session.run({ label: new Tensor('int64', BigInt64Array.of(0n), [1]) });
    expect(hidden!.data).toHaveLength(4 * 256);
    // The made ones are none of ONNX Runtime's.
    await expect(InferenceSession.create(model, { executionProviders: ['cuda'] })).rejects.toThrow(/Cuda/);
    // Workers of tests end without what processes do at their end.
    rmSync(dirname(own), { recursive: true });
  });
});
