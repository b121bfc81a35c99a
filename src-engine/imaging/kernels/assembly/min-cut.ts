// As exemplar/min-cut.ts, with all that is known of a node in 64 bytes.
const FREE: u8 = 0;
const SOURCE: u8 = 1;
const SINK: u8 = 2;
const NONE: i32 = -1;
const TERMINAL: i32 = -2;
const ORPHAN: i32 = -3;
const FAR: i32 = i32.MAX_VALUE;

/** Bytes of a node: four neighbours, four capacities (int32), terminal (float64), parent, stamp, depth (int32), tree, queued (uint8). */
export const NODE: usize = 64;
const CAPACITY: usize = 16;
export const LEFT_OVER: usize = 32;
const PARENT: usize = 40;
const STAMP: usize = 44;
const DEPTH: usize = 48;
const TREE: usize = 52;
const QUEUED: usize = 53;

let graph: usize = 0;
let count: i32 = 0;
let queue: usize = 0;
let queueHead: i32 = 0;
let queueTail: i32 = 0;
let orphans: usize = 0;
let orphanHead: i32 = 0;
let orphanTail: i32 = 0;
let time: i32 = 0;

function at(node: i32): usize {
  return graph + <usize>node * NODE;
}
function neighbourOf(edge: i32): i32 {
  return load<i32>(graph + ((<usize>(edge >> 2)) << 6) + ((<usize>(edge & 3)) << 2));
}
function capacityAt(edge: i32): usize {
  return graph + ((<usize>(edge >> 2)) << 6) + CAPACITY + ((<usize>(edge & 3)) << 2);
}
function sister(edge: i32): i32 {
  return (neighbourOf(edge) << 2) + ((edge & 3) ^ 1);
}
function parentOf(node: i32): i32 {
  return load<i32>(at(node), PARENT);
}

/** An edge without capacity yet from nowhere to nowhere, everywhere. */
export function clearNodes(nodes: usize, count_: i32): void {
  graph = nodes;
  count = count_;
  memory.fill(nodes, 0, <usize>count_ * NODE);
  for (let node = 0; node < count_; node++) {
    const here = at(node);
    store<i64>(here, -1);
    store<i64>(here, -1, 8);
    store<i32>(here, NONE, PARENT);
  }
}

/** @param direction of the four; the way back has no capacity yet */
export function connect(node: i32, direction: i32, other: i32, capacity: i32): void {
  store<i32>(at(node) + ((<usize>direction) << 2), other);
  store<i32>(at(other) + ((<usize>(direction ^ 1)) << 2), node);
  store<i32>(capacityAt((node << 2) + direction), capacity);
}

export function addTerminal(node: i32, value: f64): void {
  store<f64>(at(node), load<f64>(at(node), LEFT_OVER) + value, LEFT_OVER);
}

/** Whether a node ended on the sink's side. */
export function isSwitched(node: i32): bool {
  return load<u8>(at(node), TREE) === SINK;
}

function activate(node: i32): void {
  if (load<u8>(at(node), QUEUED) !== 0) return;
  store<u8>(at(node), 1, QUEUED);
  store<i32>(queue + ((<usize>queueTail) << 2), node);
  queueTail = queueTail === count ? 0 : queueTail + 1;
}

function makeOrphan(node: i32): void {
  store<i32>(at(node), ORPHAN, PARENT);
  store<i32>(orphans + ((<usize>orphanTail) << 2), node);
  orphanTail = orphanTail === count ? 0 : orphanTail + 1;
}

/** @param queue_, orphans_ room for one more index than there are nodes, each */
export function minCut(queue_: usize, orphans_: usize): void {
  queue = queue_;
  orphans = orphans_;
  queueHead = queueTail = orphanHead = orphanTail = time = 0;
  for (let node = 0; node < count; node++) {
    const here = at(node);
    const terminal = load<f64>(here, LEFT_OVER);
    if (terminal === 0) continue;
    store<u8>(here, terminal > 0 ? SOURCE : SINK, TREE);
    store<i32>(here, TERMINAL, PARENT);
    store<i32>(here, 1, DEPTH);
    activate(node);
  }
  let current = NONE;
  for (;;) {
    if (current === NONE || load<u8>(at(current), TREE) === FREE) {
      if (queueHead === queueTail) break;
      current = load<i32>(queue + ((<usize>queueHead) << 2));
      queueHead = queueHead === count ? 0 : queueHead + 1;
      store<u8>(at(current), 0, QUEUED);
      if (load<u8>(at(current), TREE) === FREE) continue;
    }
    const path = grow(current);
    time++;
    if (path === NONE) {
      current = NONE;
      continue;
    }
    augment(path);
    while (orphanHead !== orphanTail) {
      const orphan = load<i32>(orphans + ((<usize>orphanHead) << 2));
      orphanHead = orphanHead === count ? 0 : orphanHead + 1;
      adopt(orphan);
    }
  }
}

function grow(node: i32): i32 {
  const here = at(node);
  const own = load<u8>(here, TREE);
  for (let edge = node << 2; edge < (node + 1) << 2; edge++) {
    const other = neighbourOf(edge);
    if (other < 0) continue;
    const back = (other << 2) + ((edge & 3) ^ 1);
    if (load<i32>(capacityAt(own === SOURCE ? edge : back)) === 0) continue;
    const there = at(other);
    const its = load<u8>(there, TREE);
    if (its === FREE) {
      store<u8>(there, own, TREE);
      store<i32>(there, back, PARENT);
      store<i32>(there, load<i32>(here, STAMP), STAMP);
      store<i32>(there, load<i32>(here, DEPTH) + 1, DEPTH);
      activate(other);
    } else if (its !== own) {
      return own === SOURCE ? edge : back;
    } else if (
      load<i32>(there, STAMP) <= load<i32>(here, STAMP) &&
      load<i32>(there, DEPTH) > load<i32>(here, DEPTH)
    ) {
      store<i32>(there, back, PARENT);
      store<i32>(there, load<i32>(here, STAMP), STAMP);
      store<i32>(there, load<i32>(here, DEPTH) + 1, DEPTH);
    }
  }
  return NONE;
}

function addCapacity(edge: i32, value: i32): i32 {
  const place = capacityAt(edge);
  const now = load<i32>(place) + value;
  store<i32>(place, now);
  return now;
}

/** Takes flow from a terminal; a node that has none left is an orphan. */
function drain(node: i32, flow: f64): void {
  const left = load<f64>(at(node), LEFT_OVER) - flow;
  store<f64>(at(node), left, LEFT_OVER);
  if (left === 0) makeOrphan(node);
}

function augment(edge: i32): void {
  let flow = <f64>load<i32>(capacityAt(edge));
  const from = edge >> 2;
  const to = neighbourOf(edge);
  let node = from;
  for (let up = parentOf(node); up !== TERMINAL; up = parentOf(node)) {
    flow = min<f64>(flow, <f64>load<i32>(capacityAt(sister(up))));
    node = neighbourOf(up);
  }
  flow = min<f64>(flow, load<f64>(at(node), LEFT_OVER));
  node = to;
  for (let up = parentOf(node); up !== TERMINAL; up = parentOf(node)) {
    flow = min<f64>(flow, <f64>load<i32>(capacityAt(up)));
    node = neighbourOf(up);
  }
  flow = min<f64>(flow, -load<f64>(at(node), LEFT_OVER));
  const whole = <i32>flow;

  addCapacity(edge, -whole);
  addCapacity(sister(edge), whole);
  node = from;
  for (;;) {
    const up = parentOf(node);
    if (up === TERMINAL) {
      drain(node, flow);
      break;
    }
    addCapacity(up, whole);
    const next = neighbourOf(up);
    if (addCapacity(sister(up), -whole) === 0) makeOrphan(node);
    node = next;
  }
  node = to;
  for (;;) {
    const up = parentOf(node);
    if (up === TERMINAL) {
      drain(node, -flow);
      break;
    }
    addCapacity(sister(up), whole);
    const next = neighbourOf(up);
    if (addCapacity(up, -whole) === 0) makeOrphan(node);
    node = next;
  }
}

function adopt(node: i32): void {
  const here = at(node);
  const own = load<u8>(here, TREE);
  let best = NONE;
  let bestDepth = FAR;
  for (let edge = node << 2; edge < (node + 1) << 2; edge++) {
    const other = neighbourOf(edge);
    if (other < 0 || load<u8>(at(other), TREE) !== own) continue;
    const back = (other << 2) + ((edge & 3) ^ 1);
    if (load<i32>(capacityAt(own === SOURCE ? back : edge)) === 0) continue;
    const length = depthToTerminal(other);
    if (length < bestDepth) {
      bestDepth = length;
      best = edge;
    }
  }
  if (best !== NONE) {
    store<i32>(here, best, PARENT);
    store<i32>(here, time, STAMP);
    store<i32>(here, bestDepth + 1, DEPTH);
    return;
  }
  for (let edge = node << 2; edge < (node + 1) << 2; edge++) {
    const other = neighbourOf(edge);
    if (other < 0 || load<u8>(at(other), TREE) !== own) continue;
    const back = (other << 2) + ((edge & 3) ^ 1);
    if (load<i32>(capacityAt(own === SOURCE ? back : edge)) !== 0) activate(other);
    if (parentOf(other) === back) makeOrphan(other);
  }
  store<u8>(here, FREE, TREE);
  store<i32>(here, NONE, PARENT);
}

function depthToTerminal(start: i32): i32 {
  let steps = 0;
  let node = start;
  for (;;) {
    const here = at(node);
    if (load<i32>(here, STAMP) === time) {
      steps += load<i32>(here, DEPTH);
      break;
    }
    const up = load<i32>(here, PARENT);
    steps++;
    if (up === TERMINAL) {
      store<i32>(here, time, STAMP);
      store<i32>(here, 1, DEPTH);
      break;
    }
    if (up === ORPHAN || up === NONE) return FAR;
    node = neighbourOf(up);
  }
  const total = steps;
  node = start;
  for (let here = at(node); load<i32>(here, STAMP) !== time; here = at(node)) {
    store<i32>(here, time, STAMP);
    store<i32>(here, steps--, DEPTH);
    node = neighbourOf(load<i32>(here, PARENT));
  }
  return total;
}
