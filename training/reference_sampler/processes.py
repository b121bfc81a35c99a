"""Diffusion processes: the levels that an AR step passes through, and one update from a prediction.

A process made for N diffusion steps has levels 0..N. Level 0 is where the run starts (noise, or what the start hook
gives), level N is clean. `update(i, ...)` goes from level i to level i + 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from ..objectives import DDPM_STEPS, alphas_cumprod

VELOCITY_FLOOR = 0.05


@dataclass(frozen=True)
class RectifiedFlow:
    """z_t = t x + (1 - t) noise; the network predicts x; Euler steps over evenly spaced t from `start_time` to 1.

    Start hook: `start_time` t0 in [0, 1): x = t0 * start + (1 - t0) * noise, the steps run over evenly spaced t from t0 to 1.
    Guidance interval: in t, low <= t < high.
    """

    steps: int
    start_time: float = 0.0

    def times(self) -> np.ndarray:
        """[steps + 1] float64, from start_time to 1."""
        return self.start_time + (1 - self.start_time) * np.arange(self.steps + 1) / self.steps

    def guidance_position(self, i: int) -> float:
        return float(self.times()[i])

    def signal(self, level: int) -> float:
        """What clean tokens are scaled by at a level: t."""
        return float(self.times()[level])

    def network_time(self, i: int, network) -> float:
        return float(self.times()[i])

    def noised(self, x: Tensor, noise: Tensor, level: int) -> Tensor:
        """x as it would be at that level; exactly x at the last one."""
        t = float(self.times()[level])
        return x if level == self.steps else t * x + (1 - t) * noise

    def update(self, i: int, z: Tensor, prediction: Tensor, noise: Tensor | None) -> Tensor:
        """One Euler step along the velocity (prediction - z) / max(1 - t, 0.05)."""
        t, following = (float(v) for v in self.times()[i : i + 2])
        return z + (following - t) * (prediction - z) / max(1 - t, VELOCITY_FLOOR)


def respaced_steps(steps: int) -> list[int]:
    """Ascending original steps that are kept: round-half-to-even of a running float64 sum of 999 / (N - 1).

    N = 1 (ours): [999]. Python's `round` is half-to-even, JavaScript's Math.round is not.
    """
    if steps == 1:
        return [DDPM_STEPS - 1]
    stride, position, kept = (DDPM_STEPS - 1) / (steps - 1), 0.0, []
    for _ in range(steps):
        kept.append(round(position))
        position += stride
    return kept


@dataclass(frozen=True)
class DDPM:
    """1000 linear betas respaced to N steps, noise prediction, variance "fixed large", no clipping, no noise at the end.

    Level i (0..N - 1) is respaced index N' - 1 - i where N' = the number of steps really run.
    Start hook: `start_step` k = how many of the respaced steps are run, the last k of N:
    x = sqrt(abar) * start + sqrt(1 - abar) * noise with abar of the first step run.
    Guidance interval: in original steps, low <= step < high.
    """

    respaced: int
    start_step: int | None = None

    @property
    def steps(self) -> int:
        return self.respaced if self.start_step is None else self.start_step

    def _index(self, i: int) -> int:
        return self.steps - 1 - i

    def _abar(self) -> np.ndarray:
        return alphas_cumprod()[respaced_steps(self.respaced)]

    def original_step(self, i: int) -> int:
        return respaced_steps(self.respaced)[self._index(i)]

    def guidance_position(self, i: int) -> float:
        return float(self.original_step(i))

    def signal(self, level: int) -> float:
        """What clean tokens are scaled by at a level: sqrt(abar)."""
        return float(self._abar()[self._index(level)]) ** 0.5

    def network_time(self, i: int, network) -> float:
        return self.original_step(i) * network.ddpm_time_unit

    def noised(self, x: Tensor, noise: Tensor, level: int) -> Tensor:
        if level == self.steps:
            return x
        abar = float(self._abar()[self._index(level)])
        return abar**0.5 * x + (1 - abar) ** 0.5 * noise

    def update(self, i: int, z: Tensor, prediction: Tensor, noise: Tensor | None) -> Tensor:
        """Ancestral step: x0 from the noise, posterior mean, plus sqrt(variance) * noise but at the last step."""
        index, abar = self._index(i), self._abar()
        before = np.append(1.0, abar[:-1])
        beta = 1 - abar / before
        x0 = (1 / abar[index]) ** 0.5 * z - (1 / abar[index] - 1) ** 0.5 * prediction
        mean = (beta[index] * before[index] ** 0.5 / (1 - abar[index])) * x0 \
            + ((1 - before[index]) * (1 - beta[index]) ** 0.5 / (1 - abar[index])) * z
        if index == 0:
            return mean
        return mean + beta[index] ** 0.5 * noise
