"""Muon for the matrices of the blocks, AdamW for everything else.

Muon orthogonalises the momentum of each matrix with a quintic Newton-Schulz iteration. torch.optim.Muon always runs
that in bfloat16, which CPUs without AVX512-BF16 or AMX emulate 200 times slower than float32 (measured on an AVX2 machine:
0.8 against 162 GFLOP/s), so this one picks the type by device, and runs matrices of one shape as one batch.
"""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor, nn

from .number_formats import has_native_bfloat16

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonalised(matrices: Tensor, iterations: int = 5) -> Tensor:
    """[n, rows, columns] -> about U V^T of each one's singular value decomposition."""
    a, b, c = NEWTON_SCHULZ
    x = matrices.bfloat16() if has_native_bfloat16(matrices.device) else matrices.float()
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp_min(1e-7)
    for _ in range(iterations):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).to(matrices.dtype)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, orthogonalised, scaled by sqrt(max(1, rows / columns)); decoupled weight decay."""

    def __init__(self, parameters, lr: float = 0.02, momentum: float = 0.95, weight_decay: float = 0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            by_shape = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    by_shape[parameter.shape].append(parameter)
            for (rows, columns), parameters in by_shape.items():
                directions = []
                for parameter in parameters:
                    state = self.state[parameter]
                    if not state:
                        state["momentum"] = torch.zeros_like(parameter)
                    state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                    directions.append(parameter.grad.lerp(state["momentum"], group["momentum"]))
                updates = orthogonalised(torch.stack(directions))
                for parameter, update in zip(parameters, updates):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(update, alpha=-group["lr"] * max(1.0, rows / columns) ** 0.5)


def build_optimizers(model: nn.Module, muon_lr: float, adam_lr: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    """[Muon over block matrices, AdamW over the rest]; each group remembers its peak rate in `peak_lr`."""
    matrices = [p for n, p in model.named_parameters() if "blocks." in n and p.dim() == 2]
    chosen = {id(p) for p in matrices}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    optimizers = [Muon(matrices, lr=muon_lr, weight_decay=weight_decay),
                  torch.optim.AdamW(rest, lr=adam_lr, betas=(0.9, 0.95), weight_decay=0.0)]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return optimizers
