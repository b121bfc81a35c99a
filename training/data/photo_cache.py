"""Decoded photos as one flat uint8 file plus an index, so that training never decodes twice.

A source is a zip of `SOURCE/LABEL/NAME.EXT` or any folder of pictures (label = name of the parent folder).
Held-out photos are recognised by the SHA-256 of their file bytes, so a copy under another name never leaks in.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

IMAGE_SUFFIXES = {".webp", ".jpg", ".jpeg", ".png", ".bmp"}


@dataclass(frozen=True)
class PhotoFile:
    name: str  # path inside its source, forward slashes
    content: bytes

    @property
    def label(self) -> str:
        parts = self.name.split("/")
        return parts[-2] if len(parts) > 1 else ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_source(source: Path) -> Iterator[PhotoFile]:
    """Every picture of a zip shard or a folder, in name order."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix.lower() in IMAGE_SUFFIXES:
                yield PhotoFile(path.relative_to(source).as_posix(), path.read_bytes())
        return
    with zipfile.ZipFile(source) as archive:
        for name in sorted(archive.namelist()):
            if Path(name).suffix.lower() in IMAGE_SUFFIXES:
                yield PhotoFile(name, archive.read(name))


def held_out_by_hash(digest: str, fraction: float) -> bool:
    """A fixed share of all photos, the same whatever else is in the folder."""
    return int(digest[:8], 16) / 2**32 < fraction


def decode(content: bytes, maximum_side: int) -> np.ndarray:
    """[height, width, 3] uint8, upright, no side over `maximum_side` on the short side."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    short = min(image.size)
    if short > maximum_side:
        scale = maximum_side / short
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.LANCZOS)
    return np.asarray(image)


def build_cache(
    sources: list[Path], out: Path, hold_out: list[Path] = (), hold_out_fraction: float = 0.0,
    minimum_side: int = 64, maximum_side: int = 512,
) -> dict:
    """Writes `out/pixels.u8` and `out/index.npz`; returns counts and the hashes of what was read."""
    out.mkdir(parents=True, exist_ok=True)
    forbidden = {photo.digest for source in hold_out for photo in read_source(source)}
    offsets, heights, widths, labels, digests = [], [], [], [], []
    position, left_out = 0, 0
    with open(out / "pixels.u8.part", "wb") as pixels, ThreadPoolExecutor(4) as pool:
        for source in sources:
            def accepted() -> Iterator[PhotoFile]:
                nonlocal left_out
                for photo in read_source(source):
                    if photo.digest in forbidden or held_out_by_hash(photo.digest, hold_out_fraction):
                        left_out += 1
                    else:
                        yield photo
            for photo, array in pool.map(lambda p: (p, decode(p.content, maximum_side)), accepted()):
                if min(array.shape[:2]) < minimum_side:
                    continue
                pixels.write(array.tobytes())
                offsets.append(position)
                heights.append(array.shape[0])
                widths.append(array.shape[1])
                labels.append(photo.label)
                digests.append(photo.digest)
                position += array.size
    (out / "pixels.u8.part").replace(out / "pixels.u8")
    np.savez(out / "index.npz", offset=np.array(offsets, np.int64), height=np.array(heights, np.int32),
             width=np.array(widths, np.int32), label=np.array(labels), digest=np.array(digests))
    description = {
        "photos": len(offsets), "held_out": left_out, "bytes": position,
        "sources": {source.name: file_digest(source) for source in sources if source.is_file()},
        "photos_sha256": hashlib.sha256("".join(sorted(digests)).encode()).hexdigest(),
    }
    (out / "description.json").write_text(json.dumps(description, indent=1))
    return description


def file_digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class PhotoCache:
    """Random access to the decoded photos; the pixels stay on disk until they are touched."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        index = np.load(self.folder / "index.npz")
        self.offset, self.height, self.width = index["offset"], index["height"], index["width"]
        self.label, self.digest = index["label"], index["digest"]
        self.pixels = np.memmap(self.folder / "pixels.u8", np.uint8, "r")
        self.description = json.loads((self.folder / "description.json").read_text())

    def __len__(self) -> int:
        return len(self.offset)

    def photo(self, index: int) -> np.ndarray:
        """[height, width, 3] uint8 view."""
        start, height, width = int(self.offset[index]), int(self.height[index]), int(self.width[index])
        return self.pixels[start : start + height * width * 3].reshape(height, width, 3)
