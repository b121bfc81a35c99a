"""Inception-v3 features (2048 numbers) of pictures, with the network that the npm package nsfwjs bundles.

These are not the weights of published FID figures: distances compare only with each other. `--check` compares with tfjs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..keras_network import CACHE, KerasNetwork

SIZE = 299
LAYER = "flatten_1"


def to_input(images: np.ndarray) -> Tensor:
    """[n, height, width, 3] uint8 -> [n, 3, 299, 299] in [0, 1], bilinear."""
    x = torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float() / 255
    return F.interpolate(x, (SIZE, SIZE), mode="bilinear", align_corners=False)


@torch.no_grad()
def extract(images: np.ndarray, batch: int = 16, network: KerasNetwork | None = None) -> np.ndarray:
    """[n, height, width, 3] uint8 -> [n, 2048] float32."""
    network = network or KerasNetwork("inception_v3")
    return np.concatenate([network.features(to_input(images[i : i + batch]), [LAYER])[LAYER].numpy() for i in range(0, len(images), batch)])


def check(folder: Path = CACHE) -> float:
    """Largest relative difference from tfjs-wasm over two random smooth pictures."""
    network = KerasNetwork("inception_v3", folder)
    images = F.interpolate(torch.rand(2, 3, 9, 9, generator=torch.Generator().manual_seed(0)), (SIZE, SIZE), mode="bicubic").clamp(0, 1)
    images.permute(0, 2, 3, 1).contiguous().numpy().tofile(folder / "check-in.f32")
    subprocess.run(["node", "check.mjs", "check-in.f32", "2", "check-out.f32"], cwd=folder, check=True)
    theirs = torch.from_numpy(np.fromfile(folder / "check-out.f32", np.float32)).view(2, -1)
    with torch.no_grad():
        return float((network.features(images, [LAYER])[LAYER] - theirs).norm() / theirs.norm())


if __name__ == "__main__":
    print("relative difference from tfjs:", check() if "--check" in sys.argv else "not asked (--check)")
