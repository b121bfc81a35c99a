import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { fieldsOf } from '#engine/packs/onnx-inspection.ts';

/** Floating point operations (a multiply and an add are two) of one pass of `tokens` over a cache of `cached`. */
export type NetworkFlops = (tokens: number, cached: number) => number;

/** Counts a pack's operations from its graphs: matrix products and attention; norms and the like are left out. */
export async function countNetworkFlops(pack: {
  directory: string;
  manifest: PackManifest;
}): Promise<NetworkFlops> {
  const { heads, headWidth, depth } = pack.manifest;
  const matrixElements = await countMatrixElements(pack);
  return (tokens, cached) =>
    2 * tokens * matrixElements + 4 * tokens * (tokens + cached) * heads * headWidth * depth;
}

/** How many numbers the matrices have that each token is multiplied with. */
export async function countMatrixElements(pack: {
  directory: string;
  manifest: PackManifest;
}): Promise<number> {
  const { width, channels } = pack.manifest;
  // The embedding's own graph also holds what runs once per pass (time), hence its product is counted by its sizes.
  let matrixElements = channels * width;
  for (const graph of ['trunk.onnx', 'head.onnx'])
    matrixElements += matrixElementsOf(await readFile(join(pack.directory, graph)));
  return matrixElements;
}

/** Elements of all constant matrices of an ONNX model: ModelProto.graph (7), .initializer (5), .dims (1, packed). */
function matrixElementsOf(model: Uint8Array): number {
  let elements = 0;
  for (const graph of fieldsOf(model)) {
    if (graph.field !== 7 || !graph.value) continue;
    for (const tensor of fieldsOf(graph.value)) {
      if (tensor.field !== 5 || !tensor.value) continue;
      const dimensions = [...fieldsOf(tensor.value)].find(
        ({ field, value }) => field === 1 && value !== null,
      );
      const [rows, columns, ...more] = dimensions?.value ? varints(dimensions.value) : [];
      if (rows !== undefined && columns !== undefined && more.length === 0 && rows > 1 && columns > 1)
        elements += rows * columns;
    }
  }
  return elements;
}

function varints(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte < 0x80) {
      numbers.push(value);
      [value, factor] = [0, 1];
    }
  }
  return numbers;
}
