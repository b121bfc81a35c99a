"""Keys and values of the tokens that are already decided, per layer."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class KeyValueCache:
    """`layers[i]` = (keys, values), each [batch, heads, tokens, head width]; keys after norm and position."""

    layers: tuple[tuple[Tensor, Tensor], ...]

    @property
    def tokens(self) -> int:
        return self.layers[0][0].shape[2]

    def repeated(self, copies: int) -> KeyValueCache:
        """Each row of the batch `copies` times, next to each other."""
        if copies == 1:
            return self
        return KeyValueCache(tuple((k.repeat_interleave(copies, 0), v.repeat_interleave(copies, 0)) for k, v in self.layers))

    def appended(self, other: KeyValueCache) -> KeyValueCache:
        """A new cache: what was cached first, `other` behind it. Nothing is changed in place (steps can branch)."""
        return KeyValueCache(tuple((torch.cat((k, ok), 2), torch.cat((v, ov), 2))
                                   for (k, v), (ok, ov) in zip(self.layers, other.layers, strict=True)))
