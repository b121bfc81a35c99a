"""Distances between sets of features, and what is measured on one fill."""

from __future__ import annotations

import numpy as np


def feature_scale(real: np.ndarray) -> float:
    """One factor that gives real features a mean square of 1: this network's are so small (0.009) that the cubic kernel
    would otherwise be linear and only compare means."""
    return float(np.square(real).mean() ** -0.5)


def polynomial_kernel(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(a . b / d + 1)^3"""
    return (a @ b.T / a.shape[1] + 1) ** 3


def kid(fills: np.ndarray, real: np.ndarray) -> float:
    """Unbiased squared MMD with the polynomial kernel; features [n, d], [m, d]."""
    return KernelTable(fills, real).value()


class KernelTable:
    """Kernel values once, so that a bootstrap only sums."""

    def __init__(self, fills: np.ndarray, real: np.ndarray):
        fills, real = fills.astype(np.float64), real.astype(np.float64)
        self.ff, self.rr, self.fr = polynomial_kernel(fills, fills), polynomial_kernel(real, real), polynomial_kernel(fills, real)

    def value(self) -> float:
        """The estimate over all rows."""
        return float(self._values(np.ones((1, len(self.ff))), np.ones((1, len(self.rr))))[0])

    def bootstrap(self, resamples: int = 1000, seed: int = 0) -> np.ndarray:
        """[resamples] values over resampled fills and real photos; the same seed draws the same photos for every filler,
        so differences of two fillers' arrays are paired."""
        rng = np.random.default_rng(seed)
        counts = [rng.multinomial(n, np.full(n, 1 / n), resamples).astype(np.float64) for n in (len(self.ff), len(self.rr))]
        return self._values(*counts)

    def _values(self, fills: np.ndarray, real: np.ndarray) -> np.ndarray:
        """fills [k, n], real [k, m]: how often each row is drawn -> [k]. A row is never compared with itself."""
        cross = np.einsum("kn,kn->k", fills, real @ self.fr.T) / (fills.sum(1) * real.sum(1))
        return off_diagonal_mean(self.ff, fills) + off_diagonal_mean(self.rr, real) - 2 * cross


def interval(values: np.ndarray) -> tuple[float, float]:
    """90 % interval of bootstrap values."""
    return float(np.quantile(values, 0.05)), float(np.quantile(values, 0.95))


def off_diagonal_mean(kernel: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Mean kernel value over pairs of different rows, drawn `counts` [k, n] times -> [k]."""
    squares = counts**2
    pairs = np.einsum("kn,kn->k", counts, counts @ kernel) - squares @ np.diag(kernel)
    return pairs / (counts.sum(1) ** 2 - squares.sum(1))


class PrincipalFrechet:
    """Frechet distance of Gaussians on the leading principal directions of real features (64 by default)."""

    def __init__(self, real: np.ndarray, directions: int = 64):
        self.mean = real.mean(0)
        _, _, vt = np.linalg.svd(real - self.mean, full_matrices=False)
        self.basis = vt[:directions].T
        self.real = self.project(real)

    def project(self, features: np.ndarray) -> np.ndarray:
        return ((features - self.mean) @ self.basis).astype(np.float64)

    def distance(self, features: np.ndarray) -> float:
        a, b = self.project(features), self.real
        covariance_a, covariance_b = np.cov(a.T), np.cov(b.T)
        root = np.linalg.eigvals(covariance_a @ covariance_b)
        return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(covariance_a) + np.trace(covariance_b)
                     - 2 * np.sqrt(np.clip(root.real, 0, None)).sum())


def luminance(image: np.ndarray) -> np.ndarray:
    return image.astype(np.float64) @ np.array((0.299, 0.587, 0.114))


def seam_visibility(filled: np.ndarray, photo: np.ndarray, mask: np.ndarray) -> float:
    """Mean luminance step across the mask's border in the fill, over the same steps in the real photo (1 = no seam)."""
    across = []
    for image in (filled, photo):
        light = luminance(image)
        vertical, horizontal = mask[1:] != mask[:-1], mask[:, 1:] != mask[:, :-1]
        steps = np.concatenate((np.abs(np.diff(light, axis=0))[vertical], np.abs(np.diff(light, axis=1))[horizontal]))
        across.append(steps.mean() if len(steps) else 0.0)
    return (across[0] + 1) / (across[1] + 1)


def grid_visibility(filled: np.ndarray, mask: np.ndarray, token: int = 8) -> float:
    """Mean luminance step across token borders inside the mask over that between other pixels there (1 = no grid)."""
    light = luminance(filled)
    on, off = [], []
    for axis in (0, 1):
        steps = np.abs(np.diff(light, axis=axis))
        inside = mask[1:] & mask[:-1] if axis == 0 else mask[:, 1:] & mask[:, :-1]
        position = np.arange(steps.shape[axis]) % token == token - 1
        border = position[:, None] if axis == 0 else position[None, :]
        on.append(steps[inside & border])
        off.append(steps[inside & ~border])
    return float((np.concatenate(on).mean() + 0.1) / (np.concatenate(off).mean() + 0.1))


def ring(mask: np.ndarray, width: int = 6) -> np.ndarray:
    """Pixels inside the mask at most `width` px from its border."""
    near = ~mask
    for _ in range(width):
        grown = near.copy()
        grown[1:] |= near[:-1]
        grown[:-1] |= near[1:]
        grown[:, 1:] |= near[:, :-1]
        grown[:, :-1] |= near[:, 1:]
        near = grown
    return near & mask


def colour_shift(filled: np.ndarray, photo: np.ndarray, mask: np.ndarray) -> float:
    """Distance of the mean colour in the ring inside the mask from the real photo's, in 8-bit levels."""
    at = ring(mask)
    return float(np.linalg.norm(filled[at].astype(float).mean(0) - photo[at].astype(float).mean(0)))


def clipped(filled: np.ndarray, mask: np.ndarray) -> float:
    """Share of the channel values inside the mask that are 0 or 255."""
    inside = filled[mask]
    return float(((inside == 0) | (inside == 255)).mean())


def broken(filled: np.ndarray, photo: np.ndarray, mask: np.ndarray) -> bool:
    """Flat (nearly constant where the photo is not) or saturated output."""
    inside, real = luminance(filled)[mask], luminance(photo)[mask]
    saturated = ((filled[mask] <= 1) | (filled[mask] >= 254)).all(-1).mean()
    was = ((photo[mask] <= 1) | (photo[mask] >= 254)).all(-1).mean()
    return bool((inside.std() < 2 and real.std() > 8) or (saturated > 0.5 and was < 0.25))
