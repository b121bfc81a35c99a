/**
 * Weights use 7 of int8's bits: CPUs without VNNI add pairs of (uint8 x int8) products in saturating int16,
 * and 2 * 255 * 64 still fits while 2 * 255 * 127 does not.
 */
const maxLevel = 63;

/**
 * Quantises a matrix [rows, columns] symmetrically with one scale per column.
 * value ~ level * scale; a column of zeros has scale 1.
 */
export function quantiseColumns(
  values: Float32Array,
  rows: number,
  columns: number,
): { values: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const magnitude = Math.abs(values[row * columns + column] as number);
      if (magnitude > (scales[column] as number)) scales[column] = magnitude;
    }
  }
  for (let column = 0; column < columns; column += 1)
    scales[column] = (scales[column] as number) / maxLevel || 1;
  const levels = new Int8Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      const level = Math.round((values[index] as number) / (scales[column] as number));
      levels[index] = Math.max(-maxLevel, Math.min(maxLevel, level));
    }
  }
  return { values: levels, scales };
}
