import type { BitWriter } from './bit-writer.ts';
import type { EncodeTable } from './huffman-table.ts';

/** Writes symbols with a Huffman table and counts them: where the table lacks one, the counts make a better one. */
export class SymbolCoder {
  /** [256], by symbol. */
  readonly frequencies = new Uint32Array(256);

  constructor(private readonly table: EncodeTable) {}

  write(writer: BitWriter, symbol: number): void {
    this.frequencies[symbol]!++;
    writer.write(this.table.codes[symbol]!, this.table.codeLengths[symbol]!);
  }

  /** A symbol and the bits that follow it. @param size 0 to 15 */
  writeWith(writer: BitWriter, symbol: number, bits: number, size: number): void {
    this.frequencies[symbol]!++;
    const { codes, codeLengths } = this.table;
    writer.write((codes[symbol]! << size) | bits, codeLengths[symbol]! + size);
  }

  /** False where a symbol was written that the table has no code for: what was written cannot be read. */
  get sufficed(): boolean {
    return this.frequencies.every((count, symbol) => count === 0 || this.table.codeLengths[symbol]! > 0);
  }
}
