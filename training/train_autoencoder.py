"""Trains the small convolutional autoencoder: `python -m training.train_autoencoder --minutes 60`. Resumes by itself."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import tyro
from safetensors.torch import save_file
from tqdm import tqdm

from .checkpoints import load_state, save_state, write_atomically
from .data import PhotoCache, PhotoWindows
from .tokenisers import pixels_to_unit
from .tokenisers.conv_autoencoder import ConvAutoencoder, reconstruction_loss


@dataclass
class TrainAutoencoder:
    out: Path = Path("training/runs/autoencoder")
    data: Path = Path(".training/cache/photos")
    minutes: float = 60.0
    """Trained minutes over all resumes; the rate cools down linearly over them."""
    batch: int = 16
    size: int = 64
    """Side of the training windows in pixels."""
    lr: float = 4e-4
    seed: int = 0
    checkpoint_seconds: float = 180.0


def fit_statistics(network: ConvAutoencoder, windows: PhotoWindows, device: torch.device, batches: int = 8) -> None:
    """Stores the latent's mean and deviation, so that tokens have unit variance."""
    with torch.no_grad():
        latents = torch.cat([network.encode(pixels_to_unit(torch.from_numpy(windows.batch_at(10**9 + i)[0]).to(device)).permute(0, 3, 1, 2))
                             .flatten(2).transpose(1, 2).flatten(0, 1) for i in range(batches)])
        network.mean.copy_(latents.mean(0))
        network.deviation.copy_(latents.std(0).clamp_min(1e-3))


def train(options: TrainAutoencoder) -> float:
    """-> the last batch's PSNR in dB."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(options.seed)
    network = ConvAutoencoder().to(device)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.lr, betas=(0.9, 0.95))
    windows = PhotoWindows(PhotoCache(options.data), [], 0, options.size, options.batch, options.seed)
    step, seconds = 0, 0.0
    if (state := load_state(options.out)) is not None:
        network.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, seconds = state["step"], state["seconds"]

    def save() -> None:
        fit_statistics(network, windows, device)
        save_state(options.out, {"model": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds})
        weights = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
        write_atomically(options.out / "weights.safetensors", lambda path: save_file(weights, path))

    last = saved = time.monotonic()
    psnr = 0.0
    bar = tqdm(total=round(60 * options.minutes), unit="s", mininterval=5)
    while seconds < 60 * options.minutes:
        for group in optimizer.param_groups:
            group["lr"] = options.lr * (1 - seconds / (60 * options.minutes))
        images = pixels_to_unit(torch.from_numpy(windows.batch_at(step)[0]).to(device)).permute(0, 3, 1, 2)
        prediction = network.decode(network.encode(images))
        loss = reconstruction_loss(prediction, images)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        psnr = 10 * math.log10(4 / max((prediction.detach() - images).square().mean().item(), 1e-12))
        now = time.monotonic()
        seconds, last = seconds + now - last, now
        bar.update(round(seconds) - bar.n)
        bar.set_postfix_str(f"step {step} {psnr:.1f} dB")
        if now - saved > options.checkpoint_seconds:
            save()
            saved = time.monotonic()
    save()
    bar.close()
    return psnr


if __name__ == "__main__":
    print(f"{train(tyro.cli(TrainAutoencoder)):.2f} dB")
