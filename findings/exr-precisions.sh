#!/usr/bin/env bash
# OpenEXR 3.4.4 for Python, three 0.187.0 (EXRLoader) and parse-exr 1.0.2: an OpenEXR file whose red and blue are half precision and whose green is
# single, as the format allows for every channel by itself.
# Expected: the numbers that were written, or an error.
# Seen: none of the three says anything. OpenEXR's own package joins the channels into one "RGB" array of halves and copies the bytes of green into
# it, so that green is off by hundreds and blue by more than 1; the same file read with separate_channels=True is right. Both JavaScript readers
# take the precision of the last channel for all: 39 of 40 rows are wrong.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 OpenEXR==3.4.4
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts three@0.187.0 parse-exr@1.0.2
venv/bin/python - <<'PY'
import numpy as np
import OpenEXR

rows, columns = np.mgrid[0:40, 0:64]
light = {
    "R": (columns / 64).astype(np.float16),
    "G": (rows / 40).astype(np.float32),
    "B": np.full(rows.shape, 0.25, np.float16),
}
header = {"compression": OpenEXR.NO_COMPRESSION, "type": OpenEXR.scanlineimage}
OpenEXR.File(header, dict(light)).write("mixed.exr")
apart = OpenEXR.File("mixed.exr", separate_channels=True).channels()
assert all(np.array_equal(apart[name].pixels, light[name]) for name in light)
joined = OpenEXR.File("mixed.exr").channels()["RGB"].pixels
wrong = [float(np.abs(joined[..., i].astype(float) - light[name]).max()) for i, name in enumerate("RGB")]
print(f"OpenEXR for Python: {joined.dtype}, red, green and blue off by up to", *(f"{each:.2f}" for each in wrong))
assert wrong[0] == 0 and wrong[1] > 1 and wrong[2] > 1, "not as described"
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import parseExr from 'parse-exr';
import { FloatType } from 'three';
import { EXRLoader } from 'three/addons/loaders/EXRLoader.js';

const bytes = () => new Uint8Array(readFileSync('mixed.exr')).buffer;
const loader = new EXRLoader();
loader.setDataType(FloatType);
const readers = { 'parse-exr': () => parseExr(bytes(), FloatType), EXRLoader: () => loader.parse(bytes()) };
let asDescribed = true;
for (const [name, read] of Object.entries(readers)) {
  const { data } = read();
  let wrong = 0;
  // Rows come from the lowest up.
  for (let y = 0; y < 40; y++)
    for (let x = 0; x < 64; x++) {
      const at = ((39 - y) * 64 + x) * 4;
      const seen = [data[at], data[at + 1], data[at + 2]];
      if ([x / 64, y / 40, 0.25].some((value, c) => !(Math.abs(seen[c] - value) < 1e-3))) wrong++;
    }
  console.log(`${name}: ${wrong} of ${40 * 64} pixels are wrong`);
  asDescribed &&= wrong > 2400;
}
process.exit(asDescribed ? 0 : 1);
JS
node read.mjs
