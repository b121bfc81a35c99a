"""Starting from a shipped pack: its graphs and the network read back from them are one function."""

import json

import pytest
import torch

from training.checkpoints import load_state, save_weights
from training.compare_onnx import errors
from training.config import CPU
from training.pack_weights import load_network, read_pack
from training.trainer import Trainer

from . import tiny
from .conftest import ROOT

PACK = ROOT / "models" / "tessera-small-128"


def test_the_network_read_from_the_shipped_pack_computes_what_its_graphs_compute(tmp_path):
    save_weights(tmp_path, *read_pack(PACK))
    assert max(errors(tmp_path, PACK).values()) < 1e-5


def test_a_run_starts_from_a_pack_and_counts_what_it_had_seen(tmp_path):
    config = tiny.training_config(tmp_path, model=CPU.model, start_from=PACK, grid=4)
    trainer = Trainer(config)
    weights, description = load_network(PACK)
    assert all(torch.equal(value, weights[name]) for name, value in trainer.network.state_dict().items())
    assert trainer.samples_before == description["samples_seen"] > 0
    trainer.train_step()
    trainer.save()
    assert load_state(config.out)["step"] == 1


def test_a_pack_with_whole_numbers_for_weights_is_refused(tmp_path):
    manifest = json.loads((PACK / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "precision": "int8"}))
    with pytest.raises(ValueError, match="int8"):
        read_pack(tmp_path)
