"""Fills the evaluation's inputs through the product's own command line, so that it can be one of the rows.

    python -m training.evaluate --export-inputs --count 96
    python -m training.evaluate.product --out .training/evaluation/product --count 96
    python -m training.evaluate --count 96 --folder tessera=.training/evaluation/product
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import tyro
from tqdm import tqdm

from .fillers import SEED_STRIDE
from .masks import FAMILIES


@dataclass
class Product:
    out: Path
    inputs: Path = Path(".training/evaluation/inputs")
    command: tuple[str, ...] = ("npx", "tessera")
    options: tuple[str, ...] = ()
    """Passed to `fill`, for instance --pack ID --effort best."""
    families: tuple[str, ...] = tuple(FAMILIES)
    count: int = 96
    seeds: int = 1


def main() -> None:
    options = tyro.cli(Product)
    for family in options.families:
        for seed in range(options.seeds):
            folder = options.out / family / f"seed-{seed}"
            folder.mkdir(parents=True, exist_ok=True)
            for index in tqdm(range(options.count), desc=f"{family} {seed}", mininterval=10):
                target = folder / f"{index:04d}.png"
                if target.exists():
                    continue
                subprocess.run([*options.command, "fill", str(options.inputs / f"{index:04d}.png"), "--mask",
                                str(options.inputs / family / f"{index:04d}-mask.png"), "-o", str(target), "--seed",
                                str(SEED_STRIDE * seed + index), *options.options], check=True, capture_output=True)


if __name__ == "__main__":
    main()
