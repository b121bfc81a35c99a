import { type DecodeTable, lookupBits, symbolOnly } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';

/** Reads bits, first the highest of each byte (ITU-T T.81, C.3). Past the end it reads zeros: see `readAhead`. */
export class BitReader {
  readonly view: DataView;
  /** In bits. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next bits as the highest ones of an int32; at least 25 of them are right. */
  peek(): number {
    return this.view.getUint32(this.position >>> 3) << (this.position & 7);
  }

  /** @param count 1 to 16 */
  read(count: number): number {
    const bits = this.peek() >>> (32 - count);
    this.position += count;
    return bits;
  }

  /** The next Huffman code's symbol (F.2.2.3). @throws JpegError where no code has these bits */
  readSymbol({ lookup, limits, offsets, symbols }: DecodeTable): number {
    const bits = this.peek();
    const entry = lookup[bits >>> (32 - lookupBits)]!;
    if ((entry & symbolOnly) !== 0) {
      this.position += entry & 255;
      return (entry >> 16) & 255;
    }
    const code = bits >>> 16;
    let length = 1;
    while (code >= limits[length]!) length++;
    if (length > 16) throw damaged('A Huffman code is not in its table', 'F.2.2.3');
    this.position += length;
    return symbols[(code >> (16 - length)) + offsets[length]!]!;
  }
}
