"""The reference sampler: hooks, degenerate schedules, DDPM maths, and the goldens that are checked in."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from training.checkpoints import load_weights
from training.objectives import alphas_cumprod
from training.recipe import token_coordinates
from training.reference_sampler import DDPM, Constrain, ContextGuidance, RectifiedFlow, Start, respaced_steps, sample
from training.reference_sampler.goldens import RECTIFIED_FLOW, TINY, random_network, run_case
from training.reference_sampler.orders import from_edges, uniform_sizes

from . import tiny

AT = torch.as_tensor(token_coordinates(4, 4))
GOLDENS = Path(__file__).resolve().parents[2] / "tests" / "golden" / "reference-sampler"


def noise(seed=0):
    return torch.randn(1, 16, 12, generator=torch.Generator().manual_seed(seed))


def run(label=0, **options):
    settings = {"order": torch.randperm(16, generator=torch.Generator().manual_seed(2)), "sizes": (4, 12),
                "processes": [RectifiedFlow(3)] * 2, "initial_noise": noise()}
    return sample(tiny.network(), torch.tensor([label]), 2, AT, **{**settings, **options})


def test_known_pixels_come_out_exactly():
    known, mask = noise(1).clamp(-1, 1), (noise(2) > 0).float()
    result = run(constrain=Constrain(known, mask))
    assert torch.equal(result[mask == 1], known[mask == 1])


def test_a_fully_known_token_ignores_the_network():
    known = noise(1).clamp(-1, 1)
    assert torch.equal(run(constrain=Constrain(known, torch.ones(1, 16, 12))), known)


def test_start_at_noise_level_zero_time_is_plain_sampling():
    plain = run()
    started = run(processes=[RectifiedFlow(3, 0.0)] * 2, start=Start(noise(3)))
    assert torch.allclose(plain, started, atol=1e-6)


def test_one_token_at_a_time_and_all_at_once_both_run():
    order = torch.arange(16)
    assert run(order=order, sizes=(1,) * 16, processes=[RectifiedFlow(1)] * 16).isfinite().all()
    assert run(order=order, sizes=(16,), processes=[RectifiedFlow(5)]).isfinite().all()


def test_guidance_of_one_equals_no_guidance_and_an_empty_interval_too():
    guided = run(guidance=3.0, guidance_interval=(2.0, 3.0))
    assert torch.allclose(guided, run(), atol=1e-5)


def context(**options):
    return {"order": torch.arange(6, 16), "sizes": (4, 6), "known_order": torch.arange(6), "known": noise(4).clamp(-1, 1), **options}


def test_context_guidance_of_one_or_outside_its_interval_is_none():
    plain = run(**context())
    assert torch.allclose(run(**context(context_guidance=ContextGuidance(1.0))), plain, atol=1e-6)
    assert torch.equal(run(**context(context_guidance=ContextGuidance(3.0, (0.95, 1.0)))), plain)


def test_context_guidance_goes_away_from_the_prediction_without_known_tokens():
    one_step = {"processes": [RectifiedFlow(1)], "sizes": (10,)}
    plain, bare = run(**context(**one_step)), run(label=2, **one_step, order=torch.arange(6, 16))
    guided = run(**context(context_guidance=ContextGuidance(2.0), **one_step))
    assert torch.allclose(guided[:, 6:], 2 * plain[:, 6:] - bare[:, 6:], atol=1e-5)
    kept = run(**context(context_guidance=ContextGuidance(2.0, kept=torch.arange(6)), **one_step))
    assert not torch.allclose(kept[:, 6:], guided[:, 6:], atol=1e-3)


def test_one_rectified_flow_step_returns_the_prediction():
    model = tiny.network()
    order = torch.arange(16)
    with torch.no_grad():
        cache = model.condition(torch.tensor([0]))
        expected = model.predict(noise(), AT[None], torch.zeros(1, 1), cache)
    assert torch.allclose(run(order=order, sizes=(16,), processes=[RectifiedFlow(1)]), expected, atol=1e-5)


@pytest.mark.parametrize("steps", [1, 2, 7, 10, 25, 37, 250, 1000])
def test_respaced_steps_are_distinct_and_span_the_schedule(steps):
    kept = respaced_steps(steps)
    assert len(set(kept)) == steps and kept == sorted(kept) and kept[-1] == 999 and (steps == 1 or kept[0] == 0)


def test_rounding_is_half_to_even():
    assert respaced_steps(3) == [0, 500, 999]  # 499.5 -> 500
    assert respaced_steps(7)[1:4] == [166, 333, 500]  # 166.5 -> 166, 499.5 -> 500


def test_ddpm_mean_of_the_true_noise_is_the_exact_posterior_mean():
    """With the true noise the update's mean is q(x_prev | x_t, x0), written here from the betas."""
    process, x0, eps = DDPM(1000), noise(1).double(), noise(2).double()
    i = 400
    abar = alphas_cumprod()
    t = process.original_step(i)
    z = abar[t] ** 0.5 * x0 + (1 - abar[t]) ** 0.5 * eps
    beta = np.linspace(1e-4, 0.02, 1000)[t]
    expected = (abar[t - 1] ** 0.5 * beta * x0 + (1 - beta) ** 0.5 * (1 - abar[t - 1]) * z) / (1 - abar[t])
    assert torch.allclose(process.update(i, z, eps, torch.zeros_like(z)), expected, atol=1e-9)


def test_one_ddpm_step_returns_the_predicted_clean_tokens():
    process, x0, eps = DDPM(1), noise(1).double(), noise(2).double()
    assert process.original_step(0) == 999
    assert torch.allclose(process.update(0, process.noised(x0, eps, 0), eps, None), x0, atol=1e-9)


def test_the_last_update_adds_no_noise():
    process = DDPM(10)
    assert torch.equal(process.update(9, noise(), noise(1), noise(2)), process.update(9, noise(), noise(1), noise(3)))


def test_start_step_runs_only_the_last_steps():
    assert [DDPM(10, 3).original_step(i) for i in range(3)] == respaced_steps(10)[2::-1]


def test_the_checked_in_goldens_are_what_this_code_computes():
    network = random_network(TINY, seed=7)
    stored, _ = load_weights(GOLDENS / "rectified-flow")  # written when names were short: an old checkpoint gives the same numbers
    assert all(torch.equal(value, stored[name]) for name, value in network.state_dict().items())
    tensors = load_file(GOLDENS / "rectified-flow" / "cases.safetensors")
    for index, case in enumerate(RECTIFIED_FLOW):
        _, values = run_case(case, 1000 + index, network, TINY.channels, TINY.null_label, ddpm=False)
        difference = (values[f"{case.name}.result"] - tensors[f"{case.name}.result"]).abs().max()
        assert difference < 1e-5, case.name
    maps = json.loads((GOLDENS / "timestep-maps.json").read_text())
    assert all(respaced_steps(int(n)) == steps for n, steps in maps.items())


def test_from_edges_goes_inward_and_sizes_cover_the_target():
    known = np.ones((5, 5), bool)
    known[1:4, 1:4] = False
    assert from_edges(5, 5, known.ravel()).tolist()[-1] == 12
    assert from_edges(5, 5, np.zeros(25, bool)).tolist()[0] == 12
    assert sum(uniform_sizes(13, 8)) == 13 and len(uniform_sizes(3, 8)) == 3
