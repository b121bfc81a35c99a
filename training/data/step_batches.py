"""Everything random on the data side of a step, computed ahead by worker processes where `workers` > 0.

A step's batch is a pure function of (seed, step, rank), so workers change the speed and never the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler

from ..recipe import RecipeConfig, StepLayout, draw_layout
from .crops import PhotoWindows


class StepBatches(Dataset):
    """step -> (pixels [batch, size, size, 3] uint8, labels [batch], layout)."""

    def __init__(self, windows: PhotoWindows, grid: int, recipe: RecipeConfig):
        self.windows, self.grid, self.recipe = windows, grid, recipe

    def __getitem__(self, step: int) -> tuple[torch.Tensor, torch.Tensor, StepLayout]:
        windows = self.windows
        pixels, labels = windows.batch_at(step)
        layout = draw_layout(np.random.default_rng([windows.seed, 3, step]), np.random.default_rng([windows.seed, 4, step, windows.rank]),
                             windows.batch, self.grid, self.grid, self.recipe)
        return torch.from_numpy(pixels), torch.from_numpy(labels), layout


class StepsFrom(Sampler):
    """step, step + 1, ... without end."""

    def __init__(self, first: int):
        self.first = first

    def __iter__(self) -> Iterator[int]:
        step = self.first
        while True:
            yield step
            step += 1


def batches_from(batches: StepBatches, step: int, workers: int, pin: bool) -> Iterator:
    """The endless stream of batches from `step` on."""
    extra = {"prefetch_factor": 4, "persistent_workers": True} if workers else {}
    return iter(DataLoader(batches, batch_size=None, sampler=StepsFrom(step), num_workers=workers, pin_memory=pin, **extra))
