import { type Kernels, kernels } from '#engine/imaging/kernels/kernels.ts';
import { DIRECTIONS, minCut } from './min-cut.ts';

/** Nodes between which a minimum cut is found. All numbers are whole once the cut is looked for. */
export interface CutGraph {
  /** An edge between two nodes that are neighbours in this direction, with a capacity from the first to the second. */
  connect(node: number, direction: number, other: number, capacity: number): void;
  /** Positive ties a node to the source's side, which keeps; negative to the sink's, which switches. */
  tie(node: number, by: number): void;
  /** Finds the minimum cut, with ties rounded. @returns whether a node ends on the sink's side; until another graph is made */
  cut(): (node: number) => boolean;
}

/** A graph of so many nodes without edges; in WebAssembly where that runs, with the same cut. */
export function createCutGraph(nodes: number): CutGraph {
  const compiled = kernels();
  return compiled ? new CompiledGraph(compiled, nodes) : new PlainGraph(nodes);
}

class PlainGraph implements CutGraph {
  private readonly neighbour: Int32Array;
  private readonly capacity: Float64Array;
  private readonly terminal: Float64Array;

  constructor(nodes: number) {
    this.neighbour = new Int32Array(nodes * DIRECTIONS).fill(-1);
    this.capacity = new Float64Array(nodes * DIRECTIONS);
    this.terminal = new Float64Array(nodes);
  }

  connect(node: number, direction: number, other: number, capacity: number): void {
    this.neighbour[node * DIRECTIONS + direction] = other;
    this.neighbour[other * DIRECTIONS + (direction ^ 1)] = node;
    this.capacity[node * DIRECTIONS + direction] = capacity;
  }

  tie(node: number, by: number): void {
    this.terminal[node] = this.terminal[node]! + by;
  }

  cut(): (node: number) => boolean {
    const { neighbour, capacity, terminal } = this;
    for (let node = 0; node < terminal.length; node++) terminal[node] = Math.round(terminal[node]!);
    const switches = minCut(neighbour, capacity, terminal);
    return (node) => switches[node] === 1;
  }
}

/** Of a node in the kernels' memory (`assembly/min-cut.ts`): its bytes, and where its capacities, its terminal and its side lie. */
const NODE = 64;
const CAPACITY = 16;
const TERMINAL = 32;
const SIDE = 52;
const SINK = 2;

class CompiledGraph implements CutGraph {
  private readonly queues: readonly number[];
  private readonly whole: Int32Array;
  private readonly terminal: Float64Array;
  private readonly bytes: Uint8Array;

  constructor(
    private readonly compiled: Kernels,
    private readonly nodes: number,
  ) {
    compiled.begin(this);
    const at = compiled.room(nodes * NODE);
    this.queues = [0, 1].map(() => compiled.room((nodes + 1) * Int32Array.BYTES_PER_ELEMENT));
    compiled.run.clearNodes(at, nodes);
    const { buffer } = compiled.run.memory;
    this.whole = new Int32Array(buffer, at, (nodes * NODE) / Int32Array.BYTES_PER_ELEMENT);
    this.terminal = new Float64Array(buffer, at, (nodes * NODE) / Float64Array.BYTES_PER_ELEMENT);
    this.bytes = new Uint8Array(buffer, at, nodes * NODE);
  }

  connect(node: number, direction: number, other: number, capacity: number): void {
    this.whole[(node << 4) + direction] = other;
    this.whole[(other << 4) + (direction ^ 1)] = node;
    this.whole[(node << 4) + (CAPACITY >> 2) + direction] = capacity;
  }

  tie(node: number, by: number): void {
    const at = (node << 3) + (TERMINAL >> 3);
    this.terminal[at] = this.terminal[at]! + by;
  }

  cut(): (node: number) => boolean {
    const { terminal, bytes, compiled, nodes, queues } = this;
    for (let node = 0, at = TERMINAL >> 3; node < nodes; node++, at += NODE >> 3)
      terminal[at] = Math.round(terminal[at]!);
    compiled.run.minCut(...queues);
    return (node) => bytes[node * NODE + SIDE] === SINK;
  }
}
