"""Causal diffusion transformers: the trainable network, the published one, their masks and their KV cache."""

from .cache import KeyValueCache
from .transformer import CausalDiffusionTransformer, TransformerConfig

__all__ = ["CausalDiffusionTransformer", "KeyValueCache", "TransformerConfig"]
