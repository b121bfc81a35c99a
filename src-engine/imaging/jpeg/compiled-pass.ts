import { type Kernels } from '#engine/imaging/kernels/kernels.ts';
import type { DecodeSequential } from './decode-sequential.ts';
import type { DecodeTable } from './huffman-table.ts';
import type { McuBlock } from './scan.ts';

/** `DecodeSequential.passBlock` in WebAssembly: the same end of each block, and the same DC values. */
export class CompiledPass {
  private readonly predictions: Int32Array;

  /** @param bytes of the scan, as unstuffed @param blocks of an MCU */
  constructor(
    private readonly kernels: Kernels,
    private readonly decoder: DecodeSequential,
    bytes: Uint8Array,
    blocks: readonly McuBlock[],
  ) {
    kernels.begin(this);
    const coded = kernels.put(bytes);
    const { dc, ac } = decoder.tables;
    const tables = dc.flatMap((table, component) => [
      kernels.put(tableBytes(table)),
      kernels.put(tableBytes(ac[component]!)),
      kernels.put(decoder.passTables[component]!),
    ]);
    const predictions = kernels.room(decoder.predictions.byteLength);
    kernels.run.setScan(
      coded,
      kernels.put(Uint8Array.from(blocks, ({ component }) => component)),
      blocks.length,
      kernels.put(Int32Array.from(tables)),
      predictions,
    );
    this.predictions = kernels.look(predictions, decoder.predictions.length);
  }

  /** @param start, end bits @returns the position after so many MCUs, or null where they break a rule */
  pass(start: number, mcus: number, end: number): number | null {
    const { predictions } = this.decoder;
    this.predictions.set(predictions);
    const position = this.kernels.run.passMcus(start, mcus, end);
    if (position < 0) return null;
    predictions.set(this.predictions);
    return position;
  }
}

/** As the kernel reads it: lookup, limits and offsets, whole numbers, then the symbols. */
function tableBytes({ lookup, limits, offsets, symbols }: DecodeTable): Uint8Array {
  const numbers = Int32Array.of(...lookup, ...limits, ...offsets);
  const bytes = new Uint8Array(numbers.byteLength + symbols.length);
  bytes.set(new Uint8Array(numbers.buffer));
  bytes.set(symbols, numbers.byteLength);
  return bytes;
}
