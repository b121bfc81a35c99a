"""Which tokens are known, which are to be predicted, in what order and in how many AR steps.

The paper's recipe: AR step count with exponential decay, sizes by random cut points (both shared by a batch), fresh
random orders, loss weight falling along the order. Ours: known sets shaped like the masks people paint.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class RecipeConfig:
    step_decay: float = 0.9
    """Probability of S AR steps is proportional to this power of S - 1."""
    maximum_steps: int = 8
    weight_along_order: bool = True
    """Every token of a step weighs 2 - (tokens before that step) / (all tokens); off: 1 everywhere."""
    whole_window: float = 0.2
    """Share of batches that predict the whole window from nothing; the others have a region-shaped target."""
    target_sizes: tuple[float, ...] = (0.125, 0.25, 0.25, 0.375, 0.5)
    """Shares of the window that a region-shaped target may have; one is drawn per batch."""
    from_edges: float = 0.55
    """Share of images whose target runs from the known tokens inward (the product's default order)."""
    random_order: float = 0.25
    """Share of random orders; the rest is split evenly between raster order and outward from a point."""
    raster_only: bool = False
    """Every order is raster order (an experiment)."""
    noise_copies_budget: float = 1.0
    """Noisy tokens per image, in windows: small targets are repeated with other noise up to this many."""
    maximum_copies: int = 4
    context_dropout: float = 0.0
    """Share of batches with a region-shaped target whose known tokens and labels are left out: what context guidance
    extrapolates from (`reference_sampler/inpaint.py`) is then a trained prediction."""


@dataclass(frozen=True)
class StepLayout:
    order: np.ndarray
    """[batch, tokens] token indices: the known ones first, then the target in the order it is predicted."""
    known: int
    sizes: tuple[int, ...]
    """Tokens of each AR step; they sum to tokens - known."""
    copies: int
    """How many times the noisy target is repeated with other noise."""
    without_context: bool = False
    """The network sees neither the known tokens nor the label."""

    @property
    def clean(self) -> int:
        """Tokens of the clean sequence: the known ones and all steps but the last."""
        return self.known + sum(self.sizes[:-1])

    def clean_step(self) -> np.ndarray:
        steps = np.repeat(np.arange(1, len(self.sizes)), self.sizes[:-1])
        return np.concatenate((np.zeros(self.known, np.int64), steps))

    def target_step(self) -> np.ndarray:
        """AR step (from 1) of each target token of one copy."""
        return np.repeat(np.arange(1, len(self.sizes) + 1), self.sizes)

    def weights(self, along_order: bool) -> np.ndarray:
        """[target] float32 loss weight."""
        total = self.known + sum(self.sizes)
        before = self.known + np.cumsum((0, *self.sizes[:-1]))
        weight = 2 - before / total if along_order else np.ones(len(self.sizes))
        return np.repeat(weight, self.sizes).astype(np.float32)


def draw_step_sizes(rng: np.random.Generator, tokens: int, config: RecipeConfig) -> tuple[int, ...]:
    """S with probability proportional to decay^(S-1), then S - 1 distinct random cut points."""
    largest = min(config.maximum_steps, tokens)
    chance = config.step_decay ** np.arange(largest)
    steps = 1 + int(rng.choice(largest, p=chance / chance.sum()))
    cuts = np.sort(rng.choice(np.arange(1, tokens), steps - 1, replace=False))
    return tuple(int(size) for size in np.diff(np.concatenate(([0], cuts, [tokens]))))


def token_coordinates(rows: int, columns: int) -> np.ndarray:
    """[tokens, 2] int64 row and column, row by row."""
    return np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), -1).reshape(-1, 2)


# --- Regions: a field over the grid; its n smallest values are the target, so any size comes out exactly. ---


def rectangle(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    centre, aspect = rng.random(2) * extent, np.exp(rng.normal(0, 0.5))
    away = np.abs(at - centre)
    return np.maximum(away[:, 0] * aspect, away[:, 1] / aspect)


def ellipse(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    centre, aspect = rng.random(2) * extent, np.exp(rng.normal(0, 0.5))
    away = at - centre
    return (away[:, 0] * aspect) ** 2 + (away[:, 1] / aspect) ** 2


def half_plane(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    """Outpainting: one side of a line, mostly along an edge of the window."""
    angle = rng.integers(4) * np.pi / 2 if rng.random() < 0.8 else rng.random() * 2 * np.pi
    return at @ np.array((np.cos(angle), np.sin(angle)))


def frame(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    """Outpainting on all sides at once."""
    return np.minimum(at, extent - at).min(1)


def stroke(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    """A brush stroke: distance from a random polyline."""
    points = rng.random((int(rng.integers(2, 5)), 2)) * extent
    nearest = np.full(len(at), np.inf)
    for a, b in zip(points[:-1], points[1:]):
        along = np.clip(((at - a) @ (b - a)) / max(((b - a) ** 2).sum(), 1e-9), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(at - a - along[:, None] * (b - a), axis=1))
    return nearest


def blobs(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    """A few waves of random direction: several soft-edged patches."""
    waves = rng.normal(0, 2.5, (6, 2)) / (extent + 1)
    return np.cos(2 * np.pi * at @ waves.T + rng.random(6) * 2 * np.pi).sum(1)


def scattered(rng: np.random.Generator, at: np.ndarray, extent: np.ndarray) -> np.ndarray:
    return rng.random(len(at))


REGIONS = {rectangle: 0.3, ellipse: 0.16, half_plane: 0.18, frame: 0.04, stroke: 0.16, blobs: 0.1, scattered: 0.06}


def draw_region(rng: np.random.Generator, at: np.ndarray, target: int) -> np.ndarray:
    """[tokens] bool, exactly `target` of them True."""
    extent = at.max(0).astype(float)
    shape = list(REGIONS)[rng.choice(len(REGIONS), p=np.fromiter(REGIONS.values(), float))]
    field = shape(rng, at, extent) + 1e-3 * rng.random(len(at))
    inside = np.zeros(len(at), bool)
    inside[np.argsort(field)[:target]] = True
    return inside


# --- Orders: again a field, sorted; ties fall at random. ---


def depth(at: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Euclidean distance of each target token from the nearest known one; without any, from the centre outward."""
    if inside.all():
        return np.linalg.norm(at - at.max(0) / 2, axis=1)
    return np.linalg.norm(at[inside][:, None] - at[~inside][None], axis=2).min(1)


def draw_order(rng: np.random.Generator, at: np.ndarray, inside: np.ndarray, config: RecipeConfig) -> np.ndarray:
    """Token indices of the target in the order they are predicted."""
    target = np.flatnonzero(inside)
    if config.raster_only:
        return target
    kind = rng.random()
    if kind < config.from_edges:
        field = depth(at, inside)
    elif kind < config.from_edges + config.random_order:
        field = rng.random(len(target))
    elif rng.random() < 0.5:
        return target
    else:
        field = np.linalg.norm(at[target] - at[rng.choice(target)], axis=1)
    return target[np.argsort(field + 1e-3 * rng.random(len(target)))]


def draw_layout(shared: np.random.Generator, own: np.random.Generator, batch: int, rows: int, columns: int,
                config: RecipeConfig) -> StepLayout:
    """One layout for a batch: counts come from `shared` (the same on all ranks), shapes and orders from `own`."""
    at = token_coordinates(rows, columns)
    tokens = len(at)
    whole = shared.random() < config.whole_window
    target = tokens if whole else max(1, round(tokens * float(shared.choice(config.target_sizes))))
    sizes = draw_step_sizes(shared, target, config)
    order = np.empty((batch, tokens), np.int64)
    for image in range(batch):
        inside = np.ones(tokens, bool) if whole else draw_region(own, at, target)
        order[image, : tokens - target] = np.flatnonzero(~inside)
        order[image, tokens - target :] = draw_order(own, at, inside, config)
    copies = int(np.clip(round(tokens * config.noise_copies_budget / target), 1, config.maximum_copies))
    without_context = not whole and shared.random() < config.context_dropout
    return StepLayout(order, tokens - target, sizes, copies, without_context)
