"""Where the reference material lies; tests that need it say so when it isn't there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TESSERA_SHARED", ROOT.parent / "shared"))


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def prototype() -> Path:
    return existing(SHARED / "prototype")


@pytest.fixture(scope="session")
def published() -> Path:
    return existing(SHARED / "reference" / "causalfusion-tiny")


def existing(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here (set TESSERA_SHARED)")
    return path
