"""A small convolutional autoencoder: picture / 8, 16 channels. Tokens have unit variance (statistics stored with the weights).

Measured before with 25 CPU minutes: 23 dB, worse than lossless pixel tokens. It becomes interesting with GPU hours.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

DOWNSAMPLING = 8


class ResidualBlock(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.norm = nn.GroupNorm(8, channels)
        self.first, self.second = nn.Conv2d(channels, channels, 3, padding=1), nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(self.norm(x)))))


class ConvAutoencoder(nn.Module):
    def __init__(self, base: int = 64, latent: int = 16):
        super().__init__()
        self.latent = latent
        widths = (base, 2 * base, 4 * base)
        encoder: list[nn.Module] = [nn.Conv2d(3, base, 3, padding=1)]
        for narrow, wide in zip((base, *widths[:-1]), widths):
            encoder += [nn.Conv2d(narrow, wide, 4, stride=2, padding=1), ResidualBlock(wide)]
        self.encoder = nn.Sequential(*encoder, nn.Conv2d(widths[-1], latent, 1))
        decoder: list[nn.Module] = [nn.Conv2d(latent, widths[-1], 3, padding=1), ResidualBlock(widths[-1])]
        for wide, narrow in zip(reversed(widths), (*reversed(widths[:-1]), base)):
            decoder += [nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(wide, narrow, 3, padding=1), ResidualBlock(narrow)]
        self.decoder = nn.Sequential(*decoder, nn.Conv2d(base, 3, 3, padding=1))
        self.register_buffer("mean", torch.zeros(latent))
        self.register_buffer("deviation", torch.ones(latent))

    def encode(self, images: Tensor) -> Tensor:
        """[batch, 3, H, W] in [-1, 1] -> [batch, latent, H / 8, W / 8]; tanh-bounded, so that noise on it means something."""
        return 3 * torch.tanh(self.encoder(images) / 3)

    def decode(self, latent: Tensor) -> Tensor:
        return self.decoder(latent)

    def encode_tokens(self, images: Tensor) -> Tensor:
        """[batch, H, W, 3] in [-1, 1] -> [batch, tokens, latent] of about unit variance."""
        latent = self.encode(images.permute(0, 3, 1, 2)).flatten(2).transpose(1, 2)
        return (latent - self.mean) / self.deviation

    def decode_tokens(self, tokens: Tensor, rows: int, columns: int) -> Tensor:
        """Inverse of `encode_tokens` up to the autoencoder's loss: [batch, H, W, 3]."""
        latent = (tokens * self.deviation + self.mean).transpose(1, 2).reshape(len(tokens), self.latent, rows, columns)
        return self.decode(latent).permute(0, 2, 3, 1)


def reconstruction_loss(prediction: Tensor, images: Tensor) -> Tensor:
    """L1 on pixels plus L1 on neighbour differences, which keeps edges from being averaged away."""
    loss = (prediction - images).abs().mean()
    for axis in (2, 3):
        loss = loss + (prediction.diff(dim=axis) - images.diff(dim=axis)).abs().mean()
    return loss
