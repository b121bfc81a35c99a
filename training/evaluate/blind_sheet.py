"""Two fillers side by side without their names, so that an eye can judge before it knows.

    python -m training.evaluate.blind_sheet write --old FOLDER --new FOLDER --out DIR     # sheet-N.png, marks.csv, key.json
    python -m training.evaluate.blind_sheet open --out DIR                                # once every row of marks.csv has its mark

FOLDER holds what `training.evaluate` keeps (FAMILY-SEED.npz) or FAMILY/seed-SEED/NNNN.png. Which side is which is drawn for every row;
marks.csv takes `left`, `right` or `alike` for the better fill of each row. `open` refuses to read the key before all marks are there.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import tyro

from ..shared_folder import shared
from .contact_sheet import write_contact_sheet
from .fill_store import mask_of, read_folder
from .masks import FAMILIES
from .photos import load_windows

MARKS = ("left", "right", "alike")
ROWS_OF_A_SHEET = 10


class Refused(ValueError):
    pass


@dataclass
class BlindSheet:
    action: Annotated[Literal["write", "open"], tyro.conf.Positional]
    out: Path
    old: Path | None = None
    new: Path | None = None
    photos: Path = shared("data/eval-00.zip")
    count: int = 128
    """How many photos were filled; the rows are drawn from them."""
    rows: int = 40
    families: tuple[str, ...] = tuple(FAMILIES)
    """They take turns."""
    seed: int = 0


def read_fills(folder: Path, windows: np.ndarray, family: str, count: int) -> np.ndarray:
    """[count, size, size, 3] uint8 of seed 0."""
    kept = folder / f"{family}-0.npz"
    if kept.exists():
        return np.load(kept)["filled"][:count]
    fills = read_folder(folder, windows, family, 0, count)
    if fills is None:
        raise Refused(f"{folder} has no complete set of {count} fills for {family}")
    return fills.pictures


def write(options: BlindSheet) -> None:
    if options.old is None or options.new is None:
        raise Refused("write needs --old and --new")
    if (options.out / "marks.csv").exists():
        raise Refused(f"{options.out} holds a sheet and its marks. They were kept; give another --out.")
    windows, _ = load_windows(options.photos)
    rng = np.random.default_rng(options.seed)
    chosen = rng.choice(options.count, options.rows, replace=False)
    family_of = [options.families[row % len(options.families)] for row in range(options.rows)]
    new_is_left = rng.random(options.rows) < 0.5
    fills = {family: [read_fills(folder, windows, family, options.count) for folder in (options.old, options.new)] for family in options.families}
    views = []
    for index, family, flip in zip(chosen, family_of, new_is_left, strict=True):
        hole = windows[index].copy()
        hole[mask_of(family, windows.shape[1], index)] = 127
        pair = [made[index] for made in fills[family]]
        views.append([enlarged(picture) for picture in (hole, *(pair[::-1] if flip else pair))])
    options.out.mkdir(parents=True, exist_ok=True)
    for begin in range(0, options.rows, ROWS_OF_A_SHEET):
        part = np.array(views[begin : begin + ROWS_OF_A_SHEET])
        titles = (f"rows {begin + 1} to {begin + len(part)}", "left", "right")
        write_contact_sheet(options.out / f"sheet-{begin // ROWS_OF_A_SHEET + 1}.png", {title: part[:, n] for n, title in enumerate(titles)})
    key = {"old": str(options.old), "new": str(options.new), "seed": options.seed,
           "rows": [{"photo": int(index), "family": family, "new": "left" if flip else "right"}
                    for index, family, flip in zip(chosen, family_of, new_is_left, strict=True)]}
    (options.out / "key.json").write_text(json.dumps(key, indent=1))
    (options.out / "marks.csv").write_text("row,better\n" + "".join(f"{row + 1},\n" for row in range(options.rows)))


def enlarged(picture: np.ndarray, factor: int = 2) -> np.ndarray:
    """Pixels repeated: nothing is smoothed over."""
    return picture.repeat(factor, 0).repeat(factor, 1)


def open_key(out: Path) -> dict[str, int]:
    """How often the new fill was better, the old one, and neither."""
    with open(out / "marks.csv", newline="") as file:
        marks = [row["better"].strip() for row in csv.DictReader(file)]
    missing = [n + 1 for n, mark in enumerate(marks) if mark not in MARKS]
    if missing:
        raise Refused(f"rows {', '.join(map(str, missing))} of marks.csv need one of {', '.join(MARKS)}; the key stays closed")
    rows = json.loads((out / "key.json").read_text())["rows"]
    who = ["alike" if mark == "alike" else "new" if mark == row["new"] else "old" for mark, row in zip(marks, rows, strict=True)]
    return {name: who.count(name) for name in ("new", "old", "alike")}


def main() -> None:
    options = tyro.cli(BlindSheet)
    try:
        print(json.dumps(open_key(options.out)) if options.action == "open" else write(options) or f"Sheets are in {options.out}")
    except Refused as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
