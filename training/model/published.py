"""The published CausalFusion network (arXiv 2412.12095), read from its state dict: learned positions, LayerNorm, GELU.

Same passes as `CausalDiffusionTransformer`, so that the reference sampler runs both. Attribute names are the
checkpoint's; every size follows from the shapes.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .cache import KeyValueCache

TIME_CHANNELS = 256


def read_checkpoint(path: Path, key: str) -> dict[str, Tensor]:
    """A state dict of a `torch.save` zip: `key` (ema, model) where there is one, else the bare dict. Executes nothing."""
    with torch.serialization.safe_globals([argparse.Namespace]):
        state = torch.load(path, map_location="cpu", weights_only=True)
    return state.get(key, state)


def step_features(step: Tensor) -> Tensor:
    """[...] original steps 0..999 -> [..., 256]: 128 cosines then 128 sines, maximal period 10000."""
    half = TIME_CHANNELS // 2
    rates = torch.exp(-math.log(10000.0) * torch.arange(half, dtype=torch.float32, device=step.device) / half)
    angles = step[..., None].float() * rates
    return torch.cat((angles.cos(), angles.sin()), -1)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads, self.head_width = heads, width // heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.q_norm = nn.LayerNorm(self.head_width)
        self.k_norm = nn.LayerNorm(self.head_width)
        self.proj = nn.Linear(width, width)

    def forward(self, h: Tensor, past) -> tuple[Tensor, Tensor, Tensor]:
        batch, tokens, width = h.shape
        q, k, v = self.qkv(h).view(batch, tokens, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
        q, k = self.q_norm(q), self.k_norm(k)
        keys, values = (k, v) if past is None else (torch.cat((past[0], k), 2), torch.cat((past[1], v), 2))
        mixed = F.scaled_dot_product_attention(q, keys, values)
        return self.proj(mixed.transpose(1, 2).reshape(batch, tokens, width)), k, v


class Mlp(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, h: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(h), approximate="tanh"))


class Block(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm1, self.attn = nn.LayerNorm(width), Attention(width, heads)
        self.norm2, self.mlp = nn.LayerNorm(width), Mlp(width)

    def forward(self, h: Tensor, past) -> tuple[Tensor, Tensor, Tensor]:
        mixed, k, v = self.attn(self.norm1(h), past)
        h = h + mixed
        return h + self.mlp(self.norm2(h)), k, v


class TimeEmbedder(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(TIME_CHANNELS, width), nn.SiLU(), nn.Linear(width, width))


class LabelEmbedder(nn.Module):
    def __init__(self, rows: int, columns: int):
        super().__init__()
        self.embedding_table = nn.Embedding(rows, columns)


class PublishedTransformer(nn.Module):
    """Predicts the noise of each noisy token."""

    ddpm_time_unit = 1.0  # `predict` takes original step numbers

    def __init__(self, width: int, depth: int, heads: int, tokens: int, channels: int, condition_tokens: int, labels: int):
        super().__init__()
        self.grid, self.width, self.condition_tokens = math.isqrt(tokens), width, condition_tokens
        self.x_proj = nn.Linear(channels, width)
        self.t_embedder = TimeEmbedder(width)
        self.y_embedder = LabelEmbedder(labels + 1, condition_tokens * width)
        self.pos_embed = nn.Parameter(torch.zeros(1, tokens, width))
        self.cond_pos_embed = nn.Parameter(torch.zeros(1, condition_tokens, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.final_layer = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, channels))

    @staticmethod
    def from_state_dict(weights: dict[str, Tensor]) -> PublishedTransformer:
        width, channels = weights["x_proj.weight"].shape
        condition_tokens = weights["cond_pos_embed"].shape[1]
        network = PublishedTransformer(
            width=width, channels=channels, condition_tokens=condition_tokens, tokens=weights["pos_embed"].shape[1],
            depth=1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks.")),
            heads=width // len(weights["blocks.0.attn.q_norm.weight"]),
            labels=len(weights["y_embedder.embedding_table.weight"]) - 1)
        network.load_state_dict(weights)
        return network

    def run(self, h: Tensor, cache: KeyValueCache | None) -> tuple[Tensor, KeyValueCache]:
        layers = []
        for index, block in enumerate(self.blocks):
            h, k, v = block(h, None if cache is None else cache.layers[index])
            layers.append((k, v))
        return h, KeyValueCache(tuple(layers))

    def embed(self, x: Tensor, coordinates: Tensor) -> Tensor:
        index = coordinates[..., 0] * self.grid + coordinates[..., 1]
        return self.x_proj(x) + self.pos_embed[0][index]

    def condition(self, labels: Tensor) -> KeyValueCache:
        tokens = self.y_embedder.embedding_table(labels).view(len(labels), self.condition_tokens, self.width)
        return self.run(tokens + self.cond_pos_embed, None)[1]

    def append(self, x: Tensor, coordinates: Tensor, cache: KeyValueCache) -> KeyValueCache:
        return cache.appended(self.run(self.embed(x, coordinates), cache)[1])

    def predict(self, z: Tensor, coordinates: Tensor, t: Tensor, cache: KeyValueCache) -> Tensor:
        """t [batch, tokens] or [batch, 1]: original step."""
        h = self.embed(z, coordinates) + self.t_embedder.mlp(step_features(t))
        return self.final_layer(self.run(h, cache)[0])
