"""The generalised causal mask of causal diffusion (arXiv 2412.12095, section 3), True = may attend.

One training sequence is [condition | clean tokens of steps 1..S-1 | noisy tokens of steps 1..S]. Known tokens count as
clean tokens of step 0. Several noisy copies (other noise, other time) of the steps may follow each other and never
see one another, so that the clean tokens are encoded once for all of them.
"""

from __future__ import annotations

import torch
from torch import Tensor


def clean_mask(clean_step: Tensor, condition_tokens: int) -> Tensor:
    """[clean, condition + clean]: a clean token of step s attends the condition and clean tokens of steps <= s."""
    own = clean_step[:, None] >= clean_step[None, :]
    return torch.cat((own.new_ones(len(clean_step), condition_tokens), own), 1)


def noisy_mask(noisy_step: Tensor, noisy_copy: Tensor, clean_step: Tensor, condition_tokens: int) -> Tensor:
    """[noisy, condition + clean + noisy]: step s attends the condition, clean steps < s and itself."""
    past = noisy_step[:, None] > clean_step[None, :]
    own = (noisy_step[:, None] == noisy_step[None, :]) & (noisy_copy[:, None] == noisy_copy[None, :])
    return torch.cat((own.new_ones(len(noisy_step), condition_tokens), past, own), 1)


def generalised_causal_mask(noisy_step: Tensor, noisy_copy: Tensor, clean_step: Tensor, condition_tokens: int) -> Tensor:
    """The whole square mask as the paper draws it; training computes the same thing in three passes."""
    condition, clean, noisy = condition_tokens, len(clean_step), len(noisy_step)
    mask = torch.zeros(condition + clean + noisy, condition + clean + noisy, dtype=torch.bool, device=noisy_step.device)
    mask[:condition, :condition] = True
    mask[condition : condition + clean, : condition + clean] = clean_mask(clean_step, condition)
    mask[condition + clean :] = noisy_mask(noisy_step, noisy_copy, clean_step, condition)
    return mask
