"""Training with the generalised causal mask and sampling with a KV cache are the same function."""

import torch
from safetensors.torch import load_file

from training.checkpoints import load_weights
from training.model import CausalDiffusionTransformer, TransformerConfig
from training.model.attention import plain_attention
from training.model.mask import clean_mask, generalised_causal_mask, noisy_mask
from training.recipe import StepLayout, token_coordinates
from training.shared_folder import shared

from . import tiny

PROTOTYPE = shared("prototype")

LAYOUT = StepLayout(order=torch.randperm(16, generator=torch.Generator().manual_seed(3)).numpy()[None],
                    known=4, sizes=(3, 5, 4), copies=2)


def setting():
    model = tiny.network()
    generator = torch.Generator().manual_seed(5)
    at = torch.as_tensor(token_coordinates(4, 4))[torch.as_tensor(LAYOUT.order[0])]
    x = torch.randn(1, 16, 12, generator=generator)
    z = torch.randn(1, 24, 12, generator=generator)
    t = torch.rand(1, 2, 3, generator=generator)[:, :, torch.as_tensor(LAYOUT.target_step()) - 1].flatten(1)
    clean_step, target_step = torch.as_tensor(LAYOUT.clean_step()), torch.as_tensor(LAYOUT.target_step())
    copy = torch.arange(2).repeat_interleave(12)
    masks = clean_mask(clean_step, 3), noisy_mask(target_step.repeat(2), copy, clean_step, 3)
    square = generalised_causal_mask(target_step.repeat(2), copy, clean_step, 3)
    return model, at, x, z, t, masks, square


@torch.no_grad()
def trained():
    model, at, x, z, t, masks, _ = setting()
    return model(torch.tensor([1]), x[:, :12], at[None, :12], z, at[None, 4:].repeat(1, 2, 1), t, *masks)


@torch.no_grad()
def test_three_masked_passes_equal_one_pass_with_the_square_mask():
    model, at, x, z, t, _, square = setting()
    h = torch.cat((model.embed_condition(torch.tensor([1])), model.embed_clean(x[:, :12]), model.embed_noisy(z, t)), 1)
    where = torch.cat((torch.zeros(3, 2, dtype=at.dtype), at[:12], at[4:], at[4:]))[None]
    whole, _ = model.run(h, where, mask=square)
    assert torch.allclose(model.head(whole[:, 15:]), trained(), atol=1e-5)


@torch.no_grad()
def test_masked_training_equals_sampling_pass_by_pass_with_the_cache():
    model, at, x, z, t, _, _ = setting()
    predictions = trained()
    cache = model.append(x[:, :4], at[None, :4], model.condition(torch.tensor([1])))
    begin = 4
    for size in LAYOUT.sizes:
        step = slice(begin, begin + size)
        for copy in range(2):
            noisy = slice(12 * copy + begin - 4, 12 * copy + begin - 4 + size)
            prediction = model.predict(z[:, noisy], at[None, step], t[:, noisy], cache)
            assert torch.allclose(prediction, predictions[:, noisy], atol=1e-5)
        cache = model.append(x[:, step], at[None, step], cache)
        begin += size


@torch.no_grad()
def test_copies_with_other_noise_share_one_encoding_of_the_clean_tokens():
    model, at, x, z, t, masks, _ = setting()
    step = torch.as_tensor(LAYOUT.target_step())
    one = noisy_mask(step, torch.zeros_like(step), torch.as_tensor(LAYOUT.clean_step()), 3)
    folded = model(torch.tensor([1]), x[:, :12], at[None, :12], z.view(2, 12, -1), at[None, 4:].repeat(2, 1, 1), t.view(2, 12), masks[0], one)
    assert torch.allclose(folded.view(1, 24, -1), trained(), atol=1e-5)


def test_attention_by_plain_products_is_attention_with_its_gradients():
    q, k, v = (torch.randn(2, 3, n, 16, generator=torch.Generator().manual_seed(n), requires_grad=True) for n in (5, 9, 9))
    mask = torch.rand(5, 9, generator=torch.Generator().manual_seed(1)) < 0.6
    for allowed in (None, mask | torch.eye(5, 9, dtype=torch.bool)):
        plain, other = plain_attention(q, k, v, allowed), torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        assert torch.allclose(plain, other, atol=1e-5)
        for ours, theirs in zip(torch.autograd.grad(plain.square().sum(), (q, k, v)), torch.autograd.grad(other.square().sum(), (q, k, v))):
            assert torch.allclose(ours, theirs, atol=1e-4)


if PROTOTYPE.is_dir():  # 26 MB of weights and what an implementation of its own computes from them: not in the repository.

    @torch.no_grad()
    def test_the_prototypes_reference_is_reproduced():
        weights, description = load_weights(PROTOTYPE)
        model = CausalDiffusionTransformer(TransformerConfig.from_description(description))
        model.load_state_dict(weights)
        reference = load_file(PROTOTYPE / "reference.safetensors")
        order, at = reference["order"], torch.as_tensor(token_coordinates(16, 16))
        cache = model.condition(reference["label"])
        assert torch.allclose(cache.layers[-1][0], reference["condition_k_last"], atol=1e-5)
        cache = model.append(reference["known_all"][:, order[:100]], at[order[:100]][None], cache)
        prediction = model.predict(reference["noisy"], at[order[100:148]][None], reference["t"][:, None], cache)
        assert (prediction - reference["prediction"]).norm() / reference["prediction"].norm() < 1e-5
