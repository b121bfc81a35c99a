"""Fills are kept and extended, each photo with its own mask and noise; the product's fills are never mixed up."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.evaluate import __main__ as evaluate
from training.evaluate import fillers, metrics
from training.evaluate.fill_store import fill_family, mask_of, read_folder
from training.evaluate.judges import JUDGES, Judge
from training.evaluate.product import AnotherProduct, Product, stamp

from . import tiny

WINDOWS = np.random.default_rng(0).integers(0, 256, (7, 32, 32, 3), dtype=np.uint8)


def recording(calls: list):
    def filler(windows: np.ndarray, mask: np.ndarray, seeds: list[int]) -> np.ndarray:
        calls.extend(seeds)
        return np.broadcast_to((np.array(seeds) % 256).astype(np.uint8)[:, None, None, None], windows.shape)
    return filler


def test_more_photos_only_cost_the_new_ones_and_known_pixels_stay(tmp_path):
    calls: list[int] = []
    fill_family("f", recording(calls), WINDOWS, "half", 0, tmp_path, 3)
    fills = fill_family("f", recording(calls), WINDOWS, "half", 0, tmp_path, 7)
    assert sorted(calls) == list(range(7))
    for index, (picture, photo) in enumerate(zip(fills.pictures, WINDOWS, strict=True)):
        mask = mask_of("half", 32, index)
        assert (picture[mask] == index).all() and (picture[~mask] == photo[~mask]).all()


def test_a_run_of_another_seed_draws_other_noise(tmp_path):
    calls: list[int] = []
    fill_family("f", recording(calls), WINDOWS, "centre", 2, tmp_path, 2)
    assert calls == [2 * fillers.SEED_STRIDE, 2 * fillers.SEED_STRIDE + 1]


def test_an_incomplete_folder_is_no_row(tmp_path):
    (tmp_path / "centre" / "seed-0").mkdir(parents=True)
    Image.fromarray(WINDOWS[0]).save(tmp_path / "centre" / "seed-0" / "0000.png")
    assert read_folder(tmp_path, WINDOWS, "centre", 0, 1) is not None and read_folder(tmp_path, WINDOWS, "centre", 0, 2) is None


def test_a_network_with_other_weights_or_effort_is_another_filler(tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(b"one")
    one = fillers.identity(tmp_path, fillers.Effort())
    other_effort = fillers.identity(tmp_path, fillers.Effort(diffusion_steps=4))
    (tmp_path / "weights.safetensors").write_bytes(b"two")
    assert len({one, other_effort, fillers.identity(tmp_path, fillers.Effort())}) == 3


def first_row(images: np.ndarray) -> np.ndarray:
    return images[:, 0].reshape(len(images), -1).astype(np.float32)


def test_features_are_computed_once_per_picture(tmp_path, monkeypatch):
    asked: list[int] = []
    monkeypatch.setitem(JUDGES, "rows", lambda: lambda images: (asked.append(len(images)), first_row(images))[1])
    judge = Judge("rows", WINDOWS[:4], tmp_path)
    assert np.allclose(judge.features(WINDOWS), judge.scale * first_row(WINDOWS)) and asked == [4, 3]


def judged(filler: str, family: str, shift: float, judge: Judge) -> dict:
    pictures = np.clip(WINDOWS.astype(int) + shift, 0, 255).astype(np.uint8)
    return {"family": family, "filler": filler, "photos": 7, **evaluate.measure(pictures, 1.0, WINDOWS, family, [judge])}


def test_the_mean_over_families_is_paired_and_gains_are_told_from_the_baseline(tmp_path, monkeypatch):
    monkeypatch.setitem(JUDGES, "rows", lambda: first_row)
    judge = Judge("rows", np.random.default_rng(1).integers(0, 256, (70, 32, 32, 3), dtype=np.uint8), tmp_path)
    rows = [judged("worse", "half", 90, judge), judged("better", "half", 10, judge), judged("worse", "centre", 60, judge), judged("better", "centre", 0, judge),
            judged("half only", "half", 0, judge)]
    means = evaluate.mean_over_families(rows)
    assert [row["filler"] for row in means] == ["worse", "better"]
    assert means[0]["kid"]["rows"]["value"] == np.mean([rows[0]["kid"]["rows"]["value"], rows[2]["kid"]["rows"]["value"]])
    evaluate.compare_with_baseline(means, "worse")
    gain, low, high = means[1]["kid"]["rows"]["gain"]
    assert 0 < low < gain < high and means[0]["kid"]["rows"]["gain"] == (0, 0, 0)
    header, rule, *lines = evaluate.markdown(means).splitlines()
    assert len({line.count("|") for line in (header, rule, *lines)}) == 1 and "KID rows" in header


def test_times_that_nobody_took_are_left_out_of_the_table_and_of_json(tmp_path, monkeypatch):
    monkeypatch.setitem(JUDGES, "rows", lambda: first_row)
    judge = Judge("rows", np.random.default_rng(1).integers(0, 256, (70, 32, 32, 3), dtype=np.uint8), tmp_path)
    rows = [{"family": family, "filler": "elsewhere", "photos": 7, **evaluate.measure(WINDOWS, float("nan"), WINDOWS, family, [judge])}
            for family in ("half", "centre")]
    means = evaluate.mean_over_families(rows)
    assert [row["seconds"] for row in (*rows, *means)] == [None, None, None] and "nan" not in evaluate.markdown(rows + means)


def test_clipped_channel_values_are_counted_inside_the_mask():
    mask = mask_of("centre", 32, 0)
    picture = np.full((32, 32, 3), 255, np.uint8)
    picture[mask] = (0, 128, 128)
    assert metrics.clipped(picture, mask) == pytest.approx(1 / 3)


def test_a_network_is_told_the_labels_of_its_photos(monkeypatch):
    told: list[list[int]] = []
    monkeypatch.setattr(fillers, "load_network", lambda folder: (tiny.network().state_dict(), tiny.NETWORK.description()))
    monkeypatch.setattr(fillers, "inpaint", lambda model, windows, mask, labels, effort, seeds: told.append(labels.tolist()))
    for labels in (None, ["a", "b", "never trained on"]):
        fillers.network(Path("."), labels_of_photos=labels)(WINDOWS[:3], mask_of("centre", 32, 0), [0, 1, 2 + fillers.SEED_STRIDE])
    assert told == [[2, 2, 2], [0, 1, 2]]


def test_fills_of_another_pack_are_refused(tmp_path):
    options = Product(pack=tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"id": "one"}))
    stamp(options, tmp_path / "fills")
    stamp(options, tmp_path / "fills")
    (tmp_path / "manifest.json").write_text(json.dumps({"id": "two"}))
    with pytest.raises(AnotherProduct):
        stamp(options, tmp_path / "fills")
