/** Tensors that can be read a piece at a time: a safetensors file or a checkpoint. */
export interface TensorSource {
  /** Every tensor's shape. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /**
   * Reads `count` elements from element `start` (row-major), converted to float32.
   * @throws TesseraError checkpoint-invalid where the file is shorter than it says
   */
  read(name: string, start: number, count: number): Promise<Float32Array>;
}

/** A tensor, or a contiguous piece of one, seen in some shape. */
export interface WeightView {
  readonly tensor: string;
  /** First element. */
  readonly start: number;
  readonly shape: readonly number[];
}

/** The number of elements of a shape. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

/** All of one view. Only for tensors that may lie in memory whole. */
export const readView = (source: TensorSource, view: WeightView): Promise<Float32Array> =>
  source.read(view.tensor, view.start, elementCount(view.shape));
