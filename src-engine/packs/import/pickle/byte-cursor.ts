import { PickleProblem } from './pickle-calls.ts';
import { text } from '#shared/text/text.ts';

/** Reads a pickle's bytes front to back; never past their end. */
export class ByteCursor {
  private position = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** A 64-bit length; ones beyond 2^53 fail as lengths later. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** Big-endian, as pickle has its floats. */
  float64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  /** Up to and without the next newline. */
  line(): string {
    const end = this.bytes.indexOf(10, this.position);
    if (end < 0) throw new PickleProblem(text.checkpoints.reasons.cutDescription);
    const line = this.text(end - this.position);
    this.position = end + 1;
    return line;
  }

  private advance(length: number): number {
    const start = this.position;
    if (!(length >= 0) || start + length > this.bytes.length)
      throw new PickleProblem(text.checkpoints.reasons.cutDescription);
    this.position = start + length;
    return start;
  }
}
