import { ByteCursor } from './byte-cursor.ts';
import { interpretCall, interpretPersistentId, isDangerous, PickleProblem } from './pickle-calls.ts';
import { PickleGlobal, Placeholder, type PickleValue } from './pickle-values.ts';
import { text } from '#shared/text/text.ts';

const limits = { operations: 2_000_000, stack: 200_000, memo: 1_000_000, integerBytes: 64 };

/** Where a group of stack values begins. */
const mark = Symbol('mark');

interface Machine {
  readonly cursor: ByteCursor;
  readonly stack: (PickleValue | typeof mark)[];
  readonly memo: Map<number, PickleValue>;
}

/**
 * Reads a pickle (protocols 0 to 5) as data. Nothing is ever imported or called: tensors and plain containers are
 * recognised by name (pickle-calls), everything else becomes a placeholder.
 * @throws PickleProblem saying what is wrong, also where it names a function that would run code
 */
export function readPickle(bytes: Uint8Array): PickleValue {
  const machine: Machine = { cursor: new ByteCursor(bytes), stack: [], memo: new Map() };
  for (let count = 0; ; count += 1) {
    if (count > limits.operations || machine.stack.length > limits.stack || machine.memo.size > limits.memo) {
      throw new PickleProblem(text.checkpoints.reasons.largeDescription);
    }
    const code = String.fromCharCode(machine.cursor.uint8());
    if (code === '.') return pop(machine);
    const operation = operations[code];
    if (!operation) throw new PickleProblem(text.checkpoints.reasons.operation(code.charCodeAt(0)));
    operation(machine);
  }
}

const push = (machine: Machine, value: PickleValue): void => void machine.stack.push(value);

function pop({ stack }: Machine): PickleValue {
  const value = stack.pop();
  if (value === undefined || value === mark)
    throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
  return value as PickleValue;
}

function top({ stack }: Machine): PickleValue {
  const value = stack.at(-1);
  if (value === undefined || value === mark)
    throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
  return value as PickleValue;
}

function popToMark({ stack }: Machine): PickleValue[] {
  const start = stack.lastIndexOf(mark);
  if (start < 0) throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
  const values = stack.splice(start + 1) as PickleValue[];
  stack.pop();
  return values;
}

function global(module: string, name: string): PickleGlobal {
  const result = new PickleGlobal(module.slice(0, 200), name.slice(0, 200));
  if (isDangerous(result)) throw new PickleProblem(text.checkpoints.reasons.asksToRun(result.path));
  return result;
}

function integerFrom(bytes: Uint8Array): number | bigint {
  if (bytes.length > limits.integerBytes) throw new PickleProblem(text.checkpoints.reasons.largeNumber);
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    value = (value << 8n) | BigInt(bytes[index] as number);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  return signed >= BigInt(Number.MIN_SAFE_INTEGER) && signed <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(signed)
    : signed;
}

function remember({ memo }: Machine, index: number, value: PickleValue): void {
  memo.set(index, value);
}

function recall({ memo }: Machine, index: number): PickleValue {
  const value = memo.get(index);
  if (value === undefined) throw new PickleProblem(text.checkpoints.reasons.unknownReference);
  return value;
}

function append(target: PickleValue, values: readonly PickleValue[]): void {
  if (Array.isArray(target)) for (const value of values) target.push(value);
  else if (!(target instanceof Placeholder))
    throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
}

function setItems(target: PickleValue, items: readonly PickleValue[]): void {
  if (target instanceof Placeholder) return;
  if (!(target instanceof Map) || items.length % 2 !== 0)
    throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
  for (let index = 0; index < items.length; index += 2)
    target.set(items[index] as PickleValue, items[index + 1] as PickleValue);
}

function tuple(machine: Machine, length: number): void {
  const values = Array.from({ length }, () => pop(machine));
  push(machine, values.reverse());
}

function call(machine: Machine): void {
  const args = pop(machine);
  push(machine, interpretCall(pop(machine), args));
}

const pushText = (machine: Machine, length: number): void => push(machine, machine.cursor.text(length));
const blob = (machine: Machine, length: number): void => push(machine, machine.cursor.take(length).slice());
const decimal = (line: string): number => {
  const value = Number(line.replace(/L$/, ''));
  if (line.length > limits.integerBytes || Number.isNaN(value))
    throw new PickleProblem(text.checkpoints.reasons.malformedNumber);
  return value;
};

/** One entry per opcode (PEP 3154 and Python's pickletools); those of extension registries are left out on purpose. */
const operations: Readonly<Record<string, (machine: Machine) => void>> = {
  // Framing
  '\x80': ({ cursor }) => {
    const protocol = cursor.uint8();
    if (protocol > 5) throw new PickleProblem(text.checkpoints.reasons.protocol(protocol));
  },
  '\x95': ({ cursor }) => void cursor.uint64(),
  // Stack and memo
  '(': ({ stack }) => void stack.push(mark),
  '0': (machine) => void machine.stack.pop(),
  '1': (machine) => void popToMark(machine),
  '2': (machine) => push(machine, top(machine)),
  p: (machine) => remember(machine, decimal(machine.cursor.line()), top(machine)),
  q: (machine) => remember(machine, machine.cursor.uint8(), top(machine)),
  r: (machine) => remember(machine, machine.cursor.uint32(), top(machine)),
  '\x94': (machine) => remember(machine, machine.memo.size, top(machine)),
  g: (machine) => push(machine, recall(machine, decimal(machine.cursor.line()))),
  h: (machine) => push(machine, recall(machine, machine.cursor.uint8())),
  j: (machine) => push(machine, recall(machine, machine.cursor.uint32())),
  // Numbers
  N: (machine) => push(machine, null),
  '\x88': (machine) => push(machine, true),
  '\x89': (machine) => push(machine, false),
  I: (machine) => {
    const line = machine.cursor.line();
    push(machine, line === '01' ? true : line === '00' ? false : decimal(line));
  },
  L: (machine) => push(machine, decimal(machine.cursor.line())),
  F: (machine) => push(machine, decimal(machine.cursor.line())),
  J: (machine) => push(machine, machine.cursor.int32()),
  K: (machine) => push(machine, machine.cursor.uint8()),
  M: (machine) => push(machine, machine.cursor.uint16()),
  G: (machine) => push(machine, machine.cursor.float64()),
  '\x8a': (machine) => push(machine, integerFrom(machine.cursor.take(machine.cursor.uint8()))),
  '\x8b': (machine) => push(machine, integerFrom(machine.cursor.take(machine.cursor.int32()))),
  // Text and bytes
  S: (machine) => push(machine, machine.cursor.line().slice(1, -1)),
  V: (machine) => push(machine, machine.cursor.line()),
  U: (machine) => pushText(machine, machine.cursor.uint8()),
  T: (machine) => pushText(machine, machine.cursor.int32()),
  X: (machine) => pushText(machine, machine.cursor.uint32()),
  '\x8c': (machine) => pushText(machine, machine.cursor.uint8()),
  '\x8d': (machine) => pushText(machine, machine.cursor.uint64()),
  C: (machine) => blob(machine, machine.cursor.uint8()),
  B: (machine) => blob(machine, machine.cursor.uint32()),
  '\x8e': (machine) => blob(machine, machine.cursor.uint64()),
  '\x96': (machine) => blob(machine, machine.cursor.uint64()),
  // Containers
  ']': (machine) => push(machine, []),
  ')': (machine) => push(machine, []),
  '}': (machine) => push(machine, new Map()),
  '\x8f': (machine) => push(machine, []),
  l: (machine) => push(machine, popToMark(machine)),
  t: (machine) => push(machine, popToMark(machine)),
  '\x91': (machine) => push(machine, popToMark(machine)),
  '\x85': (machine) => tuple(machine, 1),
  '\x86': (machine) => tuple(machine, 2),
  '\x87': (machine) => tuple(machine, 3),
  d: (machine) => {
    const items = popToMark(machine);
    const map = new Map<PickleValue, PickleValue>();
    setItems(map, items);
    push(machine, map);
  },
  a: (machine) => {
    const value = pop(machine);
    append(top(machine), [value]);
  },
  e: (machine) => {
    const values = popToMark(machine);
    append(top(machine), values);
  },
  '\x90': (machine) => {
    const values = popToMark(machine);
    append(top(machine), values);
  },
  s: (machine) => {
    const value = pop(machine);
    const key = pop(machine);
    setItems(top(machine), [key, value]);
  },
  u: (machine) => {
    const items = popToMark(machine);
    setItems(top(machine), items);
  },
  // Classes and calls: names only
  c: (machine) => push(machine, global(machine.cursor.line(), machine.cursor.line())),
  '\x93': (machine) => {
    const name = pop(machine);
    const module = pop(machine);
    if (typeof name !== 'string' || typeof module !== 'string')
      throw new PickleProblem(text.checkpoints.reasons.malformedDescription);
    push(machine, global(module, name));
  },
  R: call,
  '\x81': call,
  '\x92': (machine) => {
    pop(machine);
    call(machine);
  },
  i: (machine) => {
    const target = global(machine.cursor.line(), machine.cursor.line());
    push(machine, interpretCall(target, popToMark(machine)));
  },
  o: (machine) => {
    const [target, ...args] = popToMark(machine);
    push(machine, interpretCall(target ?? null, args));
  },
  // State of an object: an OrderedDict's attributes or a placeholder's; neither is needed.
  b: (machine) => void pop(machine),
  Q: (machine) => push(machine, interpretPersistentId(pop(machine))),
};
