import { elementCount, type TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import type { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { decodeElements, elementFormats, type ElementFormat } from './element-formats.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { PickleProblem } from './pickle/pickle-calls.ts';
import { PickleTensor, type PickleValue } from './pickle/pickle-values.ts';
import { readPickle } from './pickle/read-pickle.ts';
import { readZipDirectory, type ZipEntry } from './zip-archive.ts';
import { text } from '#shared/text/text.ts';

/** Descriptions of tensors take kilobytes; gigabytes are data, which lie in entries of their own. */
const maxPickleBytes = 64 << 20;
/** Strided tensors are gathered in memory. */
const maxStridedBytes = 256 << 20;

const storageFormats: Readonly<Record<string, ElementFormat>> = {
  'torch.FloatStorage': 'float32',
  'torch.HalfStorage': 'float16',
  'torch.BFloat16Storage': 'bfloat16',
  'torch.DoubleStorage': 'float64',
  'torch.LongStorage': 'int64',
  'torch.IntStorage': 'int32',
};

/** A file of torch.save, opened: its objects as data, and tensors that can be read. */
export interface TorchCheckpoint {
  readonly root: PickleValue;
  /** Makes a source of the tensors in a dictionary; entries that are no tensors of a known number format are left out. */
  tensorsOf(dictionary: Map<PickleValue, PickleValue>): TensorSource;
}

/**
 * Opens a checkpoint of torch.save (version 1.6 and later).
 * @throws TesseraError checkpoint-invalid naming what is wrong
 */
export async function openTorchCheckpoint(file: RandomAccessFile): Promise<TorchCheckpoint> {
  const entries = await readZipDirectory(file);
  const pickles = [...entries.values()].filter((entry) => /^[^/]+\/data\.pkl$/.test(entry.name));
  const [pickle] = pickles;
  if (!pickle || pickles.length > 1) throw invalidCheckpoint(file.name, text.checkpoints.reasons.otherZip);
  if (pickle.size > maxPickleBytes)
    throw invalidCheckpoint(file.name, text.checkpoints.reasons.largeDescription);
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  const byteOrder = entries.get(`${folder}byteorder`);
  if (
    byteOrder &&
    byteOrder.size < 100 &&
    new TextDecoder().decode(await file.read(byteOrder.offset, byteOrder.size)) === 'big'
  ) {
    throw invalidCheckpoint(file.name, text.checkpoints.reasons.bigEndian);
  }
  let root: PickleValue;
  try {
    root = readPickle(await file.read(pickle.offset, pickle.size));
  } catch (error) {
    if (error instanceof PickleProblem) throw invalidCheckpoint(file.name, error.message);
    throw error;
  }
  return { root, tensorsOf: (dictionary) => tensorSource(file, entries, folder, dictionary) };
}

interface PlacedTensor {
  readonly tensor: PickleTensor;
  readonly format: ElementFormat;
  /** Byte offset of the storage in the file. */
  readonly base: number;
}

function tensorSource(
  file: RandomAccessFile,
  entries: ReadonlyMap<string, ZipEntry>,
  folder: string,
  dictionary: Map<PickleValue, PickleValue>,
): TensorSource {
  const placed = new Map<string, PlacedTensor>();
  for (const [name, value] of dictionary) {
    if (typeof name !== 'string' || !(value instanceof PickleTensor)) continue;
    const format = storageFormats[value.storage.storageClass];
    if (format)
      placed.set(name, place(file, entries.get(`${folder}data/${value.storage.key}`), name, value, format));
  }
  let gathered: { name: string; values: Float32Array } | null = null;
  return {
    shapes: new Map([...placed].map(([name, { tensor }]) => [name, tensor.shape])),
    read: async (name, start, count) => {
      const found = placed.get(name);
      if (!found) throw invalidCheckpoint(file.name, text.checkpoints.reasons.missing(name));
      const { tensor, format, base } = found;
      if (start < 0 || start + count > elementCount(tensor.shape))
        throw new RangeError(`${name} is shorter than ${start + count}`);
      const size = elementFormats[format];
      if (isContiguous(tensor))
        return decodeElements(await file.read(base + (tensor.offset + start) * size, count * size), format);
      if (gathered?.name !== name) gathered = { name, values: await gather(file, found) };
      return gathered.values.slice(start, start + count);
    },
  };
}

/** Checks that a tensor lies inside its storage, and the storage inside its entry. */
function place(
  file: RandomAccessFile,
  entry: ZipEntry | undefined,
  name: string,
  tensor: PickleTensor,
  format: ElementFormat,
): PlacedTensor {
  const shortName = name.slice(0, 100);
  if (!entry) throw invalidCheckpoint(file.name, text.checkpoints.reasons.dataMissing(shortName));
  const { storage, shape } = tensor;
  if (storage.length * elementFormats[format] > entry.size)
    throw invalidCheckpoint(file.name, text.checkpoints.reasons.dataShort(shortName));
  if (elementCount(shape) > 0 && tensor.offset + span(tensor) > storage.length) {
    throw invalidCheckpoint(file.name, text.checkpoints.reasons.outsideData(shortName));
  }
  if (
    !Number.isSafeInteger(elementCount(shape)) ||
    (!isContiguous(tensor) && elementCount(shape) * 4 > maxStridedBytes)
  ) {
    throw invalidCheckpoint(file.name, text.checkpoints.reasons.largeTensor(shortName));
  }
  return { tensor, format, base: entry.offset };
}

/** Elements from the tensor's first to behind its last. */
const span = ({ shape, strides }: PickleTensor): number =>
  shape.reduce((sum, extent, axis) => sum + (extent - 1) * (strides[axis] ?? 0), 1);

function isContiguous({ shape, strides }: PickleTensor): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis] as number;
  }
  return true;
}

/** A strided tensor's elements, row-major. */
async function gather(file: RandomAccessFile, { tensor, format, base }: PlacedTensor): Promise<Float32Array> {
  const { shape, strides, offset } = tensor;
  const count = elementCount(shape);
  const result = new Float32Array(count);
  if (count === 0) return result;
  const reach = span(tensor);
  const size = elementFormats[format];
  if (reach * size > maxStridedBytes) throw invalidCheckpoint(file.name, text.checkpoints.reasons.wideTensor);
  const values = decodeElements(await file.read(base + offset * size, reach * size), format);
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < count; to += 1) {
    result[to] = values[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis] = (index[axis] as number) + 1;
      from += strides[axis] as number;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (shape[axis] as number) * (strides[axis] as number);
      index[axis] = 0;
    }
  }
  return result;
}
