"""The photos that are measured on: held-out ones, as 128 px windows, in an order fixed by their content."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from ..data.photo_cache import decode, read_source


def load_windows(source: Path, size: int = 128) -> tuple[np.ndarray, list[str]]:
    """-> ([n, size, size, 3] uint8: short side scaled to `size`, centre crop; labels), sorted by SHA-256."""
    windows, labels = [], []
    for photo in sorted(read_source(source), key=lambda photo: photo.digest):
        image = Image.fromarray(decode(photo.content, 4096))
        scale = size / min(image.size)
        image = image.resize((max(size, round(image.width * scale)), max(size, round(image.height * scale))), Image.LANCZOS)
        left, top = (image.width - size) // 2, (image.height - size) // 2
        windows.append(np.asarray(image.crop((left, top, left + size, top + size))))
        labels.append(photo.label)
    return np.stack(windows), labels
