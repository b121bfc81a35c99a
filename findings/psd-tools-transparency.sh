#!/usr/bin/env bash
# psd-tools 1.26.0: a picture with transparency, written as a Photoshop document and read again.
# Expected: PSDImage.open(...).topil() gives back what PSDImage.frompil(...) was given.
# Seen: half-transparent pixels come back darker, half of them black. Photoshop puts white behind what is transparent in the picture it stores
# behind the layers, and reading takes that white out, as it should; writing puts none there. Pillow reads the same file as it was given.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 pillow==12.0.0 psd-tools==1.26.0
venv/bin/python -W ignore - <<'PY'
import numpy as np
from PIL import Image
from psd_tools import PSDImage

rows, columns = np.mgrid[0:32, 0:48]
picture = np.stack([columns * 5, rows * 8, np.full_like(rows, 60), np.clip(columns * 6, 0, 255)], -1).astype(np.uint8)
PSDImage.frompil(Image.fromarray(picture)).save("written.psd")
found = {"psd-tools": np.array(PSDImage.open("written.psd").topil()), "Pillow": np.array(Image.open("written.psd"))}
for name, samples in found.items():
    print(f"{name}: at row 10, column 20", samples[10, 20].tolist(), "given", picture[10, 20].tolist())
translucent = (picture[..., 3] > 0) & (picture[..., 3] < 200)
black = np.mean(found["psd-tools"][translucent][:, :3].max(-1) == 0)
print(f"psd-tools: {100 * black:.0f} % of the half-transparent pixels are black")
same_alpha = np.array_equal(found["psd-tools"][..., 3], picture[..., 3])
as_given = np.array_equal(found["Pillow"][..., : found["Pillow"].shape[-1]], picture[..., : found["Pillow"].shape[-1]])
raise SystemExit(0 if black > 0.4 and same_alpha and as_given else 1)
PY
