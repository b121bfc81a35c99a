"""The perceptual loss: predicted and real pictures compared by the features of an image classifier rather than by pixels.

The squared error alone asks for the mean of all plausible pictures, which is haze. Features of MobileNetV2 at five depths
also ask for the texture that goes with what is there. The network comes with nsfwjs; it shares data and labels with the
Inception-v3 that judges fills, so that judge flatters networks trained with this loss (`evaluate/judges.py` has another).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from .keras_network import KerasNetwork
from .tokenisers import unpatchify

LAYERS = ("Conv1_relu", "block_2_add", "block_5_add", "block_9_add", "block_12_add")
"""1/2, 1/4, 1/8, 1/16 and 1/16 of the picture's side."""


@dataclass(frozen=True)
class PerceptualConfig:
    weight: float = 0.0
    """Of the perceptual loss beside the velocity's; 0 = off. Its gradient is about 300 times as large: 0.0005 to 0.006."""
    lowest_time: float = 0.3
    """Tokens noisier than this (t, 0 = noise) do not count: what can be predicted there is a mean, and should be."""


@cache
def network() -> KerasNetwork:
    return KerasNetwork("mobilenet_v2")


def feature_distance(predicted: Tensor, real: Tensor) -> Tensor:
    """Pictures [batch, 3, height, width] in [-1, 1] -> scalar, with gradients towards `predicted`.

    Sum over LAYERS of the mean over places of |f / |f| - g / |g||^2, where f and g are the feature vectors at a place.
    """
    def directions(pictures: Tensor) -> list[Tensor]:
        pictures = ((pictures + 1) / 2).contiguous(memory_format=torch.channels_last)
        return [F.normalize(value, dim=1, eps=1e-3) for value in network().features(pictures, LAYERS).values()]

    with torch.no_grad():
        targets = directions(real)
    return sum((a - b).square().sum(1).mean() for a, b in zip(directions(predicted), targets))


def perceptual_loss(config: PerceptualConfig, prediction: Tensor, t: Tensor, tokens: Tensor, order: Tensor, rows: int) -> Tensor:
    """feature_distance of the predicted clean tokens, set into the real picture, times tokens over target tokens -> scalar.

    prediction [batch, target, p * p * 3] and its times t [batch, target]; tokens [batch, L, p * p * 3] the real pictures;
    order [batch, target] the raster indices of the target. Known tokens, and those at t <= lowest_time, are the real ones.
    """
    with torch.autocast(tokens.device.type, enabled=False):
        real, where = tokens.float(), order[..., None].expand_as(prediction)
        counted = torch.where((t > config.lowest_time)[..., None], prediction.float(), real.gather(1, where))
        pixels = int((tokens.shape[2] / 3) ** 0.5)
        pictures = [unpatchify(each, pixels, rows, tokens.shape[1] // rows).permute(0, 3, 1, 2) for each in (real.scatter(1, where, counted), real)]
        return feature_distance(pictures[0], pictures[1]) * tokens.shape[1] / order.shape[1]
