import { type Kernels, kernels } from '#engine/imaging/kernels/kernels.ts';
import { damaged } from './jpeg-error.ts';
import { isRestart, markers } from './markers.ts';

/**
 * The entropy-coded data of a scan without its stuffed zero bytes and restart markers (ITU-T T.81, B.1.1.5, B.2.1): a
 * reader of bits then needs no test for either.
 */
export interface EntropyData {
  /** The bytes of all restart intervals, then `readAhead` zeros. */
  readonly bytes: Uint8Array;
  /** Where in `bytes` each restart interval begins, then where the last one ends. */
  readonly starts: Uint32Array;
}

/** More than one MCU can take: 10 blocks (B.2.3) of 64 codes of 16 bits with 15 more each. A reader tests for the end once an MCU. */
export const readAhead = 4096;

/** What is larger goes without: WebAssembly's memory has an end, and keeps what it grew to. */
const maxCompiled = 1 << 28;

/** @returns null where so many bytes go through TypeScript */
export const kernelsFor = (bytes: number): Kernels | null => (bytes > maxCompiled ? null : kernels());

/** @param intervals how many restart intervals the scan has @throws JpegError where there are others */
export const unstuff = (coded: Uint8Array, intervals: number): EntropyData =>
  unstuffCompiled(coded, intervals) ?? unstuffPlainly(coded, intervals);

/** The same in WebAssembly. @returns null where it is not there, or restart markers are wrong */
function unstuffCompiled(coded: Uint8Array, intervals: number): EntropyData | null {
  const compiled = kernelsFor(coded.length);
  // More intervals than bytes cannot be: their places would take memory for nothing.
  if (!compiled || intervals > coded.length) return null;
  compiled.begin(coded);
  const from = compiled.put(coded);
  const starts = new Uint32Array(intervals + 1);
  const startsAt = compiled.put(starts);
  const to = compiled.room(coded.length + 16);
  const length = compiled.run.unstuffBytes(from, coded.length, to, startsAt, intervals);
  if (length < 0) return null;
  const bytes = new Uint8Array(length + readAhead);
  compiled.read(to, bytes.subarray(0, length));
  compiled.read(startsAt, starts);
  return { bytes, starts };
}

function unstuffPlainly(coded: Uint8Array, intervals: number): EntropyData {
  const bytes = new Uint8Array(coded.length + readAhead);
  const starts = new Uint32Array(intervals + 1);
  let interval = 0;
  let from = 0;
  let to = 0;
  while (from < coded.length) {
    const found = coded.indexOf(0xff, from);
    const stop = found < 0 ? coded.length : found;
    bytes.set(coded.subarray(from, stop), to);
    to += stop - from;
    if (found < 0) break;
    let next = found + 1;
    while (coded[next] === 0xff) next++;
    const marker = coded[next]!;
    if (isRestart(marker)) {
      if (marker !== markers.rst0 + (interval & 7) || interval + 1 >= intervals)
        throw damaged('A restart marker is missing or out of order', 'E.1.4');
      starts[++interval] = to;
    } else bytes[to++] = 0xff;
    from = next + 1;
  }
  if (interval + 1 !== intervals) throw damaged('Restart markers are missing', 'E.1.4');
  starts[intervals] = to;
  return { bytes, starts };
}

/** The same as it stands in a file. */
export const stuff = (data: EntropyData): Uint8Array => stuffCompiled(data) ?? stuffPlainly(data);

/** The same in WebAssembly. @returns null where it is not there */
function stuffCompiled({ bytes, starts }: EntropyData): Uint8Array | null {
  const end = starts[starts.length - 1]!;
  const compiled = kernelsFor(end);
  if (!compiled) return null;
  compiled.begin(bytes);
  const from = compiled.put(bytes.subarray(0, end));
  const startsAt = compiled.put(starts);
  const to = compiled.room(2 * end + 2 * starts.length + 16);
  const coded = new Uint8Array(compiled.run.stuffBytes(from, startsAt, starts.length - 1, to));
  compiled.read(to, coded);
  return coded;
}

function stuffPlainly({ bytes, starts }: EntropyData): Uint8Array {
  const end = starts[starts.length - 1]!;
  // What is never written takes no memory.
  const coded = new Uint8Array(2 * end + 2 * starts.length);
  let to = 0;
  for (let interval = 1; interval < starts.length; interval++) {
    for (let at = starts[interval - 1]!; at < starts[interval]!; at++) {
      const byte = bytes[at]!;
      coded[to++] = byte;
      if (byte === 0xff) to++;
    }
    if (interval + 1 === starts.length) break;
    coded[to++] = 0xff;
    coded[to++] = markers.rst0 + ((interval - 1) & 7);
  }
  return coded.subarray(0, to);
}
