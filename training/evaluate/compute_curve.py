"""Distance against training: `python -m training.evaluate.compute_curve --point WINDOWS=FOLDER --point ...`.

Every point is one checkpoint that fills the same photos with the same noise; fills and features are kept, so another
point only costs itself. Leaves `compute-curve.json` and `compute-curve.png`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import tyro

from ..shared_folder import shared
from . import fillers, metrics
from .__main__ import Evaluate
from .fill_store import fill_family, mask_of
from .judges import Judge
from .photos import load_windows


@dataclass
class ComputeCurve:
    point: tuple[str, ...]
    """WINDOWS=FOLDER of a checkpoint or pack; WINDOWS are all it was ever trained on, in order."""
    photos: Path = shared("data/eval-00.zip")
    out: Path = Path(".training/compute-curve")
    families: tuple[str, ...] = ("centre", "border")
    count: int = 96
    floor: tuple[str, ...] = ("gmic-matchpatch",)
    """Classical fillers drawn as lines."""
    judge: str = "efficientnet"
    threads: int = 1


def main(options: ComputeCurve) -> list[dict]:
    torch.set_num_threads(options.threads)
    windows, _ = load_windows(options.photos, 128)
    judge = Judge(options.judge, windows[options.count :], Evaluate().features)
    points = [(int(windows_seen), Path(folder)) for windows_seen, folder in (item.split("=", 1) for item in options.point)]
    makers = [(seen, f"{seen}-{fillers.identity(folder, fillers.Effort())}", fillers.network(folder)) for seen, folder in points]
    makers += [(None, name, fillers.CLASSICAL[name]()) for name in options.floor]
    rows = []
    for family in options.families:
        first = None
        for seen, key, filler in makers:
            fills = fill_family(key, filler, windows, family, 0, options.out, options.count)
            kid = judge.distance(fills.pictures)
            first = kid["bootstrap"] if first is None else first
            grid = float(np.median([metrics.grid_visibility(f, mask_of(family, 128, i)) for i, f in enumerate(fills.pictures)]))
            rows.append({"family": family, "windows": seen, "name": key, "kid_x1000": kid["value"], "interval": (kid["low"], kid["high"]),
                         "below_first": metrics.interval(first - kid["bootstrap"]), "grid": grid})
            print(rows[-1], flush=True)
            (options.out / "compute-curve.json").write_text(json.dumps({"count": options.count, "judge": options.judge, "rows": rows}, indent=1))
    draw(rows, options)
    return rows


def draw(rows: list[dict], options: ComputeCurve) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(options.families), figsize=(4.5 * len(options.families), 3.4), squeeze=False)
    for axis, family in zip(axes[0], options.families):
        chosen = [row for row in rows if row["family"] == family]
        networks = [row for row in chosen if row["windows"] is not None]
        middle = np.array([row["kid_x1000"] for row in networks])
        spread = np.abs(np.array([row["interval"] for row in networks]).T - middle)
        axis.errorbar([row["windows"] / 1000 for row in networks], middle, spread, fmt="o-", capsize=3, label="ours")
        for row in chosen:
            if row["windows"] is None:
                axis.axhline(row["kid_x1000"], color="grey", linestyle="--", linewidth=0.9, label=row["name"])
        axis.set(xlabel="thousand windows trained on", ylabel=f"KID x1000 (90 %), {options.judge}", ylim=(min(0, *(middle - spread[0])), None))
        axis.set_title(f"{family}, {options.count} photos", fontsize=9)
        axis.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(options.out / "compute-curve.png", dpi=100)
    plt.close(figure)


if __name__ == "__main__":
    main(tyro.cli(ComputeCurve))
