"""Learning rate over a run: linear warm-up, constant, linear or cosine cool-down to zero.

Progress is a fraction of steps, or of trained wall-clock minutes where the machine is shared and its speed unknown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class ScheduleConfig:
    steps: int = 0
    """Length of the run in steps; 0 = use until_minutes."""
    until_minutes: float = 0.0
    """Length of the run in minutes of training, over all resumes."""
    warmup: float = 0.02
    """Share of the run."""
    cooldown: float = 1.0
    """Share of the run after warm-up that cools down (1 = from the start, best for a run that starts from trained weights)."""
    shape: str = "linear"
    """linear or cosine."""


def progress(config: ScheduleConfig, step: int, seconds: float) -> float:
    """0 at the start, 1 when the run is over."""
    by_steps = step / config.steps if config.steps else 0.0
    by_time = seconds / (60 * config.until_minutes) if config.until_minutes else 0.0
    return min(1.0, max(by_steps, by_time))


def learning_rate_factor(config: ScheduleConfig, at: float) -> float:
    if at < config.warmup:
        return max(at / config.warmup, 0.01)
    begin = 1 - config.cooldown * (1 - config.warmup)
    if at < begin:
        return 1.0
    rest = (1 - at) / (1 - begin)
    return rest if config.shape == "linear" else 0.5 - 0.5 * math.cos(math.pi * rest)
