"""Trains or resumes a run: `python -m training.train cpu --out training/runs/NAME [--start-from DIR]`."""

from __future__ import annotations

import tyro

from .config import CONFIGURATIONS
from .trainer import Trainer


def main() -> None:
    try:
        trainer = Trainer(tyro.extras.overridable_config_cli(CONFIGURATIONS))
    except ValueError as error:  # options that do not go together
        raise SystemExit(str(error)) from error
    trainer.run()


if __name__ == "__main__":
    main()
