#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7): AVIF pictures of 10 and 12 bits, read as 16-bit numbers.
# Expected: white is 65535, as it is for PNG and TIFF, and as other readers scale these bits for a larger range.
# Seen: bits are shifted up and nothing is put below them: white is 65472 (10 bits) and 65520 (12 bits), half is 32768. A 16-bit PNG made of such a
# picture has no white in it, a threshold at full finds nothing, and numbers divided by 65535 end at 0.999.
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

for bits in (10, 12):
    picture = np.full((16, 16, 3), 2**bits - 1, np.uint16)
    picture[:8] = 2 ** (bits - 1)
    data = imagecodecs.avif_encode(picture, level=100, bitspersample=bits, pixelformat="444")
    back = imagecodecs.avif_decode(data)
    assert back.max() == 2**bits - 1 and back.min() == 2 ** (bits - 1), bits
    open(f"{bits}.avif", "wb").write(data)
PY
cat > read.cjs <<'JS'
const sharp = require('sharp');
const largest = async (picture) => {
  const { data } = await picture.raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
  return Math.max(...new Uint16Array(data.buffer, data.byteOffset, data.length / 2));
};
(async () => {
  console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`);
  const seen = [];
  for (const bits of [10, 12]) {
    const avif = () => sharp(`${bits}.avif`).toColourspace('rgb16');
    const png = await avif().png().toBuffer();
    seen.push(await largest(avif()), await largest(sharp(png).toColourspace('rgb16')));
    console.log(`${bits} bits: white is ${seen.at(-2)}, in a 16-bit PNG made of it ${seen.at(-1)}`);
  }
  process.exit(seen.join() === '65472,65472,65520,65520' ? 0 : 1);
})();
JS
node read.cjs
