"""Two CPU processes through torchrun: the run finishes, counts both shares, and resumes."""

import json
import os
import subprocess
import sys

from . import tiny
from .conftest import ROOT


def test_two_processes_train_together_and_resume(tmp_path):
    config = tiny.training_config(tmp_path)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "training.train", "tiny",
               "--out", str(config.out), "--data", str(config.data), "--batch", "2", "--device", "cpu", "--model.width", "32", "--model.depth", "1"]
    for steps in ("2", "4"):
        subprocess.run([*command, "--schedule.steps", steps], cwd=ROOT, env=environment, check=True, capture_output=True)
        record = json.loads((config.out / "run.json").read_text())
        assert record["world"] == 2 and record["step"] == int(steps) and record["samples"] == 4 * int(steps)
