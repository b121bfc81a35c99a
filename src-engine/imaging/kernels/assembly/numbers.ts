// Numbers as V8 makes them.

/** JavaScript's Math.round. */
export function round(value: f64): f64 {
  const up = ceil<f64>(value);
  return up - 0.5 > value ? up - 1.0 : up;
}

/** As V8's Math.hypot. */
export function hypot(a: f64, b: f64): f64 {
  const x = Math.abs(a);
  const y = Math.abs(b);
  const most = max<f64>(x, y);
  if (most === 0) return 0;
  let sum: f64 = 0;
  let compensation: f64 = 0;
  for (let n = 0; n < 2; n++) {
    const share = (n === 0 ? x : y) / most;
    const summand = share * share - compensation;
    const preliminary = sum + summand;
    compensation = preliminary - sum - summand;
    sum = preliminary;
  }
  return Math.sqrt(sum) * most;
}
