from dataclasses import replace
from pathlib import Path

import numpy as np

from training.evaluate.extension_sets import Extension
from training.evaluate.extensions import TILE, border_ratios, ratios_inside, tiles_of

ADDED = Extension("noise", "around-20", Path("noise.png"), width=320, height=240, left=64, right=64, top=0, bottom=48)


def noise(height: int, width: int) -> np.ndarray:
    """Grain of one pixel, as an RGB picture."""
    grey = np.random.default_rng(0).integers(60, 160, (height, width, 1), dtype=np.uint8)
    return grey.repeat(3, 2)


def test_a_step_at_a_border_is_measured_against_those_of_the_photo_and_only_where_something_was_added():
    picture = noise(288, 448)
    assert np.allclose(border_ratios(picture, ADDED), 1, atol=0.3)
    brighter = picture.copy()
    brighter[:, :64] += 60
    left, right, bottom = border_ratios(brighter, ADDED)
    assert left > 4
    assert abs(right - 1) < 0.3
    assert abs(bottom - 1) < 0.3
    assert list(replace(ADDED, left=0).added) == ["right", "bottom"]


def test_a_photo_as_it_is_has_no_step():
    assert np.allclose(ratios_inside(noise(400, 400)), 1, atol=0.3)


def test_tiles_lie_wholly_in_what_was_added():
    added = np.zeros((2 * TILE, 3 * TILE), bool)
    added[:, TILE:] = True
    added[0, -1] = False
    picture = np.zeros((*added.shape, 3), np.uint8)
    assert len(tiles_of(picture, added)) == 3
