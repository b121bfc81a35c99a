"""Compares fillers on held-out photos: `python -m training.evaluate --help`. Fills and features are kept, so that a
second run with one more filler only computes that one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import tyro
from PIL import Image
from tqdm import tqdm

from ..reference_sampler.inpaint import Effort
from . import fillers, metrics
from .contact_sheet import write_contact_sheet
from ..keras_network import KerasNetwork
from .features import extract
from .fill_store import Fills, fill_family, mask_of, read_folder
from .masks import FAMILIES
from .photos import load_windows


@dataclass
class Evaluate:
    photos: Path = Path("../shared/data/eval-00.zip")
    out: Path = Path(".training/evaluation")
    network: tuple[str, ...] = ()
    """NAME=FOLDER of weights.safetensors and config.json, or of a pack; any number."""
    folder: tuple[str, ...] = ()
    """NAME=FOLDER with FAMILY/seed-S/NNNN.png made elsewhere (the product's command line, say; see --export-inputs)."""
    classical: tuple[str, ...] = tuple(fillers.CLASSICAL)
    families: tuple[str, ...] = tuple(FAMILIES)
    count: int = 128
    """How many photos are filled; all the others are the real ones they are compared with."""
    seeds: int = 1
    """Runs per photo of the fillers that draw noise."""
    size: int = 128
    batch: int = 16
    effort: Effort = Effort()
    threads: int = 2
    features: Path = Path(".training/features")
    """Where features of pictures are kept."""
    export_inputs: bool = False
    """Only write inputs/NNNN.png and inputs/FAMILY/NNNN-mask.png for fillers that run elsewhere."""
    baseline: str = ""
    """Filler that the others' KID is compared with on the same photos (paired bootstrap)."""
    table: Path | None = None
    """Also write the table as Markdown."""


def cached_features(images: np.ndarray, folder: Path, interpreter: list) -> np.ndarray:
    """[n, 2048]; kept per picture, so that only pictures never seen before cost anything."""
    paths = [folder / f"{hashlib.sha256(image.tobytes()).hexdigest()[:24]}.npy" for image in images]
    missing = [index for index, path in enumerate(paths) if not path.exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        if not interpreter:
            interpreter.append(KerasNetwork("inception_v3"))
    for begin in tqdm(range(0, len(missing), 16), desc="features", mininterval=20, leave=False, disable=len(missing) < 16):
        chunk = missing[begin : begin + 16]
        for index, value in zip(chunk, extract(images[chunk], network=interpreter[0])):
            np.save(paths[index], value)
    return np.stack([np.load(path) for path in paths])


def measure(filled: np.ndarray, seconds: float, windows: np.ndarray, family: str, real: np.ndarray,
            frechet: metrics.PrincipalFrechet, scale: float, options: Evaluate, interpreter: list) -> dict:
    """One row of the table."""
    photos = windows[: len(filled)]
    masks = [mask_of(family, options.size, i) for i in range(len(filled))]
    features = scale * cached_features(filled, options.features, interpreter)
    table = metrics.KernelTable(features, real)
    bootstrap = 1000 * table.bootstrap()
    low, high = metrics.interval(bootstrap)
    each = list(zip(filled, photos, masks))
    return {
        "kid_x1000": 1000 * table.value(), "kid_low": low, "kid_high": high, "bootstrap": bootstrap,
        "frechet_64": frechet.distance(features),
        "seam": float(np.median([metrics.seam_visibility(*item) for item in each])),
        "grid": float(np.median([metrics.grid_visibility(f, m) for f, _, m in each])),
        "colour_shift": float(np.mean([metrics.colour_shift(*item) for item in each])),
        "broken": float(np.mean([metrics.broken(*item) for item in each])),
        "seconds": float(seconds),
    }


def compare_with_baseline(rows: list[dict], baseline: str) -> None:
    """Adds `gain`: how much lower the KID is than the baseline's, with the interval of the paired difference."""
    of = {row["filler"]: row for row in rows}
    if baseline not in of:
        return
    for row in rows:
        difference = of[baseline]["bootstrap"] - row["bootstrap"]
        row["gain"] = (of[baseline]["kid_x1000"] - row["kid_x1000"], *metrics.interval(difference))


def markdown(rows: list[dict]) -> str:
    lines = ["| masks | filler | KID x1000 (90 %) | less than baseline by | Frechet-64 | seam | grid | colour shift | broken | s/fill |", "|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        spread = f", {row['seeds']} seeds {row['kid_seed_low']:.0f}..{row['kid_seed_high']:.0f}" if "kid_seed_low" in row else ""
        paired = "{:.0f} ({:.0f}..{:.0f})".format(*row["gain"]) if "gain" in row else ""
        lines.append(f"| {row['family']} | {row['filler']} | {row['kid_x1000']:.0f} ({row['kid_low']:.0f}..{row['kid_high']:.0f}{spread}) | {paired} "
                     f"| {row['frechet_64']:.1f} | {row['seam']:.2f} | {row['grid']:.2f} | {row['colour_shift']:.1f} | {100 * row['broken']:.0f} % "
                     f"| {row['seconds']:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    options = tyro.cli(Evaluate)
    torch.set_num_threads(options.threads)
    windows, _ = load_windows(options.photos, options.size)
    if options.export_inputs:
        return export_inputs(windows, options)
    interpreter: list = []
    real = cached_features(windows[options.count :] if options.count < len(windows) else windows, options.features, interpreter)
    scale = metrics.feature_scale(real)
    real = scale * real
    frechet = metrics.PrincipalFrechet(real)
    networks = {name: Path(folder) for name, folder in (item.split("=", 1) for item in options.network)}
    folders = {name: Path(folder) for name, folder in (item.split("=", 1) for item in options.folder)}
    rows: list[dict] = []
    for family in options.families:
        columns = {"photo": windows[:12].copy(), "masked": windows[:12].copy()}
        for i in range(12):
            columns["masked"][i][mask_of(family, options.size, i)] = 127
        jobs = [(name, None) for name in ["real photos"]] + [(name, "network") for name in networks] \
            + [(name, "folder") for name in folders] + [(name, "classical") for name in options.classical]
        for name, kind in jobs:
            fills: list[Fills | None] = [Fills(windows[: options.count], float("nan"))]
            if kind == "network":
                filler, key = fillers.network(networks[name], options.effort), f"{name}-{fillers.identity(networks[name], options.effort)}"
                fills = [fill_family(key, filler, windows, family, seed, options.out, options.count, options.batch) for seed in range(options.seeds)]
            elif kind == "folder":
                fills = [read_folder(folders[name], windows, family, seed, options.count) for seed in range(options.seeds)]
            elif kind == "classical":
                fills = [fill_family(name, fillers.CLASSICAL[name](), windows, family, 0, options.out, options.count)]
            data = [item for item in fills if item is not None]
            if not data:
                print(f"{name} has no complete set for {family}", flush=True)
                continue
            measured = [measure(item.pictures, item.seconds, windows, family, real, frechet, scale, options, interpreter)
                        for item in data]
            row = {"family": family, "filler": name, "photos": options.count, **measured[0]}
            if len(measured) > 1:
                kids = [m["kid_x1000"] for m in measured]
                row.update(kid_seed_low=min(kids), kid_seed_high=max(kids), kid_seed_mean=float(np.mean(kids)), seeds=len(kids))
            rows.append(row)
            if kind:
                columns[name] = data[0].pictures[:12]
            print(markdown([row]).splitlines()[-1], flush=True)
        write_contact_sheet(options.out / "sheets" / f"{family}.jpg", columns)
        compare_with_baseline([row for row in rows if row["family"] == family], options.baseline)
    for row in rows:
        row.pop("bootstrap")
    (options.out / f"table-{options.count}.json").write_text(json.dumps(rows, indent=1))
    if options.table:
        options.table.write_text(markdown(rows))


def export_inputs(windows: np.ndarray, options: Evaluate) -> None:
    folder = options.out / "inputs"
    for family in options.families:
        (folder / family).mkdir(parents=True, exist_ok=True)
        for i in range(options.count):
            mask = mask_of(family, options.size, i).astype(np.uint8) * 255
            Image.fromarray(mask).save(folder / family / f"{i:04d}-mask.png")
    for i in range(options.count):
        Image.fromarray(windows[i]).save(folder / f"{i:04d}.png")


if __name__ == "__main__":
    main()
