"""Random checkpoints in the published CausalFusion layout, with what the network computes from them.

The importer is tested against these: other sizes than the recorded reference, and XL's true shape for measurements.
Layout, method and reference keys: docs/model-pack.md.

    python -m training.tests.make_random_checkpoint OUT --width 64 --heads 2 --depth 2 --grid 3 ...   make one, with reference
    python -m training.tests.make_random_checkpoint OUT --size XL --no-reference                      true shape, weights only
    python -m training.tests.make_random_checkpoint DIR --verify                                      recompute DIR's reference
"""

import argparse
import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .plain_published import Autoencoder, Transformer, respaced_timesteps, sampling_loop

SIZES = {"L": (1024, 16, 24), "XL": (1280, 20, 32), "H": (1408, 22, 48)}


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
