"""What PyTorch takes for the fill that `npm run bench:gpu` times, on the same card, and what the card can do at most.

The networks are those of `training.model` with made-up weights: the time does not depend on them. Prints JSON.

    python -m training.card_speed --describe
    python -m training.card_speed '{"kind": "peaks", ...}'
"""

from __future__ import annotations

import glob
import importlib.util
import json
import resource
import sys
import time
from pathlib import Path

import torch
from torch import Tensor

from training.model import CausalDiffusionTransformer, TransformerConfig, published, transformer


def describe() -> dict:
    """What measure-card asks of a Python before it uses it."""
    found = importlib.util.find_spec("onnxruntime")
    packages = Path(torch.__file__).parent.parent
    return {
        "torch": torch.__version__,
        "card": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "libraries": sorted(glob.glob(str(packages / "nvidia" / "**" / "lib"), recursive=True)),
        "onnxruntime": str(Path(found.origin).parent / "capi") if found and found.origin else None,
    }


def finish(device: str) -> None:
    """Waits until the card has done what it was told."""
    if device == "cuda":
        torch.cuda.synchronize()


def best_seconds(call, rounds: int, device: str) -> float:
    """The best of several calls after one to warm up."""
    best = float("inf")
    for index in range(rounds + 1):
        finish(device)
        started = time.perf_counter()
        call()
        finish(device)
        if index:
            best = min(best, time.perf_counter() - started)
    return best


def peaks(task: dict) -> dict:
    device, kind = task["device"], getattr(torch, task["type"])
    size, count = task["matrix"], task["numbers"]
    left, right = (torch.rand(size, size, device=device).to(kind) for _ in range(2))
    product = torch.empty_like(left)
    numbers = torch.ones(count, device=device)
    total = torch.empty_like(numbers)
    times = 16
    repeat = [None] * times
    product_seconds = best_seconds(lambda: [torch.mm(left, right, out=product) for _ in repeat], task["rounds"], device) / times
    sum_seconds = best_seconds(lambda: [torch.add(numbers, 1, out=total) for _ in repeat], task["rounds"], device) / times
    return {"peaks": {"flops": 2 * size**3 / product_seconds, "bandwidth": 2 * 4 * count / sum_seconds}}


def in_type(function, kind: torch.dtype):
    """The same function, whose float32 results are in the network's type."""

    def converted(*given):
        result = function(*given)
        return tuple(value.to(kind) for value in result) if isinstance(result, tuple) else result.to(kind)

    return converted


def build(task: dict) -> torch.nn.Module:
    if task["network"] == "published":
        sizes = {name: task[name] for name in ("width", "depth", "heads", "channels", "labels")}
        return published.PublishedTransformer(tokens=task["grid"] ** 2, condition_tokens=task["conditionTokens"], **sizes)
    sizes = {name: task[name] for name in ("width", "depth", "heads", "channels")}
    return CausalDiffusionTransformer(
        TransformerConfig(
            head_width=task["headWidth"],
            mlp_width=task["mlpWidth"],
            condition_tokens=task["conditionTokens"],
            null_label=task["labels"],
            **sizes,
        )
    )


class Fill:
    """A part of a window, filled as Tessera's benchmark fills it."""

    def __init__(self, task: dict):
        self.device, kind = task["device"], getattr(torch, task["type"])
        if kind != torch.float32:
            for module, name in ((transformer, "time_features"), (transformer, "rotation_angles"), (published, "step_features")):
                setattr(module, name, in_type(getattr(module, name), kind))
        self.network = build(task).eval().to(self.device, kind)
        self.predict, self.append = self.network.predict, self.network.append
        if task["compiled"]:
            self.predict = torch.compile(self.predict, dynamic=True)
            self.append = torch.compile(self.append, dynamic=True)
        self.steps, self.channels = task["diffusionSteps"], task["channels"]
        self.label = torch.tensor([task["labels"]], device=self.device)
        grid = task["side"]
        centre = (grid - 1) / 2
        tokens = sorted(range(grid * grid), key=lambda t: (max(abs(t // grid - centre), abs(t % grid - centre)), t))
        count = max(1, round(grid * grid * task["maskShare"]))
        each = max(1, grid * grid // task["arStepsOfWindow"])
        self.known = self.coordinates(sorted(tokens[count:]), grid)
        self.parts = [self.coordinates(tokens[begin : min(begin + each, count)], grid) for begin in range(0, count, each)]
        self.known_values = self.random(self.known, kind)
        self.noise = [self.random(part, kind) for part in self.parts]
        # The published network is told steps from 999 to 0, our own times from 0 to 1.
        self.times = [
            torch.full((1, 1), 999 - 999 * step / self.steps if task["network"] == "published" else step / self.steps, device=self.device)
            for step in range(self.steps)
        ]
        self.prediction_seconds: list[float] = []

    def coordinates(self, tokens: list[int], grid: int) -> Tensor:
        indices = torch.tensor(tokens, device=self.device)
        return torch.stack([indices // grid, indices % grid], -1)[None]

    def random(self, at: Tensor, kind: torch.dtype) -> Tensor:
        return torch.randn(1, at.shape[1], self.channels, device=self.device).to(kind)

    @torch.no_grad()
    def run(self, timed: bool = False) -> None:
        cache = self.network.condition(self.label)
        cache = self.append(self.known_values, self.known, cache)
        for part, z in zip(self.parts, self.noise, strict=True):
            for t in self.times:
                if timed:
                    finish(self.device)
                    started = time.perf_counter()
                prediction = self.predict(z, part, t, cache)
                if timed:
                    finish(self.device)
                    self.prediction_seconds.append(time.perf_counter() - started)
                z = z + (prediction - z) / self.steps
            if part is not self.parts[-1]:
                cache = self.append(z.clamp(-1, 1), part, cache)
        z.cpu()


def measure_fill(task: dict) -> dict:
    started = time.perf_counter()
    fill = Fill(task)
    finish(task["device"])
    opened = time.perf_counter() - started
    seconds = best_seconds(fill.run, task["rounds"], task["device"])
    fill.run(timed=True)
    matrices = task["matrixElements"]
    cached = task["conditionTokens"] + fill.known.shape[1]
    read, flops = [], []
    inner = task["heads"] * task["headWidth"]
    for part in fill.parts:
        tokens = part.shape[1]
        read.append(matrices + 2 * task["depth"] * cached * inner)
        flops.append(2 * tokens * matrices + 4 * tokens * (tokens + cached) * inner * task["depth"])
        cached += tokens
    size = torch.empty((), dtype=getattr(torch, task["type"])).element_size()
    return {
        "figures": {
            "openSeconds": opened,
            "stepSeconds": sum(fill.prediction_seconds) / len(fill.prediction_seconds),
            "fillSeconds": seconds,
            "hostBytesPerStep": None,
            "cacheBytesPerStep": None,
            "flopsPerStep": sum(flops) / len(flops),
            "readBytesPerStep": size * sum(read) / len(read),
            "processBytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }
    }


def main(argument: str) -> None:
    if argument == "--describe":
        print(json.dumps(describe()))
        return
    # As ONNX Runtime's CUDA does by itself.
    torch.set_float32_matmul_precision("high")
    task = json.loads(argument)
    print(json.dumps(peaks(task) if task["kind"] == "peaks" else measure_fill(task)))


if __name__ == "__main__":
    main(sys.argv[1])
