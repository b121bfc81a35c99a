"""The published CausalFusion network and its autoencoder over state dicts.

Written from the paper's description, plainly and independently of the product's graphs.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

GROUPS = 32


class Transformer:
    """The published network over a state dict, with an explicit key-value cache (a list of (K, V) per block)."""

    def __init__(self, state):
        self.state = {name: tensor.float() for name, tensor in state.items()}
        self.width = self.state["x_proj.weight"].shape[0]
        self.head_width = self.state["blocks.0.attn.q_norm.weight"].shape[0]
        self.heads = self.width // self.head_width
        self.depth = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("blocks."))

    def linear(self, name, x):
        return F.linear(x, self.state[f"{name}.weight"], self.state.get(f"{name}.bias"))

    def norm(self, name, x):
        return F.layer_norm(x, x.shape[-1:], self.state[f"{name}.weight"], self.state[f"{name}.bias"], 1e-5)

    def run(self, hidden, cache):
        """hidden [batch, n, width] through all blocks; returns hidden and the extended cache."""
        extended = []
        for index in range(self.depth):
            block = f"blocks.{index}"
            batch, count, _ = hidden.shape
            qkv = self.linear(f"{block}.attn.qkv", self.norm(f"{block}.norm1", hidden))
            q, k, v = qkv.reshape(batch, count, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
            q, k = self.norm(f"{block}.attn.q_norm", q), self.norm(f"{block}.attn.k_norm", k)
            if cache is not None:
                k, v = torch.cat([cache[index][0], k], 2), torch.cat([cache[index][1], v], 2)
            extended.append((k, v))
            weights = (q @ k.transpose(-2, -1) * self.head_width**-0.5).softmax(-1)
            attended = (weights @ v).transpose(1, 2).reshape(batch, count, self.width)
            hidden = hidden + self.linear(f"{block}.attn.proj", attended)
            inner = F.gelu(self.linear(f"{block}.mlp.fc1", self.norm(f"{block}.norm2", hidden)), approximate="tanh")
            hidden = hidden + self.linear(f"{block}.mlp.fc2", inner)
        return hidden, extended

    def condition(self, labels):
        table = self.state["y_embedder.embedding_table.weight"][labels]
        tokens = table.reshape(len(labels), -1, self.width) + self.state["cond_pos_embed"]
        return self.run(tokens, None)[1]

    def embed(self, tokens, places):
        return self.linear("x_proj", tokens) + self.state["pos_embed"][:, places]

    def append(self, cache, tokens, places):
        return self.run(self.embed(tokens, places), cache)[1]

    def predict(self, cache, noisy, places, time):
        frequencies = torch.exp(-math.log(10000) * torch.arange(128, dtype=torch.float32) / 128)
        angles = time * frequencies
        sinusoids = torch.cat([angles.cos(), angles.sin()])[None]
        embedded = self.linear("t_embedder.mlp.2", F.silu(self.linear("t_embedder.mlp.0", sinusoids)))
        hidden, _ = self.run(self.embed(noisy, places) + embedded, cache)
        return self.linear("final_layer.1", self.norm("final_layer.0", hidden))


class Autoencoder:
    def __init__(self, state):
        self.state = {name: tensor.float() for name, tensor in state.items()}

    def conv(self, name, x, **options):
        weight = self.state[f"{name}.weight"]
        options.setdefault("padding", weight.shape[-1] // 2)
        return F.conv2d(x, weight, self.state[f"{name}.bias"], **options)

    def norm(self, name, x):
        return F.group_norm(x, GROUPS, self.state[f"{name}.weight"], self.state[f"{name}.bias"], 1e-6)

    def residual(self, name, x):
        h = self.conv(f"{name}.conv1", F.silu(self.norm(f"{name}.norm1", x)))
        h = self.conv(f"{name}.conv2", F.silu(self.norm(f"{name}.norm2", h)))
        return h + (self.conv(f"{name}.nin_shortcut", x) if f"{name}.nin_shortcut.weight" in self.state else x)

    def attention(self, name, x):
        normal = self.norm(f"{name}.norm", x)
        q, k, v = (self.conv(f"{name}.{part}", normal).flatten(2) for part in "qkv")
        weights = (q.transpose(1, 2) @ k * q.shape[1] ** -0.5).softmax(-1)
        return x + self.conv(f"{name}.proj_out", (v @ weights.transpose(1, 2)).reshape(x.shape))

    def level(self, name, x):
        index = 0
        while f"{name}.block.{index}.norm1.weight" in self.state:
            x = self.residual(f"{name}.block.{index}", x)
            if f"{name}.attn.{index}.norm.weight" in self.state:
                x = self.attention(f"{name}.attn.{index}", x)
            index += 1
        return x

    def middle(self, name, x):
        return self.residual(f"{name}.block_2", self.attention(f"{name}.attn_1", self.residual(f"{name}.block_1", x)))

    @property
    def levels(self):
        return 1 + max(int(name.split(".")[2]) for name in self.state if name.startswith("encoder.down."))

    def encode(self, image):
        x = self.conv("encoder.conv_in", image)
        for level in range(self.levels):
            x = self.level(f"encoder.down.{level}", x)
            if level < self.levels - 1:
                x = self.conv(f"encoder.down.{level}.downsample.conv", F.pad(x, (0, 1, 0, 1)), stride=2, padding=0)
        x = F.silu(self.norm("encoder.norm_out", self.middle("encoder.mid", x)))
        return self.conv("quant_conv", self.conv("encoder.conv_out", x)).chunk(2, dim=1)

    def decode(self, latent):
        x = self.middle("decoder.mid", self.conv("decoder.conv_in", self.conv("post_quant_conv", latent)))
        for level in reversed(range(self.levels)):
            x = self.level(f"decoder.up.{level}", x)
            if level > 0:
                x = self.conv(f"decoder.up.{level}.upsample.conv", F.interpolate(x, scale_factor=2.0, mode="nearest"))
        return self.conv("decoder.conv_out", F.silu(self.norm("decoder.norm_out", x)))


def respaced_timesteps(count):
    total, kept = 0.0, []
    for _ in range(count):
        kept.append(round(total))
        total += 999 / (count - 1)
    return kept


def sampling_loop(network, label, null_label, order, sizes, timesteps, initial, noise, guidance):
    """Three DDPM processes, one per AR step; noise listed along the order, noisiest step first. Result by token."""
    shares = np.cumprod(1 - np.linspace(1e-4, 0.02, 1000))
    labels = torch.tensor([label] if guidance is None else [label, null_label])
    cache = network.condition(labels)
    result = torch.empty_like(initial)
    start = 0
    for size in sizes:
        places = order[start : start + size]
        x = initial[:, start : start + size]
        for step, index in enumerate(reversed(range(len(timesteps)))):
            share = shares[timesteps[index]]
            before = shares[timesteps[index - 1]] if index > 0 else 1.0
            beta = 1 - share / before
            prediction = network.predict(cache, x.expand(len(labels), -1, -1), places, float(timesteps[index]))
            if guidance is not None:
                prediction = prediction[1:] + guidance * (prediction[:1] - prediction[1:])
            clean = math.sqrt(1 / share) * x - math.sqrt(1 / share - 1) * prediction
            x = beta * math.sqrt(before) / (1 - share) * clean + (1 - before) * math.sqrt(1 - beta) / (1 - share) * x
            if index > 0:
                x = x + math.sqrt(beta) * noise[step : step + 1, start : start + size]
        result[:, places] = x
        cache = network.append(cache, x.expand(len(labels), -1, -1), places)
        start += size
    return result
