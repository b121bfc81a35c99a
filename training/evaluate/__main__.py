"""Compares fillers on held-out photos: `python -m training.evaluate --help`. Fills and features are kept, so that a
second run with one more filler only computes that one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import tyro
from PIL import Image

from ..reference_sampler.inpaint import Effort
from ..shared_folder import shared
from . import fillers, metrics
from .contact_sheet import write_contact_sheet
from .fill_store import Fills, fill_family, mask_of, read_folder
from .judges import JUDGES, Judge
from .masks import FAMILIES
from .photos import load_windows


@dataclass
class Evaluate:
    photos: Path = shared("data/eval-00.zip")
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
    judges: tuple[str, ...] = tuple(JUDGES)
    export_inputs: bool = False
    """Only write inputs/NNNN.png and inputs/FAMILY/NNNN-mask.png for fillers that run elsewhere."""
    baseline: str = ""
    """Filler that the others' KID is compared with on the same photos (paired bootstrap)."""
    table: Path | None = None
    """Also write the table as Markdown."""


def measure(filled: np.ndarray, seconds: float, windows: np.ndarray, family: str, judges: list[Judge]) -> dict:
    """One row of the table; `kid` holds a `Judge.distance` for each judge's name."""
    masks = [mask_of(family, windows.shape[1], i) for i in range(len(filled))]
    each = list(zip(filled, windows, masks))
    return {
        "kid": {judge.name: judge.distance(filled) for judge in judges},
        "seam": float(np.median([metrics.seam_visibility(*item) for item in each])),
        "grid": float(np.median([metrics.grid_visibility(f, m) for f, _, m in each])),
        "colour_shift": float(np.mean([metrics.colour_shift(*item) for item in each])),
        "clipped": float(np.mean([metrics.clipped(f, m) for f, _, m in each])),
        "broken": float(np.mean([metrics.broken(*item) for item in each])),
        "seconds": None if np.isnan(seconds) else float(seconds),  # JSON, which a pack's manifest is, knows no NaN
    }


def mean_over_families(rows: list[dict]) -> list[dict]:
    """A row for each filler that has all families: means, paired over the photos, which are the same for every family."""
    families, fillers_seen = {row["family"] for row in rows}, dict.fromkeys(row["filler"] for row in rows)
    means = []
    for filler in fillers_seen:
        own = [row for row in rows if row["filler"] == filler]
        if len(own) < len(families):
            continue
        mean = {key: float(np.mean([row[key] for row in own])) for key in ("seam", "grid", "colour_shift", "clipped", "broken")}
        mean["seconds"] = None if None in (seconds := [row["seconds"] for row in own]) else float(np.mean(seconds))
        kid = {}
        for judge in own[0]["kid"]:
            distances = [row["kid"][judge] for row in own]
            bootstrap = np.mean([distance["bootstrap"] for distance in distances], 0)
            low, high = metrics.interval(bootstrap)
            kid[judge] = {key: float(np.mean([distance[key] for distance in distances])) for key in ("value", "frechet_64")} \
                | {"low": low, "high": high, "bootstrap": bootstrap}
        means.append({"family": "mean", "filler": filler, "photos": own[0]["photos"], "kid": kid, **mean})
    return means


def compare_with_baseline(rows: list[dict], baseline: str) -> None:
    """Adds `gain` to each KID of one family's rows: how much lower it is than the baseline's, with the interval of the paired difference."""
    of = {row["filler"]: row["kid"] for row in rows}
    if baseline not in of:
        return
    for row in rows:
        for judge, own in row["kid"].items():
            other = of[baseline][judge]
            own["gain"] = (other["value"] - own["value"], *metrics.interval(other["bootstrap"] - own["bootstrap"]))


def markdown(rows: list[dict]) -> str:
    """A table with, for each judge, KID x1000 with its 90 % interval, by how much it is less than the baseline's, and Frechet-64."""
    judges = list(rows[0]["kid"]) if rows else []
    titles = ["masks", "filler", *(title for judge in judges for title in (f"KID {judge}", "less than baseline by", "Frechet-64")),
              "seam", "grid", "colour shift", "clipped", "broken", "s/fill"]
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    for row in rows:
        cells = [row["family"], row["filler"]]
        for judge in judges:
            kid = row["kid"][judge]
            seeds = f", {row['seeds']} seeds {kid['seed_low']:.0f}..{kid['seed_high']:.0f}" if "seed_low" in kid else ""
            cells += [f"{kid['value']:.0f} ({kid['low']:.0f}..{kid['high']:.0f}{seeds})",
                      "{:.0f} ({:.0f}..{:.0f})".format(*kid["gain"]) if "gain" in kid else "", f"{kid['frechet_64']:.1f}"]
        cells += [f"{row['seam']:.2f}", f"{row['grid']:.2f}", f"{row['colour_shift']:.1f}", f"{100 * row['clipped']:.1f} %",
                  f"{100 * row['broken']:.0f} %", "" if row["seconds"] is None else f"{row['seconds']:.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    options = tyro.cli(Evaluate)
    torch.set_num_threads(options.threads)
    windows, _ = load_windows(options.photos, options.size)
    if options.export_inputs:
        return export_inputs(windows, options)
    real = windows[options.count :] if options.count < len(windows) else windows
    judges = [Judge(name, real, options.features) for name in options.judges]
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
            measured = [measure(item.pictures, item.seconds, windows, family, judges) for item in data]
            row = {"family": family, "filler": name, "photos": options.count, **measured[0]}
            if len(measured) > 1:
                row["seeds"] = len(measured)
                for judge, kid in row["kid"].items():
                    values = [one["kid"][judge]["value"] for one in measured]
                    kid.update(seed_low=min(values), seed_high=max(values), seed_mean=float(np.mean(values)))
            rows.append(row)
            if kind:
                columns[name] = data[0].pictures[:12]
            print(markdown([row]).splitlines()[-1], flush=True)
        write_contact_sheet(options.out / "sheets" / f"{family}.jpg", columns)
    rows += mean_over_families(rows)
    for family in (*options.families, "mean"):
        compare_with_baseline([row for row in rows if row["family"] == family], options.baseline)
    for row in rows:
        for kid in row["kid"].values():
            kid.pop("bootstrap")
    (options.out / f"table-{options.count}.json").write_text(json.dumps(rows, indent=1, allow_nan=False))
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
