"""The published network and autoencoder, and the DDPM loop, against the numbers of the published code."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from training.model.published import PublishedTransformer, read_checkpoint
from training.recipe import token_coordinates
from training.reference_sampler import DDPM, respaced_steps, sample
from training.shared_folder import shared
from training.tokenisers.kl16 import KL16

CHECKPOINTS = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "checkpoints"
AUTOENCODERS = [CHECKPOINTS / "odd-sizes", shared("reference/causalfusion-tiny")]
"""The second one's weights are too large for the repository."""
TOLERANCE = 1e-5


def relative(a, b):
    return float((a - b).norm() / b.norm())


@pytest.fixture(scope="module")
def setting():
    reference = load_file(CHECKPOINTS / "tiny" / "reference.safetensors")
    network = PublishedTransformer.from_state_dict(read_checkpoint(CHECKPOINTS / "tiny" / "transformer.pt", "ema"))
    return reference, network, torch.as_tensor(token_coordinates(4, 4))


def test_the_last_layers_condition_cache_matches(setting):
    reference, network, _ = setting
    with torch.no_grad():
        keys, values = network.condition(reference["label"][:1]).layers[-1]
    assert relative(keys, reference["cond_k_last"]) < TOLERANCE
    assert relative(values, reference["cond_v_last"]) < TOLERANCE


def test_predicted_noise_of_all_tokens_matches(setting):
    reference, network, at = setting
    with torch.no_grad():
        cache = network.condition(reference["label"][:1])
        noise = network.predict(reference["noisy_all"], at[None], torch.full((1, 1), 637.0), cache)
    assert relative(noise, reference["eps_all_t637"]) < TOLERANCE


def test_predicted_noise_of_a_second_step_matches(setting):
    reference, network, at = setting
    order, first = reference["order"], int(reference["first_step_size"])
    with torch.no_grad():
        cache = network.condition(reference["label"][:1])
        cache = network.append(reference["clean_all"][:, order[:first]], at[order[:first]][None], cache)
        noise = network.predict(reference["noisy_all"][:, order[first:]], at[order[first:]][None],
                                torch.full((1, 1), 250.0), cache)
    assert relative(noise, reference["eps_second_step_t250"]) < TOLERANCE


@pytest.mark.parametrize("name", ["plain", "guided"])
def test_the_whole_loop_matches(setting, name):
    reference, network, at = setting
    order, sizes = reference["order"], reference["ar_step_sizes"].tolist()
    assert respaced_steps(10) == reference["timestep_map"].tolist()
    initial, noise = (torch.empty_like(reference[f"loop_{name}_{key}"]) for key in
                      ("initial_noise_in_order", "step_noise_in_order"))
    initial[:, order] = reference[f"loop_{name}_initial_noise_in_order"]
    noise[:, order] = reference[f"loop_{name}_step_noise_in_order"]
    guidance = float(reference["cfg_scale"]) if name == "guided" else 1.0
    result = sample(network, reference["label"][:1], int(reference["label"][1]), at, order, sizes,
                    [DDPM(10)] * len(sizes), initial, noise[:, None], guidance=guidance, guidance_interval=(0, 1000))
    assert relative(result, reference[f"loop_{name}_result"]) < TOLERANCE


@pytest.mark.parametrize("folder", [folder for folder in AUTOENCODERS if folder.is_dir()], ids=lambda folder: folder.name)
def test_the_autoencoder_matches(folder):
    reference = load_file(folder / "reference.safetensors")
    network = KL16.from_state_dict(read_checkpoint(folder / "vae.pt", "model"))
    with torch.no_grad():
        mean, log_variance = network.moments(reference["image"])
        decoded = network.decode(reference["latent"])
    assert relative(mean, reference["vae_mean"]) < TOLERANCE
    assert relative(log_variance, reference["vae_logvar"]) < TOLERANCE
    assert relative(decoded, reference["vae_decoded"]) < TOLERANCE
