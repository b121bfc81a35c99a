"""The time PyTorch takes for the masks and schedule of ``npx tessera bench``, for the table in docs/performance.md.

The network is the run's own, with its KV cache: 16 tokens per AR step, 8 Euler steps each, known tokens encoded once; no pixels, no
decoding. Run both on the same machine, right after each other: the ratio is what is worth keeping.

    python -m training.compare_speed RUN_DIRECTORY
"""

import sys
import time
from pathlib import Path

import torch

from training.checkpoints import load_weights
from training.model import CausalDiffusionTransformer, TransformerConfig

GRID = 16
TOKENS_PER_STEP = 16
EULER_STEPS = 8
ROUNDS = 5


def coordinates(tokens: list[int]) -> torch.Tensor:
    """Rows and columns of token indices, [1, n, 2]."""
    indices = torch.tensor(tokens)
    return torch.stack([indices // GRID, indices % GRID], -1)[None]


@torch.no_grad()
def sample_seconds(network: CausalDiffusionTransformer, null_label: int, masked: list[int], per_step: int) -> float:
    """Seconds to fill ``masked`` tokens of a window, everything else known."""
    known = sorted(set(range(GRID * GRID)) - set(masked))
    channels = network.config.channels
    started = time.perf_counter()
    cache = network.condition(torch.tensor([null_label]))
    if known:
        cache = network.append(torch.rand(1, len(known), channels) * 2 - 1, coordinates(known), cache)
    for begin in range(0, len(masked), per_step):
        tokens = masked[begin : begin + per_step]
        at = coordinates(tokens)
        z = torch.randn(1, len(tokens), channels)
        for step in range(EULER_STEPS):
            t = step / EULER_STEPS
            prediction = network.predict(z, at, torch.full((1, 1), t), cache)
            z = z + (prediction - z) / max(1 - t, 0.05) / EULER_STEPS
        if begin + per_step < len(masked):
            cache = network.append(z.clamp(-1, 1), at, cache)
    return time.perf_counter() - started


def main(directory: Path) -> None:
    torch.set_num_threads(2)
    weights, description = load_weights(directory)
    network = CausalDiffusionTransformer(TransformerConfig.from_description(description))
    network.load_state_dict(weights)
    network.eval()
    centre_out = sorted(range(GRID * GRID), key=lambda t: (max(abs(t // GRID - 7.5), abs(t % GRID - 7.5)), t))
    for name, count in (("1/16", 16), ("1/4", 64), ("1/2", 128), ("all", 256)):
        seconds = min(
            sample_seconds(network, description["null_label"], centre_out[:count], TOKENS_PER_STEP) for _ in range(ROUNDS)
        )
        print(f"{name:>5} of a window: {seconds * 1000:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
