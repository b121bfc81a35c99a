"""Decodes photo shards or folders into the training cache. `python -m training.prepare_data --help`"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import tyro

from .data import build_cache


@dataclass
class PrepareData:
    sources: tuple[Path, ...]
    """Zip shards (SOURCE/LABEL/NAME.webp) or folders of pictures."""
    out: Path = Path(".training/cache/photos")
    """Where the decoded photos go (about 0.1 MB each at 160 px)."""
    hold_out: tuple[Path, ...] = ()
    """Shards whose photos must never be trained on, recognised by content."""
    hold_out_fraction: float = 0.0
    """Additionally leave out this share of all photos, chosen by content hash."""
    maximum_side: int = 512
    """Photos with a longer short side are scaled down to this, in pixels."""


def main() -> None:
    options = tyro.cli(PrepareData)
    description = build_cache(list(options.sources), options.out, list(options.hold_out),
                              options.hold_out_fraction, maximum_side=options.maximum_side)
    print(json.dumps(description, indent=1))


if __name__ == "__main__":
    main()
