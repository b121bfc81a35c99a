"""The experiment runner trains, fills, measures and draws (with made-up features: the real network is not fetched here)."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from training.evaluate.judges import JUDGES
from training.experiments import __main__ as runner
from training.experiments.definitions import EXPERIMENTS, Experiment
from training.schedule import ScheduleConfig

from . import tiny


def test_every_experiment_has_a_question_and_variants():
    assert all(e.question and bool(e.training) != bool(e.sampling) and e.baseline in {**e.training, **e.sampling}
               for e in EXPERIMENTS.values())


def test_a_tiny_experiment_runs_end_to_end(tmp_path, monkeypatch):
    model = replace(tiny.NETWORK, token_pixels=8, channels=192)
    config = tiny.training_config(tmp_path, model=model, grid=4, batch=2, schedule=ScheduleConfig(steps=2))
    monkeypatch.setitem(EXPERIMENTS, "tiny", Experiment("Does it run?", "a", training={"a": config, "b": config}, families=("centre",)))
    monkeypatch.setitem(JUDGES, "efficientnet", lambda: lambda images: images.reshape(len(images), -1)[:, :70].astype(np.float32) + 1)
    monkeypatch.setattr(runner, "Evaluate", lambda: SimpleNamespace(features=tmp_path / "features"))
    tiny.write_photos(tmp_path / "eval", 16, seed=5)
    rows = runner.run(runner.RunExperiment("tiny", photos=tmp_path / "eval", data=tmp_path / "cache", out=tmp_path / "out",
                                           count=6, threads=1))
    assert [row["variant"] for row in rows] == ["a", "b"]
    stored = json.loads((tmp_path / "out" / "tiny" / "results.json").read_text())
    assert stored["rows"][0]["loss"] > 0 and len(stored["rows"][1]["loss_difference"]) == 2
    assert "difference" not in stored["rows"][0] and len(stored["rows"][1]["difference"]) == 3
    assert len(stored["rows"]) == 2 and (tmp_path / "out" / "tiny" / "plot.png").exists()
