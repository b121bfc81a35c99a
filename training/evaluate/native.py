"""Fills holes of 64 to 512 px at native resolution with the product's detail stages and two classical methods, and compares them.

    npm run build
    python -m training.evaluate.native --photos PHOTOS --out .training/native

Fills that are there already are kept, so it can be stopped and started again. Times are processor seconds of the whole command.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import tyro
from PIL import Image

from .metrics import kid, feature_scale, seam_visibility
from .native_measures import BANDS, patches_inside, repeated_share, spectrum_ratios, within
from .native_sets import NATURAL, PLACES, SIDES, Hole, load_holes

PRODUCT = ("off", "model", "photo", "both", "auto")


@dataclass
class Native:
    photos: Path
    out: Path = Path(".training/native")
    command: tuple[str, ...] = ("npx", "tessera")
    fillers: tuple[str, ...] = (*PRODUCT, "gmic", "telea")
    sides: tuple[int, ...] = SIDES
    places: tuple[str, ...] = tuple(PLACES)
    effort: str = "balanced"
    measure_only: bool = False
    features: bool = True
    """KID needs Inception features: a few minutes."""


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
    """Writes FILLER-KEY.png."""
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
    return run_measured([*options.command, "fill", str(photo), "--mask", str(mask), "--detail", filler, "--effort", options.effort,
                         "--seed", "1", "-o", str(out)])


def measure(hole: Hole, filled: np.ndarray) -> dict[str, float]:
    """Ratios of one fill."""
    row = dict(zip(BANDS, spectrum_ratios(filled, hole.mask).tolist(), strict=True))
    row["seam"] = seam_visibility(filled, hole.photo, hole.mask)
    row["repeated"] = repeated_share(filled, hole.mask)
    return row


def main() -> None:
    options = tyro.cli(Native)
    options.out.mkdir(parents=True, exist_ok=True)
    holes = load_holes(options.photos, options.sides, options.places)
    for hole in holes:
        for filler in options.fillers:
            spent = options.out / f"{hole.key}-{filler}.json"
            if options.measure_only or spent.exists():
                continue
            costs = fill(options, filler, hole, options.out)
            spent.write_text(json.dumps(costs))
            print(spent.stem, {k: round(v, 1) for k, v in costs.items()}, flush=True)
    report(options, holes)


def report(options: Native, holes: list[Hole]) -> None:
    """Prints a Markdown table, writes measures.json."""
    costs = {path.stem: json.loads(path.read_text()) for path in options.out.glob("*.json") if path.stem != "measures"}
    columns: dict[str, list[tuple[Hole, np.ndarray]]] = {"real photo": [(hole, hole.photo) for hole in holes]}
    for filler in options.fillers:
        found = [(hole, options.out / f"{hole.key}-{filler}.png") for hole in holes]
        columns[filler] = [(hole, np.where(hole.mask[..., None], np.asarray(Image.open(path).convert("RGB")), hole.photo))
                           for hole, path in found if path.exists()]
    rows = {name: [dict(measure(hole, picture), key=hole.key, side=hole.side, natural=hole.name in NATURAL) for hole, picture in fills]
            for name, fills in columns.items()}
    (options.out / "measures.json").write_text(json.dumps(rows, indent=1))
    distances = kids(columns) if options.features else {}
    print("| | KID | within 20 % | amplitude 2-4, 4-8, 8-16 px | seam | repeated | CPU s 64, 128, 256, 512 px | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name, values in rows.items():
        natural = np.array([[row[band] for band in BANDS] for row in values if row["natural"]])
        spent = [np.mean([costs[f"{row['key']}-{name}"]["seconds"] for row in values if row["side"] == side and f"{row['key']}-{name}" in costs]
                         or [np.nan]) for side in options.sides]
        peak = max([costs[f"{row['key']}-{name}"]["megabytes"] for row in values if f"{row['key']}-{name}" in costs] or [np.nan])
        amplitudes = ", ".join(f"{v:.2f}" for v in np.exp(np.nanmedian(np.log(natural), 0)))
        print(f"| {name} | {distances.get(name, float('nan')) * 1000:.0f} | {np.nanmean(within(natural)) * 100:.0f} % | {amplitudes} "
              f"| {np.mean([row['seam'] for row in values]):.2f} | {np.mean([row['repeated'] for row in values]) * 100:.0f} % "
              f"| {', '.join(f'{v:.1f}' for v in spent)} | {peak:.0f} |")


def kids(columns: dict[str, list[tuple[Hole, np.ndarray]]]) -> dict[str, float]:
    """KID of the holes' patches against the real photos' own patches from the ring around all the holes."""
    from .features import extract

    real = np.stack([tile for hole, picture in columns["real photo"] for tile in ring_patches(hole, picture)])
    real_features = extract(real)
    scale = feature_scale(real_features)
    return {name: kid(extract(np.stack([tile for hole, picture in fills for tile in patches_inside(picture, hole.mask)])) * scale,
                      real_features * scale) for name, fills in columns.items() if fills}


def ring_patches(hole: Hole, picture: np.ndarray) -> list[np.ndarray]:
    """Up to ten tiles that touch no hole."""
    size = 64
    corners = [(y, x) for y in range(0, picture.shape[0] - size + 1, size) for x in range(0, picture.shape[1] - size + 1, size)
               if not hole.mask[y : y + size, x : x + size].any()]
    order = np.random.default_rng(1).permutation(len(corners))[:10]
    return [picture[corners[i][0] : corners[i][0] + size, corners[i][1] : corners[i][1] + size] for i in order]


if __name__ == "__main__":
    main()
