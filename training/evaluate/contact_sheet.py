"""Sheets a person can judge: one row per photo, one column per filler."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def write_contact_sheet(path: Path, columns: dict[str, np.ndarray]) -> None:
    """columns: title -> [n, height, width, 3] uint8, the same n for all."""
    count, height, width, _ = next(iter(columns.values())).shape
    sheet = Image.new("RGB", (len(columns) * (width + 4), count * (height + 4) + 16), "white")
    draw = ImageDraw.Draw(sheet)
    for x, (title, images) in enumerate(columns.items()):
        draw.text((x * (width + 4) + 2, 2), title, fill="black")
        for y, image in enumerate(images):
            sheet.paste(Image.fromarray(image), (x * (width + 4), 16 + y * (height + 4)))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, quality=88)
