#!/usr/bin/env bash
# ONNX Runtime 1.30.0: Resize of a uint8 picture, mode "linear", to half its size, against the same picture as float32.
# Expected: the float32 result rounded to the nearest number.
# Seen: without antialias every sample is rounded *down*: the picture becomes 0.37 of 255 darker each time it is resized (int32 the same). With
# antialias, samples are off by up to one instead. int8 is rounded towards zero, and with antialias its negative samples come out as 0.
# Preprocessing that keeps pictures as uint8 in the graph shifts them; cast to float32 before Resize.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check onnxruntime==1.30.0 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import sys
import numpy as np
import onnxruntime
from onnx import TensorProto, helper


def resize(samples, kind, antialias):
    """The picture at half its size by one Resize node whose input has this type."""
    node = helper.make_node("Resize", ["x", "", "scales"], ["y"], mode="linear", antialias=antialias)
    scales = helper.make_tensor("scales", TensorProto.FLOAT, [4], [1, 1, 0.5, 0.5])
    shape = [1, 1, None, None]
    graph = helper.make_graph(
        [node],
        "resize",
        [helper.make_tensor_value_info("x", kind, shape)],
        [helper.make_tensor_value_info("y", kind, None)],
        [scales],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": samples})[0].astype(np.float64)


print(f"ONNX Runtime {onnxruntime.__version__}")
photo = np.random.default_rng(0).integers(0, 256, (1, 1, 64, 64))
seen = {}
for name, kind, type_, shift in (
    ("uint8", TensorProto.UINT8, np.uint8, 0),
    ("int32", TensorProto.INT32, np.int32, 0),
    ("int8", TensorProto.INT8, np.int8, 128),
):
    for antialias in (0, 1):
        if antialias and name == "int32":
            continue
        samples = photo - shift
        exact = resize(samples.astype(np.float32), TensorProto.FLOAT, antialias)
        made = resize(samples.astype(type_), kind, antialias)
        error = made - exact
        seen[name, antialias] = error.mean(), np.array_equal(made, np.floor(exact))
        print(f"{name}, antialias {antialias}: off by {error.min():.2f} to {error.max():.2f}, {error.mean():+.3f} in the mean; "
              f"equal to the float result rounded: {np.mean(made == np.rint(exact)):.0%}, rounded down: {np.mean(made == np.floor(exact)):.0%}; smallest {made.min():.0f}, of the float result {exact.min():.1f}")
sys.exit(0 if seen["uint8", 0][1] and seen["int32", 0][1] and seen["uint8", 0][0] < -0.3 else 1)
PY
