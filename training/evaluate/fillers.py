"""Everything that can fill a mask: ours, the classical ones, and a folder of pictures made elsewhere.

A filler takes (windows [n, size, size, 3] uint8, mask [size, size] bool, seeds [n]) and returns filled windows; what it
returns outside the mask is ignored.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ..model import CausalDiffusionTransformer, TransformerConfig
from ..number_formats import has_native_bfloat16
from ..pack_weights import load_network
from ..reference_sampler.inpaint import Effort, inpaint

Filler = Callable[[np.ndarray, np.ndarray, list[int]], np.ndarray]


def opencv(method: str, radius: int = 5) -> Filler:
    """Telea or Navier-Stokes."""
    import cv2

    flag = {"telea": cv2.INPAINT_TELEA, "navier-stokes": cv2.INPAINT_NS}[method]

    def fill(windows: np.ndarray, mask: np.ndarray, seeds: list[int]) -> np.ndarray:
        return np.stack([cv2.inpaint(np.ascontiguousarray(window), mask.astype(np.uint8) * 255, radius, flag) for window in windows])

    return fill


def biharmonic(windows: np.ndarray, mask: np.ndarray, seeds: list[int]) -> np.ndarray:
    """scikit-image's biharmonic equation."""
    from skimage.restoration import inpaint_biharmonic

    filled = [inpaint_biharmonic(window / 255.0, mask, channel_axis=-1) for window in windows]
    return (np.clip(np.stack(filled), 0, 1) * 255).round().astype(np.uint8)


def gmic(command: str, arguments: str = "") -> Filler:
    """A G'MIC inpainting command on (picture, mask), with further comma-separated arguments."""

    def fill(windows: np.ndarray, mask: np.ndarray, seeds: list[int]) -> np.ndarray:
        if shutil.which("gmic") is None:
            raise FileNotFoundError("gmic is not installed (Debian: apt install gmic)")
        results = []
        with tempfile.TemporaryDirectory() as folder:
            there = Path(folder)
            Image.fromarray(mask.astype(np.uint8) * 255).save(there / "mask.png")
            for window in windows:
                Image.fromarray(window).save(there / "in.png")
                subprocess.run(["gmic", "-v", "-", "in.png", "mask.png", f"-{command}[0]", f"[1]{arguments}", "-keep[0]", "-output", "out.png"],
                               cwd=there, check=True, capture_output=True)
                results.append(np.asarray(Image.open(there / "out.png").convert("RGB")))
        return np.stack(results)

    return fill


def identity(folder: Path, effort: Effort) -> str:
    """Eight hexadecimal digits that differ for other weights or another effort."""
    digest = hashlib.sha256(repr(effort).encode())
    for path in sorted(path for pattern in ("*.safetensors", "*.weights", "*.onnx") for path in folder.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


SEED_STRIDE = 1_000_003
"""Photo i of run s gets the seed s * SEED_STRIDE + i."""


def network(folder: Path, effort: Effort = Effort(), labels_of_photos: list[str] | None = None) -> Filler:
    """A checkpoint or pack of this training through the reference sampler, without a label unless the photos' are given.

    Matrix products are in bfloat16 where the CPU has it.
    """
    bfloat16 = has_native_bfloat16(torch.device("cpu"))
    weights, description = load_network(folder)
    model = CausalDiffusionTransformer(TransformerConfig.from_description(description))
    model.load_state_dict(weights)
    model.eval()

    def fill(windows: np.ndarray, mask: np.ndarray, seeds: list[int]) -> np.ndarray:
        names = [None if labels_of_photos is None else labels_of_photos[seed % SEED_STRIDE] for seed in seeds]
        known = model.config.labels
        labels = torch.tensor([known.index(name) if name in known else model.config.null_label for name in names])
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            return inpaint(model, windows, mask, labels, effort, seeds)

    return fill


CLASSICAL: dict[str, Callable[[], Filler]] = {
    "telea": lambda: opencv("telea"),
    "navier-stokes": lambda: opencv("navier-stokes"),
    "biharmonic": lambda: biharmonic,
    # patch size 11, lookup 22: its defaults for patches (without any argument it only diffuses), and blended
    "gmic-inpaint": lambda: gmic("inpaint", ",11,22,0.5,1,20,0,0.05,10"),
    "gmic-matchpatch": lambda: gmic("inpaint_matchpatch"),
}
