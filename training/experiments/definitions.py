"""What is compared. Training variants change one field of BASE; sampling variants run one finished network."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..config import CPU, DATA_LABELS, OptimizerConfig, ScheduleConfig, TrainConfig
from ..model import TransformerConfig
from ..recipe import RecipeConfig
from ..reference_sampler.inpaint import Effort

BASE = replace(CPU, batch=32, grid=8, sample_seconds=0, optimizer=OptimizerConfig(muon_lr=0.02, adam_lr=1e-3, ema=0.99),
               model=TransformerConfig(width=128, depth=4, heads=2, mlp_width=352, labels=DATA_LABELS),
               schedule=ScheduleConfig(steps=600, cooldown=0.6),
               recipe=RecipeConfig(whole_window=0.3))
"""A million parameters at 64 px: a few CPU minutes a variant. It learns colour and rough layout, no texture."""

BALANCED = Effort(ar_steps=2, diffusion_steps=12)
"""The product's balanced effort."""

FILLING = RecipeConfig(whole_window=0.0, from_edges=1.0, random_order=0.0, step_decay=1.0)
"""What the product asks of a network: known sets shaped like masks, from the edges inward, 1 to 8 AR steps alike."""


@dataclass(frozen=True)
class Experiment:
    question: str
    baseline: str
    """The variant that the others are compared with on the same photos."""
    training: dict[str, TrainConfig] = field(default_factory=dict)
    """Variants that are trained from nothing for the same number of steps, then fill with the default effort."""
    sampling: dict[str, Effort] = field(default_factory=dict)
    """Variants that only sample differently."""
    families: tuple[str, ...] = ("centre", "half")
    labelled: tuple[str, ...] = ()
    """Sampling variants that are told the photo's label; the others run without one."""


def with_recipe(**changes) -> TrainConfig:
    return replace(BASE, recipe=replace(BASE.recipe, **changes))


EXPERIMENTS = {
    "order-in-training": Experiment(
        "Does training on random orders beat training on raster order?", "mixed (ours)",
        training={"random": with_recipe(from_edges=0.0, random_order=1.0), "raster": with_recipe(raster_only=True),
                  "mixed (ours)": BASE}),
    "step-decay": Experiment(
        "How fast should the chance of more AR steps decay?", "0.9",
        training={str(decay): with_recipe(step_decay=decay) for decay in (0.8, 0.9, 0.95, 1.0)}),
    "loss-weight": Experiment(
        "Does weighting the loss along the order help?", "on",
        training={"on": BASE, "off": with_recipe(weight_along_order=False)}),
    "steps": Experiment(
        "AR steps against diffusion steps. Noisy-token evaluations are target x diffusion steps whatever the number of AR steps.", "8 x 12",
        sampling={f"{ar} x {diffusion}": Effort(ar_steps=ar, diffusion_steps=diffusion)
                  for diffusion in (4, 8, 12, 24) for ar in (1, 2, 4, 8, 16)}),
    "order-in-sampling": Experiment(
        "Which order fills best?", "from-edges",
        sampling={order: replace(BALANCED, order=order) for order in ("from-edges", "raster", "random", "from-subject")},
        families=("centre", "half", "border")),
    "guidance": Experiment(
        "Does the label help a fill, and guidance by it?", "no label",
        sampling={"no label": BALANCED} | {f"label, {scale}": replace(BALANCED, guidance=scale) for scale in (1.0, 1.5, 2.5)},
        families=("centre",), labelled=("label, 1.0", "label, 1.5", "label, 2.5")),
    "context-guidance": Experiment(
        "How far is the photo around a hole to be followed?", "1",
        sampling={f"{weight:g}": replace(BALANCED, context_guidance=weight) for weight in (1, 1.5, 2, 3)},
        families=("half", "border", "strokes", "centre")),
    "noise-scale": Experiment(
        "Less or more initial noise than the method says?", "1.0",
        sampling={str(scale): replace(BALANCED, noise_scale=scale) for scale in (0.8, 0.9, 1.0, 1.1, 1.2)}, families=("centre", "half")),
}
