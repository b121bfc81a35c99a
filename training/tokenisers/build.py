"""The tokenisers by name, behind one small interface: images to tokens [batch, tokens, channels] and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from safetensors.torch import load_file
from torch import Tensor

from .conv_autoencoder import ConvAutoencoder
from .kl16 import KL16
from .pixel_patches import patchify, unpatchify


class Tokeniser(Protocol):
    def encode_tokens(self, images: Tensor) -> Tensor: ...

    def decode_tokens(self, tokens: Tensor, rows: int, columns: int) -> Tensor: ...


@dataclass(frozen=True)
class PixelTokeniser:
    patch: int

    def encode_tokens(self, images: Tensor) -> Tensor:
        return patchify(images, self.patch)

    def decode_tokens(self, tokens: Tensor, rows: int, columns: int) -> Tensor:
        return unpatchify(tokens, self.patch, rows, columns)


def build_tokeniser(kind: str, token_pixels: int, weights: Path | None, device: torch.device) -> Tokeniser:
    """kind: pixels; conv (weights.safetensors of train_autoencoder); kl16 (the published checkpoint, when the user has it)."""
    if kind == "pixels":
        return PixelTokeniser(token_pixels)
    if weights is None:
        raise ValueError(f"the tokeniser {kind} needs --tokeniser-weights")
    if kind == "conv":
        network = ConvAutoencoder()
        network.load_state_dict(load_file(weights))
    elif kind == "kl16":
        from ..model.published import read_checkpoint

        network = KL16.from_state_dict(read_checkpoint(weights, "model"))
    else:
        raise ValueError(f"unknown tokeniser {kind}: pixels, conv or kl16")
    return network.to(device).eval().requires_grad_(False)
