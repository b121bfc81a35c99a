"""Draws curve.csv as curve.png: `python -m training.curves training/runs/NAME` (the trainer does it at every checkpoint)."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np


def draw_curve(run: Path) -> None:
    """Loss (and its running mean) against windows seen, throughput below."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    with open(run / "curve.csv") as file:
        rows = list(csv.DictReader(file))
    if len(rows) < 2:
        return
    samples, loss, rate = (np.array([float(row[key]) for row in rows]) for key in ("samples", "loss", "windows_per_second"))
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(7, 5), sharex=True, height_ratios=(3, 1))
    top.plot(samples, loss, alpha=0.3, color="tab:blue")
    window = min(len(loss), 15)
    top.plot(samples[window - 1 :], np.convolve(loss, np.ones(window) / window, "valid"), color="tab:blue")
    top.set_ylabel("training loss")
    bottom.plot(samples, rate, color="tab:gray")
    bottom.set_ylabel("windows/s")
    bottom.set_xlabel("windows seen")
    figure.tight_layout()
    figure.savefig(run / "curve.png", dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    draw_curve(Path(sys.argv[1]))
