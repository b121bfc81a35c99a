#!/usr/bin/env bash
# wasm-vips 0.0.19 (libvips 8.18.7 with libjxl): lossy JPEG XL of one picture under wide-gamut ICC profiles.
# Expected: the colours come back, in the same profile or in one wide enough for them, as they do for Adobe RGB.
# Seen: under ProPhoto RGB as its standard has it (its primaries with a gamma of 1.8) the picture comes back as linear numbers of sRGB's primaries,
# clipped: two thirds of the pixels stand at 0 or full scale, at 8 and at 16 bits, mean colour difference 21. Neither half does it alone:
# the same primaries with a gamma of 2.2, and Adobe RGB's primaries with 1.8, come back whole. No error or warning. Lossless is exact for all.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts wasm-vips@0.0.19
cat > cases.py <<'PY'
import struct
import numpy as np

# The primaries as XYZ under the profiles' white, D50.
PRIMARIES = {"ProPhoto": ((0.7977, 0.2880, 0), (0.1352, 0.7119, 0), (0.0313, 0.0001, 0.8249)),
             "Adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))}
WHITE = (0.9642, 1, 0.8249)
ROWS, COLUMNS = np.mgrid[0:64, 0:64]
PICTURE = np.stack([4 * ROWS, np.full_like(ROWS, 120), 4 * COLUMNS], -1)
CASES = [(primaries, gamma, bits) for primaries in PRIMARIES for gamma in (1.8, 2.2) for bits in (8, 16)]


def fixed(values) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def profile(primaries: str, gamma: float) -> bytes:
    """A version 2 ICC display profile: three primaries and one gamma."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"wide\0" + bytes(78 + 1), b"cprt": b"text" + bytes(4) + b"none\0" + bytes(3),
            b"wtpt": b"XYZ " + bytes(4) + fixed(WHITE)}
    for name, xyz in zip("rgb", PRIMARIES[primaries]):
        tags[name.encode() + b"XYZ"] = b"XYZ " + bytes(4) + fixed(xyz)
        tags[name.encode() + b"TRC"] = curve
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = bytearray(128)
    head[0:4] = struct.pack(">I", 128 + len(table) + len(body))
    head[8:24] = b"\x02\x20\0\0mntrRGB XYZ "
    head[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head[36:40] = b"acsp"
    head[68:80] = fixed(WHITE)
    return bytes(head) + table + body


def lab(samples: np.ndarray, icc: bytes) -> np.ndarray:
    """CIE L*a*b* of samples from 0 to 1, worked out from the matrix profile itself, so that no colour engine clips."""
    count = struct.unpack(">I", icc[128:132])[0]
    entries = [struct.unpack(">4sII", icc[132 + 12 * i:144 + 12 * i]) for i in range(count)]
    tags = {name: icc[offset:offset + size] for name, offset, size in entries}
    numbers = lambda data: [value / 65536 for value in struct.unpack(f">{len(data) // 4}i", data)]
    linear = []
    for channel, name in enumerate((b"rTRC", b"gTRC", b"bTRC")):
        curve, value = tags[name], samples[..., channel]
        if curve[:4] == b"curv":
            linear.append(value ** (struct.unpack(">H", curve[12:14])[0] / 256))
            continue
        kind, (g, *rest) = struct.unpack(">H", curve[8:10])[0], numbers(curve[12:12 + (len(curve) - 12) // 4 * 4])
        assert kind in (0, 3), kind
        linear.append(value ** g if kind == 0 else np.where(value >= rest[3], (rest[0] * value + rest[1]) ** g, rest[2] * value))
    xyz = np.stack(linear, -1) @ np.array([numbers(tags[name][8:20]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")])
    t = xyz / WHITE
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)
PY
venv/bin/python - <<'PY'
import numpy as np
from cases import CASES, PICTURE, profile

for primaries, gamma, bits in CASES:
    name = f"{primaries}-{gamma}-{bits}"
    (PICTURE * (1 if bits == 8 else 257)).astype(np.uint8 if bits == 8 else np.uint16).tofile(f"{name}.raw")
    open(f"{name}.icc", "wb").write(profile(primaries, gamma))
PY
cat > roundtrip.cjs <<'JS'
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
require('wasm-vips')({ dynamicLibraries: ['vips-jxl.wasm'] }).then((vips) => {
  for (const name of readdirSync('.').filter((file) => file.endsWith('.raw')).map((file) => file.slice(0, -4))) {
    const [format, interpretation] = name.endsWith('-16') ? ['ushort', 'rgb16'] : ['uchar', 'srgb'];
    const bytes = new Uint8Array(readFileSync(`${name}.raw`));
    const samples = format === 'ushort' ? new Uint16Array(bytes.buffer) : bytes;
    const image = vips.Image.newFromMemory(samples, 64, 64, 3, format).copy({ interpretation });
    image.setBlob('icc-profile-data', new Uint8Array(readFileSync(`${name}.icc`)));
    for (const [way, options] of Object.entries({ lossy: { distance: 0.5, effort: 3 }, lossless: { lossless: true, effort: 3 } })) {
      const back = vips.Image.newFromBuffer(image.writeToBuffer('.jxl', options));
      const memory = back.writeToMemory();
      writeFileSync(`${name}.${way}`, new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength));
      writeFileSync(`${name}.${way}.icc`, back.getBlob('icc-profile-data'));
    }
  }
  console.log(`libvips ${vips.version()}`);
  process.exit(0);
});
JS
node roundtrip.cjs
venv/bin/python - <<'PY'
import sys
import numpy as np
from cases import CASES, PICTURE, lab, profile

as_described = True
for primaries, gamma, bits in CASES:
    results = {}
    for way in ("lossy", "lossless"):
        name, full = f"{primaries}-{gamma}-{bits}.{way}", 255 if bits == 8 else 65535
        samples = np.fromfile(name, np.uint8 if bits == 8 else np.uint16).reshape(64, 64, 3) / full
        difference = lab(samples, open(f"{name}.icc", "rb").read()) - lab(PICTURE / 255, profile(primaries, gamma))
        results[way] = (np.sqrt((difference ** 2).sum(-1)).mean(), ((samples == 0) | (samples == 1)).any(-1).mean())
    (lossy, clipped), (lossless, _) = results["lossy"], results["lossless"]
    print(f"{primaries} primaries, gamma {gamma}, {bits} bits: mean colour difference lossy {lossy:.1f}, lossless {lossless:.1f}; "
          f"lossy pixels at 0 or full scale {100 * clipped:.0f} %")
    standard = (primaries, gamma) == ("ProPhoto", 1.8)
    as_described = as_described and lossless < 0.1 and (lossy > 10 and clipped > 0.4 if standard else lossy < 3 and clipped < 0.1)
sys.exit(0 if as_described else 1)
PY
