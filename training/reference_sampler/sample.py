"""Causal diffusion sampling: for each AR step, for each diffusion step, then append to the cache (docs/method.md, section 2).

Conventions of the hooks, shared with the TypeScript engine:

- start(tokens, noise level): the first state of every AR step is `process.noised(start, initial noise, level 0)`, see
  `RectifiedFlow.start_time` and `DDPM.start_step`.
- constrain(x, t): `known` [tokens, channels] clean values and `mask` [tokens, channels] in {0, 1} (1 = known). After
  every diffusion update, and on the first state, x = mask * noised(known, INITIAL noise of the token, level of x)
  + (1 - mask) * x. At the last level that is exactly `known`.

Noise is recorded, not drawn: `initial_noise` by token, `step_noise[i]` by token for the i-th diffusion step that is
run (0 = the first, noisiest). The sampler itself has no randomness.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from .processes import DDPM, RectifiedFlow


@dataclass(frozen=True)
class Start:
    tokens: Tensor
    """[batch, tokens, channels] what is refined; how far it is noised is the process's start_time or start_step."""


@dataclass(frozen=True)
class Constrain:
    known: Tensor
    """[batch or 1, tokens, channels] clean values."""
    mask: Tensor
    """Same shape, 1 where `known` holds."""


@dataclass(frozen=True)
class ContextGuidance:
    """prediction = bare + weight * (prediction - bare) while low <= the signal's share of the noisy tokens < high.

    `bare` is the prediction for the same noisy tokens with the null label and without the known tokens; those of `kept`,
    which earlier windows of the same run made, and the tokens of earlier AR steps stay, encoded without the others. It is
    the same whether the network predicts clean tokens or the noise: the one is affine in the other.
    """

    weight: float
    interval: tuple[float, float] = (0.0, 1.0)
    kept: Tensor | None = None
    """[n] indices, a part of `known_order`."""


@torch.no_grad()
def sample(
    network, labels: Tensor, null_label: int, coordinates: Tensor, order: Tensor, sizes: Sequence[int],
    processes: Sequence[RectifiedFlow | DDPM], initial_noise: Tensor, step_noise: Tensor | None = None,
    known_order: Tensor | None = None, known: Tensor | None = None, guidance: float = 1.0,
    guidance_interval: tuple[float, float] = (0.0, float("inf")), start: Start | None = None,
    constrain: Constrain | None = None, clamp: bool = False, context_guidance: ContextGuidance | None = None,
    on_step: Callable[[int, Tensor], None] | None = None,
) -> Tensor:
    """Runs len(sizes) AR steps over `order` and returns all tokens [batch, L, channels] (zero where never touched).

    labels [batch]; coordinates [L, 2]; order [sum(sizes)] token indices; processes: one per AR step;
    initial_noise [batch, L, channels]; step_noise [steps, batch, L, channels]; known [batch, L, channels] read at
    known_order, encoded in one pass before the first AR step. Guidance only for guidance > 1: the batch becomes
    [conditional, null] and prediction = null + guidance * (conditional - null) inside the interval.
    Context guidance comes after it: the guided prediction is what it starts from.
    `clamp`: finished tokens are cut to [-1, 1] before they are appended (pixel tokens).
    """
    guided = guidance > 1
    batch = len(labels)
    both = (lambda x: torch.cat((x, x))) if guided else (lambda x: x)
    cache = network.condition(torch.cat((labels, torch.full_like(labels, null_label))) if guided else labels)
    result = torch.zeros_like(initial_noise)
    if known_order is not None and len(known_order):
        result[:, known_order] = known[:, known_order]
        at = coordinates[known_order].expand(len(both(labels)), -1, -1)
        cache = network.append(both(result[:, known_order]), at, cache)
    bare = None
    if context_guidance is not None:
        bare = network.condition(torch.full_like(labels, null_label))
        kept = context_guidance.kept
        if kept is not None and len(kept):
            bare = network.append(known[:, kept], coordinates[kept].expand(batch, -1, -1), bare)

    begin = 0
    for size, process in zip(sizes, processes, strict=True):
        step = order[begin : begin + size]
        begin += size
        at = coordinates[step].expand(len(both(labels)), -1, -1)
        noise = initial_noise[:, step]

        def constrained(x: Tensor, level: int) -> Tensor:
            if constrain is None:
                return x
            mask = constrain.mask[:, step]
            return mask * process.noised(constrain.known[:, step], noise, level) + (1 - mask) * x

        z = noise if start is None else process.noised(start.tokens[:, step], noise, 0)
        z = constrained(z, 0)
        for i in range(process.steps):
            time = torch.full((1, 1), process.network_time(i, network), device=z.device)
            inside = guidance_interval[0] <= process.guidance_position(i) < guidance_interval[1]
            prediction = network.predict(both(z), at, time.expand(len(both(z)), 1), cache)
            if guided:
                conditional, null = prediction[:batch], prediction[batch:]
                prediction = null + guidance * (conditional - null) if inside else conditional
            if bare is not None and context_guidance.interval[0] <= process.signal(i) < context_guidance.interval[1]:
                without = network.predict(z, at[:batch], time.expand(batch, 1), bare)
                prediction = without + context_guidance.weight * (prediction - without)
            fresh = None if step_noise is None else step_noise[i][:, step]
            z = constrained(process.update(i, z, prediction, fresh), i + 1)
        if clamp:
            z = z.clamp(-1, 1)
        result[:, step] = z
        if begin < len(order):
            cache = network.append(both(z), at, cache)
            if bare is not None:
                bare = network.append(z, at[:batch], bare)
        if on_step is not None:
            on_step(begin, result)
    return result
