"""Runs one experiment: `python -m training.experiments NAME [--checkpoint DIR]`. Everything finished is kept, so it resumes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import tyro

from ..evaluate import fillers, metrics
from ..evaluate.__main__ import Evaluate, measure
from ..evaluate.fill_store import fill_family
from ..evaluate.held_out_loss import HeldOutLoss, held_out_loss
from ..evaluate.judges import Judge
from ..evaluate.photos import load_windows
from ..shared_folder import shared
from ..trainer import Trainer
from .definitions import EXPERIMENTS, FILLING, Experiment


@dataclass
class RunExperiment:
    name: Annotated[str, tyro.conf.Positional]
    checkpoint: Path = Path("models/tessera-small-128")
    """The network that sampling experiments run."""
    photos: Path = shared("data/eval-00.zip")
    data: Path = Path(".training/cache/photos")
    out: Path = Path(".training/experiments")
    count: int = 64
    steps: int = 0
    """Optimiser steps per training variant (0 = as defined)."""
    variants: tuple[str, ...] = ()
    """Only these (default: all)."""
    threads: int = 2
    judge: str = "efficientnet"
    """Whose KID is told (`training.evaluate.judges`)."""


def networks_of(experiment: Experiment, options: RunExperiment) -> dict[str, tuple[Path, object]]:
    """Variant -> (folder of weights, effort); trains what is to be trained."""
    if experiment.sampling:
        return {name: (options.checkpoint, effort) for name, effort in experiment.sampling.items()}
    found = {}
    for name, config in experiment.training.items():
        if options.variants and name not in options.variants:
            continue
        schedule = replace(config.schedule, steps=options.steps or config.schedule.steps)
        config = replace(config, data=options.data, schedule=schedule, threads=options.threads)
        folder = options.out / "trained" / hashlib.sha256(repr(config).encode()).hexdigest()[:8]  # experiments share their baseline
        Trainer(replace(config, out=folder)).run()
        found[name] = (folder / "ema", fillers.Effort())
    return found


def run(options: RunExperiment) -> list[dict]:
    experiment = EXPERIMENTS[options.name]
    torch.set_num_threads(options.threads)
    # training variants are compared at the window they were trained at
    size = 8 * next(iter(experiment.training.values())).grid if experiment.training else 128
    windows, labels = load_windows(options.photos, size)
    out = options.out / options.name
    judge = Judge(options.judge, windows[options.count :], Evaluate().features)
    rows = []
    for variant, (folder, effort) in networks_of(experiment, options).items():
        if options.variants and variant not in options.variants:
            continue
        losses = losses_of(folder, windows, options) if experiment.training else None
        for family in experiment.families:
            told = variant in experiment.labelled
            key = f"{variant.replace(' ', '')}-{fillers.identity(folder, effort)}"
            fills = fill_family(key, fillers.network(folder, effort, labels if told else None), windows, family, 0, out, options.count)
            row = measure(fills.pictures, fills.seconds, windows, family, [judge])
            distance = row.pop("kid")[judge.name]
            rows.append({"variant": variant, "family": family, **row, **distance, "losses": losses})
            print(markdown(differences(rows, experiment.baseline)[-1:]), end="", flush=True)
            write(rows, experiment, options, out)
    return rows


def losses_of(folder: Path, windows: np.ndarray, options: RunExperiment) -> np.ndarray:
    """[batches] unweighted loss on the held-out photos that are not filled, in the product's way of filling."""
    rest = windows[options.count :]
    settings = HeldOutLoss((folder,), count=min(256, len(rest)), grid=windows.shape[1] // 8, recipe=FILLING, weight_along_order=False)
    return held_out_loss(folder, rest, settings)


def differences(rows: list[dict], baseline: str) -> list[dict]:
    """Rows without their arrays, with `difference`: KID x1000 minus the baseline's of the same family and its paired 90 % interval;
    `loss` and `loss_difference` from the baseline with its standard error, where variants were trained."""
    of = {row["family"]: row for row in rows if row["variant"] == baseline}
    found = []
    for row in rows:
        other = of.get(row["family"])
        plain = {key: value for key, value in row.items() if key not in ("bootstrap", "losses")}
        if row["losses"] is not None:
            plain["loss"] = float(row["losses"].mean())
        if other is not None and other is not row:
            paired = metrics.interval(row["bootstrap"] - other["bootstrap"])
            if row["losses"] is not None:
                apart = row["losses"] - other["losses"]
                plain["loss_difference"] = (float(apart.mean()), float(apart.std(ddof=1) / len(apart) ** 0.5))
            plain["difference"] = (row["value"] - other["value"], *paired)
        found.append(plain)
    return found


def write(rows: list[dict], experiment: Experiment, options: RunExperiment, out: Path) -> None:
    """results.json, table.md and plot.png, after every measurement."""
    plain = differences(rows, experiment.baseline)
    (out / "results.json").write_text(json.dumps({"question": experiment.question, "count": options.count, "judge": options.judge, "rows": plain}, indent=1))
    (out / "table.md").write_text(markdown(plain))
    draw(plain, experiment, out / "plot.png")


def markdown(rows: list[dict]) -> str:
    signed = lambda row: "{:+.0f} ({:+.0f}..{:+.0f})".format(*row["difference"]) if "difference" in row else ""  # noqa: E731
    loss = lambda row: "{:.4f}".format(row["loss"]) + (" ({:+.4f} +- {:.4f})".format(*row["loss_difference"])  # noqa: E731
                                                        if "loss_difference" in row else "") if "loss" in row else ""
    return "".join(f"| {r['variant']} | {r['family']} | {r['value']:.0f} ({r['low']:.0f}..{r['high']:.0f}) | {signed(r)} "
                   f"| {r['frechet_64']:.1f} | {r['seam']:.2f} | {r['grid']:.2f} | {r['colour_shift']:.1f} | {loss(r)} |\n" for r in rows)


def draw(rows: list[dict], experiment: Experiment, path: Path) -> None:
    """Above: KID with its 90 % interval. Below: difference from the baseline, paired, which says more."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, len(experiment.families), figsize=(4.5 * len(experiment.families), 5.5), squeeze=False, sharex="col")
    for column, family in zip(axes.T, experiment.families):
        chosen = [row for row in rows if row["family"] == family]
        bars(column[0], [(row["value"], row["low"], row["high"]) for row in chosen])
        apart = [row.get("difference", (0.0, 0.0, 0.0)) for row in chosen]
        bars(column[1], apart)
        column[0].set_title(f"{family}: KID x1000, 90 % interval", fontsize=8)
        column[1].set_title(f"difference from {experiment.baseline}, paired", fontsize=8)
        column[1].axhline(0, color="grey", linewidth=0.8)
        column[1].set_xticks(range(len(chosen)), [row["variant"] for row in chosen], rotation=60, fontsize=7)
    figure.suptitle(experiment.question, fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=100)
    plt.close(figure)


def bars(axis, values: list[tuple[float, float, float]]) -> None:
    """(estimate, low, high) each."""
    middle, low, high = np.array(values, float).reshape(-1, 3).T
    axis.errorbar(range(len(middle)), middle, np.maximum(0, (middle - low, high - middle)), fmt="o", capsize=3)


if __name__ == "__main__":
    run(tyro.cli(RunExperiment))
