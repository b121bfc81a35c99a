"""Fills the evaluation's photos through the product's own command line, so that it can be one of the rows.

    npm run build
    python -m training.evaluate --export-inputs --count 645
    python -m training.evaluate.product --count 128 --detail auto
    python -m training.evaluate --count 128 --folder product-auto=.training/evaluation/product/auto

What is there already is kept: remove the folder after the pack or the engine has changed (`product.json` says what made it).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import tyro
from tqdm import tqdm

from .fillers import SEED_STRIDE
from .masks import FAMILIES


@dataclass
class Product:
    out: Path = Path(".training/evaluation/product")
    """Fills go to OUT/DETAIL/FAMILY/seed-S/NNNN.png."""
    inputs: Path = Path(".training/evaluation/inputs")
    pack: Path = Path("models/tessera-small-128")
    command: tuple[str, ...] = ("node", "out/cli/tessera.js")
    detail: tuple[str, ...] = ("auto", "off")
    """Detail stages: auto is what a user gets, off is the network alone."""
    options: tuple[str, ...] = ("--threads", "1")
    """Further options of `fill`, for instance --effort best."""
    families: tuple[str, ...] = tuple(FAMILIES)
    first: int = 0
    count: int = 128
    """Photos from `first` to below this."""
    seeds: int = 1


class AnotherProduct(RuntimeError):
    pass


def stamp(options: Product, folder: Path) -> None:
    """Writes what makes these fills, or raises AnotherProduct where something else made those that are there."""
    now = {"manifest": hashlib.sha256((options.pack / "manifest.json").read_bytes()).hexdigest(), "options": list(options.options)}
    path = folder / "product.json"
    if path.exists() and json.loads(path.read_text()) != now:
        raise AnotherProduct(f"{folder} holds fills of another pack or other options. They were kept. Move the folder away or give another --out.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(now, indent=1))


def fill(options: Product, detail: str, family: str, seed: int, index: int) -> None:
    target = options.out / detail / family / f"seed-{seed}" / f"{index:04d}.png"
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    finished = subprocess.run(
        [*options.command, "fill", str(options.inputs / f"{index:04d}.png"), "--mask", str(options.inputs / family / f"{index:04d}-mask.png"),
         "-o", str(target), "--pack", str(options.pack), "--detail", detail, "--seed", str(SEED_STRIDE * seed + index), *options.options],
        capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"{family} {index:04d}: {finished.stderr.strip()}")


def main(options: Product) -> None:
    for detail in options.detail:
        stamp(options, options.out / detail)
        for family in options.families:
            for seed in range(options.seeds):
                for index in tqdm(range(options.first, options.count), desc=f"{detail} {family} {seed}", mininterval=20):
                    fill(options, detail, family, seed, index)


if __name__ == "__main__":
    main(tyro.cli(Product))
