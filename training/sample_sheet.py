"""A sheet of fills while a run trains: photo, masked photo and fill side by side, with the EMA weights."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image

from .model import CausalDiffusionTransformer
from .reference_sampler.inpaint import inpaint

SHEET_PHOTOS = 6


def write_sample_sheet(trainer) -> None:
    """`samples/STEP.png`: the centre quarter of a few training windows, always the same ones."""
    config = trainer.config
    if config.tokeniser != "pixels":
        return  # the sheet composites in pixel tokens
    network = CausalDiffusionTransformer(config.model)
    network.load_state_dict({name: value.cpu() for name, value in trainer.ema.weights.items()})
    windows, _ = trainer.windows.batch_at(2**31)
    windows = windows[:SHEET_PHOTOS]
    size = windows.shape[1]
    mask = np.zeros((size, size), bool)
    mask[size // 4 : -(size // 4), size // 4 : -(size // 4)] = True
    labels = torch.full((len(windows),), config.model.null_label)
    filled = inpaint(network.eval(), windows, mask, labels)
    masked = np.where(mask[None, :, :, None], 127, windows).astype(np.uint8)
    sheet = np.concatenate([np.concatenate(row, 1) for row in (windows, masked, filled)], 0)
    folder = config.out / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(folder / f"{trainer.step:07d}.png")
