"""Holes at native resolution: two dozen places in the sample photos, each at four sizes, and the middle of held-out small photos."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ..data.photo_cache import decode, read_source

SIDES = (64, 128, 256, 512)

Places = dict[str, tuple[str, int, int]]

TUNING: Places = {
    "grass": ("autumn-valley", 1100, 1650),
    "larches": ("autumn-valley", 1025, 962),
    "rock": ("brook", 2370, 1345),
    "water": ("brook", 1324, 1554),
    "leaves": ("brook", 975, 440),
    "cliff": ("picos-de-europa", 1769, 988),
    "meadow": ("picos-de-europa", 1990, 1960),
    "sky": ("picos-de-europa", 2432, 280),
    "dusk": ("summit-sunset", 684, 627),
    "heath": ("summit-sunset", 1359, 1880),
    "boards": ("dogs", 1554, 767),
    "blurred grass": ("dandelions", 2170, 2530),
}
"""name -> photo, column and row of the hole's centre; none lies where the gallery or the tests look. The detail stage may be tuned on these."""

HELD_OUT: Places = {
    "pasture": ("autumn-valley", 2250, 1750),
    "slope": ("autumn-valley", 1500, 620),
    "thicket": ("brook", 2650, 330),
    "bank": ("brook", 700, 1250),
    "boulder": ("brook", 480, 1600),
    "turf": ("picos-de-europa", 700, 1400),
    "crag": ("picos-de-europa", 2550, 1050),
    "cloud": ("picos-de-europa", 620, 780),
    "path": ("picos-de-europa", 600, 1950),
    "evening": ("summit-sunset", 3300, 650),
    "frost": ("summit-sunset", 1000, 2300),
    "planks": ("dogs", 550, 2300),
}
"""The same, never used to choose anything: what is decided on TUNING is checked here."""

PLACES: Places = {**TUNING, **HELD_OUT}

NATURAL = tuple(name for name in PLACES if name not in ("boards", "planks"))

NATURAL_LABELS = ("forest", "glacier", "mountain", "sea")
"""Of the evaluation shard: photos whose middle is texture."""


@dataclass(frozen=True)
class Hole:
    """One case: a crop of three times the hole's side around it, as far as the photo reaches."""

    name: str
    side: int
    photo: np.ndarray
    """[height, width, 3] uint8"""
    mask: np.ndarray
    """[height, width] bool"""

    natural: bool
    """Texture, not something built: what the spectrum is asked of."""

    @property
    def key(self) -> str:
        return f"{self.name.replace(' ', '-')}-{self.side}"


def load_holes(photos: Path, sides: tuple[int, ...] = SIDES, places: Places = TUNING) -> list[Hole]:
    """Cuts the crops out of the photos, largest hole last."""
    holes, opened = [], {}
    for side in sides:
        for name in places:
            file, x, y = places[name]
            if file not in opened:
                opened[file] = np.asarray(Image.open(photos / f"{file}.jpg").convert("RGB"))
            whole = opened[file]
            left, top = max(0, x - side - side // 2), max(0, y - side - side // 2)
            crop = whole[top : y + side + side // 2, left : x + side + side // 2]
            mask = np.zeros(crop.shape[:2], bool)
            mask[y - side // 2 - top : y + side // 2 - top, x - side // 2 - left : x + side // 2 - left] = True
            holes.append(Hole(name, side, np.ascontiguousarray(crop), mask, name in NATURAL))
    return holes


def load_shard_holes(shard: Path, count: int, side: int = 64) -> tuple[list[Hole], np.ndarray]:
    """A hole in the middle of whole small photos, in the order of their SHA-256 (`photos.py` has the same)
    -> holes of the first `count`; [n, side, side, 3] uint8, the middles of four times as many others."""
    holes, middles = [], []
    for photo in sorted(read_source(shard), key=lambda photo: photo.digest)[: 5 * count]:
        whole = decode(photo.content, 4096)
        top, left = (whole.shape[0] - side) // 2, (whole.shape[1] - side) // 2
        if len(holes) == count:
            middles.append(whole[top : top + side, left : left + side])
            continue
        mask = np.zeros(whole.shape[:2], bool)
        mask[top : top + side, left : left + side] = True
        holes.append(Hole(f"{photo.label}-{photo.digest[:6]}", side, whole, mask, photo.label in NATURAL_LABELS))
    return holes, np.stack(middles)


def ring_patches(hole: Hole, size: int = 64, most: int = 10) -> list[np.ndarray]:
    """Up to `most` tiles of the photo that touch no hole."""
    corners = [(y, x) for y in range(0, hole.photo.shape[0] - size + 1, size) for x in range(0, hole.photo.shape[1] - size + 1, size)
               if not hole.mask[y : y + size, x : x + size].any()]
    order = np.random.default_rng(1).permutation(len(corners))[:most]
    return [hole.photo[corners[i][0] : corners[i][0] + size, corners[i][1] : corners[i][1] + size] for i in order]
