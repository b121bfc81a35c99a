"""The trainer: exact resume, hold-out, recipe, exporters."""

import csv
import json
import shutil
import signal
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from training.checkpoints import load_state, load_weights, save_state, save_weights
from training.data import PhotoCache, PhotoWindows, build_cache
from training.export import Export, export
from training.model.transformer import SHORT_NAMES
from training.number_formats import has_native_bfloat16
from training.objectives import ObjectiveConfig, add_noise, border_loss, token_errors, token_losses
from training.optimizers import orthogonalised
from training.recipe import RecipeConfig, draw_layout, draw_step_sizes
from training.schedule import ScheduleConfig, learning_rate_factor
from training.tokenisers import patchify, unpatchify
from training.trainer import Trainer

from . import tiny


def test_a_run_that_was_stopped_and_resumed_equals_one_that_was_not(tmp_path):
    config = tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=6))
    Trainer(replace(config, out=tmp_path / "whole")).run()
    first = Trainer(replace(config, out=tmp_path / "parts"))
    for _ in range(3):
        first.train_step()
    first.save()
    Trainer(replace(config, out=tmp_path / "parts")).run()
    whole, parts = load_state(tmp_path / "whole"), load_state(tmp_path / "parts")
    assert whole["step"] == parts["step"] == 6
    for key in ("model", "ema"):
        assert all(torch.equal(value, parts[key][name]) for name, value in whole[key].items())


def test_time_that_a_run_stood_still_for_a_signal_is_no_training_time(tmp_path, monkeypatch):
    trainer, clock = Trainer(tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=3))), [0.0]
    monkeypatch.setattr("training.trainer.time", SimpleNamespace(monotonic=lambda: clock[0]))
    step = trainer.train_step

    def interrupted() -> float:
        clock[0] += 1000
        signal.raise_signal(signal.SIGCONT)
        clock[0] += 2
        return step()

    monkeypatch.setattr(trainer, "train_step", interrupted)
    trainer.run()
    assert trainer.seconds == 6


def test_worker_processes_change_nothing(tmp_path):
    config = tiny.training_config(tmp_path)
    alone, helped = Trainer(config), Trainer(replace(config, workers=2))
    for _ in range(3):
        assert alone.train_step() == helped.train_step()


def test_ddpm_and_time_per_image_train_too(tmp_path):
    config = tiny.training_config(tmp_path, objective=ObjectiveConfig(kind="ddpm", time_per_step=False))
    trainer = Trainer(config)
    assert all(np.isfinite(trainer.train_step()) for _ in range(2))


def test_training_lowers_the_loss_on_one_batch(tmp_path):
    trainer = Trainer(tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=400, warmup=0.0, cooldown=0.0)))
    losses = []
    for _ in range(30):
        losses.append(trainer.train_step())
        trainer.step = 0
    assert losses[-1] < 0.8 * losses[0]


def test_held_out_photos_never_reach_the_cache_even_under_another_name(tmp_path):
    tiny.write_photos(tmp_path / "all", 6)
    (tmp_path / "eval" / "x").mkdir(parents=True)
    (tmp_path / "eval" / "x" / "renamed.png").write_bytes((tmp_path / "all" / "a" / "2.png").read_bytes())
    description = build_cache([tmp_path / "all"], tmp_path / "cache", [tmp_path / "eval"], minimum_side=8)
    assert description["photos"] == 5 and description["held_out"] == 1
    from training.data.photo_cache import read_source
    held = {photo.digest for photo in read_source(tmp_path / "eval")}
    assert held.isdisjoint(PhotoCache(tmp_path / "cache").digest.tolist())


def test_every_photo_is_seen_once_per_epoch_across_ranks(tmp_path):
    tiny.training_config(tmp_path)
    cache = PhotoCache(tmp_path / "cache")
    ranks = [PhotoWindows(cache, ["a"], 1, 16, 3, 0, rank, 2) for rank in range(2)]
    seen = [windows.photo_at((step * 2 + windows.rank) * 3 + i) for step in range(2) for windows in ranks for i in range(3)]
    assert sorted(seen) == list(range(12))


def test_a_batch_depends_on_the_step_only(tmp_path):
    tiny.training_config(tmp_path)
    make = lambda: PhotoWindows(PhotoCache(tmp_path / "cache"), ["a"], 1, 16, 3, 0)  # noqa: E731
    one, other = make(), make()
    one.batch_at(0)
    assert all(np.array_equal(a, b) for a, b in zip(one.batch_at(7), other.batch_at(7)))


@pytest.mark.parametrize("seed", range(20))
def test_layouts_cover_every_token_once_and_have_the_announced_sizes(seed):
    layout = draw_layout(np.random.default_rng(seed), np.random.default_rng(seed), 3, 6, 7, RecipeConfig())
    assert all(sorted(order) == list(range(42)) for order in layout.order.tolist())
    assert layout.known + sum(layout.sizes) == 42 and min(layout.sizes) > 0
    assert len(layout.clean_step()) == layout.clean and len(layout.target_step()) == sum(layout.sizes)


def test_step_counts_decay_exponentially():
    rng = np.random.default_rng(0)
    counts = np.bincount([len(draw_step_sizes(rng, 64, RecipeConfig())) for _ in range(20000)], minlength=9)[1:]
    expected = 0.9 ** np.arange(8)
    assert np.allclose(counts / counts.sum(), expected / expected.sum(), atol=0.015)


def test_weights_fall_along_the_order_from_two():
    layout = draw_layout(np.random.default_rng(1), np.random.default_rng(1), 1, 4, 4, RecipeConfig(whole_window=1.0))
    weights = layout.weights(True)
    assert weights[0] == 2 and (np.diff(weights) <= 0).all() and weights[-1] >= 1
    assert (layout.weights(False) == 1).all()


def test_the_rectified_flow_loss_is_the_velocity_error():
    x, noise, t = torch.randn(1, 3, 4), torch.randn(1, 3, 4), torch.full((1, 3), 0.5)
    z = add_noise(ObjectiveConfig(), x, noise, t)
    assert torch.allclose(token_losses(ObjectiveConfig(), x, x, noise, t), torch.zeros(1, 3))
    prediction = torch.randn(1, 3, 4)
    velocity, true = (prediction - z) / 0.5, x - noise
    assert torch.allclose(token_losses(ObjectiveConfig(), prediction, x, noise, t), (velocity - true).square().mean(-1), atol=1e-5)


def jump(errors: torch.Tensor, steps: list[int]) -> float:
    """Border loss of a row of tokens of 2 x 2 grey-like pixels, times the number of values."""
    order = torch.arange(errors.shape[1])[None]
    return float(border_loss(errors, order, torch.tensor(steps), 1, errors.shape[1])) * errors.numel()


def test_the_border_loss_counts_jumps_of_the_error_and_not_the_error():
    even = torch.full((1, 3, 12), 2.0)
    assert jump(even, [1, 1, 1]) == 0
    stepped = even.clone()
    stepped[:, 2] = 5.0
    assert np.isclose(jump(stepped, [1, 1, 1]), 6 * 3.0**2)  # 2 rows x 3 colours, one border


def test_towards_finished_tokens_the_border_loss_is_the_later_tokens_own_error():
    errors = torch.tensor([2.0, 5.0, 7.0])[None, :, None].expand(1, 3, 12)
    assert np.isclose(jump(errors, [2, 1, 2]), 6 * (2.0**2 + 7.0**2))


def test_a_perfect_prediction_has_no_border_loss_and_any_error_has_some():
    x, noise, t = torch.randn(2, 4, 12), torch.randn(2, 4, 12), torch.full((2, 4), 0.3)
    order = torch.arange(4).expand(2, -1)
    of = lambda prediction: float(border_loss(token_errors(ObjectiveConfig(), prediction, x, noise, t), order,  # noqa: E731
                                              torch.tensor([1, 1, 2, 2]), 2, 2))
    assert of(x) == 0 < of(x + 0.1)


def test_training_with_the_border_loss_costs_more_than_without(tmp_path):
    losses = [Trainer(tiny.training_config(tmp_path, objective=ObjectiveConfig(border_weight=weight))).train_step()
              for weight in (0.0, 1.0)]
    assert losses[0] < losses[1]


def test_bfloat16_is_the_float32_loss_within_rounding(tmp_path):
    trainers = [Trainer(tiny.training_config(tmp_path, precision=precision)) for precision in ("float32", "bfloat16")]
    losses = [[trainer.train_step() for _ in range(3)] for trainer in trainers]  # the head starts at zero: the first are the same
    assert losses[0][2] != losses[1][2] and np.allclose(*losses, rtol=0.01)


def test_bfloat16_is_chosen_where_the_processor_has_it(tmp_path):
    assert Trainer(tiny.training_config(tmp_path)).bfloat16 == has_native_bfloat16(torch.device("cpu"))


def test_newton_schulz_brings_singular_values_near_one():
    for shape in ((2, 24, 60), (2, 60, 24)):
        values = torch.linalg.svdvals(orthogonalised(torch.randn(*shape)))
        assert values.min() > 0.5 and values.max() < 1.5


def test_patchify_layout_is_row_column_channel_and_reverses():
    images = torch.arange(2 * 4 * 6 * 3).float().view(2, 4, 6, 3)
    tokens = patchify(images, 2)
    assert torch.equal(tokens[0, 1], images[0, 0:2, 2:4].flatten())
    assert torch.equal(unpatchify(tokens, 2, 2, 3), images)


def test_the_schedule_warms_up_and_ends_at_zero():
    config = ScheduleConfig(warmup=0.1, cooldown=0.5)
    factors = [learning_rate_factor(config, at) for at in (0.05, 0.3, 0.775, 1.0)]
    assert np.allclose(factors, (0.5, 1.0, 0.5, 0.0))


def test_an_export_carries_weights_and_where_they_come_from(tmp_path):
    config = tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=2))
    Trainer(config).run()
    export(Export(run=config.out, out=tmp_path / "export", command="train tiny"))
    weights, description = load_weights(tmp_path / "export")
    state = load_state(config.out)
    assert all(torch.equal(weights[name], value) for name, value in state["ema"].items())
    facts = json.loads((tmp_path / "export" / "provenance.json").read_text())
    assert facts["command"] == "train tiny" and facts["samplesSeen"] == facts["samplesTotal"] == 4 and description["window"] == 8
    assert "CC BY 2.0" in (tmp_path / "export" / "MODEL_CARD.md").read_text()


def test_what_is_logged_goes_to_the_curve_and_where_asked_for_to_tensorboard(tmp_path, monkeypatch):
    logged: list[tuple] = []
    writer = SimpleNamespace(add_scalar=lambda *scalar: logged.append(scalar), flush=lambda: None)
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", SimpleNamespace(SummaryWriter=lambda folder: writer))
    config = tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=2), tensorboard=True)
    Trainer(config).run()
    rows = list(csv.DictReader((config.out / "curve.csv").open()))
    assert [row["step"] for row in rows] == ["1", "2"]
    assert [(step, f"{value:.6f}") for name, value, step in logged if name == "loss"] == [(int(row["step"]), row["loss"]) for row in rows]
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(ValueError, match="tensorboard=="):
        Trainer(replace(config, out=tmp_path / "other"))


def with_short_names(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As checkpoints were written before names were whole words."""
    short = {whole: name for name, whole in SHORT_NAMES.items()}
    return {".".join(short.get(part, part) for part in name.split(".")): value for name, value in weights.items()}


def test_a_run_whose_checkpoints_have_the_old_names_is_resumed_and_exported_with_the_same_numbers(tmp_path):
    config = tiny.training_config(tmp_path, schedule=ScheduleConfig(steps=4))
    trainer = Trainer(config)
    for _ in range(2):
        trainer.train_step()
    trainer.save()
    shutil.copytree(config.out, tmp_path / "old")
    state, (weights, description) = load_state(config.out), load_weights(config.out / "ema")
    save_state(tmp_path / "old", {**state, "model": with_short_names(state["model"]), "ema": with_short_names(state["ema"])})
    save_weights(tmp_path / "old" / "ema", with_short_names(weights), description)
    export(Export(run=tmp_path / "old", out=tmp_path / "export"))
    exported, _ = load_weights(tmp_path / "export")
    assert set(load_file(tmp_path / "export" / "weights.safetensors")) == set(trainer.network.state_dict())
    assert all(torch.equal(exported[name], value) for name, value in state["ema"].items())
    resumed = Trainer(replace(config, out=tmp_path / "old"))
    assert resumed.step == 2 and [resumed.train_step() for _ in range(2)] == [trainer.train_step() for _ in range(2)]
    started = Trainer(replace(config, out=tmp_path / "started", start_from=tmp_path / "old" / "ema"))
    assert all(torch.equal(value, state["ema"][name]) for name, value in started.network.state_dict().items())


@pytest.mark.parametrize("parts", [2, 4])
def test_a_batch_in_parts_gives_the_weights_of_the_whole_one(tmp_path, monkeypatch, parts):
    monkeypatch.setattr("training.optimizers.has_native_bfloat16", lambda device: False)  # its rounding is coarser than what is looked for
    config = tiny.training_config(tmp_path, batch=4, precision="float32", objective=ObjectiveConfig(border_weight=0.5))
    trainers = [Trainer(replace(config, out=tmp_path / str(count), accumulate=count)) for count in (1, parts)]
    norms, clip = [], torch.nn.utils.clip_grad_norm_  # the optimisers would forgive a gradient of another length
    monkeypatch.setattr("torch.nn.utils.clip_grad_norm_", lambda parameters, largest: norms.append(float(clip(parameters, largest))))
    losses = [[trainer.train_step() for _ in range(3)] for trainer in trainers]
    assert np.allclose(*losses, rtol=1e-5) and np.allclose(norms[:3], norms[3:], rtol=1e-4)
    one, other = (trainer.network.state_dict() for trainer in trainers)
    assert all(torch.allclose(one[name], other[name], atol=1e-5) for name in one)


@pytest.mark.parametrize(("changes", "named"), [
    ({"batch": 3, "accumulate": 2}, "2 parts"),
    ({"tokeniser": "conv", "objective": ObjectiveConfig(border_weight=0.5)}, "conv"),
])
def test_options_that_do_not_go_together_are_refused_with_a_sentence(tmp_path, changes, named):
    with pytest.raises(ValueError, match=named):
        tiny.training_config(tmp_path, **changes)


@pytest.mark.parametrize("changes", [{"kind": "flow"}, {"kind": "ddpm", "border_weight": 0.5}])
def test_objectives_that_do_not_exist_are_refused_with_a_sentence(changes):
    with pytest.raises(ValueError, match="objective|ddpm"):
        ObjectiveConfig(**changes)


@pytest.mark.parametrize(("changes", "named"), [({"objective": {"kind": "ddpm"}}, "ddpm"), ({"tokeniser": "conv"}, "conv")])
def test_what_packs_cannot_hold_is_not_exported(tmp_path, changes, named):
    trainer = Trainer(tiny.training_config(tmp_path))
    trainer.save()
    path = trainer.config.out / "run.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "config": {**record["config"], **changes}}))
    with pytest.raises(ValueError, match=named):
        export(Export(run=trainer.config.out, out=tmp_path / "export"))
    assert not (tmp_path / "export").exists()


def test_the_autoencoder_trains_resumes_and_tokenises_for_the_transformer(tmp_path):
    from training.train_autoencoder import TrainAutoencoder, train

    tiny.training_config(tmp_path)
    options = TrainAutoencoder(out=tmp_path / "ae", data=tmp_path / "cache", minutes=0.01, batch=2, size=16)
    train(options)
    train(replace(options, minutes=0.02))
    model = replace(tiny.NETWORK, token_pixels=8, channels=16)
    config = tiny.training_config(tmp_path, grid=2, model=model, tokeniser="conv", tokeniser_weights=tmp_path / "ae" / "weights.safetensors")
    trainer = Trainer(config)
    assert np.isfinite(trainer.train_step())
    images = torch.rand(1, 16, 24, 3) * 2 - 1
    tokens = trainer.tokeniser.encode_tokens(images)
    assert tokens.shape == (1, 6, 16) and trainer.tokeniser.decode_tokens(tokens, 2, 3).shape == images.shape
