"""Pictures to tokens and back."""

from .pixel_patches import patchify, pixels_to_unit, unit_to_pixels, unpatchify

__all__ = ["patchify", "pixels_to_unit", "unit_to_pixels", "unpatchify"]
