"""The convolutional networks that the npm package nsfwjs (MIT) bundles, run in torch.

The package carries Keras layers with 8-bit weights. They are read once through node and run here by a small interpreter of
the layer types they use, which is about five times faster than tfjs and has gradients. Two are used, which share data and
labels: inception_v3 judges fills (`evaluate/features.py`), mobilenet_v2 is the perceptual loss (`perceptual.py`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

CACHE = Path(".cache/nsfwjs")
NAMES = ("inception_v3", "mobilenet_v2")


def fetch(folder: Path = CACHE) -> None:
    """npm install into an ignored folder, then unpack; does nothing when it is already there."""
    if all((folder / f"{name}.bin").exists() for name in NAMES):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for source in (Path(__file__).parent / "nsfwjs").iterdir():
        shutil.copy(source, folder / source.name)
    if not (folder / "node_modules" / "nsfwjs").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    subprocess.run(["node", "unpack.mjs", *NAMES], cwd=folder, check=True)


class KerasNetwork:
    """Runs the layers of a Keras functional model, channels first, float32; batch normalisation is folded into the convolution before it."""

    def __init__(self, name: str, folder: Path = CACHE):
        fetch(folder)
        description = json.loads((folder / f"{name}.json").read_text())
        self.layers = description["layers"]
        self.kernels: dict[str, Tensor] = {}
        self.biases: dict[str, Tensor | None] = {}
        self._fold(read_weights(description["weights"], folder / f"{name}.bin"))

    def features(self, images: Tensor, wanted: Collection[str]) -> dict[str, Tensor]:
        """[batch, 3, height, width] in [0, 1] -> the outputs of the layers named in `wanted`; what comes after them is not run."""
        values: dict[str, Tensor] = {}
        for layer in self.layers:
            inputs = [values[node[0]] for node in layer["inbound_nodes"][0]] if layer["inbound_nodes"] else [images]
            values[layer["name"]] = self._run(layer["class_name"], layer["name"], layer["config"], inputs)
            if all(name in values for name in wanted):
                return {name: values[name] for name in wanted}
        raise KeyError(f"no layers {sorted(set(wanted) - set(values))} in this network")

    def _fold(self, weights: dict[str, Tensor]) -> None:
        kinds = {layer["name"]: layer["class_name"] for layer in self.layers}
        for layer in self.layers:
            kind, name, config = layer["class_name"], layer["name"], layer["config"]
            if kind == "Conv2D":
                self.kernels[name], self.biases[name] = weights[f"{name}/kernel"].permute(3, 2, 0, 1), weights.get(f"{name}/bias")
            elif kind == "DepthwiseConv2D":
                self.kernels[name], self.biases[name] = weights[f"{name}/depthwise_kernel"].permute(2, 3, 0, 1), weights.get(f"{name}/bias")
            elif kind == "BatchNormalization":
                before = layer["inbound_nodes"][0][0][0]
                if kinds[before] not in ("Conv2D", "DepthwiseConv2D"):
                    self._refuse(name)
                scale = (weights[f"{name}/moving_variance"] + config["epsilon"]).rsqrt() * weights.get(f"{name}/gamma", torch.ones(()))
                bias = 0.0 if self.biases[before] is None else self.biases[before]
                self.kernels[before] = self.kernels[before] * scale[:, None, None, None]
                self.biases[before] = weights[f"{name}/beta"] + (bias - weights[f"{name}/moving_mean"]) * scale
        self.kernels = {name: kernel.contiguous(memory_format=torch.channels_last) for name, kernel in self.kernels.items()}

    def _run(self, kind: str, name: str, config: dict, inputs: list[Tensor]) -> Tensor:
        x = inputs[0]
        if kind in ("InputLayer", "BatchNormalization"):
            return x
        if kind in ("Conv2D", "DepthwiseConv2D"):
            kernel, padding = self.kernels[name], config["padding"]
            if padding == "same" and config["strides"] != [1, 1]:
                self._refuse(name)
            side = 0 if padding == "valid" else ((kernel.shape[2] - 1) // 2, (kernel.shape[3] - 1) // 2)
            return F.conv2d(x, kernel, self.biases[name], config["strides"], side, groups=len(kernel) if kind == "DepthwiseConv2D" else 1)
        if kind == "ReLU":
            return F.relu6(x) if config["max_value"] == 6 else self._refuse(name)
        if kind == "Activation" and config["activation"] == "relu":
            return F.relu(x)
        if kind == "ZeroPadding2D":
            (top, bottom), (left, right) = config["padding"]
            return F.pad(x, (left, right, top, bottom))
        if kind == "Add":
            return sum(inputs[1:], x)
        if kind == "MaxPooling2D" and config["padding"] == "valid":
            return F.max_pool2d(x, config["pool_size"], config["strides"])
        if kind == "AveragePooling2D":
            padding = 0 if config["padding"] == "valid" else (config["pool_size"][0] - 1) // 2
            return F.avg_pool2d(x, config["pool_size"], config["strides"], padding, count_include_pad=False)
        if kind == "Concatenate":
            return torch.cat(inputs, 1)
        if kind == "Flatten":
            return x.permute(0, 2, 3, 1).flatten(1)
        return self._refuse(name)

    def _refuse(self, name: str) -> Tensor:
        raise NotImplementedError(f"layer {name} has a form this interpreter does not know")


def read_weights(table: list[dict], path: Path) -> dict[str, Tensor]:
    """The arrays of one weight file in Keras' shapes, 8-bit ones back to float32."""
    data, position, weights = np.fromfile(path, np.uint8), 0, {}
    for entry in table:
        count, quantization = int(np.prod(entry["shape"])), entry.get("quantization")
        kind = np.dtype(quantization["dtype"] if quantization else entry["dtype"])
        values = data[position : position + count * kind.itemsize].view(kind).astype(np.float32)
        position += count * kind.itemsize
        if quantization:
            values = values * np.float32(quantization["scale"]) + np.float32(quantization["min"])
        weights[entry["name"]] = torch.from_numpy(values).view(entry["shape"])
    if position != len(data):
        raise ValueError(f"the weight table does not cover {path.name}")
    return weights
