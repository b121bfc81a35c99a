// As exemplar/shift-map.ts (assemblePieces, expandPiece), seam-costs.ts and the costs of lay-out.ts.
import { addTerminal, clearNodes, connect, isSwitched, LEFT_OVER, minCut, NODE } from './min-cut';
import { hypot, round } from './numbers';

const UNIT: f64 = 4096;
const FORBIDDEN: f64 = 1e6;
const RIM_WEIGHT: f64 = 4;
const RIM_DEPTH: i32 = 4;
const UNKNOWN: f64 = 0.15;
const NOTICED: f64 = 30;
const MOST_USES: i32 = 3;
const GUIDE_CAP: f64 = 0.3;

let width: i32 = 0;
let height: i32 = 0;
let pixels: i32 = 0;
let channels: i32 = 0;
let samples: usize = 0;
let hole: usize = 0;
let avoid: usize = 0;
let sources: usize = 0;
let nodeOf: usize = 0;
let seamCost: f64 = 0;
/** Room for the nodes of a move and its two queues. */
let nodes: usize = 0;
let queue: usize = 0;
let orphans: usize = 0;

/** The plane that is assembled. @param avoid_ 0 = none @param nodeOf_ [height, width], -1 everywhere, and so it stays */
export function setPlane(
  width_: i32,
  height_: i32,
  channels_: i32,
  samples_: usize,
  hole_: usize,
  avoid_: usize,
  sources_: usize,
  nodeOf_: usize,
  nodes_: usize,
  queue_: usize,
  orphans_: usize,
  seamCost_: f64,
): void {
  width = width_;
  height = height_;
  pixels = width_ * height_;
  channels = channels_;
  samples = samples_;
  hole = hole_;
  avoid = avoid_;
  sources = sources_;
  nodeOf = nodeOf_;
  nodes = nodes_;
  queue = queue_;
  orphans = orphans_;
  seamCost = seamCost_;
  uses = 0;
}

let uses: usize = 0;
let before: usize = 0;
let lowPass: usize = 0;
let contrast: usize = 0;
let edges: usize = 0;
let mirrored: i32 = 0;
let axisAt: i32 = 0;
let overuse: f64 = 0;
let symmetry: f64 = 0;
let atBorder: f64 = 0;
let far: f64 = 0;
let along: f64 = 0;
let colourWeight: f64 = 0;
let colourCap: f64 = 0;
let edgeWeight: f64 = 0;
let diagonal: f64 = 0;

/** What a layout costs beside its seams; after `setPlane`, which forgets it. Pointers may be 0 where `layoutCosts` has null. */
export function setLayout(
  uses_: usize,
  before_: usize,
  lowPass_: usize,
  contrast_: usize,
  edges_: usize,
  mirrored_: i32,
  axisAt_: i32,
  overuse_: f64,
  symmetry_: f64,
  atBorder_: f64,
  far_: f64,
  along_: f64,
  colourWeight_: f64,
  colourCap_: f64,
  edgeWeight_: f64,
): void {
  uses = uses_;
  before = before_;
  lowPass = lowPass_;
  contrast = contrast_;
  edges = edges_;
  mirrored = mirrored_;
  axisAt = axisAt_;
  overuse = overuse_;
  symmetry = symmetry_;
  atBorder = atBorder_;
  far = far_;
  along = along_;
  colourWeight = colourWeight_;
  colourCap = colourCap_;
  edgeWeight = edgeWeight_;
  diagonal = Math.sqrt(<f64>(width * width + height * height));
}

function sourceAt(pixel: i32): i32 {
  return load<i32>(sources + ((<usize>pixel) << 2));
}
function isHole(pixel: i32): bool {
  return load<u8>(hole + <usize>pixel) === 1;
}
function sample(pixel: i32, channel: usize): f64 {
  return <f64>load<f32>(samples + ((<usize>(pixel * channels) + channel) << 2));
}

function difference(a: i32, b: i32): f64 {
  if (a < 0 || b < 0 || a >= pixels || b >= pixels || isHole(a) || isHole(b)) return -1;
  const red = sample(a, 0) - sample(b, 0);
  const green = sample(a, 1) - sample(b, 1);
  const blue = sample(a, 2) - sample(b, 2);
  const busy = channels > 3 ? sample(a, 3) - sample(b, 3) : 0;
  return Math.sqrt(red * red + green * green + blue * blue + busy * busy);
}

function noticed(step: f64): f64 {
  return step * (1 + NOTICED * step * step);
}

function seam(a: i32, b: i32, step: i32): f64 {
  if (b - step === a) return 0;
  const here = difference(b - step, a);
  const there = difference(a + step, b);
  const ends = max<f64>(max<f64>(here, there), UNKNOWN);
  return seamCost + noticed((here < 0 ? ends : here) + (there < 0 ? ends : there));
}

function across(a: i32, p: i32, k: i32, step: i32, room: i32): f64 {
  const known: f64 = k <= room ? difference(a + k * step, p + k * step) : -1;
  return known < 0 ? UNKNOWN : known;
}

function rim(a: i32, p: i32, step: i32): f64 {
  let room = RIM_DEPTH;
  if (step === 1 || step === -1) {
    const atP = p % width;
    const atA = a % width;
    room = step > 0 ? min<i32>(width - 1 - atP, width - 1 - atA) : min<i32>(atP, atA);
  }
  let behind: f64 = 0;
  for (let k = 2; k <= RIM_DEPTH; k++) behind += across(a, p, k, step, room);
  const twice = 2 * (0.75 * across(a, p, 1, step, room) + (0.25 * behind) / <f64>(RIM_DEPTH - 1));
  return (RIM_WEIGHT / 2) * noticed(twice);
}

function floats(array: usize, index: i32): f64 {
  return <f64>load<f32>(array + ((<usize>index) << 2));
}

function place(source: i32, pixel: i32): f64 {
  if (uses === 0) return 0;
  const sy = source / width;
  const py = pixel / width;
  const px = pixel - py * width;
  const sx = source - sy * width;
  const isMirrored = sx < mirrored;
  const dx = (isMirrored ? 2 * mirrored - 1 - sx : sx) - px;
  const aside = mirrored > 0 ? (along * <f64>abs<i32>(sy - py)) / <f64>height : 0;
  const axis: f64 = isMirrored ? (sy === py && sx + axisAt === px ? atBorder : 1) : 0;
  const busyness = <f64>load<f32>(samples + ((<usize>source) << 4), 12);
  const symmetric = symmetry * axis * busyness;
  const others = <i32>load<u16>(uses + ((<usize>source) << 1)) - (sourceAt(pixel) === source ? 1 : 0);
  const apart = (far * Math.sqrt(<f64>(dx * dx + (sy - py) * (sy - py)))) / diagonal;
  const shown: f64 = before === 0 ? 0 : floats(before, source);
  const own = shown + overuse * <f64>min<i32>(MOST_USES, others) + symmetric + apart + aside;
  if (lowPass === 0) return own;
  const red = floats(lowPass, source * 3) - floats(lowPass, pixel * 3);
  const green = floats(lowPass, source * 3 + 1) - floats(lowPass, pixel * 3 + 1);
  const blue = floats(lowPass, source * 3 + 2) - floats(lowPass, pixel * 3 + 2);
  const colour = Math.sqrt(red * red + green * green + blue * blue);
  const busy = contrast === 0 ? 0 : Math.abs(busyness - floats(contrast, pixel));
  const moved =
    edges === 0
      ? 0
      : hypot(
          floats(edges, source * 2) - floats(edges, pixel * 2),
          floats(edges, source * 2 + 1) - floats(edges, pixel * 2 + 1),
        );
  return (
    own +
    colourWeight * (min<f64>(colourCap, colour) + min<f64>(GUIDE_CAP, busy)) +
    edgeWeight * min<f64>(GUIDE_CAP, moved)
  );
}

function stepOf(direction: i32): i32 {
  return direction === 0 ? 1 : direction === 1 ? -1 : direction === 2 ? width : -width;
}

/** One expansion move over `region` (ascending). Returns whether any pixel took the offset. */
export function expandPiece(region: usize, count: i32, offset: i32): bool {
  clearNodes(nodes, count);
  for (let n = 0; n < count; n++)
    store<i32>(nodeOf + ((<usize>load<i32>(region + ((<usize>n) << 2))) << 2), n);
  for (let n = 0; n < count; n++) {
    const p = load<i32>(region + ((<usize>n) << 2));
    const own = sourceAt(p);
    const wanted = p + offset;
    const x = p % width;
    let tie = place(wanted, p) - (own < 0 ? FORBIDDEN : place(own, p));
    for (let direction = 0; direction < 4; direction++) {
      if ((direction === 0 && x + 1 >= width) || (direction === 1 && x === 0)) continue;
      const step = stepOf(direction);
      const q = p + step;
      if (q < 0 || q >= pixels) continue;
      if (!isHole(q)) {
        tie += rim(wanted, p, step) - (own < 0 ? 0 : rim(own, p, step));
        continue;
      }
      const other = sourceAt(q);
      const m = load<i32>(nodeOf + ((<usize>q) << 2));
      if (m < 0) {
        if (other >= 0) tie += seam(wanted, other, step) - (own < 0 ? 0 : seam(own, other, step));
        continue;
      }
      if (m < n) continue;
      const keepKeep = own < 0 || other < 0 ? 0 : seam(own, other, step);
      const keepSwitch = own < 0 ? 0 : seam(own, q + offset, step);
      const switchKeep = other < 0 ? 0 : seam(wanted, other, step);
      tie += switchKeep - keepKeep;
      addTerminal(m, -(switchKeep * UNIT));
      connect(n, direction, m, <i32>round(max<f64>(0, keepSwitch + switchKeep - keepKeep) * UNIT));
    }
    addTerminal(n, tie * UNIT);
  }
  for (let n = 0; n < count; n++) {
    const terminal = nodes + <usize>n * NODE;
    store<f64>(terminal, round(load<f64>(terminal, LEFT_OVER)), LEFT_OVER);
  }
  minCut(queue, orphans);
  let moved = false;
  for (let n = 0; n < count; n++) {
    const p = load<i32>(region + ((<usize>n) << 2));
    store<i32>(nodeOf + ((<usize>p) << 2), -1);
    if (!isSwitched(n)) continue;
    if (uses !== 0) {
      const own = sourceAt(p);
      if (own >= 0) count16(own, -1);
      count16(p + offset, 1);
    }
    store<i32>(sources + ((<usize>p) << 2), p + offset);
    moved = true;
  }
  return moved;
}

function count16(source: i32, by: i32): void {
  const place = uses + ((<usize>source) << 1);
  store<u16>(place, <u16>(<i32>load<u16>(place) + by));
}

/**
 * Expansion moves over the whole hole from offset `first` on, until `breath` nodes have been worked on or none is left. Returns the next offset.
 * @param members the hole's pixels, ascending @param offsets [count, 2] int32, columns and rows @param region room for the hole's pixels
 */
export function assemblePieces(
  members: usize,
  memberCount: i32,
  offsets: usize,
  count: i32,
  first: i32,
  breath: i32,
  region: usize,
): i32 {
  let worked = 0;
  let n = first;
  for (; n < count && worked < breath; n++) {
    const dx = load<i32>(offsets + ((<usize>n) << 3));
    const dy = load<i32>(offsets + ((<usize>n) << 3), 4);
    const size = reachOf(members, memberCount, dx, dy, region);
    expandPiece(region, size, dy * width + dx);
    worked += size;
  }
  return n;
}

function reachOf(members: usize, memberCount: i32, dx: i32, dy: i32, region: usize): i32 {
  const offset = dy * width + dx;
  let size = 0;
  for (let n = 0; n < memberCount; n++) {
    const p = load<i32>(members + ((<usize>n) << 2));
    const y = p / width;
    const x = p - y * width;
    if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
    const source = p + offset;
    if (isHole(source) || (avoid !== 0 && load<u8>(avoid + <usize>source) === 1) || sourceAt(p) === source)
      continue;
    store<i32>(region + ((<usize>size) << 2), p);
    size++;
  }
  return size;
}
