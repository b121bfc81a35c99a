"""Extends photos at native resolution by the product, by its network alone and by G'MIC, and measures what was added.

    npm run build
    TESSERA_SHARED=FOLDER python -m training.evaluate.extensions

FOLDER holds the sample photos in `photos`; the others are downloaded by apt (`extension_sets.py`). Some 80 processor seconds for each extension by
the product; what is there already is kept, so it can be stopped and started again: remove the folder after the engine or the pack has changed.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tyro
from PIL import Image

from ..shared_folder import shared
from .extension_sets import Extension, fetch, list_extensions
from .judges import Judge

STEP = 8
"""Means of so many pixels on both sides of a border are compared."""

USUAL = 1.34
"""Nine in ten borders inside real photos have a smaller ratio."""

TILE = 256
TILES_OF_A_PICTURE = 24


@dataclass
class Extensions:
    photos: Path = shared("photos")
    out: Path = Path(".training/extensions")
    command: tuple[str, ...] = ("node", "out/cli/tessera.js")
    options: tuple[str, ...] = ("--threads", "1", "--seed", "1")
    """Further options of `extend`."""
    fillers: tuple[str, ...] = ("auto", "off", "gmic")
    """Detail stages of the product (off is the network alone), and G'MIC's `inpaint_matchpatch`."""
    kinds_of_each: int = 4
    """Each photo is extended in so many ways."""
    gmic_megapixels: float = 6
    """It takes minutes for larger results."""
    measure_only: bool = False
    judge: bool = True
    """KID needs the packages of requirements-judge.txt."""


def extend(options: Extensions, filler: str, extension: Extension, target: Path) -> dict:
    """Writes the picture -> what the product said of it."""
    if filler == "gmic":
        canvas, mask = target.with_name(f"{extension.key}-canvas.png"), target.with_name(f"{extension.key}-mask.png")
        pad = ((extension.top, extension.bottom), (extension.left, extension.right))
        photo = np.asarray(Image.open(extension.photo).convert("RGB"))
        Image.fromarray(np.pad(photo, (*pad, (0, 0)))).save(canvas)
        Image.fromarray(np.pad(np.zeros(photo.shape[:2], np.uint8), pad, constant_values=255)).save(mask)
        command = ["gmic", "-v", "-", str(canvas), str(mask), "-inpaint_matchpatch[0]", "[1]", "-keep[0]", "-output", str(target)]
    else:
        sides = [text for side, depth in extension.added.items() for text in (f"--{side}", str(depth))]
        command = [*options.command, "extend", str(extension.photo), *sides, "--detail", filler, "-o", str(target), "--json", *options.options]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"{filler} {extension.key}: {finished.stderr.strip()[-500:]}")
    return {"doubts": json.loads(finished.stdout.strip().splitlines()[-1])["doubts"]} if filler != "gmic" else {}


def brightness(picture: np.ndarray) -> np.ndarray:
    """[height, width, 3] uint8 -> [height, width]"""
    return picture.astype(np.float32) @ np.array([0.3, 0.59, 0.11], np.float32)


def step_at(light: np.ndarray, column: int) -> float:
    """Mean difference between the pixels before a column and from it on."""
    return float(np.abs(light[:, column - STEP : column].mean(1) - light[:, column : column + STEP].mean(1)).mean())


def usual_step(light: np.ndarray) -> float:
    """The same inside a photo, over all of it."""
    return float(np.mean([step_at(light, column) for column in range(2 * STEP, light.shape[1] - 2 * STEP, 2 * STEP)]))


def border_ratios(picture: np.ndarray, extension: Extension) -> list[float]:
    """Of every side that something was added to: the step at the old border over the photo's own."""
    light = brightness(picture)
    left, top, width, height = extension.left, extension.top, extension.width, extension.height
    rows, columns = light[top : top + height], light[:, left : left + width].T
    across, down = usual_step(rows[:, left : left + width]), usual_step(columns[:, top : top + height])
    at = {"left": (rows, left, across), "right": (rows, left + width, across), "top": (columns, top, down), "bottom": (columns, top + height, down)}
    return [step_at(lines, column) / max(usual, 1e-6) for lines, column, usual in (at[side] for side in extension.added)]


def ratios_inside(photo: np.ndarray) -> list[float]:
    """The same at three columns and three rows of a photo as it is."""
    light = brightness(photo)
    return [step_at(lines, lines.shape[1] * n // 4) / usual_step(lines) for lines in (light, light.T) for n in (1, 2, 3)]


def tiles_of(picture: np.ndarray, wanted: np.ndarray) -> list[np.ndarray]:
    """Tiles that lie wholly where `wanted` [height, width] is true, evenly taken where there are many."""
    height, width = wanted.shape
    tiles = [picture[y : y + TILE, x : x + TILE] for y in range(0, height - TILE + 1, TILE) for x in range(0, width - TILE + 1, TILE)
             if wanted[y : y + TILE, x : x + TILE].all()]
    return [tiles[n] for n in np.linspace(0, len(tiles) - 1, min(len(tiles), TILES_OF_A_PICTURE)).astype(int)]


def summary(ratios: list[float]) -> str:
    values = np.array(ratios)
    above = int((values > USUAL).sum())
    return f"borders {len(values)}, median {np.median(values):.2f}, above {USUAL} {above} ({100 * above / len(values):.0f} %), largest {values.max():.2f}"


def report(options: Extensions, extensions: list[Extension]) -> None:
    photos = {extension.name: np.asarray(Image.open(extension.photo).convert("RGB")) for extension in extensions}
    print(f"photos as they are: {summary([ratio for photo in photos.values() for ratio in ratios_inside(photo)])}")
    judge = None
    if options.judge:
        real = [tiles_of(photo, np.ones(photo.shape[:2], bool)) for photo in photos.values()]
        judge = Judge("efficientnet", np.stack([tile for tiles in real for tile in tiles[::2]]), options.out / "features")
        print("photos as they are, tiles left out:", kid(judge, [tile for tiles in real for tile in tiles[1::2]]))
    for filler in options.fillers:
        done = [extension for extension in extensions if (options.out / f"{extension.key}-{filler}.json").exists()]
        if not done:
            continue
        ratios, tiles = {}, []
        for extension in done:
            picture = np.asarray(Image.open(options.out / f"{extension.key}-{filler}.png").convert("RGB"))
            ratios[extension.key] = border_ratios(picture, extension)
            added = np.ones(picture.shape[:2], bool)
            added[extension.top : extension.top + extension.height, extension.left : extension.left + extension.width] = False
            # From the outer edge, which the raster begins at.
            flipped = (slice(None), slice(None, None, -1)) if extension.right and not extension.left else (slice(None), slice(None))
            tiles += [tile[flipped] for tile in tiles_of(picture[flipped], added[flipped])]
        (options.out / f"ratios-{filler}.json").write_text(json.dumps(ratios, indent=1))
        print(f"{filler}, {len(done)} extensions: {summary([ratio for each in ratios.values() for ratio in each])}",
              f"; {kid(judge, tiles)}" if judge else "")
        for kind in sorted({extension.kind for extension in done}):
            print(f"  {kind}: {summary([ratio for each in done if each.kind == kind for ratio in ratios[each.key]])}")


def kid(judge: Judge, tiles: list[np.ndarray]) -> str:
    far = judge.distance(np.stack(tiles))
    return f"KID {far['value']:.0f} ({far['low']:.0f} to {far['high']:.0f}) of {len(tiles)} tiles"


def main() -> None:
    options = tyro.cli(Extensions)
    options.out.mkdir(parents=True, exist_ok=True)
    fetch(options.out / "packages")
    extensions = list_extensions(options.photos, options.out / "packages", options.kinds_of_each)
    for extension in extensions:
        for filler in options.fillers:
            said = options.out / f"{extension.key}-{filler}.json"
            megapixels = (extension.width + extension.left + extension.right) * (extension.height + extension.top + extension.bottom) / 1e6
            if options.measure_only or said.exists() or (filler == "gmic" and megapixels > options.gmic_megapixels):
                continue
            said.write_text(json.dumps(extend(options, filler, extension, said.with_suffix(".png"))))
            print(said.stem, flush=True)
    report(options, extensions)


if __name__ == "__main__":
    main()
