"""The background job really runs: it finishes, survives a killed process, pauses, and is told apart from one that is over."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from training import supervise
from training.checkpoints import load_state

from . import tiny
from .conftest import ROOT

PATIENCE = 200


@pytest.fixture
def options(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    data = tiny.training_config(tmp_path).data
    yield ["tiny", "--data", str(data), "--batch", "2", "--grid", "4", "--device", "cpu", "--model.width", "32", "--model.depth", "1", "--log-seconds", "0"]
    if supervise.supervisor_of(tmp_path / "run"):
        supervise.stop(tmp_path / "run")


def wait_until(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def state_of(run: Path) -> str:
    return supervise.status(run)["state"]


def step_of(run: Path) -> float:
    return supervise.status(run).get("step", 0)


def workers_of(run: Path) -> list[int]:
    """Process numbers of the training processes."""
    group = supervise.supervisor_of(run)
    members = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and int(path.name) != group]
    return [member for member in members if group_of(member) == group]


def group_of(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def test_two_processes_train_to_the_end_in_the_background(tmp_path, options):
    run = tmp_path / "run"
    supervise.start(run, [*options, "--schedule.steps", "4"], processes=2)
    wait_until(lambda: state_of(run) == "finished")
    assert json.loads((run / "run.json").read_text())["world"] == 2 and load_state(run)["step"] == 4


def test_the_background_gives_way_to_everything_else(tmp_path, options):
    run = tmp_path / "run"
    supervise.start(run, [*options, "--schedule.steps", "100000"], processes=1)
    wait_until(lambda: workers_of(run))
    worker = workers_of(run)[0]
    assert os.getpriority(os.PRIO_PROCESS, worker) == 19
    session = Path(f"/proc/{worker}/autogroup")
    assert not session.exists() or session.read_text().strip().endswith("nice 19")


def test_a_killed_process_is_replaced_and_the_run_goes_on_from_its_checkpoint(tmp_path, options):
    run = tmp_path / "run"
    supervise.start(run, [*options, "--schedule.steps", "40", "--checkpoint-seconds", "1"], processes=2)
    wait_until(lambda: step_of(run) >= 3)
    first = workers_of(run)
    os.kill(first[-1], signal.SIGKILL)
    wait_until(lambda: state_of(run) == "finished")
    assert load_state(run)["step"] == 40 and "failed, 1 times" in (run / "supervisor.log").read_text()


def test_a_paused_run_stands_still_and_goes_on(tmp_path, options):
    run = tmp_path / "run"
    supervise.start(run, [*options, "--schedule.steps", "100000"], processes=1)
    wait_until(lambda: step_of(run) >= 1)
    supervise.send(run, signal.SIGSTOP)
    wait_until(lambda: state_of(run) == "paused" and all(map(supervise.is_stopped, workers_of(run))))
    stood_at = step_of(run)
    time.sleep(0.5)
    assert step_of(run) == stood_at
    supervise.send(run, signal.SIGCONT)
    wait_until(lambda: step_of(run) > stood_at)
    supervise.stop(run)
    wait_until(lambda: state_of(run) == "stopped")


def test_a_stopped_run_starts_again_without_its_options_and_refuses_others(tmp_path, options):
    run = tmp_path / "run"
    supervise.start(run, [*options, "--schedule.steps", "100000", "--checkpoint-seconds", "1"], processes=1)
    with pytest.raises(supervise.Refused, match="already"):
        supervise.start(run, [], processes=1)
    wait_until(lambda: load_state(run) is not None)
    supervise.stop(run)
    wait_until(lambda: state_of(run) == "stopped")
    stood_at = load_state(run)["step"]
    with pytest.raises(supervise.Refused, match="other options"):
        supervise.start(run, [*options, "--seed", "9"], processes=1)
    supervise.start(run, [], processes=1)
    wait_until(lambda: step_of(run) > stood_at)


def test_a_run_that_cannot_train_is_given_up(tmp_path, options, monkeypatch):
    monkeypatch.setattr(supervise.time, "sleep", lambda seconds: None)
    run = tmp_path / "run"
    run.mkdir()
    (run / "command.json").write_text(json.dumps({"command": ["false"], "processes": 1}))
    with pytest.raises(SystemExit, match="Given up"):
        supervise.supervise(run)


def test_what_was_never_started_is_told(tmp_path):
    with pytest.raises(supervise.Refused, match="never started"):
        supervise.start(tmp_path / "nowhere", [], processes=1)
    with pytest.raises(supervise.Refused, match="not being trained"):
        supervise.send(tmp_path / "nowhere", signal.SIGSTOP)

