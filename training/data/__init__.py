"""Photos: decoding once into a memory-mapped cache, and cropping windows from it."""

from .crops import PhotoWindows
from .photo_cache import PhotoCache, build_cache

__all__ = ["PhotoCache", "PhotoWindows", "build_cache"]
