"""Pixel tokens: lossless, no network. Vector layout (row in patch, column in patch, channel), channel fastest."""

from __future__ import annotations

from torch import Tensor


def pixels_to_unit(pixels: Tensor) -> Tensor:
    """uint8 -> float32 in [-1, 1]."""
    return pixels.float() / 127.5 - 1


def unit_to_pixels(values: Tensor) -> Tensor:
    """[-1, 1] -> uint8, rounded to nearest."""
    return ((values.clamp(-1, 1) + 1) * 127.5).round().byte()


def patchify(images: Tensor, patch: int) -> Tensor:
    """[batch, height, width, channels] -> [batch, tokens, patch * patch * channels], tokens row by row."""
    batch, height, width, channels = images.shape
    rows, columns = height // patch, width // patch
    tokens = images.view(batch, rows, patch, columns, patch, channels).transpose(2, 3)
    return tokens.reshape(batch, rows * columns, patch * patch * channels)


def unpatchify(tokens: Tensor, patch: int, rows: int, columns: int) -> Tensor:
    """Inverse of `patchify`."""
    batch, channels = tokens.shape[0], tokens.shape[2] // (patch * patch)
    images = tokens.view(batch, rows, columns, patch, patch, channels).transpose(2, 3)
    return images.reshape(batch, rows * patch, columns * patch, channels)
