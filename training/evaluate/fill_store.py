"""Fills that were made once and are kept, per filler, mask family and seed; asking for more photos only makes the new ones."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from .fillers import SEED_STRIDE, Filler
from .masks import FAMILIES

CHUNK = 64
"""Photos between two saves."""


@dataclass(frozen=True)
class Fills:
    pictures: np.ndarray
    """[n, size, size, 3] uint8, only masked pixels differ from the photo."""
    seconds: float
    """Wall-clock per fill; nan where it was not measured."""


def mask_of(family: str, size: int, index: int) -> np.ndarray:
    """Photo `index` gets variant `index` mod the family's number."""
    masks = FAMILIES[family](size)
    return masks[index % len(masks)]


def variant_groups(family: str, size: int, first: int, count: int, batch: int):
    """(mask, photo indices from `first` to below `count`) in batches of photos that share a mask."""
    masks = FAMILIES[family](size)
    for variant, mask in enumerate(masks):
        indices = [index for index in range(first, count) if index % len(masks) == variant]
        for begin in range(0, len(indices), batch):
            yield mask, indices[begin : begin + batch]


def fill_family(name: str, filler: Filler, windows: np.ndarray, family: str, seed: int, out: Path, count: int, batch: int = 16) -> Fills:
    """Fills of the first `count` photos; photo i of run `seed` always draws the same noise."""
    path, size = out / "fills" / name / f"{family}-{seed}.npz", windows.shape[1]
    done, seconds = np.empty((0, *windows.shape[1:]), np.uint8), 0.0
    if path.exists():
        stored = np.load(path)
        done, seconds = stored["filled"], float(stored["seconds"]) * len(stored["filled"])
    with tqdm(total=count, initial=min(len(done), count), desc=f"{name} {family} {seed}", mininterval=20, leave=False) as bar:
        while len(done) < count:
            first, until = len(done), min(count, len(done) + CHUNK)
            made, begin = windows[first:until].copy(), time.monotonic()
            for mask, indices in variant_groups(family, size, first, until, batch):
                result = filler(windows[indices], mask, [SEED_STRIDE * seed + index for index in indices])
                made[[index - first for index in indices]] = np.where(mask[None, :, :, None], result, windows[indices])
                bar.update(len(indices))
            done, seconds = np.concatenate((done, made)), seconds + time.monotonic() - begin
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(path, filled=done, seconds=seconds / len(done))
    return Fills(done[:count], seconds / len(done))


def read_folder(source: Path, windows: np.ndarray, family: str, seed: int, count: int) -> Fills | None:
    """FAMILY/seed-S/NNNN.png made elsewhere; None where not all `count` are there."""
    paths = [source / family / f"seed-{seed}" / f"{index:04d}.png" for index in range(count)]
    if not all(path.exists() for path in paths):
        return None
    made = np.stack([np.asarray(Image.open(path).convert("RGB")) for path in paths])
    masks = np.stack([mask_of(family, windows.shape[1], index) for index in range(count)])
    return Fills(np.where(masks[..., None], made, windows[:count]), float("nan"))
