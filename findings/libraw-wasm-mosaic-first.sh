#!/usr/bin/env bash
# libraw-wasm 1.6.0 (LibRaw compiled to WebAssembly), its class LibRaw without the Web Worker around it, in Node: one 14-bit Bayer DNG, asked for
# its mosaic (rawImageData) and for its developed picture (imageData) from the same opened object.
# Expected: two independent questions; reading the mosaic changes nothing about the development.
# Seen: asked for the mosaic first, imageData() hands out another picture of the same size and depth, in which the mosaic's pattern shows: 19,500 of
# 65,535 off on average, where the picture alone is 1 off from rawpy's. No error, no warning. In the other order both readings are right.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 tifffile==2026.3.3 rawpy==0.28.0
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts libraw-wasm@1.6.0
venv/bin/python - <<'PY'
import numpy as np
import rawpy
import tifffile

height, width = 240, 320
rows, columns = np.mgrid[0:height, 0:width]
light = [800 + 2800 * rows / height, 1200 + 4800 * columns / width, 800 + 2400 * (rows + columns) / (height + width)]
mosaic = np.zeros((height, width), np.uint16)
for top, left, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
    mosaic[top::2, left::2] = light[channel][top::2, left::2]
matrix = [9, -2, -1, -4, 12, 2, -1, 2, 6]
tifffile.imwrite("photo.dng", mosaic, photometric=32803, metadata=None, extratags=[
    (33421, "H", 2, (2, 2), True), (33422, "B", 4, (0, 1, 1, 2), True),  # CFARepeatPatternDim, CFAPattern
    (50706, "B", 4, (1, 4, 0, 0), True), (50708, "s", 0, "Test Camera", True),  # DNGVersion, UniqueCameraModel
    (50714, "I", 1, 0, True), (50717, "I", 1, 16383, True),  # BlackLevel, WhiteLevel
    (50721, "2i", 9, [number for value in matrix for number in (value, 10)], True),  # ColorMatrix1
    (50728, "2I", 3, (5, 10, 1, 1, 6, 10), True), (50778, "H", 1, 21, True)])  # AsShotNeutral, CalibrationIlluminant1
with rawpy.imread("photo.dng") as raw:
    raw.postprocess(output_bps=16, no_auto_bright=True, use_camera_wb=True).tofile("rawpy.raw")
PY
cat > develop.mjs <<'JS'
import { readFileSync } from 'node:fs';
import createLibRaw from './node_modules/libraw-wasm/dist/libraw.js';

const { LibRaw } = await createLibRaw({ wasmBinary: readFileSync('node_modules/libraw-wasm/dist/libraw.wasm') });
const bytes = readFileSync('rawpy.raw');
const right = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
const develop = (before) => {
  const raw = new LibRaw();
  raw.open(new Uint8Array(readFileSync('photo.dng')), { outputBps: 16, noAutoBright: true, useCameraWb: true });
  before(raw);
  const { width, height, bits, data } = raw.imageData();
  let [off, step] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    off += Math.abs(data[i] - right[i]) / data.length;
    if (i >= 3) step += Math.abs(data[i] - data[i - 3]) / data.length;
  }
  raw.delete();
  return { off, text: `${width} x ${height}, ${bits} bits, mean difference from rawpy ${off.toFixed(1)} of 65535, from the left neighbour ${step.toFixed(0)}` };
};
const orders = {
  'the picture alone': () => {},
  'the picture, the mosaic, the picture again': (raw) => [raw.imageData(), raw.rawImageData()],
  'the mosaic, the picture': (raw) => raw.rawImageData(),
};
const results = Object.entries(orders).map(([order, before]) => {
  const { off, text } = develop(before);
  console.log(`${order}: ${text}`);
  return off;
});
process.exit(results[0] < 100 && results[1] < 100 && results[2] > 5000 ? 0 : 1);
JS
node develop.mjs
