import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { SamplerState } from './run.ts';

/** "TSS1" little-endian, then uint32 words, then float32 numbers. */
const magic = 0x31535354;
const nothingCurrent = 0xffffffff;
const headerWords = 4;

/**
 * A sampler state as bytes: magic, AR steps committed, the current step's diffusion index (0xffffffff = none), its
 * length; then the length of every committed step; then all numbers. Little-endian.
 */
export function serialiseState({ committed, current }: SamplerState): Uint8Array {
  const arrays = current ? [...committed, current.noisy] : committed;
  const numbers = arrays.reduce((sum, array) => sum + array.length, 0);
  const bytes = new Uint8Array(4 * (headerWords + committed.length + numbers));
  const view = new DataView(bytes.buffer);
  const words = [
    magic,
    committed.length,
    current?.diffusionStep ?? nothingCurrent,
    current?.noisy.length ?? 0,
  ];
  for (const array of committed) words.push(array.length);
  words.forEach((word, index) => view.setUint32(4 * index, word, true));
  let offset = 4 * words.length;
  for (const array of arrays) {
    for (const number of array) {
      view.setFloat32(offset, number, true);
      offset += 4;
    }
  }
  return bytes;
}

/** @throws TesseraError project-invalid when the bytes are not a whole state */
export function parseState(bytes: Uint8Array): SamplerState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = Math.floor(bytes.byteLength / 4);
  if (bytes.byteLength % 4 !== 0 || words < headerWords || view.getUint32(0, true) !== magic) throw damaged();
  const steps = view.getUint32(4, true);
  const diffusionStep = view.getUint32(8, true);
  const currentLength = view.getUint32(12, true);
  if (steps > words - headerWords) throw damaged();
  const lengths = Array.from({ length: steps }, (_, step) => view.getUint32(4 * (headerWords + step), true));
  const numbers = lengths.reduce((sum, length) => sum + length, 0) + currentLength;
  if (headerWords + steps + numbers !== words) throw damaged();
  if (diffusionStep === nothingCurrent && currentLength > 0) throw damaged();

  let offset = 4 * (headerWords + steps);
  const take = (length: number) => {
    const start = offset;
    offset += 4 * length;
    return Float32Array.from({ length }, (_, index) => view.getFloat32(start + 4 * index, true));
  };
  const committed = lengths.map(take);
  const current = diffusionStep === nothingCurrent ? null : { diffusionStep, noisy: take(currentLength) };
  return { committed, current };
}

const damaged = () => new TesseraError('project-invalid', text.refusals.damagedState);
