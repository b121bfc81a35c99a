"""Compares a built pack's ONNX graphs with torch: `python -m training.compare_onnx --export DIR --pack models/ID`.

Exit code 1 when a float32 pack is off by more than 1e-5 (relative norm). fp16 and int8 packs: the error is printed
and held against the pack's own `tolerance`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import tyro
from torch import Tensor

from .checkpoints import load_weights
from .model import CausalDiffusionTransformer, KeyValueCache, TransformerConfig
from .recipe import token_coordinates

FLOAT32_TOLERANCE = 1e-5


class PackNetwork:
    """The passes of `CausalDiffusionTransformer` through the pack's graphs, so that the sampler runs them too."""

    def __init__(self, pack: Path, config: TransformerConfig, threads: int = 2):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.config = config
        self.graphs = {name: onnxruntime.InferenceSession(str(pack / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])
                       for name in ("condition", "embed-clean", "embed-noisy", "trunk", "head")}

    def _run(self, name: str, **inputs) -> list[np.ndarray]:
        return self.graphs[name].run(None, {key: np.asarray(value) for key, value in inputs.items()})

    def _trunk(self, hidden: np.ndarray, coordinates: Tensor, cache: KeyValueCache | None) -> tuple[np.ndarray, KeyValueCache]:
        config, batch = self.config, len(hidden)
        empty = np.zeros((batch, config.heads, 0, config.head_width), np.float32)
        past = {}
        for layer in range(config.depth):
            k, v = (empty, empty) if cache is None else (x.numpy() for x in cache.layers[layer])
            past |= {f"past_key_{layer}": k, f"past_value_{layer}": v}
        inputs = {"hidden": hidden, "positions": coordinates[0].to(torch.int64).numpy(), **past}
        names = [output.name for output in self.graphs["trunk"].get_outputs()]
        values = dict(zip(names, self.graphs["trunk"].run(None, inputs)))
        layers = tuple((torch.from_numpy(values[f"present_key_{i}"]), torch.from_numpy(values[f"present_value_{i}"]))
                       for i in range(config.depth))
        return values["output"], KeyValueCache(layers)

    def condition(self, labels: Tensor) -> KeyValueCache:
        hidden = self._run("condition", label=labels.numpy())[0]
        return self._trunk(hidden, torch.zeros(1, hidden.shape[1], 2), None)[1]

    def append(self, x: Tensor, coordinates: Tensor, cache: KeyValueCache) -> KeyValueCache:
        new = self._trunk(self._run("embed-clean", tokens=x.numpy())[0], coordinates, cache)[1]
        return new if new.tokens > x.shape[1] else cache.appended(new)

    def predict(self, z: Tensor, coordinates: Tensor, t: Tensor, cache: KeyValueCache) -> Tensor:
        hidden = self._run("embed-noisy", tokens=z.numpy(), time=t[:1, 0].numpy().astype(np.float32))[0]
        return torch.from_numpy(self._run("head", hidden=self._trunk(hidden, coordinates, cache)[0])[0])


@dataclass
class Compare:
    export: Path
    """Folder with weights.safetensors and config.json that the pack was built from."""
    pack: Path


def relative(a: Tensor, b: Tensor) -> float:
    return float((a - b).norm() / b.norm())


@torch.no_grad()
def errors(export: Path, pack: Path) -> dict[str, float]:
    """Relative errors of the last cached keys and values, and of a prediction after 100 known tokens."""
    weights, description = load_weights(export)
    network = CausalDiffusionTransformer(TransformerConfig.from_description(description))
    network.load_state_dict(weights)
    graphs = PackNetwork(pack, network.config)
    generator = torch.Generator().manual_seed(0)
    at = torch.as_tensor(token_coordinates(16, 16))[torch.randperm(256, generator=generator)][None]
    known = torch.randn(1, 100, network.config.channels, generator=generator).mul(0.5).clamp(-1, 1)
    noisy = torch.randn(1, 48, network.config.channels, generator=generator)
    results = []
    for model in (network, graphs):
        cache = model.append(known, at[:, :100], model.condition(torch.tensor([0])))
        results.append((*cache.layers[-1], model.predict(noisy, at[:, 100:148], torch.full((1, 1), 0.3), cache)))
    return {name: relative(theirs, ours) for name, ours, theirs in zip(("last keys", "last values", "prediction"), *results)}


def main() -> None:
    options = tyro.cli(Compare)
    torch.set_num_threads(2)
    manifest = json.loads((options.pack / "manifest.json").read_text())
    tolerance = FLOAT32_TOLERANCE if manifest["precision"] == "fp32" else manifest["tolerance"]
    found = errors(options.export, options.pack)
    for name, error in found.items():
        print(f"{manifest['id']} {manifest['precision']} {name}: {error:.2e}")
    sys.exit(0 if max(found.values()) <= tolerance else 1)


if __name__ == "__main__":
    main()
