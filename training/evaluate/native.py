"""Fills holes of 64 to 512 px at native resolution with the product's detail stages and two classical methods, and compares them.

    npm run build
    python -m training.evaluate.native --photos PHOTOS --which held-out
    python -m training.evaluate.native --shard SHARD --which shard

Fills that are there already are kept, so it can be stopped and started again: remove those of the product after the engine or the pack has
changed. Times are processor seconds of the whole command.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import tyro
from PIL import Image

from ..shared_folder import shared
from .native_report import report
from .native_sets import HELD_OUT, SIDES, TUNING, Hole, load_holes, load_shard_holes, ring_patches

PRODUCT = ("off", "model", "photo", "both", "auto")


@dataclass
class Native:
    which: Literal["tuning", "held-out", "shard"] = "held-out"
    """Places of the sample photos to choose by, others to check on, or small photos of the evaluation shard."""
    photos: Path = shared("photos")
    shard: Path = shared("data/eval-00.zip")
    count: int = 48
    """Photos of the shard."""
    out: Path = Path(".training/native")
    command: tuple[str, ...] = ("npx", "tessera")
    options: tuple[str, ...] = ("--threads", "1", "--effort", "balanced")
    """Further options of `fill`."""
    fillers: tuple[str, ...] = (*PRODUCT, "gmic", "telea")
    sides: tuple[int, ...] = SIDES
    places: tuple[str, ...] = ()
    """Only these of the chosen places; none = all."""
    measure_only: bool = False
    features: bool = True
    """KID needs Inception features: a few minutes."""
    sheets: bool = True
    """Contact sheets, OUT/sheet-SIDE.jpg."""


def run_measured(command: list[str]) -> dict[str, float]:
    """Runs a command to its end -> processor seconds and peak megabytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    while True:
        # The peak that wait4 tells would count this process too, from before exec.
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = max([peak, *(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))])
        except OSError:
            pass
        done, code, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {process.stderr.read()[-500:].decode(errors='replace')}")
    return {"seconds": usage.ru_utime + usage.ru_stime, "megabytes": peak}


def fill(options: Native, filler: str, hole: Hole, folder: Path) -> dict[str, float]:
    """Writes KEY-FILLER.png."""
    photo, mask, out = (folder / f"{hole.key}{end}.png" for end in ("", "-mask", f"-{filler}"))
    if not photo.exists():
        Image.fromarray(hole.photo).save(photo)
        Image.fromarray(hole.mask.astype(np.uint8) * 255).save(mask)
    if filler == "telea":
        started = time.process_time()
        filled = cv2.inpaint(hole.photo, hole.mask.astype(np.uint8) * 255, 5, cv2.INPAINT_TELEA)
        Image.fromarray(filled).save(out)
        return {"seconds": time.process_time() - started, "megabytes": float("nan")}
    if filler == "gmic":
        return run_measured(["gmic", "-v", "-", str(photo), str(mask), "-inpaint_matchpatch[0]", "[1]", "-keep[0]", "-output", str(out)])
    return run_measured([*options.command, "fill", str(photo), "--mask", str(mask), "--detail", filler, "--seed", "1", "-o", str(out),
                         *options.options])


def main() -> None:
    options = tyro.cli(Native)
    out = options.out / options.which
    out.mkdir(parents=True, exist_ok=True)
    if options.which == "shard":
        holes, middles = load_shard_holes(options.shard, options.count)
        real = list(middles)
    else:
        chosen = {name: at for name, at in (HELD_OUT if options.which == "held-out" else TUNING).items()
                  if not options.places or name in options.places}
        holes = load_holes(options.photos, options.sides, chosen)
        real = [tile for hole in holes for tile in ring_patches(hole)]
    for hole in holes:
        for filler in options.fillers:
            spent = out / f"{hole.key}-{filler}.json"
            if options.measure_only or spent.exists():
                continue
            costs = fill(options, filler, hole, out)
            spent.write_text(json.dumps(costs))
            print(spent.stem, {k: round(v, 1) for k, v in costs.items()}, flush=True)
    report(out, holes, options.fillers, np.stack(real) if options.features else None, options.sheets)


if __name__ == "__main__":
    main()
