"""Marks are written before the key is read, and what they say does not depend on which side a fill stood."""

import json

import numpy as np
import pytest

from training.evaluate.blind_sheet import BlindSheet, Refused, open_key, write

from . import tiny

COUNT = 8


@pytest.fixture
def sheet(tmp_path):
    """A dark filler against a bright one."""
    tiny.write_photos(tmp_path / "photos", COUNT)
    for name, level in (("old", 20), ("new", 230)):
        (tmp_path / name).mkdir()
        np.savez(tmp_path / name / "half-0.npz", filled=np.full((COUNT, 128, 128, 3), level, np.uint8))
    options = BlindSheet("write", tmp_path / "out", tmp_path / "old", tmp_path / "new", tmp_path / "photos", count=COUNT, rows=COUNT, families=("half",))
    write(options)
    return options


def mark(options: BlindSheet, marks: list[str]) -> None:
    (options.out / "marks.csv").write_text("row,better\n" + "".join(f"{n + 1},{each}\n" for n, each in enumerate(marks)))


def test_the_key_names_the_side_on_which_the_new_fill_stands(sheet):
    from PIL import Image

    picture = np.asarray(Image.open(sheet.out / "sheet-1.png").convert("L"))
    rows = json.loads((sheet.out / "key.json").read_text())["rows"]
    side = 2 * 128 + 4
    seen = ["left" if picture[16 + n * side + 100, side + 100] > 128 else "right" for n in range(COUNT)]
    assert seen == [row["new"] for row in rows] and len(set(seen)) == 2


def test_marks_for_the_new_the_old_and_neither_are_counted(sheet):
    rows = json.loads((sheet.out / "key.json").read_text())["rows"]
    other = {"left": "right", "right": "left"}
    mark(sheet, [rows[0]["new"], rows[1]["new"], other[rows[2]["new"]], *["alike"] * (COUNT - 3)])
    assert open_key(sheet.out) == {"new": 2, "old": 1, "alike": COUNT - 3}


def test_the_key_stays_closed_until_every_row_is_marked(sheet):
    mark(sheet, ["left", "", *["alike"] * (COUNT - 2)])
    with pytest.raises(Refused, match="rows 2 "):
        open_key(sheet.out)


def test_marks_that_are_there_are_not_written_over(sheet):
    with pytest.raises(Refused, match="kept"):
        write(sheet)
