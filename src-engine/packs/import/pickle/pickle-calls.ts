import { PickleGlobal, PickleStorage, PickleTensor, Placeholder, type PickleValue } from './pickle-values.ts';
import { text } from '#shared/text/text.ts';

/** Modules whose functions run code, touch files or reach out; a checkpoint that names one is refused. */
const dangerousModules =
  /^(os|posix|nt|sys|subprocess|shutil|builtins|__builtin__|importlib|runpy|pty|socket|ctypes|_?pickle|marshal|code|codeop|types|operator|functools|webbrowser|platform|tempfile|multiprocessing|threading|asyncio|urllib|http|requests|pip|timeit|cProfile|pdb|bdb|inspect|gc|atexit|signal|commands|ftplib|smtplib)(\.|$)/;

/** Names in those modules that are plain data. */
const harmless = new Set([
  'builtins.set',
  'builtins.frozenset',
  'builtins.list',
  'builtins.dict',
  'builtins.tuple',
  'builtins.int',
  'builtins.float',
  'builtins.bool',
  'builtins.str',
  'builtins.bytes',
  'builtins.bytearray',
  'builtins.complex',
  'builtins.object',
  'builtins.slice',
  'builtins.range',
  '__builtin__.set',
  '__builtin__.list',
  '__builtin__.dict',
  '__builtin__.object',
  '__builtin__.long',
  '__builtin__.unicode',
  'types.SimpleNamespace',
]);

/** Whether a pickle that refers to this is an attack rather than a checkpoint. */
export const isDangerous = (global: PickleGlobal): boolean =>
  dangerousModules.test(global.module) && !harmless.has(global.path);

/** Thrown for a call whose arguments make no sense; the reader adds the file's name. */
export class PickleProblem extends Error {}

/** What calling `target` with `args` stands for: tensors and plain containers by the allow-list, else a placeholder. */
export function interpretCall(target: PickleValue, args: PickleValue): PickleValue {
  if (!(target instanceof PickleGlobal))
    return new Placeholder(target instanceof Placeholder ? target.path : 'unknown');
  const values = Array.isArray(args) ? args : [];
  switch (target.path) {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return tensorFrom(values);
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return values[0] ?? new Placeholder(target.path);
    case 'collections.OrderedDict':
      // torch.save fills it afterwards; entries as arguments could be repeated into a bomb.
      if (values.length > 0) throw new PickleProblem(text.checkpoints.reasons.malformedDictionary);
      return new Map();
    case 'torch.Size':
      return Array.isArray(values[0]) ? values[0] : values;
    default:
      return new Placeholder(target.path);
  }
}

/** What a persistent id stands for: ('storage', storage class, key, location, length). */
export function interpretPersistentId(id: PickleValue): PickleStorage {
  const [kind, storageClass, key, , length] = Array.isArray(id) ? id : [];
  if (kind !== 'storage' || !(storageClass instanceof PickleGlobal) || typeof key !== 'string') {
    throw new PickleProblem(text.checkpoints.reasons.otherStorage);
  }
  return new PickleStorage(key, storageClass.path, sizeFrom(length));
}

function tensorFrom([storage, offset, shape, strides]: PickleValue[]): PickleTensor {
  if (
    !(storage instanceof PickleStorage) ||
    !Array.isArray(shape) ||
    !Array.isArray(strides) ||
    shape.length !== strides.length
  ) {
    throw new PickleProblem(text.checkpoints.reasons.malformedTensor);
  }
  if (shape.length > 16) throw new PickleProblem(text.checkpoints.reasons.manyDimensions);
  return new PickleTensor(storage, sizeFrom(offset), shape.map(sizeFrom), strides.map(sizeFrom));
}

function sizeFrom(value: PickleValue | undefined): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 42) return value;
  throw new PickleProblem(text.checkpoints.reasons.impossibleSize);
}
