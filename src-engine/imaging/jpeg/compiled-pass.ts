import { type Kernels } from '#engine/imaging/kernels/kernels.ts';
import type { SymbolCoder } from './bits.ts';
import type { DecodeSequential } from './decode-sequential.ts';
import type { DecodeTable } from './huffman-table.ts';
import type { CopiedRun, McuBlock, RecodedRun, ScanTables } from './scan.ts';

/** MCUs that are gone through in one call. */
const pieceLength = 64;

/**
 * `DecodeSequential.passBlock` in WebAssembly: the same end of each block, and the same DC values; and what `EncodeSequential` writes of
 * blocks that stay, with other codes.
 */
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

  /** In pieces: a function is compiled well only once it was called some times. @returns false where there was no room */
  private recodeRun({ from, mcus }: CopiedRun): boolean {
    let position = from;
    for (let mcu = 0; mcu < mcus && position >= 0; mcu += pieceLength)
      position = this.kernels.run.recodeMcus(position, Math.min(pieceLength, mcus - mcu));
    return position >= 0;
  }

  /** The same symbols and values in other codes. @returns null where they take more than twice the room */
  recode(runs: readonly CopiedRun[], { dc, ac }: ScanTables<SymbolCoder>): RecodedRun[] | null {
    const { kernels } = this;
    const codesOf = ({ table }: SymbolCoder): number =>
      kernels.put(Uint32Array.from(table.codes, (code, symbol) => (code << 8) | table.codeLengths[symbol]!));
    const codes = kernels.put(Int32Array.from(dc.flatMap((coder, i) => [codesOf(coder), codesOf(ac[i]!)])));
    const longest = runs.reduce((most, { from, end }) => Math.max(most, end - from), 0);
    const room = (longest >> 2) + 4096;
    const to = kernels.room(room);
    const recoded: RecodedRun[] = [];
    for (const run of runs) {
      kernels.run.beginRecoding(codes, to, room);
      if (!this.recodeRun(run)) return null;
      const bits = kernels.run.endRecoding(to);
      // A byte more than the bits need, as a writer that copies them reads it.
      const bytes = new Uint8Array(Math.floor(bits / 8) + 2);
      kernels.read(to, bytes);
      recoded.push({ bytes, bits });
    }
    return recoded;
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
