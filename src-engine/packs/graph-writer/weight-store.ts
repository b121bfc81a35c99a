import { Cancelled } from '#shared/errors.ts';
import type { ExternalDataFile } from './external-data.ts';
import { toHalfArray } from './half-float.ts';
import type { ElementType, OnnxTensor } from './onnx-model.ts';
import { elementCount, readView, type TensorSource, type WeightView } from './tensor-source.ts';

/** Tensors below this many bytes lie inside the model file. */
const inlineBytes = 65536;
/** Elements copied at a time. */
const pieceElements = 4 << 20;

type StoredTensor = Omit<OnnxTensor, 'name'>;

/** A matrix as int8 with one scale per column. */
export interface QuantisedMatrix {
  readonly matrix: StoredTensor;
  /** [columns] float32 */
  readonly scales: Float32Array;
}

/** Copies weights from their source into a pack, each once, however many graphs use it. */
export class WeightStore {
  private readonly stored = new Map<string, StoredTensor>();
  private elementsDone = 0;

  constructor(
    private readonly source: TensorSource,
    private readonly file: ExternalDataFile,
    private readonly signal: AbortSignal | undefined = undefined,
    private readonly onElements: (elementsDone: number) => void = () => undefined,
  ) {}

  /** The values of a small tensor. */
  values(view: WeightView): Promise<Float32Array> {
    return readView(this.source, view);
  }

  /** Copies a tensor as it is, piece by piece. */
  async copy(view: WeightView, type: 'float32' | 'float16'): Promise<StoredTensor> {
    const key = `${view.tensor}@${view.start}[${view.shape.join()}]:${type}`;
    return this.once(key, async () => {
      const count = elementCount(view.shape);
      if (count * byteSize[type] < inlineBytes) {
        return {
          elementType: type,
          dimensions: view.shape,
          data: encode(await readView(this.source, view), type),
        };
      }
      await this.file.begin();
      for (let start = 0; start < count; start += pieceElements) {
        const piece = await this.source.read(
          view.tensor,
          view.start + start,
          Math.min(pieceElements, count - start),
        );
        await this.file.append(encode(piece, type));
        this.advance(piece.length);
      }
      return { elementType: type, dimensions: view.shape, data: this.file.end() };
    });
  }

  /** Copies a matrix [out, in] as [in, out], the way MatMul wants it; the matrix lies in memory whole. */
  async copyTransposed(view: WeightView, type: 'float32' | 'float16'): Promise<StoredTensor> {
    const [rows, columns] = matrixShape(view);
    return this.once(`${view.tensor}@${view.start}[${view.shape.join()}]:transposed-${type}`, async () => {
      const transposed = transpose(await readView(this.source, view), rows, columns);
      return this.place(encode(transposed, type), type, [columns, rows]);
    });
  }

  /** Copies a matrix [out, in] as int8 [in, out] with a scale per output. */
  async copyQuantised(view: WeightView): Promise<QuantisedMatrix> {
    const [rows, columns] = matrixShape(view);
    const { values, scales } = quantiseColumns(
      transpose(await readView(this.source, view), rows, columns),
      columns,
      rows,
    );
    const matrix = await this.place(new Uint8Array(values.buffer), 'int8', [columns, rows]);
    return { matrix, scales };
  }

  private async place(
    bytes: Uint8Array,
    elementType: ElementType,
    dimensions: readonly number[],
  ): Promise<StoredTensor> {
    this.advance(elementCount(dimensions));
    if (bytes.length < inlineBytes) return { elementType, dimensions, data: bytes };
    await this.file.begin();
    await this.file.append(bytes);
    return { elementType, dimensions, data: this.file.end() };
  }

  private async once(key: string, write: () => Promise<StoredTensor>): Promise<StoredTensor> {
    const present = this.stored.get(key);
    if (present) return present;
    const tensor = await write();
    this.stored.set(key, tensor);
    return tensor;
  }

  private advance(elements: number): void {
    if (this.signal?.aborted) throw new Cancelled();
    this.elementsDone += elements;
    this.onElements(this.elementsDone);
  }
}

const byteSize = { float32: 4, float16: 2 } as const;

function encode(values: Float32Array, type: 'float32' | 'float16'): Uint8Array {
  const array = type === 'float16' ? toHalfArray(values) : values;
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function matrixShape(view: WeightView): readonly [rows: number, columns: number] {
  const [rows, columns] = view.shape;
  if (view.shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new RangeError(`${view.tensor} is not a matrix`);
  }
  return [rows, columns];
}

/** [rows, columns] -> [columns, rows], in tiles that fit the cache. */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const tile = 32;
  const result = new Float32Array(values.length);
  for (let rowStart = 0; rowStart < rows; rowStart += tile) {
    const rowEnd = Math.min(rows, rowStart + tile);
    for (let columnStart = 0; columnStart < columns; columnStart += tile) {
      const columnEnd = Math.min(columns, columnStart + tile);
      for (let column = columnStart; column < columnEnd; column += 1) {
        for (let row = rowStart; row < rowEnd; row += 1)
          result[column * rows + row] = values[row * columns + column] as number;
      }
    }
  }
  return result;
}

/**
 * Weights use 7 of int8's bits: CPUs without VNNI add pairs of (uint8 x int8) products in saturating int16,
 * and 2 * 255 * 64 still fits while 2 * 255 * 127 does not.
 */
const maxLevel = 63;

/**
 * Quantises a matrix [rows, columns] symmetrically with one scale per column.
 * value ~ level * scale; a column of zeros has scale 1.
 */
export function quantiseColumns(
  values: Float32Array,
  rows: number,
  columns: number,
): { values: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const magnitude = Math.abs(values[row * columns + column] as number);
      if (magnitude > (scales[column] as number)) scales[column] = magnitude;
    }
  }
  for (let column = 0; column < columns; column += 1)
    scales[column] = (scales[column] as number) / maxLevel || 1;
  const levels = new Int8Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      const level = Math.round((values[index] as number) / (scales[column] as number));
      levels[index] = Math.max(-maxLevel, Math.min(maxLevel, level));
    }
  }
  return { values: levels, scales };
}
