// As `quantiseBlock` in jpeg/quantise-block.ts and `forwardDct` in jpeg/dct.ts.
import { round } from './numbers';

const LENGTH: usize = 64;
const SIDE: usize = 8;
/** As in jpeg/quantise-block.ts. */
const MAX_AC: f64 = 1023;
const LEAST_DC: f64 = -1024;
const MAX_DC: f64 = 1023;
const ROUNDS: i32 = 3;

/** Where the caller put what stays the same from block to block, and room for three blocks of numbers. */
let basis: usize = 0;
let patterns: usize = 0;
let zigzag: usize = 0;
let table: usize = 0;
let block: usize = 0;
let halfway: usize = 0;
let errors: usize = 0;

/** @param transformBasis, coefficientPatterns float64 @param order a byte each @param steps of quantisation, float64 */
export function setQuantisation(
  transformBasis: usize,
  coefficientPatterns: usize,
  order: usize,
  steps: usize,
  scratch: usize,
): void {
  basis = transformBasis;
  patterns = coefficientPatterns;
  zigzag = order;
  table = steps;
  block = scratch;
  halfway = scratch + LENGTH * 8;
  errors = scratch + LENGTH * 16;
}

function at(array: usize, index: usize): f64 {
  return load<f64>(array + (index << 3));
}

function put(array: usize, index: usize, value: f64): void {
  store<f64>(array + (index << 3), value);
}

/** The sum of eight products. */
function product(values: usize, step: usize, row: usize): f64 {
  return (
    at(values, 0) * at(row, 0) +
    at(values, step) * at(row, 1) +
    at(values, 2 * step) * at(row, 2) +
    at(values, 3 * step) * at(row, 3) +
    at(values, 4 * step) * at(row, 4) +
    at(values, 5 * step) * at(row, 5) +
    at(values, 6 * step) * at(row, 6) +
    at(values, 7 * step) * at(row, 7)
  );
}

function transform(): void {
  for (let y: usize = 0; y < LENGTH; y += SIDE)
    for (let u: usize = 0; u < SIDE; u++) put(halfway, y + u, product(block + (y << 3), 1, basis + (u << 6)));
  for (let v: usize = 0; v < SIDE; v++)
    for (let x: usize = 0; x < SIDE; x++)
      put(block, (v << 3) + x, product(halfway + (x << 3), SIDE, basis + (v << 6)));
}

function clamp(k: usize, value: f64): f64 {
  return k === 0 ? min<f64>(max<f64>(value, LEAST_DC), MAX_DC) : min<f64>(max<f64>(value, -MAX_AC), MAX_AC);
}

function addError(k: usize, amount: f64): void {
  if (amount === 0) return;
  const pattern = patterns + (k << 9);
  for (let i: usize = 0; i < LENGTH; i++) put(errors, i, at(errors, i) + amount * at(pattern, i));
}

function resultOf(result: usize, k: usize): f64 {
  return <f64>load<i16>(result + (k << 1));
}

function settle(weights: usize, result: usize): void {
  memory.fill(errors, 0, LENGTH * 8);
  for (let k: usize = 0; k < LENGTH; k++)
    addError(k, resultOf(result, k) * at(table, k) - at(block, load<u8>(zigzag + k)));
  for (let turn = 0; turn < ROUNDS; turn++) {
    let isSettled = true;
    for (let k: usize = 0; k < LENGTH; k++) {
      const pattern = patterns + (k << 9);
      let slope: f64 = 0;
      for (let i: usize = 0; i < LENGTH; i++) slope += at(weights, i) * at(pattern, i) * at(errors, i);
      if (2 * Math.abs(slope) < at(table, k)) continue;
      let norm: f64 = 0;
      for (let i: usize = 0; i < LENGTH; i++) norm += at(weights, i) * (at(pattern, i) * at(pattern, i));
      const old = resultOf(result, k);
      const wanted = clamp(k, old - round(slope / (norm * at(table, k))));
      if (wanted === old) continue;
      addError(k, (wanted - old) * at(table, k));
      store<i16>(result + (k << 1), <i16>wanted);
      isSettled = false;
    }
    if (isSettled) return;
  }
}

/** @param samples [64] @param weights [64]; 0 = all the same, both float64 @param result [64], 16 bit */
export function quantiseBlock(samples: usize, weights: usize, result: usize): void {
  for (let i: usize = 0; i < LENGTH; i++) put(block, i, at(samples, i) - 128);
  transform();
  for (let k: usize = 0; k < LENGTH; k++)
    store<i16>(result + (k << 1), <i16>clamp(k, round(at(block, load<u8>(zigzag + k)) / at(table, k))));
  if (weights !== 0) settle(weights, result);
}
