#!/usr/bin/env bash
# OpenCV 5.0.0 (contrib): xphoto.inpaint() fills where the mask is 0. A picture of a gradient with noise, one square hole, its three methods.
# Expected: pixels that the mask calls known come out as they went in, as they do from inpaint().
# Seen: none of the three leaves them alone. INPAINT_SHIFTMAP writes copied content up to two pixels beyond the hole (0.9 % of the known pixels of this
# picture, by up to 46 of 255); both INPAINT_FSR methods change three quarters of all known pixels by 1, wherever they lie (the way to another colour space and
# back). Paste the result into the original through the mask.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check opencv-contrib-python-headless==5.0.0.93 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import sys
import cv2
import numpy as np

rows, columns = np.mgrid[0:96, 0:96]
noise = np.random.default_rng(1).integers(-8, 9, (96, 96, 3))
picture = np.clip(np.dstack([rows * 2, columns * 2, rows + columns]) + noise, 0, 255).astype(np.uint8)
known = np.full((96, 96), 255, np.uint8)
known[40:56, 40:56] = 0
distance = np.maximum(np.maximum(40 - rows, rows - 55), np.maximum(40 - columns, columns - 55))
print(f"OpenCV {cv2.__version__}")
changed = {}
for name in ("INPAINT_SHIFTMAP", "INPAINT_FSR_FAST", "INPAINT_FSR_BEST"):
    filled = np.zeros_like(picture)
    cv2.xphoto.inpaint(picture, known, filled, getattr(cv2.xphoto, name))
    error = np.abs(filled.astype(int) - picture).max(axis=2)
    outside = (known > 0) & (error > 0)
    changed[name] = outside.sum() / (known > 0).sum()
    print(f"{name}: {changed[name]:.1%} of the known pixels changed, by up to {error[known > 0].max()}, up to {distance[outside].max()} px from the hole")
plain = cv2.inpaint(picture, 255 - known, 5, cv2.INPAINT_TELEA)
same = np.array_equal(plain[known > 0], picture[known > 0])
print(f"inpaint(), Telea: known pixels {'unchanged' if same else 'changed'}")
sys.exit(0 if same and min(changed.values()) > 0.002 else 1)
PY
