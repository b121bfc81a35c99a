import type { TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';

/** The same tensors; reading one that holds NaN or infinity fails, since it would only show in a ruined picture. */
export function finiteSource(source: TensorSource, fileName: string): TensorSource {
  return {
    shapes: source.shapes,
    read: async (name, start, count) => {
      const values = await source.read(name, start, count);
      for (const value of values) {
        if (!Number.isFinite(value))
          throw invalidCheckpoint(fileName, `"${name}" holds numbers that are not finite`);
      }
      return values;
    },
  };
}
