"""Filling masked pixels of a window with the reference sampler: what the evaluation and the sample sheets use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..recipe import token_coordinates
from ..tokenisers import patchify, pixels_to_unit, unit_to_pixels, unpatchify
from .orders import ORDERS, uniform_sizes
from .processes import RectifiedFlow
from .sample import Constrain, ContextGuidance, sample


@dataclass(frozen=True)
class Effort:
    order: str = "from-edges"
    ar_steps: int = 8
    diffusion_steps: int = 12
    guidance: float = 1.0
    context_guidance: float = 1.0
    noise_scale: float = 1.0
    """Standard deviation of the initial noise; 1 is the method."""


def inpaint(network, windows: np.ndarray, masks: np.ndarray, labels: Tensor, effort: Effort = Effort(),
            seeds: list[int] | int = 0) -> np.ndarray:
    """windows [n, height, width, 3] uint8; masks [height, width] bool shared by all, True = fill -> the same with fills.

    Every token the mask touches is predicted; its known pixels are re-imposed at every diffusion step (constrain hook)
    and pixels outside the mask are returned as they came.
    """
    config = network.config
    patch = config.token_pixels
    rows, columns = windows.shape[1] // patch, windows.shape[2] // patch
    tokens = patchify(pixels_to_unit(torch.from_numpy(windows)), patch)
    keep = np.broadcast_to(~masks[None, :, :, None], (1, *windows.shape[1:])).astype(np.float32)
    mask = patchify(torch.from_numpy(keep.copy()), patch)
    touched = (mask[0] == 0).any(1).numpy()
    order = ORDERS[effort.order](rows, columns, ~touched)
    sizes = uniform_sizes(len(order), effort.ar_steps)
    seeds = [seeds + i for i in range(len(windows))] if isinstance(seeds, int) else seeds
    noise = torch.stack([torch.randn(tokens.shape[1:], generator=torch.Generator().manual_seed(seed)) for seed in seeds])
    result = sample(
        network, labels, config.null_label, torch.as_tensor(token_coordinates(rows, columns)), torch.as_tensor(order.copy()),
        sizes, [RectifiedFlow(effort.diffusion_steps)] * len(sizes), noise * effort.noise_scale,
        known_order=torch.as_tensor(np.flatnonzero(~touched)), known=tokens, guidance=effort.guidance,
        constrain=Constrain(tokens, mask), clamp=True,
        context_guidance=ContextGuidance(effort.context_guidance) if effort.context_guidance > 1 else None)
    filled = unit_to_pixels(unpatchify(result, patch, rows, columns)).numpy()
    return np.where(masks[None, :, :, None], filled, windows)
