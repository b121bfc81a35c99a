"""The trainable causal diffusion transformer: RMSNorm, SwiGLU, 2-D RoPE, a KV cache and nothing else.

There is one function, `run`, that sends tokens through the blocks while they attend a cache and each other. Sampling
calls it pass by pass without a mask; training calls it three times (condition, clean, noisy) with the generalised
causal mask. Tensor names are those of the weights file; checkpoints that were written before they were whole words are
still read (`whole_names`).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import attention
from .cache import KeyValueCache

RMS_EPSILON = 1.1920929e-07
TIME_FREQUENCIES = 128
ROPE_BASE = 100.0


@dataclass(frozen=True)
class TransformerConfig:
    width: int = 256
    depth: int = 8
    heads: int = 4
    head_width: int = 64
    mlp_width: int = 704
    """Hidden width of the SwiGLU."""
    token_pixels: int = 8
    """Side of a token in pixels."""
    channels: int = 192
    """Numbers per token."""
    condition_tokens: int = 4
    labels: tuple[str, ...] = ()
    null_label: int = 15
    """Row of the label table that means "any" (there are null_label + 2 rows, the last unused)."""

    def description(self) -> dict:
        return {**asdict(self), "labels": list(self.labels)}

    @staticmethod
    def from_description(description: dict) -> TransformerConfig:
        names = TransformerConfig.__dataclass_fields__
        values = {key: value for key, value in description.items() if key in names}
        return TransformerConfig(**{**values, "labels": tuple(values["labels"])})


def time_features(t: Tensor) -> Tensor:
    """[...] times in [0, 1] -> [..., 256]: 128 cosines then 128 sines of 1000 t, maximal period 10000."""
    rates = torch.exp(-math.log(10000.0) / TIME_FREQUENCIES * torch.arange(TIME_FREQUENCIES, device=t.device))
    angles = 1000.0 * t[..., None].float() * rates
    return torch.cat((angles.cos(), angles.sin()), -1)


def rotation_angles(coordinates: Tensor, head_width: int) -> tuple[Tensor, Tensor]:
    """[batch, tokens, 2] rows and columns -> cosines and sines, each [batch, 1, tokens, head width / 2]."""
    count = head_width // 4
    rates = ROPE_BASE ** (-torch.arange(count, device=coordinates.device, dtype=torch.float32) / count)
    angles = (coordinates.float()[..., None] * rates).flatten(-2)[:, None]
    return angles.cos(), angles.sin()


def rotate(x: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
    """RoPE on [batch, heads, tokens, head width]; pairs are (first half, second half)."""
    cos, sin = rotation
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), -1)


SHORT_NAMES = {
    "inp": "token_projection", "kind": "token_kind", "t1": "time_first", "t2": "time_second", "cls": "label_table",
    "nf": "output_norm", "out": "output", "n1": "attention_norm", "qkv": "query_key_value", "qn": "query_norm",
    "kn": "key_norm", "o": "attention_output", "n2": "feed_forward_norm", "f1": "feed_forward_in", "f2": "feed_forward_out",
}
"""What tensors were called in checkpoints of earlier versions, by part of a name."""


def whole_names(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of a checkpoint of any version under the names of this one, in the same order."""
    return {".".join(SHORT_NAMES.get(part, part) for part in name.split(".")): value for name, value in weights.items()}


class Block(nn.Module):
    def __init__(self, config: TransformerConfig):
        super().__init__()
        width, inner = config.width, config.heads * config.head_width
        self.heads, self.head_width = config.heads, config.head_width
        self.attention_norm = nn.RMSNorm(width, RMS_EPSILON)
        self.feed_forward_norm = nn.RMSNorm(width, RMS_EPSILON)
        self.query_key_value = nn.Linear(width, 3 * inner, bias=False)  # split (3, heads, head width)
        self.query_norm = nn.RMSNorm(config.head_width, RMS_EPSILON)
        self.key_norm = nn.RMSNorm(config.head_width, RMS_EPSILON)
        self.attention_output = nn.Linear(inner, width, bias=False)
        self.feed_forward_in = nn.Linear(width, 2 * config.mlp_width, bias=False)
        self.feed_forward_out = nn.Linear(config.mlp_width, width, bias=False)

    def forward(self, h: Tensor, rotation, past: tuple[Tensor, Tensor] | None, mask: Tensor | None,
                keys_only: bool = False) -> tuple[Tensor, Tensor, Tensor]:
        """h [batch, tokens, width] -> (h, new keys, new values). `keys_only`: h is not needed any more."""
        batch, tokens, _ = h.shape
        q, k, v = self.query_key_value(self.attention_norm(h)).view(batch, tokens, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
        k = rotate(self.key_norm(k), rotation)
        if keys_only:
            return h, k, v
        q = rotate(self.query_norm(q), rotation)
        keys, values = (k, v) if past is None else (torch.cat((past[0], k), 2), torch.cat((past[1], v), 2))
        mixed = attention(q, keys, values, mask)
        h = h + self.attention_output(mixed.transpose(1, 2).reshape(batch, tokens, -1))
        gate, value = self.feed_forward_in(self.feed_forward_norm(h)).chunk(2, -1)
        return h + self.feed_forward_out(F.silu(gate) * value), k, v


class CausalDiffusionTransformer(nn.Module):
    """Predicts one vector per noisy token: the clean token (rectified flow) or the noise (DDPM)."""

    ddpm_time_unit = 1e-3  # `predict` takes times in [0, 1]: an original DDPM step times this

    def __init__(self, config: TransformerConfig):
        super().__init__()
        self.config = config
        width = config.width
        self.token_projection = nn.Linear(config.channels, width)  # token embedding
        self.token_kind = nn.Parameter(torch.zeros(2, width))  # 0 clean, 1 noisy
        self.time_first = nn.Linear(2 * TIME_FREQUENCIES, width)  # time MLP
        self.time_second = nn.Linear(width, width)
        self.label_table = nn.Embedding(config.null_label + 2, config.condition_tokens * width)  # label -> condition tokens
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.depth))
        self.output_norm = nn.RMSNorm(width, RMS_EPSILON)
        self.output = nn.Linear(width, config.channels)
        self.initialise()

    def initialise(self) -> None:
        """Normal 0.02; the branch outputs are scaled down with depth and the head starts at zero."""
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, std=0.02)
                if name.endswith(("attention_output.weight", "feed_forward_out.weight")):
                    with torch.no_grad():
                        parameter.mul_((2 * self.config.depth) ** -0.5)
        nn.init.zeros_(self.output.weight)
        for layer in (self.token_projection, self.time_first, self.time_second, self.output):
            nn.init.zeros_(layer.bias)

    # --- what goes in ---

    def embed_condition(self, labels: Tensor) -> Tensor:
        """[batch] -> [batch, condition tokens, width]"""
        return self.label_table(labels).view(len(labels), self.config.condition_tokens, self.config.width)

    def embed_clean(self, x: Tensor) -> Tensor:
        return self.token_projection(x) + self.token_kind[0]

    def embed_noisy(self, z: Tensor, t: Tensor) -> Tensor:
        """z [batch, tokens, channels], t [batch, tokens] or [batch, 1] in [0, 1]."""
        return self.token_projection(z) + self.token_kind[1] + self.time_second(F.silu(self.time_first(time_features(t))))

    # --- through the blocks ---

    def run(self, h: Tensor, coordinates: Tensor, cache: KeyValueCache | None = None, mask: Tensor | None = None,
            keys_only: bool = False) -> tuple[Tensor, KeyValueCache]:
        """Attends the cache and each other (where `mask` [tokens, cached + tokens] allows) -> (h, own keys and values).

        `keys_only` skips what only h of the last block needs.
        """
        rotation = rotation_angles(coordinates, self.config.head_width)
        layers = []
        for index, block in enumerate(self.blocks):
            past = None if cache is None else cache.layers[index]
            h, k, v = block(h, rotation, past, mask, keys_only and index == len(self.blocks) - 1)
            layers.append((k, v))
        return h, KeyValueCache(tuple(layers))

    def head(self, h: Tensor) -> Tensor:
        return self.output(self.output_norm(h))

    def forward(self, labels: Tensor, clean: Tensor, clean_at: Tensor, noisy: Tensor, noisy_at: Tensor, t: Tensor,
                clean_mask: Tensor | None, noisy_mask: Tensor | None) -> Tensor:
        """Training: all AR steps at once -> predictions [batch * copies, noisy, channels]. Masks as in mask.py (None = all).

        The noisy batch may be a multiple of the clean one: each picture is encoded once for its copies with other noise.
        """
        cache = self.condition(labels)
        if clean.shape[1]:
            cache = self.append(clean, clean_at, cache, clean_mask)
        return self.predict(noisy, noisy_at, t, cache.repeated(len(noisy) // len(labels)), noisy_mask)

    # --- the three passes of sampling (docs/method.md, section 2), also used with a mask by training ---

    def condition(self, labels: Tensor) -> KeyValueCache:
        """[batch] labels -> the cache every run starts from; all condition tokens stand at row 0, column 0."""
        h = self.embed_condition(labels)
        return self.run(h, h.new_zeros(h.shape[0], h.shape[1], 2), keys_only=True)[1]

    def append(self, x: Tensor, coordinates: Tensor, cache: KeyValueCache, mask: Tensor | None = None) -> KeyValueCache:
        """Clean tokens [batch, tokens, channels] in one pass -> the cache with them behind it."""
        return cache.appended(self.run(self.embed_clean(x), coordinates, cache, mask, keys_only=True)[1])

    def predict(self, z: Tensor, coordinates: Tensor, t: Tensor, cache: KeyValueCache, mask: Tensor | None = None) -> Tensor:
        """Noisy tokens -> prediction [batch, tokens, channels]; the cache is read, never written."""
        return self.head(self.run(self.embed_noisy(z, t), coordinates, cache, mask)[0])


def model_of(model) -> CausalDiffusionTransformer:
    """The bare network behind DDP and torch.compile."""
    model = getattr(model, "module", model)
    return getattr(model, "_orig_mod", model)
