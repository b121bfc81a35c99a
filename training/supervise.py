"""Training as a background job that gives way to everything else and survives crashes.

    python -m training.supervise start --run training/runs/NAME -- cpu --start-from models/tessera-small-128 --batch 12
    python -m training.supervise pause|resume|status|stop --run training/runs/NAME

`start` returns at once. What follows `--` is the command line of `training.train` and is kept in RUN/command.json, so that after a
restart of the machine `start --run RUN` is enough. A supervisor runs the command as `--processes` processes of one thread at the
lowest priority and starts it again from its last checkpoint whenever it fails, until it fails FAILURES times without a new checkpoint.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TextIO

import tyro

FAILURES = 5
LOWEST_PRIORITY = 19
FINISHED = "Finished."


class Refused(RuntimeError):
    """What was asked for can't be done; nothing was changed."""


@dataclass
class Supervise:
    action: Annotated[Literal["start", "pause", "resume", "status", "stop"], tyro.conf.Positional]
    run: Path
    """The run's folder (training.train's --out)."""
    processes: int = 2
    """Training processes of one thread each; only read where the run starts for the first time."""


# --- the supervisor: its lock tells whether it lives, its process group holds everything that it started ---


def take_lock(run: Path) -> TextIO | None:
    """The open, locked lock file; None where a supervisor holds it."""
    file = open(run / "supervisor.lock", "a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def supervisor_of(run: Path) -> int | None:
    """The process group of the run's supervisor, None where none lives."""
    if not run.is_dir():
        return None
    lock = take_lock(run)
    if lock is not None:
        lock.close()
        return None
    return int((run / "supervisor.lock").read_text() or 0) or None


def supervise(run: Path) -> None:
    """Trains until the run is finished; the body of the background process, which inherits the lock."""
    job = json.loads((run / "command.json").read_text())
    failures, checkpoint = 0, checkpoint_time(run)
    while not train(run, job["command"], job["processes"]):
        failures = failures + 1 if checkpoint_time(run) == checkpoint else 1
        checkpoint = checkpoint_time(run)
        print(f"The training failed, {failures} times since its last checkpoint.", flush=True)
        if failures >= FAILURES:
            sys.exit("Given up. The last checkpoint is intact; `start` tries again.")
        time.sleep(failures)
    print(FINISHED)


def give_way() -> None:
    """The lowest priority. Linux compares niceness only within a session and shares the processor evenly between sessions, unless
    the session's own niceness, its autogroup's, is set as well; a kernel that has no such setting or refuses it trains all the same."""
    os.setpriority(os.PRIO_PROCESS, 0, LOWEST_PRIORITY)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(LOWEST_PRIORITY))


def train(run: Path, command: list[str], processes: int) -> bool:
    """One attempt, output in RUN/rank-N.log -> whether it came to the end of its schedule."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    workers = []
    for rank in range(processes):
        environment = {**os.environ, "RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(processes), "MASTER_ADDR": "127.0.0.1",
                       "MASTER_PORT": str(port), "OMP_NUM_THREADS": "1"}
        with open(run / f"rank-{rank}.log", "a") as log:
            workers.append(subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT))
    while any(worker.poll() is None for worker in workers) and not any(worker.poll() for worker in workers):
        time.sleep(0.5)
    for worker in workers:
        worker.kill()  # the others of one that failed; no effect on those that are done
    return not any([worker.wait() for worker in workers])


def checkpoint_time(run: Path) -> float:
    path = run / "state.pt"
    return path.stat().st_mtime if path.exists() else 0.0


# --- the commands ---


def start(run: Path, options: list[str], processes: int) -> None:
    """Starts the supervisor in a session of its own."""
    path = run / "command.json"
    if not options and not path.exists():
        raise Refused(f"{run} was never started. Give the options of training.train behind `--`.")
    run.mkdir(parents=True, exist_ok=True)
    lock = take_lock(run)
    if lock is None:
        raise Refused(f"{run} is being trained already.")
    with lock, open(run / "supervisor.log", "a") as log:
        if options:
            job = {"command": [sys.executable, "-m", "training.train", *options, "--out", str(run), "--threads", "1"], "processes": processes}
            if path.exists() and json.loads(path.read_text()) != job:
                raise Refused(f"{run} was started with other options. Go on with it by leaving them out, or give another --run.")
            from .checkpoints import write_atomically  # not above: it loads torch, which pausing should not wait for

            write_atomically(path, lambda temporary: temporary.write_text(json.dumps(job, indent=1)))
        child = subprocess.Popen([sys.executable, "-c", f"from training.supervise import *; give_way(); supervise(Path({str(run)!r}))"],
                                 stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, pass_fds=[lock.fileno()])
        lock.truncate(0)
        lock.write(str(child.pid))


def send(run: Path, number: signal.Signals) -> None:
    """A signal to the supervisor and everything it started."""
    group = supervisor_of(run)
    if group is None:
        raise Refused(f"{run} is not being trained.")
    os.killpg(group, number)


def stop(run: Path) -> None:
    """Ends the run where it is; `start` resumes from its last checkpoint."""
    send(run, signal.SIGKILL)


def status(run: Path) -> dict:
    """state (running, paused, stopped or finished), and what the last row of the curve says."""
    group, curve, found = supervisor_of(run), run / "curve.csv", {}
    if curve.exists():
        header, *rows = curve.read_text().splitlines()
        found = dict(zip(header.split(","), map(float, rows[-1].split(",")))) if rows else {}
    log = run / "supervisor.log"
    if group is not None:
        state = "paused" if is_stopped(group) else "running"
    else:
        state = "finished" if log.exists() and log.read_text().rstrip().endswith(FINISHED) else "stopped"
    return {"state": state, "checkpoint_seconds_ago": round(time.time() - checkpoint_time(run)) if checkpoint_time(run) else None, **found}


def is_stopped(process: int) -> bool:
    """By the state letter in the process table: T = stopped by a signal."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def main() -> None:
    arguments = sys.argv[1:]
    at = arguments.index("--") if "--" in arguments else len(arguments)
    asked, options = tyro.cli(Supervise, args=arguments[:at]), arguments[at + 1 :]
    try:
        if asked.action == "start":
            start(asked.run, options, asked.processes)
        elif asked.action != "status":
            {"pause": lambda run: send(run, signal.SIGSTOP), "resume": lambda run: send(run, signal.SIGCONT), "stop": stop}[asked.action](asked.run)
    except Refused as error:
        sys.exit(str(error))
    print(json.dumps(status(asked.run)))


if __name__ == "__main__":
    main()
