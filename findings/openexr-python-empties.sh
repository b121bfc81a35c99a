#!/usr/bin/env bash
# OpenEXR 3.4.4 for Python: a file written in a `with` block, as its documentation shows.
# Expected: the dictionaries of header and channels are the caller's and stay as they are.
# Seen: at the end of the block both are empty, so that the second file written from them fails with "Invalid display window in image header",
# and pixels that were only in that dictionary are gone. Without `with` they stay.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 OpenEXR==3.4.4
venv/bin/python - <<'PY'
import numpy as np
import OpenEXR

header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
channels = {"RGB": np.zeros((8, 8, 3), np.float16)}
OpenEXR.File(header, channels).write("plain.exr")
print("without with:", sorted(channels))
assert list(channels) == ["RGB"] and "compression" in header
with OpenEXR.File(header, channels) as file:
    file.write("first.exr")
print("after with:", sorted(header), sorted(channels))
assert not header and not channels, "they stay now"
try:
    with OpenEXR.File(header, channels) as file:
        file.write("second.exr")
except Exception as error:
    print("the second file:", str(error)[-45:])
else:
    raise SystemExit("the second file was written")
PY
