#!/usr/bin/env bash
# parse-exr 1.0.2: an OpenEXR file whose rows were written from the lowest up (lineOrder DECREASING_Y), as some renderers do.
# Expected: the same picture as from the top down; the reader knows the attribute.
# Seen: no error, and every pixel is wrong: it mirrors the number of a block's first row as if the block were one row high, and blocks of ZIP have 16.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 OpenEXR==3.4.4
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts parse-exr@1.0.2
venv/bin/python - <<'PY'
import numpy as np
import OpenEXR

rows, columns = np.mgrid[0:40, 0:64]
light = np.stack([columns / 64, rows / 40, np.full(rows.shape, 0.25)], -1).astype(np.float16)
for name, order in (("downwards", OpenEXR.INCREASING_Y), ("upwards", OpenEXR.DECREASING_Y)):
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, "lineOrder": order}
    with OpenEXR.File(header, {"RGB": light}) as file:
        file.write(f"{name}.exr")
    assert np.array_equal(OpenEXR.File(f"{name}.exr").channels()["RGB"].pixels, light)
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import parseExr from 'parse-exr';

const float = 1015;
const wrongIn = (name) => {
  const { data } = parseExr(new Uint8Array(readFileSync(name)).buffer, float);
  let wrong = 0;
  for (let y = 0; y < 40; y++)
    for (let x = 0; x < 64; x++) {
      const at = ((39 - y) * 64 + x) * 4;
      if (!(Math.abs(data[at] - x / 64) < 1e-3 && Math.abs(data[at + 1] - y / 40) < 1e-3)) wrong++;
    }
  return wrong;
};
const [downwards, upwards] = ['downwards.exr', 'upwards.exr'].map(wrongIn);
console.log(`pixels that are wrong, of ${40 * 64}: ${downwards} from the top down, ${upwards} from the lowest up`);
process.exit(downwards === 0 && upwards > 2000 ? 0 : 1);
JS
node read.mjs
