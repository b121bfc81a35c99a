"""What the network predicts, what it is trained on, and how a diffusion step uses the prediction.

Rectified flow with sample prediction: z = t x + (1 - t) noise, t from 0 (noise) to 1 (clean), the network returns x.
DDPM with noise prediction (the published networks): z = sqrt(abar) x + sqrt(1 - abar) noise, the network returns noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .model import CausalDiffusionTransformer
from .model.mask import clean_mask, noisy_mask
from .model.transformer import model_of
from .perceptual import PerceptualConfig, perceptual_loss
from .recipe import StepLayout

DDPM_STEPS = 1000


@dataclass(frozen=True)
class ObjectiveConfig:
    kind: str = "rectified-flow"
    """rectified-flow (sample prediction) or ddpm (noise prediction)."""
    time_scale: float = 0.8
    """Rectified flow: t = sigmoid(time_scale * normal + time_shift)."""
    time_shift: float = -0.6
    velocity_floor: float = 0.1
    """Rectified flow: the loss divides by max(1 - t, this)."""
    time_per_step: bool = True
    """Draw t for each image and AR step (else one per image, as the paper does)."""
    border_weight: float = 0.0
    """Rectified flow on pixel tokens: weight of the error's jumps across token borders (`border_loss`), against the grid."""
    perceptual: PerceptualConfig = PerceptualConfig()
    """Rectified flow on pixel tokens (`perceptual.py`)."""

    def __post_init__(self) -> None:
        if self.kind not in ("rectified-flow", "ddpm"):
            raise ValueError(f"unknown objective {self.kind}: rectified-flow or ddpm")
        if self.kind == "ddpm" and self.compares_pixels:
            raise ValueError("border_weight and perceptual.weight need the predicted tokens, and a network trained as ddpm predicts noise: both must be 0")

    @property
    def compares_pixels(self) -> bool:
        """True with a loss that takes tokens for pixels."""
        return self.border_weight != 0 or self.perceptual.weight != 0


def alphas_cumprod() -> np.ndarray:
    """[1000] float64, linear betas 1e-4..0.02."""
    return np.cumprod(1 - np.linspace(1e-4, 0.02, DDPM_STEPS, dtype=np.float64))


def draw_times(config: ObjectiveConfig, batch: int, copies: int, step_of_token: Tensor, generator: torch.Generator) -> Tensor:
    """[batch, copies * target] times in [0, 1]; all tokens of an AR step of a copy share theirs."""
    device = step_of_token.device
    steps = int(step_of_token.max()) if config.time_per_step else 1
    shape = (batch, copies, steps)
    if config.kind == "rectified-flow":
        t = torch.sigmoid(config.time_scale * torch.randn(shape, generator=generator, device=device) + config.time_shift)
    else:
        t = torch.randint(DDPM_STEPS, shape, generator=generator, device=device) / DDPM_STEPS
    which = step_of_token - 1 if config.time_per_step else torch.zeros_like(step_of_token)
    return t[:, :, which].flatten(1)


def add_noise(config: ObjectiveConfig, x: Tensor, noise: Tensor, t: Tensor) -> Tensor:
    """x, noise [batch, tokens, channels], t [batch, tokens] -> noisy tokens."""
    if config.kind == "rectified-flow":
        return t[..., None] * x + (1 - t[..., None]) * noise
    abar = torch.as_tensor(alphas_cumprod(), device=x.device)[(t * DDPM_STEPS).round().long()].float()[..., None]
    return abar.sqrt() * x + (1 - abar).sqrt() * noise


def token_errors(config: ObjectiveConfig, prediction: Tensor, x: Tensor, noise: Tensor, t: Tensor) -> Tensor:
    """[batch, tokens, channels]; rectified flow: the error of the velocity (x - z) / (1 - t)."""
    if config.kind == "rectified-flow":
        return (prediction.float() - x) / (1 - t[..., None]).clamp_min(config.velocity_floor)
    return prediction.float() - noise


def token_losses(config: ObjectiveConfig, prediction: Tensor, x: Tensor, noise: Tensor, t: Tensor) -> Tensor:
    """[batch, tokens] mean over channels of the squared error."""
    return token_errors(config, prediction, x, noise, t).square().mean(-1)


def border_loss(errors: Tensor, order: Tensor, step_of_token: Tensor, rows: int, columns: int) -> Tensor:
    """Squared jumps of the error across token borders, summed, over the number of error values -> scalar.

    errors [batch, target, p * p * 3] of pixel tokens; order [batch, target] their raster indices; step_of_token [target]
    from 1. Between tokens of one AR step the jump is the difference of their errors; towards a known or earlier token it
    is the later token's error, because while sampling the earlier one is finished. A positive quadratic form of the
    errors: the best prediction stays the same, but errors that make a step in the picture cost more than those that do not.
    """
    batch, target, channels = errors.shape
    p = int((channels / 3) ** 0.5)
    image = errors.new_zeros(batch, rows * columns, channels)
    image = image.scatter(1, order[..., None].expand_as(errors), errors).view(batch, rows, columns, p, p, 3)
    step = torch.zeros(batch, rows * columns, dtype=torch.long, device=errors.device)
    step = step.scatter(1, order, step_of_token.expand(batch, -1)).view(batch, rows, columns, 1, 1)

    def jumps(a: Tensor, b: Tensor, step_a: Tensor, step_b: Tensor) -> Tensor:
        return ((step_a >= step_b) * a - (step_b >= step_a) * b).square().sum()

    across = jumps(image[:, :, :-1, :, -1], image[:, :, 1:, :, 0], step[:, :, :-1], step[:, :, 1:])
    down = jumps(image[:, :-1, :, -1], image[:, 1:, :, 0], step[:, :-1], step[:, 1:])
    return (across + down) / errors.numel()


@dataclass(frozen=True)
class Drawn:
    """What is random in the loss of a batch."""

    t: Tensor
    """[batch * copies, target] times."""
    noise: Tensor
    """[batch * copies, target, channels]"""
    copy: Tensor | None
    """[batch] the noisy copy of each image that the perceptual loss looks at; None without one."""

    def part(self, images: slice, copies: int) -> Drawn:
        rows = slice(images.start * copies, images.stop * copies)
        return Drawn(self.t[rows], self.noise[rows], None if self.copy is None else self.copy[images])


def draw(objective: ObjectiveConfig, tokens: Tensor, layout: StepLayout, generator: torch.Generator) -> Drawn:
    """For tokens [batch, L, channels]."""
    device, batch, copies = tokens.device, len(tokens), layout.copies
    target_step = torch.as_tensor(layout.target_step(), device=device)
    t = draw_times(objective, batch, copies, target_step, generator).view(batch * copies, -1)
    noise = torch.randn((*t.shape, tokens.shape[2]), generator=generator, device=device)
    # One noisy copy of each image: the others would add more cost than knowledge.
    copy = torch.randint(copies, (batch,), generator=generator, device=device) if objective.perceptual.weight else None
    return Drawn(t, noise, copy)


def training_loss(model: CausalDiffusionTransformer, objective: ObjectiveConfig, weight_along_order: bool,
                  tokens: Tensor, labels: Tensor, layout: StepLayout, coordinates: Tensor, drawn: Drawn) -> Tensor:
    """tokens [batch, L, channels] -> scalar. Three passes: condition, clean (masked), all noisy copies (masked)."""
    device = tokens.device
    order = torch.as_tensor(layout.order, device=device)
    skipped = layout.known if layout.without_context else 0  # clean tokens that are left out: the photo's
    if layout.without_context:
        labels = torch.full_like(labels, model_of(model).config.null_label)
    x = tokens.gather(1, order[..., None].expand(-1, -1, tokens.shape[2]))
    at = coordinates[order]
    clean_step = torch.as_tensor(layout.clean_step()[skipped:], device=device)
    target_step = torch.as_tensor(layout.target_step(), device=device)
    copies, condition_tokens = layout.copies, model_of(model).config.condition_tokens

    target = x[:, layout.known :].repeat_interleave(copies, 0)
    t, noise = drawn.t, drawn.noise
    z = add_noise(objective, target, noise, t)
    steps = len(layout.sizes)
    prediction = model(
        labels, x[:, skipped : layout.clean], at[:, skipped : layout.clean], z, at[:, layout.known :].repeat_interleave(copies, 0), t,
        clean_mask(clean_step, condition_tokens) if steps > 1 else None,
        noisy_mask(target_step, torch.zeros_like(target_step), clean_step, condition_tokens) if steps > 1 else None)
    weights = torch.as_tensor(layout.weights(weight_along_order), device=device)
    errors = token_errors(objective, prediction, target, noise, t) * weights.sqrt()[:, None]
    loss = errors.square().mean()
    rows, columns = (int(size) + 1 for size in coordinates.amax(0))
    target_order = order[:, layout.known :]
    if objective.border_weight:
        loss = loss + objective.border_weight * border_loss(errors, target_order.repeat_interleave(copies, 0), target_step, rows, columns)
    if drawn.copy is not None:
        copy = torch.arange(len(x), device=device) * copies + drawn.copy
        loss = loss + objective.perceptual.weight * perceptual_loss(objective.perceptual, prediction[copy], t[copy], tokens, target_order, rows)
    return loss
