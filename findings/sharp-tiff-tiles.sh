#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7): a TIFF whose compression this build can't undo, stored once in strips and once in tiles.
# Expected: an error for both; failOn: 'error' promises one for what can't be decoded.
# Seen: strips throw; tiles give a picture of the right size, all black, without an error, for each of six compressions. Only failOn: 'warning',
# which is sharp's default, throws for tiles too: whoever sets 'error', so that photos with small faults still open, saves black pictures as right.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 tifffile==2026.3.3 imagecodecs==2026.3.6
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts sharp@0.35.5
venv/bin/python - <<'PY'
import numpy as np
import tifffile

rows, columns = np.mgrid[0:128, 0:128]
picture = np.stack([2 * rows, 2 * columns, 255 - rows], -1).astype(np.uint8)
for compression in ("deflate", "zstd", "lerc", "lzma", "jpeg2000", "jpegxl", "png"):
    for kind, layout in (("strips", {"rowsperstrip": 64}), ("tiles", {"tile": (64, 64)})):
        name = f"{compression}-{kind}.tif"
        tifffile.imwrite(name, picture, photometric="rgb", compression=compression, **layout)
        assert np.abs(tifffile.imread(name).astype(int) - picture).max() < 8, name
PY
cat > read.cjs <<'JS'
const sharp = require('sharp');
const attempt = async (file, failOn) => {
  try {
    const samples = await sharp(file, { failOn }).raw().toBuffer();
    return samples.every((value) => value === 0) ? 'all black' : 'read';
  } catch {
    return 'throws';
  }
};
(async () => {
  console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`);
  let asDescribed = true;
  for (const compression of ['deflate', 'zstd', 'lerc', 'lzma', 'jpeg2000', 'jpegxl', 'png']) {
    const strips = await attempt(`${compression}-strips.tif`, 'error');
    const tiles = await attempt(`${compression}-tiles.tif`, 'error');
    const strict = await attempt(`${compression}-tiles.tif`, 'warning');
    console.log(`${compression}: strips ${strips}; tiles ${tiles}; tiles with failOn 'warning' ${strict}`);
    const expected = compression === 'deflate' ? 'read,read,read' : 'throws,all black,throws';
    asDescribed &&= [strips, tiles, strict].join() === expected;
  }
  process.exit(asDescribed ? 0 : 1);
})();
JS
node read.cjs
