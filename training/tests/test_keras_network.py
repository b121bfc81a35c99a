"""The interpreter of nsfwjs' networks, on a small one made here (the real ones are fetched, not kept)."""

import json

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from training.keras_network import NAMES, KerasNetwork

RNG = np.random.default_rng(0)
ARRAYS = {
    "conv/kernel": RNG.normal(size=(3, 3, 3, 4)), "norm/gamma": RNG.uniform(0.5, 2, 4), "norm/beta": RNG.normal(size=4),
    "norm/moving_mean": RNG.normal(size=4), "norm/moving_variance": RNG.uniform(0.5, 2, 4),
    "deep/depthwise_kernel": RNG.normal(size=(3, 3, 4, 1)), "deepnorm/beta": RNG.normal(size=4),
    "deepnorm/moving_mean": RNG.normal(size=4), "deepnorm/moving_variance": RNG.uniform(0.5, 2, 4),
}


def layer(kind: str, name: str, before: list[str], **config) -> dict:
    return {"class_name": kind, "name": name, "config": config, "inbound_nodes": [[[each, 0, 0, {}] for each in before]] if before else []}


LAYERS = [
    layer("InputLayer", "input", []),
    layer("ZeroPadding2D", "pad", ["input"], padding=[[0, 1], [0, 1]]),
    layer("Conv2D", "conv", ["pad"], strides=[2, 2], padding="valid"),
    layer("BatchNormalization", "norm", ["conv"], epsilon=1e-3),
    layer("ReLU", "relu", ["norm"], max_value=6),
    layer("DepthwiseConv2D", "deep", ["relu"], strides=[1, 1], padding="same"),
    layer("BatchNormalization", "deepnorm", ["deep"], epsilon=1e-3),
    layer("Add", "sum", ["relu", "deepnorm"]),
]


def write(folder, layers: list[dict]) -> dict[str, torch.Tensor]:
    """The network as `unpack.mjs` writes it, with one 8-bit array -> the weights as they can be read back."""
    table, data, readable = [], b"", {}
    for name, values in ARRAYS.items():
        entry = {"name": name, "shape": list(values.shape), "dtype": "float32"}
        if name == "conv/kernel":
            scale, lowest = float(np.ptp(values) / 255), float(values.min())
            stored = np.round((values - lowest) / scale).astype(np.uint8)
            entry["quantization"] = {"dtype": "uint8", "scale": scale, "min": lowest}
            readable[name] = torch.from_numpy(stored.astype(np.float32) * np.float32(scale) + np.float32(lowest))
        else:
            stored = values.astype(np.float32)
            readable[name] = torch.from_numpy(stored)
        table.append(entry)
        data += stored.tobytes()
    for name in NAMES:
        (folder / f"{name}.json").write_text(json.dumps({"layers": layers, "weights": table}))
        (folder / f"{name}.bin").write_bytes(data)
    return readable


def test_it_computes_what_the_layers_say_one_by_one(tmp_path):
    w = write(tmp_path, LAYERS)
    x = torch.rand(2, 3, 9, 9)
    relu = F.relu6(F.batch_norm(F.conv2d(F.pad(x, (0, 1, 0, 1)), w["conv/kernel"].permute(3, 2, 0, 1), stride=2), w["norm/moving_mean"],
                                w["norm/moving_variance"], w["norm/gamma"], w["norm/beta"], eps=1e-3))
    deep = F.batch_norm(F.conv2d(relu, w["deep/depthwise_kernel"].permute(2, 3, 0, 1), padding=1, groups=4), w["deepnorm/moving_mean"],
                        w["deepnorm/moving_variance"], None, w["deepnorm/beta"], eps=1e-3)
    found = KerasNetwork("mobilenet_v2", tmp_path).features(x, ["relu", "sum"])
    assert torch.allclose(found["relu"], relu, atol=1e-5) and torch.allclose(found["sum"], relu + deep, atol=1e-5)


def test_gradients_reach_the_picture(tmp_path):
    write(tmp_path, LAYERS)
    x = torch.rand(1, 3, 9, 9, requires_grad=True)
    KerasNetwork("mobilenet_v2", tmp_path).features(x, ["sum"])["sum"].sum().backward()
    assert x.grad.abs().sum() > 0


def test_layers_it_does_not_know_and_files_that_do_not_fit_are_refused(tmp_path):
    write(tmp_path, [*LAYERS, layer("Softmax", "end", ["sum"])])
    network = KerasNetwork("mobilenet_v2", tmp_path)
    with pytest.raises(NotImplementedError, match="end"):
        network.features(torch.rand(1, 3, 9, 9), ["end"])
    (tmp_path / "mobilenet_v2.bin").write_bytes((tmp_path / "mobilenet_v2.bin").read_bytes() + b"x")
    with pytest.raises(ValueError, match="does not cover"):
        KerasNetwork("mobilenet_v2", tmp_path)
