"""Tiny networks, photos and configurations that the tests share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from training.config import TINY, TrainConfig
from training.data import build_cache
from training.model import TransformerConfig
from training.reference_sampler.goldens import random_network

NETWORK = TransformerConfig(width=32, depth=2, heads=2, head_width=16, mlp_width=48, token_pixels=2, channels=12,
                            condition_tokens=3, labels=("a", "b"), null_label=2)


def network(seed: int = 1):
    return random_network(NETWORK, seed)


def write_photos(folder: Path, count: int, label: str = "a", side: int = 40, seed: int = 0) -> None:
    (folder / label).mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for index in range(count):
        pixels = rng.integers(0, 256, (side, side + 5, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / label / f"{index}.png")


def training_config(folder: Path, **changes) -> TrainConfig:
    """A run over random photos that takes a second."""
    if not (folder / "cache").exists():
        write_photos(folder / "photos", 12)
        build_cache([folder / "photos"], folder / "cache", minimum_side=8)
    config = replace(TINY, out=folder / "run", data=folder / "cache", batch=2, grid=8, model=NETWORK, log_seconds=0.0)
    return replace(config, **changes)
