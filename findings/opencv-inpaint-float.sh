#!/usr/bin/env bash
# OpenCV 5.0.0: inpaint() takes float pictures of one channel; the same smooth picture between 0.2 and 0.8, filled by its two methods.
# Expected: values near those around the hole; scaling a picture scales its fill.
# Seen: Telea's method adds to each filled pixel up to about 1.4 *units* of the samples, whatever their range. That is invisible in a picture of
# 0 to 255 (and in 8 or 16 bits), but fills a picture of 0 to 1 with values from -1 to 1.9. The Navier-Stokes method is right at either scale.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check opencv-python-headless==5.0.0.93 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import sys
import cv2
import numpy as np

rows, columns = np.mgrid[0:64, 0:64]
picture = 0.2 + 0.3 * rows / 63 + 0.3 * columns / 63
hole = np.zeros((64, 64), np.uint8)
hole[24:40, 24:40] = 255
print(f"OpenCV {cv2.__version__}; the picture has {picture[hole > 0].min():.2f} to {picture[hole > 0].max():.2f} in the hole")
worst = {}
for method, flag in (("Telea", cv2.INPAINT_TELEA), ("Navier-Stokes", cv2.INPAINT_NS)):
    for scale, kind in ((1, np.float32), (255, np.float32), (65535, np.uint16)):
        damaged = np.where(hole > 0, 0, picture * scale).astype(kind)
        filled = cv2.inpaint(damaged, hole, 5, flag)[hole > 0] / scale
        worst[method, scale] = np.abs(filled - picture[hole > 0]).max()
        print(f"{method}, {kind.__name__} of 0 to {scale}: filled with {filled.min():.2f} to {filled.max():.2f}, "
              f"off by at most {worst[method, scale]:.3f} of the range")
sys.exit(0 if worst["Telea", 1] > 0.5 and max(error for case, error in worst.items() if case != ("Telea", 1)) < 0.1 else 1)
PY
