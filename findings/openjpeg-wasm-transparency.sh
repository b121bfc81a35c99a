#!/usr/bin/env bash
# @cornerstonejs/codec-openjpeg 1.3.6 (OpenJPEG compiled to WebAssembly) against Pillow 13.0.0 (the same library, compiled for the processor).
# Expected: a JPEG 2000 picture with transparency (two or four components) decodes to as many channels as it has.
# Seen: `decode()` throws a bare number, a pointer without type or message, for two and for four components; one and three decode to the very
# samples that Pillow has.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pillow==13.0.0
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts @cornerstonejs/codec-openjpeg@1.3.6
venv/bin/python - <<'PY'
from PIL import Image

picture = Image.radial_gradient("L").resize((64, 48))
parts = [picture, picture.rotate(180), Image.linear_gradient("L").resize((64, 48)), picture.point(lambda value: 255 - value)]
for name, mode, count in (("grey", "L", 1), ("grey-alpha", "LA", 2), ("colour", "RGB", 3), ("colour-alpha", "RGBA", 4)):
    Image.merge(mode, parts[:count]).save(f"{name}.jp2", irreversible=False)
    read = Image.open(f"{name}.jp2")
    assert read.mode == mode
    open(f"{name}.raw", "wb").write(read.tobytes())
PY
cat > decode.cjs <<'JS'
const { readFileSync } = require('node:fs');
const make = require('@cornerstonejs/codec-openjpeg/decodewasmjs');
make({ print() {}, printErr() {} }).then(({ J2KDecoder }) => {
  const outcome = (name) => {
    const bytes = readFileSync(`${name}.jp2`);
    const decoder = new J2KDecoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    try {
      decoder.decode();
    } catch (error) {
      return typeof error === 'number' ? 'throws a number' : String(error);
    }
    return readFileSync(`${name}.raw`).equals(Buffer.from(decoder.getDecodedBuffer())) ? 'as Pillow reads it' : 'other samples';
  };
  const names = ['grey', 'grey-alpha', 'colour', 'colour-alpha'];
  const seen = names.map(outcome);
  names.forEach((name, i) => console.log(`${name}: ${seen[i]}`));
  const expected = ['as Pillow reads it', 'throws a number', 'as Pillow reads it', 'throws a number'];
  process.exit(seen.every((each, i) => each === expected[i]) ? 0 : 1);
});
JS
node decode.cjs
