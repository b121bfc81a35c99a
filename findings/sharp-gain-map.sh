#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7, libultrahdr 2.0.2): a JPEG with a gain map (Ultra HDR), written again.
# Expected: withGainMap() with no operation leaves the picture that ordinary screens show about as it was, and keepGainMap() changes the
# map where the picture is cropped, turned or resized, not where its colours are changed.
# Seen: withGainMap() rebuilds the ordinary picture from the bright one by a tone curve of its own: the mean falls from 186 to 160 of 255,
# and the brightest from 226 to 196. keepGainMap().negate() negates the map too, so that bright screens show neither picture nor negative;
# linear(), tint() and threshold() leave the map alone, modulate() and recomb() are refused.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 imagecodecs==2026.3.6
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts sharp@0.35.5
venv/bin/python - <<'PY'
import imagecodecs
import numpy as np

rows, columns = np.mgrid[0:256, 0:256] / 255
picture = np.stack([4 * columns, 4 * rows, np.ones_like(rows), np.ones_like(rows)], -1).astype(np.float16)
data = imagecodecs.ultrahdr_encode(picture)
assert imagecodecs.ultrahdr_decode(data).max() > 3.9
open("bright.jpg", "wb").write(data)
PY
cat > write.cjs <<'JS'
const sharp = require('sharp');
const greys = async (jpeg) => {
  const samples = [...(await sharp(jpeg).greyscale().raw().toBuffer())];
  return { mean: samples.reduce((sum, each) => sum + each, 0) / samples.length, most: Math.max(...samples) };
};
const mapOf = async (jpeg) => greys((await sharp(jpeg).metadata()).gainMap.image);
const written = (change) => change(sharp('bright.jpg')).jpeg().toBuffer();
(async () => {
  console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, libultrahdr ${sharp.versions.uhdr}`);
  const before = await greys('bright.jpg');
  const rebuilt = await greys(await written((picture) => picture.withGainMap()));
  console.log('picture', before, 'after withGainMap()', rebuilt);
  const kept = await mapOf(await written((picture) => picture.keepGainMap()));
  const negated = await mapOf(await written((picture) => picture.keepGainMap().negate()));
  const halved = await mapOf(await written((picture) => picture.keepGainMap().linear(0.5, 0)));
  console.log('map kept', kept, 'with negate()', negated, 'with linear(0.5)', halved);
  const asDescribed =
    rebuilt.mean < before.mean - 15 &&
    rebuilt.most < before.most - 15 &&
    Math.abs(negated.mean + kept.mean - 255) < 2 &&
    Math.abs(halved.mean - kept.mean) < 1;
  process.exit(asDescribed ? 0 : 1);
})();
JS
node write.cjs
