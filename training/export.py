"""Turns a run's EMA weights into a pack description: `python -m training.export --run training/runs/NAME --out DIR`.

DIR then holds config.json, weights.safetensors, provenance.json, pack.json and MODEL_CARD.md, and
`npx tessera pack build --from DIR -o models/NAME --precision fp16` makes the pack (the one graph writer is there).
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import tyro

from .checkpoints import load_weights, save_weights

DATA_TABLE = """| source | labels | licence as stated where it was taken from |
|---|---|---|
| scenes | buildings forest glacier mountain sea street, unlabelled | "CC0: Public Domain" (README of ndb796/Scene-Classification-Dataset, a Kaggle upload; photographers unknown) |
| flowers | daisy dandelion rose sunflower tulip | CC BY 2.0, per-photo list of tf_flowers (photographer and URL per file) |
| weather | cloudy rain shine sunrise | CC BY 4.0 (Mendeley Data 4drtyfjtfy, per third-party texts) |
| objects | Caltech-101 categories without faces and white backgrounds | CC BY 4.0 (CaltechDATA, per a dataset card) |
"""  # noqa: E501

PERCEPTUAL_NETWORK = """- A perceptual loss (weight {weight}, tokens of t > {lowest_time}) compared predicted with real pictures by the features of MobileNetV2 as
  bundled with the npm package nsfwjs 4.4.0 (MIT; trained by its makers to tell unsafe pictures from safe ones). That network is no part of the pack."""  # noqa: E501


@dataclass
class Export:
    run: Path
    """Run folder (ema/, run.json, curve.csv)."""
    out: Path
    id: str = "tessera-small-128"
    name: str = "Tessera small 128"
    started_from: str = ""
    """What the run started from, in words, with its own compute."""
    windows_before: int = 0
    """Windows trained on before what the run's own record counts (a pack that does not know its ancestors)."""
    command: str = ""
    """The command that trained it."""
    evaluation: Path | None = None
    """table-COUNT.json of training.evaluate."""
    filler: str = ""
    """The row of that table that is this model."""
    product: str = ""
    """The row of that table that is the product with this model and its detail stage."""
    settings: str = "balanced effort"
    """How the rows were sampled, in words."""
    order: str = "from-edges"
    """The order that a user gets unless another is chosen."""
    context_guidance: float = 2.0
    """What fills are guided by the photo around them with, 1 = not (docs/experiments.md)."""
    efforts: dict[str, tuple[int, int]] = field(default_factory=lambda: {"fast": (4, 8), "balanced": (2, 12), "best": (1, 24)})
    """AR steps and diffusion steps of the three efforts: fewer AR steps fill better (docs/experiments.md), several let a user branch."""


def git_commit() -> str:
    result = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True)
    return result.stdout.strip() or "unknown"


def last_loss(run: Path, rows: int = 20) -> float | None:
    """Mean training loss over the last rows of the curve."""
    path = run / "curve.csv"
    if not path.exists():
        return None
    values = [float(line.split(",")[3]) for line in path.read_text().splitlines()[1:]]
    return sum(values[-rows:]) / len(values[-rows:]) if values else None


def measured_rows(options: Export) -> list[dict]:
    if options.evaluation is None:
        return []
    return [row for row in json.loads(options.evaluation.read_text()) if row["filler"] in (options.filler, options.product)]


def provenance(options: Export, record: dict, seen: int) -> dict:
    return {
        "commit": git_commit(), "command": options.command, "startedFrom": options.started_from,
        "samplesSeen": record["samples"], "samplesTotal": seen + options.windows_before, "steps": record["step"], "computeMinutes": round(record["minutes"], 1),
        "device": f"{record['device']}, {record['world']} processes of {record['threads']} threads, {record.get('precision', 'float32')}",
        "torch": record["torch"], "dataHashes": record["data"]["sources"], "photos": record["data"]["photos"],
        "photosSha256": record["data"]["photos_sha256"], "trainingLoss": last_loss(options.run),
        "measured": measured_rows(options), "configuration": record["config"],
    }


def model_card(options: Export, facts: dict, description: dict) -> str:
    parameters = description["parameters"] / 1e6
    size = 16 * description["token_pixels"]
    perceptual = facts["configuration"].get("objective", {}).get("perceptual", {"weight": 0})
    lines = [
        f"# {options.name}", "",
        f"A causal diffusion transformer over pixel tokens: {parameters:.1f} M parameters, {description['depth']} blocks of width "
        f"{description['width']}, tokens of {description['token_pixels']} x {description['token_pixels']} RGB pixels, windows of up to "
        f"16 x 16 tokens ({size} pixels). It predicts the clean token (rectified flow) and runs in any order, with any number of AR steps.", "",
        "## Meant for",
        "Filling masked areas and extending the frame of photos of scenery, streets, flowers and skies in Tessera, offline.", "",
        "## How it was made",
        f"- {facts['samplesSeen']:,} windows in {facts['computeMinutes']} minutes of wall-clock on {facts['device']}, which other work shared. "
        f"{options.started_from} {facts['samplesTotal']:,} windows in all.",
        f"- Exported at commit `{facts['commit'][:12]}`; trained by `{facts['command']}`.",
        f"- torch {facts['torch']}; {facts['photos']} photos, SHA-256 over their sorted hashes `{facts['photosSha256']}`; shards "
        + ", ".join(f"{name} `{digest[:16]}`" for name, digest in facts["dataHashes"].items()) + ".",
        *([f"- Training loss at the end: {facts['trainingLoss']:.4f}."] if facts["trainingLoss"] else []),
        *([PERCEPTUAL_NETWORK.format(**perceptual)] if perceptual["weight"] else []), "",
        "## Limits",
        "- Small and briefly trained: layout, colour and light continue well, texture is soft, borders between tokens can show in flat areas.",
        "- It never learned text, and has seen few people, animals and interiors: it invents scenery there.",
        "- What it fills in is invented. It is no evidence of what was really there.", "",
    ]
    if facts["measured"]:
        judges = list(facts["measured"][0]["kid"])
        lines += ["## Measured", f"Held-out photos, {options.settings}; KID x1000 (90 %) by the features of {' and '.join(judges)}, not comparable with "
                  "published figures (docs/experiments.md).", "",
                  f"| masks | what fills | photos | {' | '.join(judges)} | seam | grid | colour shift |", "|---" * (6 + len(judges)) + "|"]
        for row in facts["measured"]:
            what = "the network alone" if row["filler"] == options.filler else "the product, native detail auto"
            distances = " | ".join(f"{kid['value']:.0f} ({kid['low']:.0f}..{kid['high']:.0f})" for kid in row["kid"].values())
            lines.append(f"| {row['family']} | {what} | {row['photos']} | {distances} | {row['seam']:.2f} | {row['grid']:.2f} | {row['colour_shift']:.1f} |")
        lines.append("")
    lines += ["## Training data", DATA_TABLE, "## Licence", "MIT for the weights and the graphs. The photos above keep their own licences.", ""]
    return "\n".join(lines)


def refuse_what_packs_cannot_hold(config: dict) -> None:
    """config: a run's own, from run.json. Raises ValueError that says which option it is."""
    if config["objective"]["kind"] != "rectified-flow":
        raise ValueError(f"this run was trained with the objective {config['objective']['kind']}: packs of this training hold rectified-flow only")
    if config["tokeniser"] != "pixels":
        raise ValueError(f"this run was trained on tokens of the tokeniser {config['tokeniser']}: packs of this training hold pixel tokens only")


def export(options: Export) -> None:
    weights, description = load_weights(options.run / "ema")
    record = json.loads((options.run / "run.json").read_text())
    refuse_what_packs_cannot_hold(record["config"])
    facts = provenance(options, record, description.get("samples_seen", record["samples"]))
    save_weights(options.out, weights, {**description, "window": record["config"]["grid"]})
    write = lambda name, value: (options.out / name).write_text(json.dumps(value, indent=1) + "\n")  # noqa: E731
    write("provenance.json", facts)
    write("pack.json", {
        "id": options.id, "name": options.name,
        "description": f"Pixel-token causal diffusion network ({description['parameters'] / 1e6:.1f} M parameters) for photos of landscapes, "
                       "streets, flowers and weather, 128 pixel windows. Small: it continues layout, colour and light well; texture is soft.",
        "licence": "MIT (weights and code). Training photos: CC0, CC BY 2.0 and CC BY 4.0, see MODEL_CARD.md.",
        "defaults": {"order": options.order, "guidance": 1, "guidanceInterval": [0, 1.01], "contextGuidance": options.context_guidance,
                     "efforts": {name: {"arSteps": a, "diffusionSteps": d} for name, (a, d) in options.efforts.items()}},
        "provenance": facts,
    })
    (options.out / "MODEL_CARD.md").write_text(model_card(options, facts, description))


if __name__ == "__main__":
    try:
        export(tyro.cli(Export))
    except ValueError as error:
        raise SystemExit(str(error)) from error
