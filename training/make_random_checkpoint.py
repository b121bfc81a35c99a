"""Random checkpoints in the published CausalFusion layout, with what the network computes from them.

The importer is tested against these: other sizes than the recorded reference, and XL's true shape for measurements.
Layout, method and reference keys: docs/model-pack.md; the network here is written from the paper's description,
plainly and independently of the product's graphs.

    python -m training.make_random_checkpoint OUT --width 64 --heads 2 --depth 2 --grid 3 ...   make one, with reference
    python -m training.make_random_checkpoint OUT --size XL --no-reference                      true shape, weights only
    python -m training.make_random_checkpoint DIR --verify                                      recompute DIR's reference
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

SIZES = {"L": (1024, 16, 24), "XL": (1280, 20, 32), "H": (1408, 22, 48)}
GROUPS = 32


def random_norm(name, size, generator):
    """Scale near 1, shift near 0."""
    return {f"{name}.weight": 1 + 0.1 * torch.randn(size, generator=generator),
            f"{name}.bias": 0.1 * torch.randn(size, generator=generator)}


def random_transformer(width, heads, depth, grid, condition_tokens, classes, channels, generator):
    """State dict with weights scaled so that activations stay near 1."""
    state = {}

    def linear(name, out, into, bias=True, gain=1.0):
        state[f"{name}.weight"] = torch.randn(out, into, generator=generator) * (gain / math.sqrt(into))
        if bias:
            state[f"{name}.bias"] = torch.randn(out, generator=generator) * 0.1

    def norm(name, size):
        state.update(random_norm(name, size, generator))

    state["pos_embed"] = torch.randn(1, grid * grid, width, generator=generator) * 0.5
    state["cond_pos_embed"] = torch.randn(1, condition_tokens, width, generator=generator) * 0.5
    linear("x_proj", width, channels)
    linear("t_embedder.mlp.0", width, 256)
    linear("t_embedder.mlp.2", width, width)
    state["y_embedder.embedding_table.weight"] = torch.randn(classes + 1, condition_tokens * width, generator=generator)
    for index in range(depth):
        block = f"blocks.{index}"
        norm(f"{block}.norm1", width)
        linear(f"{block}.attn.qkv", 3 * width, width, bias=False)
        linear(f"{block}.attn.proj", width, width, gain=0.5)
        norm(f"{block}.attn.q_norm", width // heads)
        norm(f"{block}.attn.k_norm", width // heads)
        norm(f"{block}.norm2", width)
        linear(f"{block}.mlp.fc1", 4 * width, width)
        linear(f"{block}.mlp.fc2", width, 4 * width, gain=0.5)
    norm("final_layer.0", width)
    linear("final_layer.1", channels, width)
    return state


def random_autoencoder(base, multipliers, blocks, channels, generator):
    """Attention at the lowest resolution (encoder level and both middles), as in the published layout."""
    state = {}

    def conv(name, out, into, size):
        state[f"{name}.weight"] = torch.randn(out, into, size, size, generator=generator) / math.sqrt(into * size * size)
        state[f"{name}.bias"] = torch.randn(out, generator=generator) * 0.1

    def norm(name, size):
        state.update(random_norm(name, size, generator))

    def residual(name, into, out):
        norm(f"{name}.norm1", into)
        conv(f"{name}.conv1", out, into, 3)
        norm(f"{name}.norm2", out)
        conv(f"{name}.conv2", out, out, 3)
        if into != out:
            conv(f"{name}.nin_shortcut", out, into, 1)

    def attention(name, size):
        norm(f"{name}.norm", size)
        for part in ("q", "k", "v", "proj_out"):
            conv(f"{name}.{part}", size, size, 1)

    def middle(name, size):
        residual(f"{name}.block_1", size, size)
        attention(f"{name}.attn_1", size)
        residual(f"{name}.block_2", size, size)

    widths = [base * multiplier for multiplier in multipliers]
    last = len(widths) - 1
    conv("encoder.conv_in", base, 3, 3)
    current = base
    for level, width in enumerate(widths):
        for index in range(blocks):
            residual(f"encoder.down.{level}.block.{index}", current, width)
            current = width
            if level == last:
                attention(f"encoder.down.{level}.attn.{index}", width)
        if level < last:
            conv(f"encoder.down.{level}.downsample.conv", width, width, 3)
    middle("encoder.mid", current)
    norm("encoder.norm_out", current)
    conv("encoder.conv_out", 2 * channels, current, 3)
    conv("quant_conv", 2 * channels, 2 * channels, 1)
    conv("post_quant_conv", channels, channels, 1)
    conv("decoder.conv_in", current, channels, 3)
    middle("decoder.mid", current)
    for level in reversed(range(len(widths))):
        for index in range(blocks + 1):
            residual(f"decoder.up.{level}.block.{index}", current, widths[level])
            current = widths[level]
        if level > 0:
            conv(f"decoder.up.{level}.upsample.conv", current, current, 3)
    norm("decoder.norm_out", current)
    conv("decoder.conv_out", 3, current, 3)
    return state


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


def random_inputs(transformer, autoencoder, generator, image_pixels):
    channels = transformer.state["x_proj.weight"].shape[1]
    tokens = transformer.state["pos_embed"].shape[1]
    classes = transformer.state["y_embedder.embedding_table.weight"].shape[0] - 1
    latent_channels = autoencoder.state["post_quant_conv.weight"].shape[0]
    factor = 2 ** (autoencoder.levels - 1)
    first = tokens // 3
    timesteps = respaced_timesteps(10)

    def normal(*shape):
        return torch.randn(*shape, generator=generator)

    inputs = {
        "label": torch.tensor([classes // 2, classes]),
        "order": torch.randperm(tokens, generator=generator),
        "first_step_size": torch.tensor([first]),
        "ar_step_sizes": torch.tensor([first, 1, tokens - first - 1]),
        "timestep_map": torch.tensor(timesteps),
        "cfg_scale": torch.tensor([2.5]),
        "clean_all": normal(1, tokens, channels),
        "noisy_all": normal(1, tokens, channels),
        "image": normal(1, 3, image_pixels, image_pixels).clamp(-1, 1),
        "latent": normal(1, latent_channels, image_pixels // factor, image_pixels // factor),
    }
    for kind in ("plain", "guided"):
        inputs[f"loop_{kind}_initial_noise_in_order"] = normal(1, tokens, channels)
        inputs[f"loop_{kind}_step_noise_in_order"] = normal(len(timesteps), tokens, channels)
    return inputs


@torch.no_grad()
def reference_results(transformer, autoencoder, inputs):
    label, null_label = inputs["label"].tolist()
    order, sizes = inputs["order"], inputs["ar_step_sizes"].tolist()
    places = torch.arange(len(order))
    cache = transformer.condition(torch.tensor([label]))
    results = {"cond_k_last": cache[-1][0], "cond_v_last": cache[-1][1]}
    results["eps_all_t637"] = transformer.predict(cache, inputs["noisy_all"], places, 637.0)
    first = int(inputs["first_step_size"])
    extended = transformer.append(cache, inputs["clean_all"][:, order[:first]], order[:first])
    rest = order[first:]
    results["eps_second_step_t250"] = transformer.predict(extended, inputs["noisy_all"][:, rest], rest, 250.0)
    for kind, guidance in (("plain", None), ("guided", float(inputs["cfg_scale"]))):
        results[f"loop_{kind}_result"] = sampling_loop(
            transformer, label, null_label, order, sizes, sorted(inputs["timestep_map"].tolist()),
            inputs[f"loop_{kind}_initial_noise_in_order"], inputs[f"loop_{kind}_step_noise_in_order"], guidance,
        )  # fmt: skip
    results["vae_mean"], results["vae_logvar"] = autoencoder.encode(inputs["image"])
    results["vae_decoded"] = autoencoder.decode(inputs["latent"])
    return {name: tensor.contiguous() for name, tensor in results.items()}


def verify(folder):
    """Recomputes a folder's reference and prints ||a - b|| / ||b|| for every result."""
    checkpoint = torch.load(folder / "transformer.pt", weights_only=False, map_location="cpu")
    autoencoder = torch.load(folder / "vae.pt", weights_only=False, map_location="cpu")
    reference = load_file(folder / "reference.safetensors")
    transformer = Transformer(checkpoint.get("ema", checkpoint))
    results = reference_results(transformer, Autoencoder(autoencoder.get("model", autoencoder)), reference)
    for name, tensor in results.items():
        expected = reference[name]
        print(f"{name:22} {float((tensor - expected).norm() / expected.norm()):.2e}")


def make(options):
    generator = torch.Generator().manual_seed(options.seed)
    width, heads, depth = SIZES[options.size] if options.size else (options.width, options.heads, options.depth)
    channels = options.latent_channels * options.patch**2
    arguments = (width, heads, depth, options.grid, options.condition_tokens, options.classes, channels, generator)
    dtype = getattr(torch, options.dtype)
    ema = {name: tensor.to(dtype) for name, tensor in random_transformer(*arguments).items()}
    autoencoder = random_autoencoder(options.vae_base, options.vae_multipliers, options.vae_blocks, options.latent_channels, generator)
    options.folder.mkdir(parents=True)
    checkpoint = {"ema": ema, "train_steps": 0, "args": argparse.Namespace(size=options.size or "custom")}
    torch.save(ema if options.bare else checkpoint, options.folder / "transformer.pt")
    torch.save({"model": {name: tensor.to(dtype) for name, tensor in autoencoder.items()}}, options.folder / "vae.pt")
    description = {name: value for name, value in vars(options).items() if name != "folder"}
    (options.folder / "config.json").write_text(json.dumps(description, indent=1) + "\n")
    if options.no_reference:
        return
    rounded = {name: tensor.to(dtype).float() for name, tensor in autoencoder.items()}
    networks = Transformer(ema), Autoencoder(rounded)
    inputs = random_inputs(*networks, generator, options.image_pixels)
    tensors = inputs | reference_results(*networks, inputs)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, options.folder / "reference.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--size", choices=SIZES)
    for name, default in (("width", 96), ("heads", 3), ("depth", 3), ("grid", 4), ("condition-tokens", 4), ("classes", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    for name, default in (("patch", 1), ("latent-channels", 16), ("vae-base", 32), ("vae-blocks", 1), ("image-pixels", 32), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--vae-multipliers", type=int, nargs="+", default=[1, 1, 2, 2, 4])
    parser.add_argument("--dtype", choices=("float32", "float16", "bfloat16"), default="float32")
    parser.add_argument("--bare", action="store_true", help="a state dict without the training checkpoint around it")
    parser.add_argument("--no-reference", action="store_true")
    options = parser.parse_args()
    if options.verify:
        verify(options.folder)
    else:
        make(options)


if __name__ == "__main__":
    main()
