"""Slicing for the lent machine: parts, and a run that is sent up, stops, comes back and resumes."""

import os
import subprocess
import sys

import pytest

from training.checkpoints import load_state
from training.slices.parts import join, pick, split

from . import tiny
from .conftest import ROOT


def test_parts_make_the_same_file_again_and_missing_ones_are_named(tmp_path):
    file = tmp_path / "a.bin"
    file.write_bytes(os.urandom(2500))
    split([file], tmp_path / "parts", 1000)
    assert join(tmp_path / "parts", tmp_path / "whole") == []
    assert (tmp_path / "whole" / "a.bin").read_bytes() == file.read_bytes()
    (tmp_path / "parts" / "a.bin.001").unlink()
    assert join(tmp_path / "parts", tmp_path / "other") == ["a.bin.001"]


def test_a_changed_part_is_refused(tmp_path):
    file = tmp_path / "a.bin"
    file.write_bytes(os.urandom(2500))
    split([file], tmp_path / "parts", 1000)
    (tmp_path / "parts" / "a.bin.002").write_bytes(b"x")
    with pytest.raises(ValueError, match="a.bin"):
        join(tmp_path / "parts", tmp_path / "whole")


def test_picking_ranges_brings_everything_back(tmp_path):
    file = tmp_path / "a.bin"
    file.write_bytes(os.urandom(5500))
    split([file], tmp_path / "parts", 1000)
    total = pick(tmp_path / "parts", 0, 4, tmp_path / "back")
    pick(tmp_path / "parts", 4, 4, tmp_path / "back")
    assert total == 7 and join(tmp_path / "back", tmp_path / "whole") == []


def test_a_second_slice_goes_on_where_the_first_stopped(tmp_path):
    import zipfile

    for name, seed in (("train-00", 0), ("eval-00", 1)):
        tiny.write_photos(tmp_path / name, 4, side=72, seed=seed)
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            for path in sorted((tmp_path / name).rglob("*.png")):
                archive.write(path, f"s/{path.relative_to(tmp_path / name)}")
    store = tmp_path / "store"
    split([tmp_path / "train-00.zip", tmp_path / "eval-00.zip"], store / "parts", 30000)
    environment = {**os.environ, "STORE": str(store), "OUT": str(tmp_path / "out"), "PYTHON": sys.executable}
    sizes = ["--model.width", "32", "--model.depth", "1", "--model.heads", "1", "--model.head-width", "32", "--model.mlp-width", "32",
             "--batch", "2", "--grid", "8", "--no-compile", "--workers", "0", "--sample-seconds", "0", "--threads", "1", "--device", "cpu"]
    for steps in ("2", "4"):
        subprocess.run(["bash", "training/slices/slice.sh", "1", *sizes, "--schedule.steps", steps, "--schedule.until-minutes", "0"],
                       cwd=ROOT, env=environment, check=True, capture_output=True)
    assert load_state(store / "run")["step"] == 4
    assert (tmp_path / "out" / "curve.csv").exists() and list((store / "back").glob("state.pt.*"))
