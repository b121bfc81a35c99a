"""Writes the golden numbers the TypeScript engine is tested against: `python -m training.reference_sampler.goldens`.

Three parts under `out`: `rectified-flow/` (a tiny network of ours with random weights), `ddpm/` (the published layout, a
tiny random checkpoint given with --published) and `timestep-maps.json`. Each part has `cases.json` and
`cases.safetensors`; tensors of a case are named CASE.initial_noise [L, C], CASE.step_noise [steps, L, C] (i = 0 is the
first diffusion step that is run), CASE.known [L, C], CASE.start [L, C], CASE.mask [L, C] and CASE.result [L, C], all by
raster token index. `order` lists the tokens that are predicted, AR step after AR step.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import torch
import tyro
from safetensors.torch import save_file
from torch import Tensor

from ..checkpoints import load_weights, save_weights
from ..model import CausalDiffusionTransformer, TransformerConfig
from ..model.published import PublishedTransformer, read_checkpoint
from ..recipe import token_coordinates
from .processes import DDPM, RectifiedFlow, respaced_steps
from .sample import Constrain, ContextGuidance, Start, sample

TINY = TransformerConfig(width=64, depth=2, heads=1, head_width=64, mlp_width=160, token_pixels=4, channels=48,
                         condition_tokens=4, labels=("field", "lake", "wood"), null_label=3)


@dataclass(frozen=True)
class Case:
    name: str
    sizes: tuple[int, ...]
    steps: tuple[int, ...]
    """Diffusion steps per AR step (DDPM: respaced N)."""
    rows: int = 8
    columns: int = 8
    known: int = 0
    """How many tokens are known from the start."""
    label: int = 0
    guidance: float = 1.0
    interval: tuple[float, float] | None = None
    start: float | None = None
    """Rectified flow: startTime t0; DDPM: startStep k."""
    constrain: bool = False
    context_guidance: float = 1.0
    context_interval: tuple[float, float] = (0.0, 1.0)
    kept: int = 0
    """How many of the known tokens, the first of them, stay without the context."""
    random_order: bool = True


RECTIFIED_FLOW = (
    Case("one-token-per-ar-step", sizes=(1,) * 16, steps=(2,) * 16, rows=4, columns=4),
    Case("all-tokens-in-one-ar-step", sizes=(64,), steps=(8,), label=1),
    Case("unequal-sizes", sizes=(1, 7, 20, 36), steps=(4, 4, 4, 4), label=2),
    Case("different-diffusion-steps", sizes=(16, 16, 32), steps=(1, 3, 6)),
    Case("one-diffusion-step", sizes=(32, 32), steps=(1, 1), label=1),
    Case("many-diffusion-steps", sizes=(8,), steps=(25,), known=56),
    Case("known-tokens", sizes=(10, 14), steps=(6, 6), known=40, label=3),
    Case("untouched-tokens", sizes=(5, 6), steps=(4, 4), known=20),
    Case("raster-order", sizes=(16, 16), steps=(5, 5), known=32, random_order=False),
    Case("guidance", sizes=(12, 20), steps=(6, 6), known=32, label=1, guidance=2.5),
    Case("guidance-interval", sizes=(12, 20), steps=(8, 8), known=32, label=2, guidance=3.0, interval=(0.25, 0.75)),
    Case("guidance-below-one", sizes=(8,), steps=(3,), known=32, label=2, guidance=0.5),
    Case("start", sizes=(10, 10), steps=(5, 5), known=44, start=0.4),
    Case("start-at-noise", sizes=(10,), steps=(4,), known=44, start=0.0),
    Case("constrain", sizes=(10, 14), steps=(6, 6), known=40, constrain=True),
    Case("start-and-constrain-guided", sizes=(9, 15), steps=(5, 5), known=40, label=1, guidance=2.0, start=0.3, constrain=True),
    Case("wide-grid", sizes=(10, 11), steps=(4, 4), rows=3, columns=8, known=3),
    Case("tall-grid", sizes=(10, 11), steps=(4, 4), rows=8, columns=3, known=3, label=2),
    Case("context-guidance", sizes=(10, 14), steps=(6, 6), known=40, label=3, context_guidance=2.0),
    Case("context-guidance-label-and-interval", sizes=(9, 15), steps=(8, 8), known=40, label=1, context_guidance=1.5, context_interval=(0.25, 0.75)),
    Case("context-and-label-guidance-start-and-constrain", sizes=(6, 8, 10), steps=(5, 3, 4), known=40, label=1, guidance=2.0, interval=(0.3, 0.8),
         start=0.2, constrain=True, context_guidance=1.7, kept=7),
)

DDPM_CASES = (
    Case("one-token-per-ar-step", sizes=(1,) * 16, steps=(2,) * 16),
    Case("all-tokens-in-one-ar-step", sizes=(16,), steps=(10,), label=3),
    Case("unequal-sizes", sizes=(1, 4, 11), steps=(7, 7, 7), label=4),
    Case("different-diffusion-steps", sizes=(5, 5, 6), steps=(2, 5, 10)),
    Case("one-diffusion-step", sizes=(8, 8), steps=(1, 1), label=1),
    Case("many-diffusion-steps", sizes=(4,), steps=(37,), known=12),
    Case("known-tokens", sizes=(4, 6), steps=(10, 10), known=6, label=10),
    Case("untouched-tokens", sizes=(3, 4), steps=(5, 5), known=5),
    Case("raster-order", sizes=(8, 8), steps=(5, 5), random_order=False),
    Case("guidance", sizes=(4, 6), steps=(10, 10), known=6, label=2, guidance=2.5),
    Case("guidance-interval", sizes=(4, 6), steps=(10, 10), known=6, label=2, guidance=3.0, interval=(200, 700)),
    Case("start", sizes=(4, 6), steps=(10, 10), known=6, start=4),
    Case("constrain", sizes=(4, 6), steps=(10, 10), known=6, constrain=True),
    Case("start-and-constrain-guided", sizes=(4, 6), steps=(10, 10), known=6, label=5, guidance=2.0, start=6, constrain=True),
    Case("context-guidance", sizes=(4, 6), steps=(10, 10), known=6, label=10, context_guidance=1.5),
    Case("context-and-label-guidance-interval-and-kept", sizes=(4, 6), steps=(10, 10), known=6, label=2, guidance=2.0, context_guidance=1.5,
         context_interval=(0.2, 0.9), kept=2),
)


def random_network(config: TransformerConfig, seed: int) -> CausalDiffusionTransformer:
    """Random weights at a scale where every part of the network matters and nothing explodes."""
    generator = torch.Generator().manual_seed(seed)
    network = CausalDiffusionTransformer(config)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if name.endswith("norm.weight"):
                parameter.copy_(1 + 0.3 * noise)
            elif name in ("label_table.weight", "token_kind"):
                parameter.copy_(noise)
            elif parameter.dim() == 2:
                parameter.copy_(noise * (0.5 if name == "output.weight" else 1.0) / parameter.shape[1] ** 0.5)
            else:
                parameter.copy_(0.1 * noise)
    return network.eval()


def run_case(case: Case, seed: int, network, channels: int, null_label: int, ddpm: bool) -> tuple[dict, dict[str, Tensor]]:
    """-> (description, tensors) of one case."""
    generator = torch.Generator().manual_seed(seed)
    count = case.rows * case.columns
    at = torch.as_tensor(token_coordinates(case.rows, case.columns))
    permutation = torch.randperm(count, generator=generator)
    known_order = permutation[: case.known].sort().values
    order = permutation[case.known : case.known + sum(case.sizes)]
    if not case.random_order:
        order = order.sort().values
    if ddpm:
        processes = [DDPM(n, None if case.start is None else int(case.start)) for n in case.steps]
    else:
        processes = [RectifiedFlow(n, case.start or 0.0) for n in case.steps]

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator)

    tensors = {"initial_noise": normal(count, channels)}
    if ddpm:
        tensors["step_noise"] = normal(max(p.steps for p in processes), count, channels)
    if case.known or case.constrain:
        tensors["known"] = normal(count, channels).mul(0.4).clamp(-1, 1)
    if case.start is not None:
        tensors["start"] = normal(count, channels).mul(0.4).clamp(-1, 1)
    if case.constrain:
        tensors["mask"] = (torch.rand(count, channels, generator=generator) < 0.4).float()
    interval = case.interval or ((0, 1000) if ddpm else (0.0, 1.0))
    batched = {name: value[:, None] if name == "step_noise" else value[None] for name, value in tensors.items()}
    result = sample(
        network, torch.tensor([case.label]), null_label, at, order, case.sizes, processes, batched["initial_noise"],
        batched.get("step_noise"), known_order, batched.get("known"), case.guidance, interval,
        Start(batched["start"]) if case.start is not None else None,
        Constrain(batched["known"], batched["mask"]) if case.constrain else None, clamp=not ddpm,
        context_guidance=ContextGuidance(case.context_guidance, case.context_interval, known_order[: case.kept]) if case.context_guidance > 1 else None)
    tensors["result"] = result[0]
    description = {
        "name": case.name, "label": case.label, "rows": case.rows, "columns": case.columns,
        "knownTokens": known_order.tolist(), "order": order.tolist(), "arStepSizes": list(case.sizes),
        "diffusionSteps": list(case.steps), "guidance": case.guidance, "guidanceInterval": list(interval),
        "constrain": case.constrain, "clamp": not ddpm,
    }
    if case.context_guidance > 1:
        description |= {"contextGuidance": case.context_guidance, "contextInterval": list(case.context_interval),
                        "keptTokens": known_order[: case.kept].tolist()}
    if ddpm:
        description["startStep"] = None if case.start is None else int(case.start)
        description["originalSteps"] = [[p.original_step(i) for i in range(p.steps)] for p in processes]
    else:
        description["startTime"] = case.start
        description["times"] = [p.times().tolist() for p in processes]
    return description, {f"{case.name}.{name}": value.contiguous() for name, value in tensors.items()}


def write_part(folder: Path, cases: tuple[Case, ...], network, channels: int, null_label: int, ddpm: bool, note: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    descriptions, tensors = [], {}
    for index, case in enumerate(cases):
        description, values = run_case(case, 1000 + index, network, channels, null_label, ddpm)
        descriptions.append(description)
        tensors.update(values)
    save_file(tensors, folder / "cases.safetensors")
    (folder / "cases.json").write_text(json.dumps({"note": note, "nullLabel": null_label, "cases": descriptions}, indent=1) + "\n")


@dataclass
class WriteGoldens:
    out: Path = Path("tests/golden/reference-sampler")
    published: Path = Path("tests/fixtures/checkpoints/tiny")
    """Folder with the tiny published-layout checkpoint (transformer.pt, config.json)."""
    pack_export: Path | None = None
    """Folder of weights.safetensors and config.json of the shipped pack: writes one end-to-end case to `pack/`."""
    timestep_maps: tuple[int, ...] = field(default=(1, 2, 7, 10, 25, 37, 250))


PACK_CASE = (Case("centre-quarter-from-known", sizes=(16, 16, 16, 16), steps=(6, 6, 6, 6), rows=16, columns=16, known=192),)


def write_pack_case(folder: Path, export: Path) -> None:
    """The shipped weights, stored as float16 as the pack does, computed with in float32."""
    weights, description = load_weights(export)
    config = TransformerConfig.from_description(description)
    network = CausalDiffusionTransformer(config)
    network.load_state_dict({name: value.half().float() for name, value in weights.items()})
    digest = hashlib.sha256((export / "weights.safetensors").read_bytes()).hexdigest()
    write_part(folder, PACK_CASE, network.eval(), config.channels, config.null_label, False,
               f"the shipped pack; weights.safetensors of its export has SHA-256 {digest}, rounded to float16 here")


def main() -> None:
    options = tyro.cli(WriteGoldens)
    torch.set_num_threads(1)
    if options.pack_export is not None:
        return write_pack_case(options.out / "pack", options.pack_export)
    network = random_network(TINY, seed=7)
    save_weights(options.out / "rectified-flow", network.state_dict(), TINY.description())
    write_part(options.out / "rectified-flow", RECTIFIED_FLOW, network, TINY.channels, TINY.null_label, False,
               "weights.safetensors and config.json are the network; float32 on the CPU")
    write_part_published(options)
    maps = {str(n): respaced_steps(n) for n in options.timestep_maps}
    (options.out / "timestep-maps.json").write_text(json.dumps(maps) + "\n")


def write_part_published(options: WriteGoldens) -> None:
    network = PublishedTransformer.from_state_dict(read_checkpoint(options.published / "transformer.pt", "ema")).eval()
    config = json.loads((options.published / "config.json").read_text())
    cases = tuple(Case(**{**case.__dict__, "rows": config["grid"], "columns": config["grid"]}) for case in DDPM_CASES)
    write_part(options.out / "ddpm", cases, network, network.x_proj.in_features, config["num_classes"], True,
               "the network is `ema` of the tiny published-layout checkpoint (causalfusion-tiny)")


if __name__ == "__main__":
    main()
