"""The loop of causal diffusion sampling in plain PyTorch: the truth that the TypeScript engine is tested against."""

from .processes import DDPM, RectifiedFlow, respaced_steps
from .sample import Constrain, ContextGuidance, Start, sample

__all__ = ["DDPM", "Constrain", "ContextGuidance", "RectifiedFlow", "Start", "respaced_steps", "sample"]
