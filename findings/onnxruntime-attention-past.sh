#!/usr/bin/env bash
# onnxruntime 1.30.0, CPU: com.microsoft.MultiHeadAttention with past_key and past_value.
# Expected: the output attends the past as well, whether or not the node also hands out present_key and present_value.
# Seen: without those two optional outputs the past is ignored, without an error or a warning; with them it is attended.
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

heads, width, new, past = 2, 8, 3, 5


def run(present: bool) -> np.ndarray:
    shape = lambda *sizes: list(sizes)
    node = helper.make_node("MultiHeadAttention", ["q", "k", "v", "", "", "", "pk", "pv"],
                            ["out", "nk", "nv"] if present else ["out"], domain="com.microsoft", num_heads=heads)
    tensor = lambda name, sizes: helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes)
    inputs = [tensor(name, shape(1, new, heads * width)) for name in "qkv"]
    inputs += [tensor(name, shape(1, heads, past, width)) for name in ("pk", "pv")]
    outputs = [tensor("out", shape(1, new, heads * width))]
    if present:
        outputs += [tensor(name, shape(1, heads, past + new, width)) for name in ("nk", "nv")]
    model = helper.make_model(helper.make_graph([node], "g", inputs, outputs), ir_version=10,
                              opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)])
    random = np.random.default_rng(1)
    feeds = {item.name: random.standard_normal([d.dim_value for d in item.type.tensor_type.shape.dim]).astype(np.float32)
             for item in inputs}
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(["out"], feeds)[0], feeds


def attention(feeds: dict, with_past: bool) -> np.ndarray:
    split = lambda x: x.reshape(new, heads, width).transpose(1, 0, 2)
    q, k, v = (split(feeds[name][0]) for name in "qkv")
    if with_past:
        k, v = np.concatenate((feeds["pk"][0], k), 1), np.concatenate((feeds["pv"][0], v), 1)
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(width)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return ((weights / weights.sum(-1, keepdims=True)) @ v).transpose(1, 0, 2).reshape(1, new, heads * width)


(without, feeds), (declared, _) = run(False), run(True)
near = lambda a, b: bool(np.abs(a - b).max() < 1e-4)
print(f"onnxruntime {onnxruntime.__version__}")
print("present outputs left out: attends the past:", near(without, attention(feeds, True)),
      "| ignores it:", near(without, attention(feeds, False)))
print("present outputs declared: attends the past:", near(declared, attention(feeds, True)))
sys.exit(0 if near(without, attention(feeds, False)) and near(declared, attention(feeds, True)) else 1)
PY
