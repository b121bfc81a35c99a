"""Runs one experiment: `python -m training.experiments NAME [--checkpoint DIR]`. Everything finished is kept, so it resumes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import tyro

from ..evaluate import fillers, metrics
from ..evaluate.__main__ import Evaluate, cached_features, fill_family, measure
from ..evaluate.photos import load_windows
from ..trainer import Trainer
from .definitions import EXPERIMENTS, Experiment


@dataclass
class RunExperiment:
    name: Annotated[str, tyro.conf.Positional]
    checkpoint: Path = Path("../shared/prototype")
    """The network that sampling experiments run."""
    photos: Path = Path("../shared/data/eval-00.zip")
    data: Path = Path(".training/cache/photos")
    out: Path = Path(".training/experiments")
    evaluation: Path = Path(".training/evaluation")
    """Where features of real photos may already be."""
    count: int = 64
    steps: int = 0
    """Optimiser steps per training variant (0 = as defined)."""
    variants: tuple[str, ...] = ()
    """Only these (default: all)."""
    threads: int = 2


def networks_of(experiment: Experiment, options: RunExperiment) -> dict[str, tuple[Path, object]]:
    """Variant -> (folder of weights, effort); trains what is to be trained."""
    if experiment.sampling:
        return {name: (options.checkpoint, effort) for name, effort in experiment.sampling.items()}
    found = {}
    for name, config in experiment.training.items():
        if options.variants and name not in options.variants:
            continue
        schedule = replace(config.schedule, steps=options.steps or config.schedule.steps)
        folder = options.out / options.name / name.split()[0]
        Trainer(replace(config, out=folder, data=options.data, schedule=schedule, threads=options.threads)).run()
        found[name] = (folder / "ema", fillers.Effort())
    return found


def run(options: RunExperiment) -> list[dict]:
    experiment = EXPERIMENTS[options.name]
    torch.set_num_threads(options.threads)
    # training variants are compared at the window they were trained at
    size = 8 * next(iter(experiment.training.values())).grid if experiment.training else 128
    windows, _ = load_windows(options.photos, size)
    settings = Evaluate(photos=options.photos, out=options.out / options.name, count=options.count, size=size)
    shared = replace(settings, out=options.evaluation)
    interpreter: list = []
    real = cached_features(windows[options.count :], shared, interpreter)
    scale = metrics.feature_scale(real)
    real = scale * real
    frechet = metrics.PrincipalFrechet(real)
    rows = []
    for variant, (folder, effort) in networks_of(experiment, options).items():
        if options.variants and variant not in options.variants:
            continue
        for family in experiment.families:
            path = fill_family(variant.replace(" ", ""), fillers.network(folder, effort), windows, family, 0, settings)
            data = np.load(path)
            row = measure(data["filled"], float(data["seconds"]), windows, family, real, frechet, scale, settings, interpreter)
            row.pop("bootstrap")
            rows.append({"variant": variant, "family": family, **row})
            (settings.out / "results.json").write_text(json.dumps({"question": experiment.question, "count": options.count, "rows": rows}, indent=1))
            print(markdown(rows[-1:]), end="", flush=True)
    draw(rows, experiment, settings.out / "plot.png")
    return rows


def markdown(rows: list[dict]) -> str:
    return "".join(f"| {r['variant']} | {r['family']} | {r['kid_x1000']:.0f} ({r['kid_low']:.0f}..{r['kid_high']:.0f}) | {r['frechet_64']:.1f} "
                   f"| {r['seam']:.2f} | {r['grid']:.2f} | {r['seconds']:.2f} |\n" for r in rows)


def draw(rows: list[dict], experiment: Experiment, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(experiment.families), figsize=(4.5 * len(experiment.families), 3.5), squeeze=False)
    for axis, family in zip(axes[0], experiment.families):
        chosen = [row for row in rows if row["family"] == family]
        values = np.array([row["kid_x1000"] for row in chosen])
        spread = np.abs(np.array([[row["kid_low"], row["kid_high"]] for row in chosen]).T - values)
        axis.errorbar(range(len(chosen)), values, spread, fmt="o", capsize=3)
        axis.set_xticks(range(len(chosen)), [row["variant"] for row in chosen], rotation=60, fontsize=7)
        axis.set_title(f"{family}: KID x1000, 90 % interval", fontsize=8)
    figure.suptitle(experiment.question, fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    run(tyro.cli(RunExperiment))
