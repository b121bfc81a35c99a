"""Scaled dot product attention; on CPUs that train in bfloat16 by plain matrix products.

torch's flash kernel for CPUs takes about twice as long there, forward and backward together (measured on an AVX512-BF16
core: 24 against 51 ms at 12 x 4 heads of 235 queries and 239 keys, 36 against 57 ms at 24 x 4 of 96 and 290).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """q [batch, heads, tokens, head width], k and v [batch, heads, all, head width], mask [tokens, all] True = may attend."""
    if v.device.type == "cpu" and v.dtype == torch.bfloat16 and torch.is_grad_enabled():
        return plain_attention(q, k, v, mask)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def plain_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """The same by two batched products and a softmax, all in the type of `v`."""
    with torch.autocast(v.device.type, enabled=False):
        scores = (q * q.shape[-1] ** -0.5).to(v.dtype) @ k.to(v.dtype).transpose(-1, -2)
        if mask is not None:
            scores = scores + torch.zeros(mask.shape, dtype=v.dtype, device=v.device).masked_fill(~mask, float("-inf"))
        return scores.softmax(-1) @ v
