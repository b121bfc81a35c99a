"""The measures say what they should on pictures made for it."""

import numpy as np

from training.evaluate import metrics
from training.evaluate.masks import FAMILIES


def test_kid_is_near_zero_for_one_distribution_and_grows_with_a_shift():
    rng = np.random.default_rng(0)
    real, same, shifted = rng.normal(size=(200, 16)), rng.normal(size=(200, 16)), rng.normal(0.5, 1, (200, 16))
    assert abs(metrics.kid(same, real)) < 0.1 < metrics.kid(shifted, real)


def test_the_bootstrap_interval_holds_the_estimate():
    rng = np.random.default_rng(0)
    table = metrics.KernelTable(rng.normal(0.3, 1, (60, 8)), rng.normal(size=(80, 8)))
    low, high = metrics.interval(table.bootstrap(200))
    assert low < table.value() < high


def test_paired_differences_are_tighter_than_the_two_intervals():
    rng = np.random.default_rng(0)
    real, fills = rng.normal(size=(80, 8)), rng.normal(0.3, 1, (60, 8))
    worse = fills + 0.1
    a, b = (metrics.KernelTable(x, real).bootstrap(200) for x in (fills, worse))
    low, high = metrics.interval(b - a)
    assert low > 0 and high - low < np.diff(metrics.interval(a))[0]


def test_a_seam_and_a_grid_are_seen():
    rng = np.random.default_rng(0)
    photo = np.clip(rng.normal(128, 4, (64, 64, 3)), 0, 255).astype(np.uint8)
    mask = FAMILIES["centre"](64)[0]
    seamed = photo.copy()
    seamed[mask] += 40
    assert metrics.seam_visibility(photo, photo, mask) == 1 and metrics.seam_visibility(seamed, photo, mask) > 3
    gridded = photo.copy()
    gridded[(np.arange(64) // 8 % 2 == 0)] += 30
    assert metrics.grid_visibility(gridded, mask) > 2 > 1.3 > metrics.grid_visibility(photo, mask)


def test_flat_fills_count_as_broken():
    photo = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    mask = FAMILIES["centre"](64)[0]
    assert metrics.broken(np.where(mask[..., None], 127, photo).astype(np.uint8), photo, mask)
    assert not metrics.broken(photo, photo, mask)


def test_mask_families_leave_something_known():
    for family in FAMILIES.values():
        for mask in family(128):
            assert 0.02 < mask.mean() < 0.75
