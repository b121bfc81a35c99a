"""Reads the weights back out of a pack's graphs, so that training can start from a shipped pack in a fresh clone.

The inverse of `src-engine/packs/pixel-network.ts` and the graph writer: float constants stand in each graph in the order
the network uses them. Float32 and float16 packs; an int8 pack has lost too much to start from.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoints import load_weights
from .model import CausalDiffusionTransformer, TransformerConfig

BLOCK = ("attention_norm.weight", "query", "key", "value", "query_norm.weight", "key_norm.weight", "attention_output.weight", "feed_forward_norm.weight",
         "gate", "gated", "feed_forward_out.weight")


def constants(path: Path) -> list[Tensor]:
    """The float constants of a graph that are weights, in order of use; matrices as [out, in] (graphs store [in, out])."""
    import onnx
    from onnx.numpy_helper import to_array

    values = []
    for entry in onnx.load(str(path)).graph.initializer:
        if entry.data_type not in (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16):
            continue
        array = to_array(entry)
        if array.size > 1 and array.ndim in (1, 2) and array.shape[0] > 1:
            values.append(torch.from_numpy(np.array(array, np.float32).T.copy()))
    return values


def description_of(manifest: dict, mlp_width: int, samples_seen: int) -> dict:
    names = {"width": "width", "depth": "depth", "heads": "heads", "head_width": "headWidth", "token_pixels": "tokenPixels",
             "channels": "channels", "condition_tokens": "conditionTokens", "labels": "labels", "null_label": "nullLabel"}
    return {**{ours: manifest[theirs] for ours, theirs in names.items()}, "mlp_width": mlp_width,
            "samples_seen": samples_seen, "parameters": manifest["parameters"]}


def read_pack(folder: Path) -> tuple[dict[str, Tensor], dict]:
    """-> (state dict of `CausalDiffusionTransformer`, description), as `load_weights` gives for a folder of weights.

    The graphs hold the sum of `token_projection.bias` and each row of `token_kind`; only the sums matter, so they are split evenly.
    Raises ValueError for a pack this cannot read.
    """
    manifest = json.loads((folder / "manifest.json").read_text())
    if manifest["precision"] not in ("fp32", "fp16") or manifest["prediction"] != "sample":
        raise ValueError(f"{folder} is {manifest['precision']}, predicting {manifest['prediction']}: "
                         "training starts from fp32 and fp16 packs of our own network only")
    table = constants(folder / "condition.onnx")[0].T
    clean, noisy, head, trunk = (constants(folder / f"{name}.onnx") for name in ("embed-clean", "embed-noisy", "head", "trunk"))
    weights = {"label_table.weight": table.contiguous(), "token_projection.weight": clean[0], "token_projection.bias": (clean[1] + noisy[1]) / 2,
               "token_kind": torch.stack((clean[1] - noisy[1], noisy[1] - clean[1])) / 2}
    weights |= dict(zip(("time_first.weight", "time_first.bias", "time_second.weight", "time_second.bias"), noisy[-4:], strict=True))
    weights |= dict(zip(("output_norm.weight", "output.weight", "output.bias"), head, strict=True))
    for index in range(manifest["depth"]):
        part = dict(zip(BLOCK, trunk[index * len(BLOCK) : (index + 1) * len(BLOCK)], strict=True))
        part["query_key_value.weight"] = torch.cat([part.pop(name) for name in ("query", "key", "value")])
        part["query_norm.weight"] = part["query_norm.weight"] * manifest["headWidth"] ** 0.5  # the graph's queries carry attention's scale
        part["feed_forward_in.weight"] = torch.cat([part.pop(name) for name in ("gate", "gated")])
        weights |= {f"blocks.{index}.{name}": value for name, value in part.items()}
    provenance = manifest.get("provenance") or {}
    samples_seen = provenance.get("samplesTotal", provenance.get("samplesSeen", 0))
    description = description_of(manifest, weights["blocks.0.feed_forward_out.weight"].shape[1], samples_seen)
    expected = CausalDiffusionTransformer(TransformerConfig.from_description(description)).state_dict()
    for name, value in expected.items():
        if name not in weights or weights[name].shape != value.shape:
            raise ValueError(f"{folder}: the graphs do not have the layout of our network at {name}")
    return weights, description


def load_network(folder: Path) -> tuple[dict[str, Tensor], dict]:
    """Weights and description of a pack or of a folder that `save_weights` wrote."""
    return read_pack(folder) if (folder / "manifest.json").exists() else load_weights(folder)
