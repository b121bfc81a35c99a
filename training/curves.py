"""What a run logs: curve.csv, TensorBoard's events where they are asked for, and curve.png, drawn at every checkpoint.

`python -m training.curves training/runs/NAME` draws curve.csv again.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

DIGITS = {"minutes": 3, "loss": 6, "windows_per_second": 3, "learning_rate": 6}


class Curve:
    """The log of the run in `folder`. Raises ValueError where TensorBoard is asked for and not installed."""

    def __init__(self, folder: Path, tensorboard: bool):
        self.path, self.board = folder / "curve.csv", None
        if tensorboard:
            try:
                from torch.utils.tensorboard import SummaryWriter
            except ImportError as error:
                raise ValueError("--tensorboard needs a package that is not installed: pip install tensorboard==2.21.0, or go without; "
                                 "curve.csv is written in any case") from error
            self.board = SummaryWriter(str(folder))

    def log(self, values: dict[str, float]) -> None:
        """One row: `step` and what belongs to it, always under the same names."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        with open(self.path, "a", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow(values)
            writer.writerow(f"{value:.{DIGITS[name]}f}" if name in DIGITS else value for name, value in values.items())
        if self.board is not None:
            for name, value in values.items():
                if name != "step":
                    self.board.add_scalar(name, value, values["step"])
            self.board.flush()

    def forget_after(self, step: int) -> None:
        """Drops the rows that were logged after the checkpoint that a run resumes from."""
        if self.path.exists():
            header, *rows = self.path.read_text().splitlines(keepends=True)
            self.path.write_text("".join([header, *(row for row in rows if int(row.split(",")[0]) <= step)]))

    def draw(self) -> None:
        if self.path.exists():
            draw_curve(self.path.parent)


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
