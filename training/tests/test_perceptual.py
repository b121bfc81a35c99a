"""The perceptual loss: whose tokens it moves, how it is scaled, and what dropping the context does to a training step."""

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from training import perceptual
from training.model import CausalDiffusionTransformer
from training.objectives import ObjectiveConfig, draw, training_loss
from training.perceptual import PerceptualConfig, perceptual_loss
from training.recipe import RecipeConfig, StepLayout, draw_layout, token_coordinates
from training.tokenisers import patchify

from . import tiny

ROWS = 4
CONFIG = PerceptualConfig(weight=1.0, lowest_time=0.3)


class Edges:
    """Stands in for the network that is fetched: differences between neighbours, at two scales."""

    def features(self, pictures: torch.Tensor, wanted) -> dict[str, torch.Tensor]:
        return {name: torch.cat([F.avg_pool2d(pictures.roll(1, axis) - pictures, size) for axis in (2, 3)], 1) for name, size in zip(wanted, (1, 2))}


@pytest.fixture
def edges(monkeypatch):
    monkeypatch.setattr(perceptual, "network", Edges)


def example(target: int, seed: int = 0):
    """Real tokens [2, 16, 12], their shuffled order with the last `target` predicted, a prediction and its times."""
    generator = torch.Generator().manual_seed(seed)
    tokens = torch.rand(2, ROWS * ROWS, 12, generator=generator) * 2 - 1
    order = torch.stack([torch.randperm(ROWS * ROWS, generator=generator) for _ in range(2)])[:, -target:]
    prediction = (torch.rand(2, target, 12, generator=generator) * 2 - 1).requires_grad_()
    return tokens, order, prediction, torch.full((2, target), 0.6)


def test_the_true_picture_costs_nothing_and_another_one_does(edges):
    tokens, order, prediction, t = example(6)
    truth = tokens.gather(1, order[..., None].expand(-1, -1, 12))
    assert perceptual_loss(CONFIG, truth, t, tokens, order, ROWS) == 0 < perceptual_loss(CONFIG, prediction, t, tokens, order, ROWS)


def test_noisy_tokens_count_as_the_real_ones_and_get_no_gradient(edges):
    tokens, order, prediction, t = example(6)
    t[:, :2] = CONFIG.lowest_time
    perceptual_loss(CONFIG, prediction, t, tokens, order, ROWS).backward()
    moved = prediction.grad.abs().sum(-1) > 0
    assert not moved[:, :2].any() and moved[:, 2:].all()
    t[:] = 0.1
    assert perceptual_loss(CONFIG, prediction, t, tokens, order, ROWS) == 0


def test_known_tokens_are_the_real_ones_in_both_pictures(monkeypatch):
    tokens, order, prediction, t = example(6)
    pictures: list[torch.Tensor] = []
    monkeypatch.setattr(perceptual, "feature_distance", lambda predicted, real: pictures.extend((predicted, real)) or torch.zeros(()))
    perceptual_loss(CONFIG, prediction, t, tokens, order, ROWS)
    predicted, real = (patchify(each.detach().permute(0, 2, 3, 1).contiguous(), 2) for each in pictures)
    known = torch.ones(2, ROWS * ROWS, dtype=torch.bool).scatter(1, order, False)
    assert torch.equal(predicted[known], tokens[known]) and torch.equal(real, tokens)
    assert torch.equal(predicted.gather(1, order[..., None].expand(-1, -1, 12)), prediction)


def test_a_smaller_target_is_weighted_up_by_tokens_over_target(edges):
    tokens, order, prediction, t = example(16)
    t[:, :12] = 0.0  # only the last four differ from the real picture, as if they alone were the target
    whole = perceptual_loss(CONFIG, prediction, t, tokens, order, ROWS)
    part = perceptual_loss(CONFIG, prediction[:, 12:], t[:, 12:], tokens, order[:, 12:], ROWS)
    assert torch.isclose(part, 4 * whole)


def test_the_weight_scales_its_gradient_beside_the_velocitys(edges):
    def gradient(weight: float) -> torch.Tensor:
        model = tiny.network()
        layout = draw_layout(np.random.default_rng(3), np.random.default_rng(3), 2, ROWS, ROWS, RecipeConfig(whole_window=0.0))
        tokens = torch.rand(2, 16, 12, generator=torch.Generator().manual_seed(1)) * 2 - 1
        objective = ObjectiveConfig(time_shift=2.0, perceptual=replace(CONFIG, weight=weight, lowest_time=0.0))
        drawn = draw(objective, tokens, layout, torch.Generator().manual_seed(2))
        training_loss(model, objective, False, tokens, torch.zeros(2, dtype=torch.long), layout, torch.as_tensor(token_coordinates(ROWS, ROWS)),
                      drawn).backward()
        return model.output.weight.grad

    without, one, three = (gradient(weight) for weight in (0.0, 1.0, 3.0))
    assert (one - without).abs().max() > 0 and torch.allclose(three - without, 3 * (one - without), atol=1e-5)


def predictions_of(monkeypatch, layout, tokens: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """What the network predicts for the target in a training step."""
    caught: list[torch.Tensor] = []
    forward = CausalDiffusionTransformer.forward
    monkeypatch.setattr(CausalDiffusionTransformer, "forward", lambda *given: caught.append(forward(*given)) or caught[-1])
    drawn = draw(ObjectiveConfig(), tokens, layout, torch.Generator().manual_seed(2))
    training_loss(tiny.network(), ObjectiveConfig(), False, tokens, labels, layout, torch.as_tensor(token_coordinates(ROWS, ROWS)), drawn)
    monkeypatch.undo()
    return caught[0]


@pytest.mark.parametrize("without", [False, True])
def test_without_context_neither_known_tokens_nor_the_label_reach_the_prediction(monkeypatch, without):
    order = np.stack([np.random.default_rng(seed).permutation(ROWS * ROWS) for seed in range(2)])
    layout = StepLayout(order, known=8, sizes=(3, 5), copies=2, without_context=without)
    tokens = torch.rand(2, 16, 12, generator=torch.Generator().manual_seed(1))
    known = torch.as_tensor(layout.order)[:, : layout.known, None].expand(-1, -1, 12)
    first = predictions_of(monkeypatch, layout, tokens, torch.tensor([0, 1]))
    other_photo = predictions_of(monkeypatch, layout, tokens.scatter(1, known, -0.5), torch.tensor([0, 1]))
    other_label = predictions_of(monkeypatch, layout, tokens, torch.tensor([1, 0]))
    assert torch.equal(first, other_photo) == torch.equal(first, other_label) == without
    target = torch.as_tensor(layout.order)[:, layout.known, None, None].expand(-1, 1, 12)
    assert not torch.equal(first, predictions_of(monkeypatch, layout, tokens.scatter(1, target, -0.5), torch.tensor([0, 1])))


def test_the_asked_share_of_batches_goes_without_context_and_whole_windows_have_none():
    def drawn(whole: float, dropout: float) -> list[bool]:
        config = RecipeConfig(whole_window=whole, context_dropout=dropout)
        return [draw_layout(np.random.default_rng(seed), np.random.default_rng(0), 1, ROWS, ROWS, config).without_context for seed in range(400)]

    assert abs(np.mean(drawn(0.0, 0.1)) - 0.1) < 0.04 and not any(drawn(0.0, 0.0)) and not any(drawn(1.0, 0.5))
