"""Where large inputs lie that are not in the repository: photo shards, the prototype, published checkpoints."""

from __future__ import annotations

import os
from pathlib import Path


def shared(path: str) -> Path:
    """`path` below the folder that the environment variable TESSERA_SHARED names; below the working folder without it."""
    return Path(os.environ.get("TESSERA_SHARED", ".")) / path
