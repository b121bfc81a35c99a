import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Runtime from 'onnxruntime-node';
import { cudaFolders, useCudaLibraries } from './cuda-loading.ts';

/** Why the libraries for CUDA that the environment names are not used; null = they are, or none are named. */
export const cudaProblem = existsSync('/dev/nvidia0') ? useCudaLibraries(cudaFolders()) : null;

// The one place that loads ONNX Runtime, once it is settled what lies beside its library.
const runtime = createRequire(import.meta.url)('onnxruntime-node') as typeof Runtime;
export const { InferenceSession, Tensor, env, listSupportedBackends } = runtime;
export type InferenceSession = Runtime.InferenceSession;
export type Tensor = Runtime.Tensor;
