"""Atomic checkpoints: what resumes a run exactly, and the EMA weights in the pack description's layout."""

from __future__ import annotations

import json
import os
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .model.transformer import whole_names


def write_atomically(path: Path, write) -> None:
    """`write(temporary path)`, flush to disk, then rename over `path`."""
    temporary = path.with_name(path.name + ".part")
    write(temporary)
    with open(temporary, "rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


def save_state(folder: Path, state: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / "state.pt", lambda path: torch.save(state, path))


def load_state(folder: Path) -> dict | None:
    path = folder / "state.pt"
    return torch.load(path, map_location="cpu", weights_only=True) if path.exists() else None


def save_weights(folder: Path, weights: dict[str, torch.Tensor], description: dict) -> None:
    """`weights.safetensors` (float32) and `config.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().float().cpu().contiguous() for name, value in weights.items()}
    write_atomically(folder / "weights.safetensors", lambda path: save_file(tensors, path))
    write_atomically(folder / "config.json", lambda path: path.write_text(json.dumps(description, indent=1)))


def load_weights(folder: Path) -> tuple[dict[str, torch.Tensor], dict]:
    """Weights and description of a folder in the layout that `save_weights` writes, in this version or an earlier one."""
    return whole_names(load_file(folder / "weights.safetensors")), json.loads((folder / "config.json").read_text())
