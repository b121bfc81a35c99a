import compiled from 'virtual:kernels';

/** A function of `assembly/`: pointers and counts are whole numbers, flags 0 or 1. */
type Kernel = (...numbers: number[]) => number;

/** What `assembly/index.ts` exports. */
interface Exports extends Record<string, unknown> {
  readonly memory: WebAssembly.Memory;
  readonly firstByte: () => number;
  readonly setField: Kernel;
  readonly measureMeans: Kernel;
  readonly measureCosts: Kernel;
  readonly searchMatches: Kernel;
  readonly voteColours: Kernel;
  readonly matchKnownPatches: Kernel;
  readonly clearNodes: Kernel;
  readonly minCut: Kernel;
  readonly setPlane: Kernel;
  readonly setLayout: Kernel;
  readonly assemblePieces: Kernel;
  readonly expandPiece: Kernel;
  readonly solveMembrane: Kernel;
  readonly filterRows: Kernel;
  readonly setScan: Kernel;
  readonly passMcus: Kernel;
  readonly beginRecoding: Kernel;
  readonly recodeMcus: Kernel;
  readonly endRecoding: Kernel;
  readonly unstuffBytes: Kernel;
  readonly stuffBytes: Kernel;
  readonly shiftBytes: Kernel;
  readonly setQuantisation: Kernel;
  readonly quantiseBlock: Kernel;
}

type Numbers = Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** The compiled functions with a memory, in which a caller lays out its arrays one after another. */
export class Kernels {
  readonly run: Exports;
  private top = 0;
  private owner: object | null = null;

  constructor(module: WebAssembly.Module) {
    this.run = new WebAssembly.Instance(module).exports as Exports;
  }

  /** Forgets what lies in memory. @param owner whose arrays come now: see `isOf` */
  begin(owner: object): void {
    this.top = this.run.firstByte();
    this.owner = owner;
  }

  /** Whether memory still holds what this owner put there. */
  isOf(owner: object): boolean {
    return this.owner === owner;
  }

  /** @returns a pointer to room for so many bytes, with whatever lies there */
  room(bytes: number): number {
    const at = this.top;
    this.top = (at + bytes + 15) & ~15;
    this.grow(this.top);
    return at;
  }

  /** Makes room for `bytes` at a pointer that `room` gave last. */
  extend(pointer: number, bytes: number): void {
    if (pointer + bytes <= this.top) return;
    this.top = (pointer + bytes + 15) & ~15;
    this.grow(this.top);
  }

  /** Copies an array into memory; 0 for none. */
  put(array: Numbers | null): number {
    if (array === null) return 0;
    const at = this.room(array.byteLength);
    this.write(at, array);
    return at;
  }

  write(pointer: number, array: Numbers): void {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    new Uint8Array(this.run.memory.buffer).set(bytes, pointer);
  }

  /** Copies what lies at a pointer into an array. */
  read(pointer: number, into: Numbers): void {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    bytes.set(new Uint8Array(this.run.memory.buffer, pointer, into.byteLength));
  }

  /** Whole numbers where they lie, until memory grows. */
  look(pointer: number, count: number): Int32Array {
    return new Int32Array(this.run.memory.buffer, pointer, count);
  }

  private grow(bytes: number): void {
    const missing = bytes - this.run.memory.buffer.byteLength;
    if (missing > 0) this.run.memory.grow(Math.ceil(missing / 65536));
  }
}

let module: WebAssembly.Module | null | undefined;
let current: Kernels | null = null;

/** The kernels, or null where this machine cannot run them (no SIMD): their TypeScript gives the same numbers. */
export function kernels(): Kernels | null {
  if (module === undefined) module = compile();
  return (current ??= module && new Kernels(module));
}

/** Gives their memory back; who still works with them puts its arrays into a new one. */
export function releaseKernels(): void {
  current = null;
}

/** For tests that hold the two against each other. */
export function useKernels(wanted: boolean): void {
  module = wanted ? undefined : null;
  current = null;
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(compiled), (letter) => letter.charCodeAt(0)));
  } catch {
    return null;
  }
}
