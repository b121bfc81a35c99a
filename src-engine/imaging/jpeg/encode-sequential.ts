import { BitWriter } from './bit-writer.ts';
import type { EntropyData } from './entropy-data.ts';
import type { ScanTables } from './decode-sequential.ts';
import { blocksOfMcu, type ScanLayout } from './scan.ts';
import type { SymbolCoder } from './symbol-coder.ts';

/** Encodes a scan of a sequential process (ITU-T T.81, F.1.2). @param padding the bit that fills last bytes */
export function encodeSequential(
  layout: ScanLayout,
  { dc, ac }: ScanTables<SymbolCoder>,
  expectedBytes: number,
  padding: 0 | 1,
): EntropyData {
  const { mcusAcross, mcusDown, restartInterval, components } = layout;
  const mcus = mcusAcross * mcusDown;
  const blocks = blocksOfMcu(layout);
  const writer = new BitWriter(expectedBytes);
  const predictions = new Int32Array(components.length);
  let row = 0;
  let column = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (mcu > 0 && mcu % restartInterval === 0) {
      writer.endInterval(padding);
      predictions.fill(0);
    }
    for (const { component, coefficients, start, perColumn, perRow } of blocks) {
      const at = start + row * perRow + column * perColumn;
      const difference = coefficients[at]! - predictions[component]!;
      predictions[component] = coefficients[at]!;
      writeValue(writer, dc[component]!, 0, difference);
      encodeAc(writer, ac[component]!, coefficients, at);
    }
    if (++column === mcusAcross) {
      column = 0;
      row++;
    }
  }
  writer.endInterval(padding);
  return writer.finish();
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
