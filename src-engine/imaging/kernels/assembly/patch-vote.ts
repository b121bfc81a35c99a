// As exemplar/patch-vote.ts.
import {
  LIGHT_FOLLOW,
  TINT_SHARE,
  byte,
  clampBias,
  features,
  hole,
  int,
  match,
  means,
  targetCount,
  targets,
  width,
} from './patch-field';

/**
 * @param weights [targets] float64 @param sums, total room for [rows, width, 4] and [rows, width] float32, the rows that hold targets and the
 * radius above and below
 */
export function voteColours(
  reachX: i32,
  reachY: i32,
  lightLimit_: f64,
  contrast: bool,
  weights: usize,
  firstRow: i32,
  rows: i32,
  sums: usize,
  total: usize,
): void {
  const tintLimit = lightLimit_ * TINT_SHARE;
  const base = firstRow * width;
  const size = rows * width;
  memory.fill(sums, 0, (<usize>size) << 4);
  memory.fill(total, 0, (<usize>size) << 2);
  for (let n = 0; n < targetCount; n++) {
    const at = int(targets, n);
    const source = int(match, at);
    const weight = load<f64>(weights + ((<usize>n) << 3));
    const tm = means + <usize>at * 12;
    const sm = means + <usize>source * 12;
    const red = <f64>load<f32>(tm) - <f64>load<f32>(sm);
    const green = <f64>load<f32>(tm, 4) - <f64>load<f32>(sm, 4);
    const blue = <f64>load<f32>(tm, 8) - <f64>load<f32>(sm, 8);
    const light = (red + green + blue) / 3.0;
    const lightBias = clampBias(light * LIGHT_FOLLOW, lightLimit_);
    const biasR = lightBias + clampBias((red - light) * LIGHT_FOLLOW, tintLimit);
    const biasG = lightBias + clampBias((green - light) * LIGHT_FOLLOW, tintLimit);
    const biasB = lightBias + clampBias((blue - light) * LIGHT_FOLLOW, tintLimit);
    for (let j = -reachY; j <= reachY; j++) {
      for (let i = -reachX; i <= reachX; i++) {
        const pixel = at + j * width + i;
        if (byte(hole, pixel) === 0) continue;
        const from = features + ((<usize>(source + j * width + i)) << 4);
        const to = sums + ((<usize>(pixel - base)) << 4);
        const sum = total + ((<usize>(pixel - base)) << 2);
        store<f32>(to, <f32>(<f64>load<f32>(to) + weight * (<f64>load<f32>(from) + biasR)));
        store<f32>(to, <f32>(<f64>load<f32>(to, 4) + weight * (<f64>load<f32>(from, 4) + biasG)), 4);
        store<f32>(to, <f32>(<f64>load<f32>(to, 8) + weight * (<f64>load<f32>(from, 8) + biasB)), 8);
        store<f32>(to, <f32>(<f64>load<f32>(to, 12) + weight * <f64>load<f32>(from, 12)), 12);
        store<f32>(sum, <f32>(<f64>load<f32>(sum) + weight));
      }
    }
  }
  for (let n = 0; n < size; n++) {
    const weight = <f64>load<f32>(total + ((<usize>n) << 2));
    if (weight === 0) continue;
    const from = sums + ((<usize>n) << 4);
    const to = features + ((<usize>(n + base)) << 4);
    store<f32>(to, <f32>(<f64>load<f32>(from) / weight));
    store<f32>(to, <f32>(<f64>load<f32>(from, 4) / weight), 4);
    store<f32>(to, <f32>(<f64>load<f32>(from, 8) / weight), 8);
    if (contrast) store<f32>(to, <f32>(<f64>load<f32>(from, 12) / weight), 12);
  }
}
