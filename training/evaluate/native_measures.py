"""What is measured on a fill at native resolution: is its texture as strong as the ring's, and does it repeat itself?"""

from __future__ import annotations

import numpy as np

from .metrics import luminance

TILE = 32
BANDS = {"2-4 px": (1 / 4, 1 / 2), "4-8 px": (1 / 8, 1 / 4), "8-16 px": (1 / 16, 1 / 8)}
"""Periods of each octave, as spatial frequencies in cycles per pixel."""


def bounds(mask: np.ndarray) -> tuple[int, int, int, int]:
    """top, bottom, left, right (exclusive) of the mask."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def ring_around(mask: np.ndarray) -> np.ndarray:
    """The known pixels within half of the hole's side (at least two tiles) around it."""
    top, bottom, left, right = bounds(mask)
    reach = max(2 * TILE, (bottom - top) // 2)
    ring = np.zeros_like(mask)
    ring[max(0, top - reach) : bottom + reach, max(0, left - reach) : right + reach] = True
    return ring & ~mask


def band_power(light: np.ndarray, area: np.ndarray, tile: int = TILE) -> np.ndarray:
    """Mean power of every band over Hann-windowed tiles (half overlapping, mean taken out) that lie wholly in `area`; nan without any."""
    window = np.outer(np.hanning(tile), np.hanning(tile))
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(tile), np.fft.fftfreq(tile)))
    spectra = []
    for y in range(0, light.shape[0] - tile + 1, tile // 2):
        for x in range(0, light.shape[1] - tile + 1, tile // 2):
            if not area[y : y + tile, x : x + tile].all():
                continue
            part = light[y : y + tile, x : x + tile]
            spectra.append(np.abs(np.fft.fft2((part - part.mean()) * window)) ** 2)
    if not spectra:
        return np.full(len(BANDS), np.nan)
    mean = np.mean(spectra, 0)
    return np.array([mean[(frequency >= low) & (frequency < high)].mean() for low, high in BANDS.values()])


def spectrum_ratios(picture: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Amplitude (root of the power) of each band inside the hole over that of the ring: 1 = as sharp as around, below = blurred."""
    light = luminance(picture)
    top, _, left, _ = bounds(mask)
    # Tiles start at the hole's corner, so that a hole of 64 px holds nine of them.
    light, inside, ring = (np.roll(a, (-(top % (TILE // 2)), -(left % (TILE // 2))), (0, 1)) for a in (light, mask, ring_around(mask)))
    return np.sqrt(band_power(light, inside) / np.maximum(band_power(light, ring), 1e-6))


def within(ratios: np.ndarray, tolerance: float = 0.2) -> np.ndarray:
    """Which ratios lie between 1 / (1 + tolerance) and 1 + tolerance."""
    return np.abs(np.log(ratios)) <= np.log(1 + tolerance)


def repeated_share(picture: np.ndarray, mask: np.ndarray, patch: int = 24, most: int = 60, least_correlation: float = 0.9, seed: int = 0) -> float:
    """Share of patches of the hole that show again elsewhere inside the hole (normalised correlation of luminance)."""
    import cv2

    top, bottom, left, right = bounds(mask)
    inside = luminance(picture[top:bottom, left:right]).astype(np.float32)
    inside -= cv2.GaussianBlur(inside, (0, 0), patch / 2)
    rng = np.random.default_rng(seed)
    height, width = inside.shape
    found = 0
    for _ in range(most):
        y, x = rng.integers(0, height - patch + 1), rng.integers(0, width - patch + 1)
        scores = cv2.matchTemplate(inside, np.ascontiguousarray(inside[y : y + patch, x : x + patch]), cv2.TM_CCOEFF_NORMED)
        scores[max(0, y - patch // 2) : y + patch // 2 + 1, max(0, x - patch // 2) : x + patch // 2 + 1] = 0
        found += bool(scores.max(initial=0) >= least_correlation)
    return found / most


def patches_inside(picture: np.ndarray, mask: np.ndarray, most: int = 6, size: int = 64, seed: int = 0) -> list[np.ndarray]:
    """Up to `most` tiles of the hole, for features."""
    top, bottom, left, right = bounds(mask)
    corners = [(y, x) for y in range(top, bottom - size + 1, size) for x in range(left, right - size + 1, size)]
    order = np.random.default_rng(seed).permutation(len(corners))[:most]
    return [picture[corners[i][0] : corners[i][0] + size, corners[i][1] : corners[i][1] + size] for i in sorted(order)]
