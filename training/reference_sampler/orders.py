"""Orders and schedules as the product runs them (src-shared/orders): ties by index."""

from __future__ import annotations

import numpy as np

from ..recipe import token_coordinates


def from_edges(rows: int, columns: int, known: np.ndarray) -> np.ndarray:
    """known [tokens] bool -> target tokens, nearest to a known one first; without any, from the centre outward."""
    at = token_coordinates(rows, columns)
    target = np.flatnonzero(~known)
    if known.any():
        field = ((at[target][:, None] - at[known][None]) ** 2).sum(2).min(1)
    else:
        field = ((at - np.array(((rows - 1) / 2, (columns - 1) / 2))) ** 2).sum(1)
    return target[np.argsort(field, kind="stable")]


def raster(rows: int, columns: int, known: np.ndarray) -> np.ndarray:
    return np.flatnonzero(~known)


def random_order(rows: int, columns: int, known: np.ndarray, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).permutation(np.flatnonzero(~known))


def from_subject(rows: int, columns: int, known: np.ndarray) -> np.ndarray:
    """From the target token farthest from the known ones outward."""
    at, target = token_coordinates(rows, columns), from_edges(rows, columns, known)
    return np.array(sorted(target, key=lambda token: (((at[token] - at[target[-1]]) ** 2).sum(), token)))


ORDERS = {"from-edges": from_edges, "raster": raster, "random": random_order, "from-subject": from_subject}


def uniform_sizes(tokens: int, steps: int) -> list[int]:
    """`steps` sizes (fewer where there are fewer tokens) that differ by at most one and sum to `tokens`."""
    steps = min(steps, tokens)
    cuts = [tokens * i // steps for i in range(steps + 1)]
    return [b - a for a, b in zip(cuts[:-1], cuts[1:])]
