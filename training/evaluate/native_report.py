"""Tables and contact sheets of `native.py`: every row of a table is over the same holes, those that every filler has filled."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

from .contact_sheet import write_contact_sheet
from .metrics import KernelTable, feature_scale, interval, off_diagonal_mean, seam_visibility
from .native_measures import BANDS, patches_inside, repeated_share, spectrum_ratios, within
from .native_sets import Hole, ring_patches

REAL = "real photo"
RIVAL = "gmic"
RESAMPLES = 1000
SHEET_SIDE = 160


def report(out: Path, holes: list[Hole], fillers: tuple[str, ...], real: np.ndarray | None, sheets: bool) -> None:
    """Prints Markdown tables over all sides and for each, writes OUT/measures.json. `real` [n, 64, 64, 3]: what KID compares with."""
    done = [hole for hole in holes if all((out / f"{hole.key}-{filler}.json").exists() for filler in fillers)]
    rows, tiles = {}, {}
    for name in (REAL, *fillers):
        pictures = [hole.photo if name == REAL else read_fill(out, hole, name) for hole in done]
        rows[name] = [measure(hole, picture) | read_costs(out, hole, name) for hole, picture in zip(done, pictures, strict=True)]
        tiles[name] = [patches_inside(picture, hole.mask) for hole, picture in zip(done, pictures, strict=True)]
    (out / "measures.json").write_text(json.dumps(rows, indent=1))
    distances = None if real is None else Distances(out, tiles, real)
    if distances:
        add_strangeness(distances.store, done, tiles, rows)
    sides = sorted({hole.side for hole in done})
    for chosen in [sides, *([side] for side in sides if len(sides) > 1)]:
        of_side = [n for n, hole in enumerate(done) if hole.side in chosen]
        print(f"\n{', '.join(map(str, chosen))} px: {len(of_side)} holes\n")
        print_table({name: [values[n] for n in of_side] for name, values in rows.items()}, distances, of_side)
    if sheets:
        for side in sides:
            write_sheet(out / f"sheet-{side}.jpg", out, [hole for hole in done if hole.side == side], fillers)


def measure(hole: Hole, filled: np.ndarray) -> dict[str, float | str]:
    """What one fill shows, as ratios."""
    row = dict(zip(BANDS, spectrum_ratios(filled, hole.mask).tolist(), strict=True))
    return row | {"key": hole.key, "side": hole.side, "natural": hole.natural, "seam": seam_visibility(filled, hole.photo, hole.mask),
                  "repeated": repeated_share(filled, hole.mask)}


def print_table(rows: dict[str, list[dict]], distances: Distances | None, chosen: list[int]) -> None:
    print("| | KID x 1000 | KID less G'MIC's | strangeness (less G'MIC's) | within 20 % | amplitude 2-4, 4-8, 8-16 px | seam | repeated | CPU s | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    of_all = distances.of(chosen) if distances else {}
    for name, values in rows.items():
        natural = np.array([[row[band] for band in BANDS] for row in values if row["natural"]])
        amplitudes = ", ".join(f"{v:.2f}" for v in np.exp(np.nanmedian(np.log(natural), 0)))
        apart, rival = "", of_all.get(RIVAL)
        if rival and name not in (REAL, RIVAL):
            apart = between((of_all[name][0] - rival[0], of_all[name][1] - rival[1]))
        print(f"| {name} | {between(of_all[name]) if of_all else ''} | {apart} | {strangeness(values, rows.get(RIVAL, values))} "
              f"| {np.nanmean(within(natural)) * 100:.0f} % | {amplitudes} "
              f"| {mean(values, 'seam'):.2f} | {mean(values, 'repeated') * 100:.0f} % | {mean(values, 'seconds'):.1f} "
              f"| {max(row.get('megabytes', np.nan) for row in values):.0f} |")


def mean(values: list[dict], key: str) -> float:
    return float(np.mean([row.get(key, np.nan) for row in values]))


def between(values: tuple[float, np.ndarray]) -> str:
    """The estimate and its 90 % interval, x 1000."""
    low, high = interval(values[1])
    return f"{values[0] * 1000:.0f} ({low * 1000:.0f} to {high * 1000:.0f})"


class Distances:
    """KID of what is inside holes. Tiles of one hole are alike: only tiles of different holes make pairs, and the bootstrap draws holes."""

    def __init__(self, out: Path, tiles: dict[str, list[list[np.ndarray]]], real: np.ndarray):
        self.store = features = FeatureStore(out / "features.npz")
        reference = features.of(real)
        scale = feature_scale(reference)
        self.among_real = 0.0
        self.within: dict[str, np.ndarray] = {}
        """[holes, holes] mean kernel of two holes' tiles"""
        self.across: dict[str, np.ndarray] = {}
        """[holes] mean kernel of a hole's tiles and the real ones"""
        for name, holes in tiles.items():
            owner = np.concatenate([[n] * len(hole) for n, hole in enumerate(holes)])
            mean = (owner == np.arange(len(holes))[:, None]) / np.array([len(hole) for hole in holes])[:, None]
            table = KernelTable(features.of(np.stack([tile for hole in holes for tile in hole])) * scale, reference * scale)
            self.within[name] = mean @ table.ff @ mean.T
            self.across[name] = mean @ table.fr.mean(1)
            self.among_real = float(off_diagonal_mean(table.rr, np.ones((1, len(table.rr))))[0])

    def of(self, holes: list[int]) -> dict[str, tuple[float, np.ndarray]]:
        """(estimate, values over resamples) of every filler over these holes; the same holes are drawn for each."""
        drawn = np.random.default_rng(0).multinomial(len(holes), np.full(len(holes), 1 / len(holes)), RESAMPLES)
        counts = np.zeros((RESAMPLES + 1, len(next(iter(self.across.values())))))
        counts[0, holes] = 1
        counts[1:, holes] = drawn
        counts = counts[(counts > 0).sum(1) > 1]
        values = {name: off_diagonal_mean(within, counts) + self.among_real - 2 * counts @ self.across[name] / counts.sum(1)
                  for name, within in self.within.items()}
        return {name: (float(v[0]), v[1:]) for name, v in values.items()}


def add_strangeness(store: FeatureStore, holes: list[Hole], tiles: dict[str, list[list[np.ndarray]]], rows: dict[str, list[dict]]) -> None:
    """How far a hole's tiles lie, in feature space, from the mean of its own ring, over the same of the real photo: content is the same for
    all, so that a dozen holes say something. Not where no tile fits beside the hole."""
    for n, hole in enumerate(holes):
        ring = ring_patches(hole)
        if not ring:
            continue
        centre = store.of(np.stack(ring)).mean(0)
        apart = {name: np.linalg.norm(store.of(np.stack(of_holes[n])) - centre, axis=1).mean() for name, of_holes in tiles.items()}
        for name, distance in apart.items():
            rows[name][n]["strange"] = float(distance / apart[REAL])


def strangeness(values: list[dict], rivals: list[dict]) -> str:
    """The mean, and the 90 % interval of its difference from the rival's over resampled holes."""
    own, theirs = (np.array([row.get("strange", np.nan) for row in rows]) for rows in (values, rivals))
    if np.isnan(own).any():
        return ""
    drawn = np.random.default_rng(0).integers(0, len(own), (RESAMPLES, len(own)))
    low, high = interval((own - theirs)[drawn].mean(1))
    return f"{own.mean():.2f}" if values is rivals else f"{own.mean():.2f} ({low:+.2f} to {high:+.2f})"


class FeatureStore:
    """Inception features by the tile's content, kept in a file: reports are made more than once."""

    def __init__(self, path: Path):
        self.path = path
        self.known = dict(np.load(path)) if path.exists() else {}

    def of(self, tiles: np.ndarray) -> np.ndarray:
        from .features import extract

        keys = [hashlib.sha256(tile.tobytes()).hexdigest() for tile in tiles]
        missing = {key: tile for key, tile in zip(keys, tiles, strict=True) if key not in self.known}
        if missing:
            self.known |= dict(zip(missing, extract(np.stack(list(missing.values()))), strict=True))
            np.savez(self.path, **self.known)
        return np.stack([self.known[key] for key in keys])


def read_fill(out: Path, hole: Hole, filler: str) -> np.ndarray:
    """The photo with the filler's pixels in its hole: what G'MIC changes outside is not counted."""
    return np.where(hole.mask[..., None], np.asarray(Image.open(out / f"{hole.key}-{filler}.png").convert("RGB")), hole.photo)


def read_costs(out: Path, hole: Hole, filler: str) -> dict[str, float]:
    return {} if filler == REAL else json.loads((out / f"{hole.key}-{filler}.json").read_text())


def write_sheet(path: Path, out: Path, holes: list[Hole], fillers: tuple[str, ...]) -> None:
    """The hole with half of its side around it, reduced to SHEET_SIDE px."""
    def view(hole: Hole, picture: np.ndarray) -> np.ndarray:
        rows, columns = np.flatnonzero(hole.mask.any(1)), np.flatnonzero(hole.mask.any(0))
        reach = hole.side // 2
        part = picture[max(0, rows[0] - reach) : rows[-1] + reach, max(0, columns[0] - reach) : columns[-1] + reach]
        return np.asarray(Image.fromarray(part).resize((SHEET_SIDE, SHEET_SIDE), Image.LANCZOS))

    shown = {"hole": [np.where(hole.mask[..., None], 128, hole.photo).astype(np.uint8) for hole in holes], REAL: [hole.photo for hole in holes]}
    shown |= {filler: [read_fill(out, hole, filler) for hole in holes] for filler in fillers}
    write_contact_sheet(path, {name: np.stack([view(hole, picture) for hole, picture in zip(holes, pictures, strict=True)])
                               for name, pictures in shown.items()})
