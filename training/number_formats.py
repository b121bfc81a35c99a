"""Which devices compute in bfloat16 rather than emulate it."""

from __future__ import annotations

import torch


def has_native_bfloat16(device: torch.device) -> bool:
    """GPUs that say so; CPUs with AVX512-BF16 or AMX. Elsewhere on CPUs it is emulated, many times slower than float32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
