/** 3 x 3 matrices as nine numbers, row-major. */
export type Matrix = readonly number[];

export function multiplyMatrices(a: Matrix, b: Matrix): number[] {
  const result = new Array<number>(9).fill(0);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      for (let k = 0; k < 3; k++) result[row * 3 + column]! += a[row * 3 + k]! * b[k * 3 + column]!;
  return result;
}

/** The inverse; null for a singular matrix. */
export function invertMatrix(m: Matrix): number[] | null {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-9) return null;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((value) => value / determinant);
}
