import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';

const damaged = (): TesseraError => new TesseraError('pack-invalid', text.packs.damagedGraph);

/** Sub-messages that may hold tensors, by kind of message and field number (onnx.proto3). */
const nested: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'entry' },
};

/**
 * The files that an ONNX model's tensors refer to, as written in it.
 * @throws TesseraError pack-invalid where it cannot be read
 */
export function externalFilesOf(model: Uint8Array): Set<string> {
  const files = new Set<string>();
  visit(model, 'model', 0, files);
  return files;
}

function visit(bytes: Uint8Array, kind: string, depth: number, files: Set<string>): void {
  if (depth > 32) throw damaged();
  if (kind === 'entry') {
    const texts: Record<number, string> = {};
    for (const { field, value } of fieldsOf(bytes)) if (value) texts[field] = new TextDecoder().decode(value);
    if (texts[1] === 'location') files.add(texts[2] ?? '');
    return;
  }
  for (const { field, value } of fieldsOf(bytes)) {
    const child = nested[kind]?.[field];
    if (child && value) visit(value, child, depth + 1, files);
  }
}

/** One field of a message. */
interface MessageField {
  readonly field: number;
  /** Null for numbers. */
  readonly value: Uint8Array | null;
  /** The field as it stands in the message. */
  readonly whole: Uint8Array;
}

/** A message's fields. */
export function* fieldsOf(bytes: Uint8Array): Generator<MessageField> {
  let position = 0;
  const varint = (): number => {
    let result = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[position];
      if (byte === undefined) throw damaged();
      position += 1;
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    throw damaged();
  };
  while (position < bytes.length) {
    const start = position;
    const tag = varint();
    const wireType = tag % 8;
    const field = Math.floor(tag / 8);
    let value: Uint8Array | null = null;
    if (wireType === 0) varint();
    else if (wireType === 1) position += 8;
    else if (wireType === 5) position += 4;
    else if (wireType === 2) {
      const length = varint();
      value = bytes.subarray(position, position + length);
      position += length;
    } else throw damaged();
    if (position > bytes.length) throw damaged();
    yield { field, value, whole: bytes.subarray(start, position) };
  }
}
