/** Directions of the four neighbours in `neighbour` and `capacity`: right, left, down, up; `direction ^ 1` is the way back. */
export const DIRECTIONS = 4;

const FREE = 0;
const SOURCE = 1;
const SINK = 2;
const NONE = -1;
const TERMINAL = -2;
const ORPHAN = -3;

/**
 * Minimum cut of a grid-like graph (Boykov and Kolmogorov 2004: two search trees that are kept between augmentations).
 * `neighbour` [nodes, 4] node indices or -1; `capacity` [nodes, 4] whole numbers >= 0, used up; `terminal` [nodes] whole numbers,
 * used up: positive is capacity from the source, negative to the sink. Returns [nodes], 1 where the node ends on the sink's side.
 */
export function minCut(neighbour: Int32Array, capacity: Float64Array, terminal: Float64Array): Uint8Array {
  const nodes = terminal.length;
  const tree = new Uint8Array(nodes);
  const parent = new Int32Array(nodes).fill(NONE);
  const stamp = new Int32Array(nodes);
  const depth = new Int32Array(nodes);
  const queued = new Uint8Array(nodes);
  const queue = new Int32Array(nodes + 1);
  let queueHead = 0;
  let queueTail = 0;
  let time = 0;
  const orphans: number[] = [];

  const activate = (node: number): void => {
    if (queued[node]) return;
    queued[node] = 1;
    queue[queueTail] = node;
    queueTail = queueTail === nodes ? 0 : queueTail + 1;
  };
  const makeOrphan = (node: number): void => {
    parent[node] = ORPHAN;
    orphans.push(node);
  };
  const sister = (edge: number): number => neighbour[edge]! * DIRECTIONS + ((edge & 3) ^ 1);

  for (let i = 0; i < nodes; i++) {
    if (terminal[i] === 0) continue;
    tree[i] = terminal[i]! > 0 ? SOURCE : SINK;
    parent[i] = TERMINAL;
    depth[i] = 1;
    activate(i);
  }

  let current = NONE;
  for (;;) {
    if (current === NONE || tree[current] === FREE) {
      if (queueHead === queueTail) break;
      current = queue[queueHead]!;
      queueHead = queueHead === nodes ? 0 : queueHead + 1;
      queued[current] = 0;
      if (tree[current] === FREE) continue;
    }
    const path = grow(current);
    time++;
    if (path === NONE) {
      current = NONE;
      continue;
    }
    augment(path);
    for (let n = 0; n < orphans.length; n++) adopt(orphans[n]!);
    orphans.length = 0;
  }
  const side = new Uint8Array(nodes);
  for (let i = 0; i < nodes; i++) side[i] = tree[i] === SINK ? 1 : 0;
  return side;

  /** Extends the tree of an active node; returns an edge from the source's tree to the sink's when they meet. */
  function grow(node: number): number {
    const own = tree[node]!;
    for (let edge = node * DIRECTIONS; edge < (node + 1) * DIRECTIONS; edge++) {
      const other = neighbour[edge]!;
      if (other < 0) continue;
      const back = other * DIRECTIONS + ((edge & 3) ^ 1);
      if (capacity[own === SOURCE ? edge : back] === 0) continue;
      if (tree[other] === FREE) {
        tree[other] = own;
        parent[other] = back;
        stamp[other] = stamp[node]!;
        depth[other] = depth[node]! + 1;
        activate(other);
      } else if (tree[other] !== own) {
        return own === SOURCE ? edge : back;
      } else if (stamp[other]! <= stamp[node]! && depth[other]! > depth[node]!) {
        parent[other] = back;
        stamp[other] = stamp[node]!;
        depth[other] = depth[node]! + 1;
      }
    }
    return NONE;
  }

  /** Sends as much as fits through `edge` and both trees. */
  function augment(edge: number): void {
    let flow = capacity[edge]!;
    const from = edge >> 2;
    const to = neighbour[edge]!;
    let node = from;
    for (; parent[node] !== TERMINAL; node = neighbour[parent[node]!]!) {
      flow = Math.min(flow, capacity[sister(parent[node]!)]!);
    }
    flow = Math.min(flow, terminal[node]!);
    for (node = to; parent[node] !== TERMINAL; node = neighbour[parent[node]!]!) {
      flow = Math.min(flow, capacity[parent[node]!]!);
    }
    flow = Math.min(flow, -terminal[node]!);

    capacity[edge] = capacity[edge]! - flow;
    const backEdge = sister(edge);
    capacity[backEdge] = capacity[backEdge]! + flow;
    for (node = from; ;) {
      const up = parent[node]!;
      if (up === TERMINAL) {
        terminal[node] = terminal[node]! - flow;
        if (terminal[node] === 0) makeOrphan(node);
        break;
      }
      const down = sister(up);
      capacity[up] = capacity[up]! + flow;
      capacity[down] = capacity[down]! - flow;
      if (capacity[down] === 0) makeOrphan(node);
      node = neighbour[up]!;
    }
    for (node = to; ;) {
      const up = parent[node]!;
      if (up === TERMINAL) {
        terminal[node] = terminal[node]! + flow;
        if (terminal[node] === 0) makeOrphan(node);
        break;
      }
      const down = sister(up);
      capacity[down] = capacity[down]! + flow;
      capacity[up] = capacity[up]! - flow;
      if (capacity[up] === 0) makeOrphan(node);
      node = neighbour[up]!;
    }
  }

  /** Finds an orphan a new parent in its own tree, or frees it and orphans its children. */
  function adopt(node: number): void {
    const own = tree[node]!;
    let best = NONE;
    let bestDepth = Infinity;
    for (let edge = node * DIRECTIONS; edge < (node + 1) * DIRECTIONS; edge++) {
      const other = neighbour[edge]!;
      if (other < 0 || tree[other] !== own) continue;
      const back = other * DIRECTIONS + ((edge & 3) ^ 1);
      if (capacity[own === SOURCE ? back : edge] === 0) continue;
      const length = depthToTerminal(other);
      if (length < bestDepth) {
        bestDepth = length;
        best = edge;
      }
    }
    if (best !== NONE) {
      parent[node] = best;
      stamp[node] = time;
      depth[node] = bestDepth + 1;
      return;
    }
    for (let edge = node * DIRECTIONS; edge < (node + 1) * DIRECTIONS; edge++) {
      const other = neighbour[edge]!;
      if (other < 0 || tree[other] !== own) continue;
      const back = other * DIRECTIONS + ((edge & 3) ^ 1);
      if (capacity[own === SOURCE ? back : edge] !== 0) activate(other);
      if (parent[other] === back) makeOrphan(other);
    }
    tree[node] = FREE;
    parent[node] = NONE;
  }

  /** Steps from a node to its terminal, marking the way; Infinity if it ends in an orphan. */
  function depthToTerminal(start: number): number {
    let steps = 0;
    let node = start;
    for (;;) {
      if (stamp[node] === time) {
        steps += depth[node]!;
        break;
      }
      const up = parent[node]!;
      steps++;
      if (up === TERMINAL) {
        stamp[node] = time;
        depth[node] = 1;
        break;
      }
      if (up === ORPHAN || up === NONE) return Infinity;
      node = neighbour[up]!;
    }
    const total = steps;
    for (node = start; stamp[node] !== time; node = neighbour[parent[node]!]!) {
      stamp[node] = time;
      depth[node] = steps--;
    }
    return total;
  }
}
