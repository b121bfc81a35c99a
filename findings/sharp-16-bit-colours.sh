#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7): the same picture with the same embedded sRGB profile, once with 8 and once with 16 bits a sample.
# Expected: converting sRGB to sharp's usual output, sRGB, changes nothing at either depth; the depth decides only how fine the steps are.
# Seen: at 8 bits the numbers stay. At 16 bits they leave as Display P3 numbers and without any profile, so every viewer shows paler colours: a
# red of (233, 39, 39) becomes (215, 61, 51), for TIFF and PNG, whether the output has 8 bits or 16. Nothing warns; only keepIccProfile() avoids it.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 tifffile==2026.3.3 pillow==13.0.0
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts sharp@0.35.5
venv/bin/python - <<'PY'
import struct
import zlib
import numpy as np
import tifffile
from PIL import ImageCms

profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
red = np.broadcast_to(np.array([233, 39, 39]), (32, 32, 3))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


for bits, samples in ((8, red.astype(np.uint8)), (16, (red * 257).astype(np.uint16))):
    tifffile.imwrite(f"{bits}.tif", samples, photometric="rgb", iccprofile=profile)
    rows = b"".join(b"\0" + row.astype(samples.dtype.newbyteorder(">")).tobytes() for row in samples)
    with open(f"{bits}.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, bits, 2, 0, 0, 0))
                   + chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(profile)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PY
cat > convert.cjs <<'JS'
const sharp = require('sharp');
const ways = {
  '8-bit output': (image) => image,
  '16-bit output': (image) => image.toColourspace('rgb16'),
  '16-bit output, profile kept': (image) => image.keepIccProfile().toColourspace('rgb16'),
};
(async () => {
  console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}; the picture: 233,39,39`);
  let asDescribed = 0;
  for (const kind of ['tif', 'png']) {
    for (const bits of [8, 16]) {
      for (const [way, set] of Object.entries(ways)) {
        const file = await set(sharp(`${bits}.${kind}`)).png().toBuffer();
        const { icc } = await sharp(file).metadata();
        // Read back as stored: keepIccProfile() leaves the numbers alone.
        const pixel = [...(await sharp(file).keepIccProfile().raw().toBuffer()).subarray(0, 3)];
        console.log(`${bits}-bit ${kind}, ${way}: ${pixel}, ${icc ? 'with' : 'without'} a profile`);
        const off = Math.max(...[233, 39, 39].map((value, i) => Math.abs(value - pixel[i])));
        const expectPaler = bits === 16 && !way.includes('kept');
        if (expectPaler ? off > 10 && !icc : off <= 1) asDescribed++;
      }
    }
  }
  process.exit(asDescribed === 12 ? 0 : 1);
})();
JS
node convert.cjs
