// As blend/membrane.ts, and enlargeTwice of resample.ts where it writes the unknown pixels only.

const RELAXATIONS: i32 = 24;
const OVER: f64 = 1.7;
const CYCLES: i32 = 6;
const SMOOTHINGS: i32 = 2;

let channels: i32 = 0;
let rimWeight: f32 = 1;
/** The first free byte. */
let free: usize = 0;

function room(bytes: usize): usize {
  const at = free;
  free = (at + bytes + 15) & ~15;
  const missing = <isize>(free - ((<usize>memory.size()) << 16));
  if (missing > 0) memory.grow(<i32>((missing + 65535) >> 16));
  return at;
}

function zeros(bytes: usize): usize {
  const at = room(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

/** @param laplacian 0 = none: a membrane @param firstFree memory from here on may be used */
export function solveMembrane(
  width: i32,
  height: i32,
  channels_: i32,
  values: usize,
  unknown: usize,
  laplacian: usize,
  pull: f64,
  rimWeight_: f64,
  firstFree: usize,
): void {
  channels = channels_;
  rimWeight = <f32>rimWeight_;
  free = firstFree;
  descend(width, height, values, unknown, laplacian, pull);
  if (laplacian !== 0)
    for (let n = 0; n < CYCLES; n++) correct(width, height, values, unknown, laplacian, pull);
}

let listed: i32 = 0;

/** The unknown pixels, ascending; `listed` is their number. */
function listUnknown(pixels: i32, unknown: usize): usize {
  let count = 0;
  for (let i = 0; i < pixels; i++) if (load<u8>(unknown + <usize>i) !== 0) count++;
  const list = room((<usize>count) << 2);
  let to = list;
  for (let i = 0; i < pixels; i++)
    if (load<u8>(unknown + <usize>i) !== 0) {
      store<i32>(to, i);
      to += 4;
    }
  listed = count;
  return list;
}

function isLarge(width: i32, height: i32, count: i32): bool {
  return width > 2 && height > 2 && count > 16;
}

function descend(width: i32, height: i32, values: usize, unknown: usize, laplacian: usize, pull: f64): void {
  const before = free;
  const list = listUnknown(width * height, unknown);
  const count = listed;
  if (count > 0) {
    if (isLarge(width, height, count) && halve(width, height, values, unknown, laplacian)) {
      const coarse = coarseValues;
      descend((width + 1) >> 1, (height + 1) >> 1, coarse, coarseUnknown, coarseLaplacian, pull * 4);
      enlarge(width, height, values, unknown, coarse);
    }
    relax(width, height, values, unknown, laplacian, pull, list, count, RELAXATIONS, OVER);
  }
  free = before;
}

function correct(width: i32, height: i32, values: usize, unknown: usize, laplacian: usize, pull: f64): void {
  const before = free;
  const list = listUnknown(width * height, unknown);
  const count = listed;
  if (count > 0) {
    relax(width, height, values, unknown, laplacian, pull, list, count, SMOOTHINGS, 1);
    const numbers = width * height * channels;
    const errors = zeros((<usize>numbers) << 2);
    const left = residual(width, height, values, unknown, laplacian, pull, list, count);
    if (isLarge(width, height, count) && halve(width, height, errors, unknown, left)) {
      const coarse = coarseValues;
      correct((width + 1) >> 1, (height + 1) >> 1, coarse, coarseUnknown, coarseLaplacian, pull * 4);
      enlarge(width, height, errors, unknown, coarse);
      for (let i: usize = 0; i < (<usize>numbers) << 2; i += 4)
        store<f32>(values + i, <f32>(<f64>load<f32>(values + i) + <f64>load<f32>(errors + i)));
      relax(width, height, values, unknown, laplacian, pull, list, count, SMOOTHINGS, 1);
    }
  }
  free = before;
}

function weightOf(unknown: usize, pixel: i32): f32 {
  return load<u8>(unknown + <usize>pixel) === 0 ? rimWeight : 1;
}

/** Of the left, right, upper and lower neighbour of every listed pixel; 0 = there is none. */
function weightsOf(width: i32, height: i32, unknown: usize, list: usize, count: i32): usize {
  const weights = zeros((<usize>count) << 4);
  for (let n = 0; n < count; n++) {
    const i = load<i32>(list + ((<usize>n) << 2));
    const x = i % width;
    const to = weights + ((<usize>n) << 4);
    if (x > 0) store<f32>(to, weightOf(unknown, i - 1));
    if (x + 1 < width) store<f32>(to, weightOf(unknown, i + 1), 4);
    if (i >= width) store<f32>(to, weightOf(unknown, i - width), 8);
    if (i + width < width * height) store<f32>(to, weightOf(unknown, i + width), 12);
  }
  return weights;
}

function relax(
  width: i32,
  height: i32,
  values: usize,
  unknown: usize,
  laplacian: usize,
  pull: f64,
  list: usize,
  count: i32,
  passes: i32,
  over: f64,
): void {
  const before = free;
  const weights = weightsOf(width, height, unknown, list, count);
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  for (let pass = 0; pass < passes; pass++) {
    const step: f64 = pass < passes - 2 ? over : 1;
    const backwards = (pass & 1) === 1;
    for (let k = 0; k < count; k++) {
      const n = backwards ? count - 1 - k : k;
      const here = weights + ((<usize>n) << 4);
      const left = <f64>load<f32>(here);
      const right = <f64>load<f32>(here, 4);
      const up = <f64>load<f32>(here, 8);
      const down = <f64>load<f32>(here, 12);
      const sumOfWeights = left + right + up + down + pull;
      if (sumOfWeights === 0) continue;
      const offset = <usize>load<i32>(list + ((<usize>n) << 2)) * pixel;
      for (let c: usize = 0; c < pixel; c += 4) {
        const at = values + offset + c;
        let sum: f64 = laplacian === 0 ? 0 : -(<f64>load<f32>(laplacian + offset + c));
        if (left > 0) sum += left * <f64>load<f32>(at - pixel);
        if (right > 0) sum += right * <f64>load<f32>(at + pixel);
        if (up > 0) sum += up * <f64>load<f32>(at - row);
        if (down > 0) sum += down * <f64>load<f32>(at + row);
        const value = <f64>load<f32>(at);
        store<f32>(at, <f32>(value + step * (sum / sumOfWeights - value)));
      }
    }
  }
  free = before;
}

function residual(
  width: i32,
  height: i32,
  values: usize,
  unknown: usize,
  laplacian: usize,
  pull: f64,
  list: usize,
  count: i32,
): usize {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  const out = zeros(<usize>(width * height) * pixel);
  const before = free;
  const weights = weightsOf(width, height, unknown, list, count);
  for (let n = 0; n < count; n++) {
    const here = weights + ((<usize>n) << 4);
    const left = <f64>load<f32>(here);
    const right = <f64>load<f32>(here, 4);
    const up = <f64>load<f32>(here, 8);
    const down = <f64>load<f32>(here, 12);
    const offset = <usize>load<i32>(list + ((<usize>n) << 2)) * pixel;
    for (let c: usize = 0; c < pixel; c += 4) {
      const at = values + offset + c;
      const value = <f64>load<f32>(at);
      let sum = -pull * value;
      if (left > 0) sum += left * (<f64>load<f32>(at - pixel) - value);
      if (right > 0) sum += right * (<f64>load<f32>(at + pixel) - value);
      if (up > 0) sum += up * (<f64>load<f32>(at - row) - value);
      if (down > 0) sum += down * (<f64>load<f32>(at + row) - value);
      store<f32>(out + offset + c, <f32>(<f64>load<f32>(laplacian + offset + c) - sum));
    }
  }
  free = before;
  return out;
}

let coarseValues: usize = 0;
let coarseUnknown: usize = 0;
let coarseLaplacian: usize = 0;

/** Whether any pixel is unknown at half size; the three `coarse` hold it. */
function halve(fineWidth: i32, fineHeight: i32, values: usize, unknown: usize, laplacian: usize): bool {
  const width = (fineWidth + 1) >> 1;
  const height = (fineHeight + 1) >> 1;
  const pixel = (<usize>channels) << 2;
  coarseValues = zeros(<usize>(width * height) * pixel);
  coarseUnknown = zeros(<usize>(width * height));
  coarseLaplacian = laplacian === 0 ? 0 : zeros(<usize>(width * height) * pixel);
  let any = false;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const out = y * width + x;
      let known: i32 = 0;
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx < fineWidth && fy < fineHeight && load<u8>(unknown + <usize>(fy * fineWidth + fx)) === 0)
          known++;
      }
      if (known === 0) {
        store<u8>(coarseUnknown + <usize>out, 1);
        any = true;
      }
      const parts: f64 = known > 0 ? <f64>known : 4;
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx >= fineWidth || fy >= fineHeight) continue;
        const index = fy * fineWidth + fx;
        if (known > 0 && load<u8>(unknown + <usize>index) !== 0) continue;
        for (let c: usize = 0; c < pixel; c += 4) {
          const from = <usize>index * pixel + c;
          const to = <usize>out * pixel + c;
          const sum = <f64>load<f32>(coarseValues + to) + <f64>load<f32>(values + from) / parts;
          store<f32>(coarseValues + to, <f32>sum);
          if (laplacian !== 0 && known === 0)
            store<f32>(
              coarseLaplacian + to,
              <f32>(<f64>load<f32>(coarseLaplacian + to) + <f64>load<f32>(laplacian + from)),
            );
        }
      }
    }
  }
  return any;
}

function enlarge(width: i32, height: i32, out: usize, only: usize, coarse: usize): void {
  const coarseWidth = (width + 1) >> 1;
  const coarseHeight = (height + 1) >> 1;
  const pixel = (<usize>channels) << 2;
  for (let y = 0; y < height; y++) {
    const top = max<i32>(0, (y - 1) >> 1);
    const bottom = y === 0 ? 0 : min<i32>(coarseHeight - 1, top + 1);
    const fy: f64 = y & 1 ? 0.25 : 0.75;
    for (let x = 0; x < width; x++) {
      if (load<u8>(only + <usize>(y * width + x)) === 0) continue;
      const left = max<i32>(0, (x - 1) >> 1);
      const right = x === 0 ? 0 : min<i32>(coarseWidth - 1, left + 1);
      const fx: f64 = x & 1 ? 0.25 : 0.75;
      const a = coarse + <usize>(top * coarseWidth + left) * pixel;
      const b = coarse + <usize>(top * coarseWidth + right) * pixel;
      const c = coarse + <usize>(bottom * coarseWidth + left) * pixel;
      const d = coarse + <usize>(bottom * coarseWidth + right) * pixel;
      const to = out + <usize>(y * width + x) * pixel;
      for (let k: usize = 0; k < pixel; k += 4) {
        const upper = <f64>load<f32>(a + k) * (1 - fx) + <f64>load<f32>(b + k) * fx;
        const lower = <f64>load<f32>(c + k) * (1 - fx) + <f64>load<f32>(d + k) * fx;
        store<f32>(to + k, <f32>(upper * (1 - fy) + lower * fy));
      }
    }
  }
}
