"""The four mask families, True = to be filled. A family has a few variants; photo i gets variant i mod their number."""

from __future__ import annotations

import numpy as np


def centre(size: int) -> list[np.ndarray]:
    """The middle quarter of the area."""
    mask = np.zeros((size, size), bool)
    mask[size // 4 : -(size // 4), size // 4 : -(size // 4)] = True
    return [mask]


def half(size: int) -> list[np.ndarray]:
    """Left, top, right, bottom half: the hardest, only one side is known."""
    mask = np.zeros((size, size), bool)
    mask[:, : size // 2] = True
    return [mask, mask.T.copy(), mask[:, ::-1].copy(), mask.T[::-1].copy()]


def strokes(size: int) -> list[np.ndarray]:
    """Eight scribbles of three strokes, 4 to 9 % of the window wide, off the token grid on purpose."""
    at = np.stack(np.meshgrid(np.arange(size), np.arange(size), indexing="ij"), -1).astype(float)
    masks = []
    for variant in range(8):
        rng = np.random.default_rng([42, variant])
        mask = np.zeros((size, size), bool)
        for _ in range(3):
            points, radius = rng.random((4, 2)) * size, size * rng.uniform(0.04, 0.09) / 2 * 2 ** 0.5
            for a, b in zip(points[:-1], points[1:]):
                along = np.clip(((at - a) @ (b - a)) / ((b - a) ** 2).sum(), 0, 1)
                mask |= np.linalg.norm(at - a - along[..., None] * (b - a), axis=-1) < radius
        masks.append(mask)
    return masks


def border(size: int) -> list[np.ndarray]:
    """A frame of 3/16 of the side all around: outpainting."""
    mask = np.ones((size, size), bool)
    margin = 3 * size // 16
    mask[margin:-margin, margin:-margin] = False
    return [mask]


FAMILIES = {"centre": centre, "half": half, "strokes": strokes, "border": border}
