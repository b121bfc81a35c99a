"""Holes at native resolution in the sample photos: a dozen places of known texture, each at four sizes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SIDES = (64, 128, 256, 512)

PLACES: dict[str, tuple[str, int, int]] = {
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
"""name -> photo, column and row of the hole's centre; none lies where the gallery or the tests look."""

NATURAL = tuple(name for name in PLACES if name != "boards")


@dataclass(frozen=True)
class Hole:
    """One case: a crop of three times the hole's side around it, as far as the photo reaches."""

    name: str
    side: int
    photo: np.ndarray
    """[height, width, 3] uint8"""
    mask: np.ndarray
    """[height, width] bool"""

    @property
    def key(self) -> str:
        return f"{self.name.replace(' ', '-')}-{self.side}"


def load_holes(photos: Path, sides: tuple[int, ...] = SIDES, places: tuple[str, ...] = tuple(PLACES)) -> list[Hole]:
    """Cuts the crops out of the photos, largest hole last."""
    holes, opened = [], {}
    for side in sides:
        for name in places:
            file, x, y = PLACES[name]
            if file not in opened:
                opened[file] = np.asarray(Image.open(photos / f"{file}.jpg").convert("RGB"))
            whole = opened[file]
            left, top = max(0, x - side - side // 2), max(0, y - side - side // 2)
            crop = whole[top : y + side + side // 2, left : x + side + side // 2]
            mask = np.zeros(crop.shape[:2], bool)
            mask[y - side // 2 - top : y + side // 2 - top, x - side // 2 - left : x + side // 2 - left] = True
            holes.append(Hole(name, side, np.ascontiguousarray(crop), mask))
    return holes
