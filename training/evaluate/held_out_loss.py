"""Training loss on held-out photos with fixed masks, orders, times and noise: the cheapest honest comparison of checkpoints.

`python -m training.evaluate.held_out_loss DIR [DIR ...]` prints one line per folder of weights or pack; only lines of one call,
made with the same options, compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import tyro

from ..model import CausalDiffusionTransformer, TransformerConfig
from ..objectives import ObjectiveConfig, draw, training_loss
from ..pack_weights import load_network
from ..recipe import RecipeConfig, draw_layout, token_coordinates
from ..shared_folder import shared
from ..tokenisers import patchify, pixels_to_unit
from .photos import load_windows


@dataclass
class HeldOutLoss:
    networks: Annotated[tuple[Path, ...], tyro.conf.Positional]
    photos: Path = shared("data/eval-00.zip")
    count: int = 128
    batch: int = 16
    grid: int = 16
    threads: int = 2
    recipe: RecipeConfig = RecipeConfig(whole_window=0.0)
    """Which tokens are known, orders and AR steps; region-shaped known sets only, unless told otherwise."""
    weight_along_order: bool = True
    bfloat16: bool = False
    """Compute as training does on CPUs and GPUs that have it, to see that it makes no difference."""


@torch.no_grad()
def held_out_loss(folder: Path, windows: np.ndarray, options: HeldOutLoss) -> np.ndarray:
    """[batches] losses without a label."""
    weights, description = load_network(folder)
    network = CausalDiffusionTransformer(TransformerConfig.from_description(description))
    network.load_state_dict(weights)
    at = torch.as_tensor(token_coordinates(options.grid, options.grid))
    losses = []
    for index, begin in enumerate(range(0, options.count, options.batch)):
        pixels = torch.from_numpy(windows[begin : begin + options.batch])
        tokens = patchify(pixels_to_unit(pixels), network.config.token_pixels)
        layout = draw_layout(*(np.random.default_rng([9, part, index]) for part in range(2)), len(pixels), options.grid, options.grid, options.recipe)
        labels = torch.full((len(pixels),), network.config.null_label)
        drawn = draw(ObjectiveConfig(), tokens, layout, torch.Generator().manual_seed(index))
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            losses.append(float(training_loss(network, ObjectiveConfig(), options.weight_along_order, tokens, labels, layout, at, drawn)))
    return np.array(losses)


def main() -> None:
    options = tyro.cli(HeldOutLoss)
    torch.set_num_threads(options.threads)
    windows, _ = load_windows(options.photos, 8 * options.grid)
    first = None
    for folder in options.networks:
        losses = held_out_loss(folder, windows[: options.count], options)
        first = losses if first is None else first
        difference = losses - first
        spread = difference.std(ddof=1) / len(losses) ** 0.5
        print(f"{folder}: {losses.mean():.5f}  (against the first: {difference.mean():+.5f} +- {spread:.5f})", flush=True)


if __name__ == "__main__":
    main()
