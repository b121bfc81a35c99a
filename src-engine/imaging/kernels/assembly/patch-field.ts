// As exemplar/patch-field.ts (measureMeans), and what patch-cost.ts and patch-vote.ts share.

export const LIGHT_FOLLOW: f64 = 0.8;
export const TINT_SHARE: f64 = 0.25;

export let width: i32 = 0;
export let height: i32 = 0;
export let radiusX: i32 = 0;
export let radiusY: i32 = 0;
export let features: usize = 0;
export let means: usize = 0;
export let hole: usize = 0;
export let isSource: usize = 0;
export let isTarget: usize = 0;
export let sources: usize = 0;
export let sourceCount: i32 = 0;
export let targets: usize = 0;
export let targetCount: i32 = 0;
export let match: usize = 0;
export let cost: usize = 0;

/** The field that the other functions work on: pointers to its arrays. */
export function setField(
  width_: i32,
  height_: i32,
  radiusX_: i32,
  radiusY_: i32,
  features_: usize,
  means_: usize,
  hole_: usize,
  isSource_: usize,
  isTarget_: usize,
  sources_: usize,
  sourceCount_: i32,
  targets_: usize,
  targetCount_: i32,
  match_: usize,
  cost_: usize,
): void {
  width = width_;
  height = height_;
  radiusX = radiusX_;
  radiusY = radiusY_;
  features = features_;
  means = means_;
  hole = hole_;
  isSource = isSource_;
  isTarget = isTarget_;
  sources = sources_;
  sourceCount = sourceCount_;
  targets = targets_;
  targetCount = targetCount_;
  match = match_;
  cost = cost_;
}

export function int(array: usize, index: i32): i32 {
  return load<i32>(array + ((<usize>index) << 2));
}

export function byte(array: usize, index: i32): i32 {
  return <i32>load<u8>(array + <usize>index);
}

export function measureMeans(): void {
  const count = <f64>((2 * radiusX + 1) * (2 * radiusY + 1));
  const span = (<usize>(2 * radiusX + 1)) << 4;
  const stride = (<usize>width) << 4;
  for (let n = 0; n < targetCount; n++) {
    const centre = int(targets, n);
    let r: f64 = 0;
    let g: f64 = 0;
    let b: f64 = 0;
    let row = features + ((<usize>(centre - radiusY * width - radiusX)) << 4);
    for (let j = -radiusY; j <= radiusY; j++) {
      for (let at = row; at < row + span; at += 16) {
        r += <f64>load<f32>(at);
        g += <f64>load<f32>(at, 4);
        b += <f64>load<f32>(at, 8);
      }
      row += stride;
    }
    const to = means + <usize>centre * 12;
    store<f32>(to, <f32>(r / count));
    store<f32>(to, <f32>(g / count), 4);
    store<f32>(to, <f32>(b / count), 8);
  }
}

export function clampBias(bias: f64, limit: f64): f64 {
  return bias > limit ? limit : bias < -limit ? -limit : bias;
}
