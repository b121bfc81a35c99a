"""Square windows cropped from the cached photos at random scales, as a pure function of the step number.

Batch `step` of rank `rank` is always the same pictures: nothing has to be saved to resume exactly.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from .photo_cache import PhotoCache


class PhotoWindows:
    """Windows of `size` px with label indices; unknown labels become `null_label`."""

    def __init__(self, cache: PhotoCache, labels: list[str], null_label: int, size: int, batch: int, seed: int,
                 rank: int = 0, world: int = 1, label_dropout: float = 0.15, enlarge: float = 0.1):
        self.cache, self.size, self.batch, self.seed = cache, size, batch, seed
        self.rank, self.world, self.null_label = rank, world, null_label
        self.label_dropout, self.enlarge = label_dropout, enlarge
        index_of = {name: index for index, name in enumerate(labels)}
        self.label_index = np.array([index_of.get(str(name), null_label) for name in cache.label])
        self._epoch, self._order = -1, None

    def photo_at(self, position: int) -> int:
        """Which photo stands at `position` of the endless shuffled stream (a new permutation every epoch)."""
        epoch, place = divmod(position, len(self.cache))
        if epoch != self._epoch:
            self._order = np.random.default_rng([self.seed, 1, epoch]).permutation(len(self.cache))
            self._epoch = epoch
        return int(self._order[place])

    def window(self, photo: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """[size, size, 3] uint8: whole-photo crops down to native scale, now and then enlarged up to 2x."""
        height, width = photo.shape[:2]
        short = min(height, width)
        if rng.random() < self.enlarge:
            side = int(rng.integers(min(self.size // 2, short), min(self.size, short) + 1))
        else:
            side = int(rng.integers(min(self.size, short), short + 1))
        top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
        crop = photo[top : top + side, left : left + side]
        if side != self.size:
            crop = np.asarray(Image.fromarray(crop).resize((self.size, self.size), Image.BICUBIC, reducing_gap=3))
        return crop[:, ::-1] if rng.random() < 0.5 else crop

    def batch_at(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """([batch, size, size, 3] uint8, [batch] int64 label) of a training step."""
        rng = np.random.default_rng([self.seed, 2, step, self.rank])
        first = (step * self.world + self.rank) * self.batch
        windows = np.empty((self.batch, self.size, self.size, 3), np.uint8)
        labels = np.empty(self.batch, np.int64)
        for i in range(self.batch):
            index = self.photo_at(first + i)
            windows[i] = self.window(self.cache.photo(index), rng)
            dropped = rng.random() < self.label_dropout
            labels[i] = self.null_label if dropped else self.label_index[index]
        return windows, labels
