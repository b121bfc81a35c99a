import type { TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import type { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { PickleTensor, type PickleValue } from './pickle/pickle-values.ts';
import { openSafetensors } from './safetensors.ts';
import { openTorchCheckpoint } from './torch-checkpoint.ts';
import { text } from '#shared/text/text.ts';

/** Where a training checkpoint keeps its weights, best first: averaged weights sample better (docs/method.md, section 7). */
const weightKeys = ['ema', 'model', 'state_dict'] as const;
/** What wrappers of torch put in front of every name. */
const wrapperPrefix = /^(?:module\.|_orig_mod\.)+/;

/** Opened weights and which part of the file they are. */
export interface OpenWeights {
  readonly source: TensorSource;
  /** 'ema', 'model', ... or 'file' for a bare state dict or safetensors. */
  readonly part: string;
}

/**
 * Opens weights in a file of torch.save or safetensors, told apart by their first bytes.
 * @throws TesseraError checkpoint-invalid
 */
export async function openWeights(file: RandomAccessFile): Promise<OpenWeights> {
  const start = file.size >= 9 ? await file.read(0, 9) : new Uint8Array(9);
  if (start[0] === 0x50 && start[1] === 0x4b) return openTorchWeights(file);
  if (start[8] === 0x7b) return { source: withoutWrappers(await openSafetensors(file)), part: 'file' };
  if (start[0] === 0x80) throw invalidCheckpoint(file.name, text.checkpoints.reasons.before16);
  throw invalidCheckpoint(file.name, text.checkpoints.reasons.neither);
}

async function openTorchWeights(file: RandomAccessFile): Promise<OpenWeights> {
  const checkpoint = await openTorchCheckpoint(file);
  const { root } = checkpoint;
  if (!(root instanceof Map)) throw invalidCheckpoint(file.name, text.checkpoints.reasons.noDictionary);
  for (const key of weightKeys) {
    const part = root.get(key);
    if (part instanceof Map && hasTensors(part))
      return { source: withoutWrappers(checkpoint.tensorsOf(part)), part: key };
  }
  if (hasTensors(root)) return { source: withoutWrappers(checkpoint.tensorsOf(root)), part: 'file' };
  throw invalidCheckpoint(file.name, text.checkpoints.reasons.noWeights);
}

function hasTensors(dictionary: Map<PickleValue, PickleValue>): boolean {
  for (const value of dictionary.values()) if (value instanceof PickleTensor) return true;
  return false;
}

function withoutWrappers(source: TensorSource): TensorSource {
  const originals = new Map([...source.shapes.keys()].map((name) => [name.replace(wrapperPrefix, ''), name]));
  return {
    shapes: new Map([...originals].map(([name, original]) => [name, source.shapes.get(original) ?? []])),
    read: (name, start, count) => source.read(originals.get(name) ?? name, start, count),
  };
}
