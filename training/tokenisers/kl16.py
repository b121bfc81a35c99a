"""The KL-16 autoencoder of MAR, used by the published networks: picture / 16, 16 channels. Module names are the checkpoint's.

LDM-style: GroupNorm (32 groups, eps 1e-6), swish, multipliers 1 1 2 2 4, attention at the
lowest resolution (encoder levels and middle, decoder middle only).
Tokens = 0.2325 * mean; the picture = decode(tokens / 0.2325); pixels in [-1, 1].
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

LATENT_SCALE = 0.2325
MULTIPLIERS = (1, 1, 2, 2, 4)
"""Of the base width, one per resolution; the last is the lowest."""


def group_norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(32, channels, eps=1e-6)


class ResidualBlock(nn.Module):
    def __init__(self, channels_in: int, channels_out: int):
        super().__init__()
        self.norm1, self.conv1 = group_norm(channels_in), nn.Conv2d(channels_in, channels_out, 3, padding=1)
        self.norm2, self.conv2 = group_norm(channels_out), nn.Conv2d(channels_out, channels_out, 3, padding=1)
        if channels_in != channels_out:
            self.nin_shortcut = nn.Conv2d(channels_in, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv1(F.silu(self.norm1(x)))
        h = self.conv2(F.silu(self.norm2(h)))
        return h + (self.nin_shortcut(x) if hasattr(self, "nin_shortcut") else x)


class SpatialAttention(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.norm = group_norm(channels)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        h = self.norm(x)
        q, k, v = (conv(h).flatten(2).transpose(1, 2)[:, None] for conv in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v)[:, 0]
        return x + self.proj_out(mixed.transpose(1, 2).reshape(x.shape))


class Downsample(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.pad(x, (0, 1, 0, 1)))


class Upsample(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))


def middle(channels: int) -> nn.ModuleDict:
    return nn.ModuleDict({"block_1": ResidualBlock(channels, channels), "attn_1": SpatialAttention(channels),
                          "block_2": ResidualBlock(channels, channels)})


def run_middle(mid: nn.ModuleDict, x: Tensor) -> Tensor:
    return mid["block_2"](mid["attn_1"](mid["block_1"](x)))


class Encoder(nn.Module):
    def __init__(self, base: int, latent: int, multipliers: tuple[int, ...], blocks: int):
        super().__init__()
        self.conv_in = nn.Conv2d(3, base, 3, padding=1)
        self.down = nn.ModuleList()
        channels = base
        for level, multiplier in enumerate(multipliers):
            lowest = level == len(multipliers) - 1
            stage = nn.Module()
            stage.block, stage.attn = nn.ModuleList(), nn.ModuleList()
            for _ in range(blocks):
                stage.block.append(ResidualBlock(channels, base * multiplier))
                channels = base * multiplier
                if lowest:
                    stage.attn.append(SpatialAttention(channels))
            if not lowest:
                stage.downsample = Downsample(channels)
            self.down.append(stage)
        self.mid = middle(channels)
        self.norm_out, self.conv_out = group_norm(channels), nn.Conv2d(channels, 2 * latent, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv_in(x)
        for stage in self.down:
            for index, block in enumerate(stage.block):
                h = block(h)
                if len(stage.attn):
                    h = stage.attn[index](h)
            if hasattr(stage, "downsample"):
                h = stage.downsample(h)
        return self.conv_out(F.silu(self.norm_out(run_middle(self.mid, h))))


class Decoder(nn.Module):
    def __init__(self, base: int, latent: int, multipliers: tuple[int, ...], blocks: int):
        super().__init__()
        channels = base * multipliers[-1]
        self.conv_in = nn.Conv2d(latent, channels, 3, padding=1)
        self.mid = middle(channels)
        stages = []
        for level in reversed(range(len(multipliers))):  # The lowest resolution runs first and has the last number.
            stage = nn.Module()
            stage.block = nn.ModuleList()
            for _ in range(blocks + 1):
                stage.block.append(ResidualBlock(channels, base * multipliers[level]))
                channels = base * multipliers[level]
            if level:
                stage.upsample = Upsample(channels)
            stages.append(stage)
        self.up = nn.ModuleList(reversed(stages))
        self.norm_out, self.conv_out = group_norm(channels), nn.Conv2d(channels, 3, 3, padding=1)

    def forward(self, z: Tensor) -> Tensor:
        h = run_middle(self.mid, self.conv_in(z))
        for stage in reversed(self.up):
            for block in stage.block:
                h = block(h)
            if hasattr(stage, "upsample"):
                h = stage.upsample(h)
        return self.conv_out(F.silu(self.norm_out(h)))


class KL16(nn.Module):
    def __init__(self, base: int = 128, latent: int = 16, multipliers: tuple[int, ...] = MULTIPLIERS, blocks: int = 2):
        super().__init__()
        self.encoder, self.decoder = Encoder(base, latent, multipliers, blocks), Decoder(base, latent, multipliers, blocks)
        self.quant_conv, self.post_quant_conv = nn.Conv2d(2 * latent, 2 * latent, 1), nn.Conv2d(latent, latent, 1)

    @staticmethod
    def from_state_dict(weights: dict[str, Tensor]) -> KL16:
        """Sizes are read from the shapes; `loss.*` keys are ignored."""
        weights = {name: value for name, value in weights.items() if not name.startswith("loss.")}
        base = len(weights["encoder.conv_in.weight"])
        blocks = len({name.split(".")[4] for name in weights if name.startswith("encoder.down.0.block.")})
        levels = len({name.split(".")[2] for name in weights if name.startswith("encoder.down.")})
        widths = (len(weights[f"encoder.down.{level}.block.0.conv1.weight"]) for level in range(levels))
        network = KL16(base, len(weights["post_quant_conv.weight"]), tuple(width // base for width in widths), blocks)
        network.load_state_dict(weights)
        return network

    def moments(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, 3, H, W] in [-1, 1] -> mean and log-variance, each [batch, 16, H / 16, W / 16], unscaled."""
        return self.quant_conv(self.encoder(x)).chunk(2, 1)

    def decode(self, latent: Tensor) -> Tensor:
        """Unscaled latent -> picture."""
        return self.decoder(self.post_quant_conv(latent))

    def encode_tokens(self, images: Tensor) -> Tensor:
        """[batch, H, W, 3] in [-1, 1] -> [batch, tokens, 16]."""
        mean, _ = self.moments(images.permute(0, 3, 1, 2))
        return LATENT_SCALE * mean.flatten(2).transpose(1, 2)

    def decode_tokens(self, tokens: Tensor, rows: int, columns: int) -> Tensor:
        latent = tokens.transpose(1, 2).reshape(len(tokens), -1, rows, columns) / LATENT_SCALE
        return self.decode(latent).permute(0, 2, 3, 1)
