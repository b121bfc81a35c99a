"""Everything that defines a run, and the named configurations of `python -m training.train`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from .model import TransformerConfig
from .objectives import ObjectiveConfig
from .recipe import RecipeConfig
from .schedule import ScheduleConfig

DATA_LABELS = ("buildings", "forest", "glacier", "mountain", "sea", "street", "daisy", "dandelion", "rose",
               "sunflower", "tulip", "cloudy", "rain", "shine", "sunrise")


@dataclass(frozen=True)
class OptimizerConfig:
    muon_lr: float = 0.02
    adam_lr: float = 1e-3
    weight_decay: float = 0.05
    """On the matrices that Muon moves."""
    clip: float = 1.0
    """Largest gradient norm."""
    ema: float = 0.9999


@dataclass(frozen=True)
class TrainConfig:
    out: Path = Path("training/runs/default")
    """Run folder: state.pt, ema/ (weights.safetensors, config.json), curve.csv, curve.png, samples/."""
    data: Path = Path(".training/cache/photos")
    """Folder written by prepare_data."""
    start_from: Path | None = None
    """What to start from, with a fresh optimiser: a folder with weights.safetensors and config.json, or a pack (models/ID)."""
    seed: int = 0
    batch: int = 16
    """Windows per optimiser step and device."""
    accumulate: int = 1
    """Parts that a batch is computed in, one after the other, for machines whose memory does not hold it: the step stays the same."""
    grid: int = 16
    """Rows and columns of the window, in tokens."""
    label_dropout: float = 0.15
    tokeniser: str = "pixels"
    """pixels, conv or kl16; model.token_pixels and model.channels must fit it (8 and 16, 16 and 16)."""
    tokeniser_weights: Path | None = None
    model: TransformerConfig = field(default_factory=lambda: TransformerConfig(labels=DATA_LABELS))
    recipe: RecipeConfig = RecipeConfig()
    objective: ObjectiveConfig = ObjectiveConfig()
    optimizer: OptimizerConfig = OptimizerConfig()
    schedule: ScheduleConfig = ScheduleConfig(steps=1000)
    workers: int = 0
    """Processes that prepare batches ahead (0 = in the training process)."""
    threads: int = 0
    """CPU threads (0 = torch's choice)."""
    device: str = "auto"
    """auto, cpu or cuda."""
    precision: str = "auto"
    """bfloat16 (autocast over float32 weights), float32, or auto: bfloat16 where the hardware computes in it."""
    compile: bool = False
    checkpoint_seconds: float = 180.0
    log_seconds: float = 20.0
    tensorboard: bool = False
    """Also log for TensorBoard, into the run folder (`pip install tensorboard==2.21.0`); curve.csv is written in any case."""
    sample_seconds: float = 1200.0
    """Sample sheets this often (0 = never)."""
    slice_minutes: float = 0.0
    """Stop (resumable) after this many minutes of this process; 0 = run to the end of the schedule."""

    def __post_init__(self) -> None:
        if self.batch % self.accumulate:
            raise ValueError(f"a batch of {self.batch} windows cannot be computed in {self.accumulate} parts of the same size")
        if self.tokeniser != "pixels" and self.objective.compares_pixels:
            raise ValueError(f"border_weight and perceptual.weight compare pixels: with the tokeniser {self.tokeniser} both must be 0")


CPU = TrainConfig(
    out=Path("training/runs/cpu"), threads=2,
    optimizer=OptimizerConfig(muon_lr=0.012, adam_lr=6e-4, ema=0.995),
    schedule=ScheduleConfig(until_minutes=110, warmup=0.02),
)

GPU = TrainConfig(
    out=Path("training/runs/gpu"), batch=256, compile=True, workers=12,
    model=TransformerConfig(width=384, depth=12, heads=6, mlp_width=1056, labels=DATA_LABELS),
    optimizer=OptimizerConfig(muon_lr=0.02, adam_lr=1e-3, ema=0.9995),
    schedule=ScheduleConfig(until_minutes=25, warmup=0.02, cooldown=0.4),
    checkpoint_seconds=60, sample_seconds=240,
)

TINY = TrainConfig(
    out=Path("training/runs/tiny"), batch=4, grid=8, threads=1, sample_seconds=0,
    model=TransformerConfig(width=64, depth=2, heads=1, mlp_width=160, labels=DATA_LABELS),
    schedule=ScheduleConfig(steps=20),
)

CONFIGURATIONS = {
    "cpu": ("256 wide, 8 deep on a few CPU cores (about two hours)", CPU),
    "cpu-from-scratch": ("the same from nothing, first half of the recipe at 8 x 8 tokens",
                         replace(CPU, out=Path("training/runs/cpu-scratch"), grid=8, batch=64)),
    "gpu": ("384 wide, 12 deep (22 M parameters, 22 MB as int8) on one GPU, in slices (see slices/README.md)", GPU),
    "tiny": ("seconds; for tests", TINY),
}
