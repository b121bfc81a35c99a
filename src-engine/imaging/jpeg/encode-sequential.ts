import type { BitWriter, SymbolCoder } from './bits.ts';
import type { BlockEncoder } from './encode-scan.ts';
import type { ScanTables } from './scan.ts';

/** Writes blocks of a sequential process (ITU-T T.81, F.1.2). */
export class EncodeSequential implements BlockEncoder {
  readonly predictions = new Int32Array(4);

  constructor(
    private readonly writer: BitWriter,
    private readonly coders: ScanTables<SymbolCoder>,
  ) {}

  encodeBlock(component: number, coefficients: Int16Array, at: number): void {
    const { writer, coders, predictions } = this;
    const difference = coefficients[at]! - predictions[component]!;
    predictions[component] = coefficients[at]!;
    writeValue(writer, coders.dc[component]!, 0, difference);
    encodeAc(writer, coders.ac[component]!, coefficients, at);
  }

  /** Nothing waits: each block is complete. */
  flush(): void {}
}

/** F.1.2.2 */
function encodeAc(writer: BitWriter, coder: SymbolCoder, coefficients: Int16Array, at: number): void {
  let run = 0;
  for (let k = at + 1; k < at + 64; k++) {
    const value = coefficients[k]!;
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) coder.write(writer, 0xf0);
    writeValue(writer, coder, run, value);
    run = 0;
  }
  if (run > 0) coder.write(writer, 0);
}

/** The code of a run of zeros and a value's size, then the bits that say which value of that size (F.1.2.1, F.1.2.2). */
function writeValue(writer: BitWriter, coder: SymbolCoder, run: number, value: number): void {
  // One's complement for negative values, without a branch.
  const sign = value >> 31;
  const size = 32 - Math.clz32((value ^ sign) - sign);
  const bits = (value + sign) & ((1 << size) - 1);
  coder.writeWith(writer, (run << 4) | size, bits, size);
}
