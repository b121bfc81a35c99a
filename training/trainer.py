"""The training loop: one CPU, one GPU, or many through torchrun. A run is a folder; starting it again resumes it."""

from __future__ import annotations

import json
import math
import os
import signal
import time
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import timedelta

import numpy as np
import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel
from tqdm import tqdm

from .checkpoints import load_state, save_state, save_weights, write_atomically
from .config import TrainConfig
from .curves import Curve
from .data import PhotoCache, PhotoWindows
from .data.step_batches import StepBatches, batches_from
from .ema import ExponentialMovingAverage
from .model import CausalDiffusionTransformer
from .model.transformer import whole_names
from .number_formats import has_native_bfloat16
from .objectives import draw, training_loss
from .optimizers import build_optimizers
from .pack_weights import load_network
from .recipe import token_coordinates
from .schedule import learning_rate_factor, progress
from .tokenisers import pixels_to_unit
from .tokenisers.build import build_tokeniser

LONGEST_PAUSE = timedelta(days=7)
"""Processes wait this long for each other: a paused run resumes where it was."""


class Trainer:
    def __init__(self, config: TrainConfig):
        self.config = config
        self.rank, self.world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        if config.threads:
            torch.set_num_threads(config.threads)
        self.device = self._device()
        if self.world > 1 and not dist.is_initialized():
            dist.init_process_group("nccl" if self.device.type == "cuda" else "gloo", timeout=LONGEST_PAUSE)
        torch.manual_seed(config.seed)
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")
        self.bfloat16 = has_native_bfloat16(self.device) if config.precision == "auto" else config.precision == "bfloat16"
        network = CausalDiffusionTransformer(config.model).to(self.device)
        self.samples_before = 0
        if config.start_from is not None:
            weights, description = load_network(config.start_from)
            network.load_state_dict(weights)
            self.samples_before = description.get("samples_seen", 0)
        self.optimizers = build_optimizers(network, config.optimizer.muon_lr, config.optimizer.adam_lr,
                                           config.optimizer.weight_decay)
        self.ema = ExponentialMovingAverage(network, config.optimizer.ema)
        self.network = network
        self.step, self.seconds, self.samples = 0, 0.0, 0
        self.curve = Curve(config.out, config.tensorboard and self.rank == 0)
        self._resume()
        model = torch.compile(network, dynamic=True) if config.compile else network
        self.model = DistributedDataParallel(model) if self.world > 1 else model

        self.tokeniser = build_tokeniser(config.tokeniser, config.model.token_pixels, config.tokeniser_weights, self.device)
        size = config.grid * config.model.token_pixels
        self.photos = PhotoCache(config.data)
        self.windows = PhotoWindows(self.photos, list(config.model.labels), config.model.null_label, size, config.batch,
                                    config.seed, self.rank, self.world, config.label_dropout)
        self.batches = StepBatches(self.windows, config.grid, config.recipe)
        self.stream, self.stream_step = None, -1
        self.coordinates = torch.as_tensor(token_coordinates(config.grid, config.grid), device=self.device)

    # --- the run ---

    def run(self) -> None:
        config, main = self.config, self.rank == 0
        last = last_log = last_save = last_sample = time.monotonic()
        begin = self.seconds
        bar = tqdm(total=100, unit="%", disable=not main, mininterval=5,
                   bar_format="{l_bar}{bar}| {elapsed}<{remaining} {postfix}")
        recent: list[float] = []
        samples_at_log = self.samples

        def forget_pause(*_) -> None:
            nonlocal last
            last = time.monotonic()

        signal.signal(signal.SIGCONT, forget_pause)  # the time that `training.supervise pause` took is no training
        while not self.finished():
            if config.slice_minutes and self.seconds - begin >= 60 * config.slice_minutes:
                break
            recent.append(self.train_step())
            now = time.monotonic()
            self.seconds, last = self.seconds + now - last, now
            if self.world > 1:  # all ranks must agree on the time, it steers the schedule
                clock = torch.tensor([self.seconds], dtype=torch.float64, device=self.device)
                dist.broadcast(clock, 0)
                self.seconds = float(clock)
            if not main:
                continue
            if now - last_log >= config.log_seconds or self.finished():
                rate = (self.samples - samples_at_log) / (now - last_log)
                self.curve.log({"step": self.step, "samples": self.samples, "minutes": self.seconds / 60, "loss": float(np.mean(recent)),
                                "windows_per_second": rate, "learning_rate": self.optimizers[0].param_groups[0]["lr"]})
                done = 100 * progress(config.schedule, self.step, self.seconds)
                bar.update(done - bar.n)
                bar.set_postfix_str(f"step {self.step} loss {np.mean(recent):.4f} {rate:.1f} windows/s")
                recent, last_log, samples_at_log = [], now, self.samples
            if now - last_save >= config.checkpoint_seconds:
                self.save()
                last_save = time.monotonic()
            if config.sample_seconds and now - last_sample >= config.sample_seconds:
                self._sample_sheet()
                last_sample = time.monotonic()
        if main:
            self.save()
            if config.sample_seconds:
                self._sample_sheet()
        bar.close()
        if self.world > 1:
            dist.barrier()
            dist.destroy_process_group()

    def finished(self) -> bool:
        return progress(self.config.schedule, self.step, self.seconds) >= 1

    def train_step(self) -> float:
        """One optimiser step on batch number `self.step`; everything random is a function of (seed, step, rank)."""
        config = self.config
        factor = learning_rate_factor(config.schedule, progress(config.schedule, self.step, self.seconds))
        pixels, labels, layout = self._next_batch()
        with torch.no_grad():
            tokens = self.tokeniser.encode_tokens(pixels_to_unit(pixels.to(self.device, non_blocking=True)))
        seed = int(np.random.SeedSequence([config.seed, 5, self.step, self.rank]).generate_state(1, np.uint64)[0] >> 1)
        generator = torch.Generator(self.device).manual_seed(seed)
        drawn, labels = draw(config.objective, tokens, layout, generator), labels.to(self.device)
        value, size = 0.0, config.batch // config.accumulate
        for begin in range(0, config.batch, size):
            images = slice(begin, begin + size)
            is_last = images.stop == config.batch
            with nullcontext() if is_last or self.world == 1 else self.model.no_sync():  # gradients are shared once, with the last part's
                with self._autocast():
                    loss = training_loss(self.model, config.objective, config.recipe.weight_along_order, tokens[images], labels[images],
                                         replace(layout, order=layout.order[images]), self.coordinates, drawn.part(images, layout.copies))
                (loss / config.accumulate).backward()
            value += loss.item() / config.accumulate
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), config.optimizer.clip)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak_lr"] * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.samples += config.batch * self.world
        self.ema.update(self.network, self.step)
        if not math.isfinite(value):
            raise FloatingPointError(f"loss is {value} at step {self.step}; the last checkpoint is intact")
        return value

    def _next_batch(self):
        """The batch of step number `self.step`, from workers where there are any."""
        if self.config.workers == 0:
            return self.batches[self.step]
        if self.stream_step != self.step:
            self.stream = batches_from(self.batches, self.step, self.config.workers, self.device.type == "cuda")
        self.stream_step = self.step + 1
        return next(self.stream)

    # --- what is kept ---

    def save(self) -> None:
        save_state(self.config.out, {
            "model": self.network.state_dict(), "ema": self.ema.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step, "seconds": self.seconds, "samples": self.samples})
        description = {**self.config.model.description(), "objective": self.config.objective.kind, "tokeniser": self.config.tokeniser,
                       "samples_seen": self.samples_before + self.samples, "parameters": sum(p.numel() for p in self.network.parameters())}
        save_weights(self.config.out / "ema", self.ema.weights, description)
        record = {"config": json.loads(json.dumps(asdict(self.config), default=str)), "step": self.step,
                  "minutes": self.seconds / 60, "samples": self.samples, "torch": torch.__version__,
                  "device": str(self.device), "precision": "bfloat16" if self.bfloat16 else "float32", "threads": torch.get_num_threads(), "world": self.world,
                  "data": self.photos.description}
        write_atomically(self.config.out / "run.json", lambda path: path.write_text(json.dumps(record, indent=1)))
        self.curve.draw()

    def _resume(self) -> None:
        state = load_state(self.config.out)
        if state is None:
            return
        self.network.load_state_dict(whole_names(state["model"]))
        self.ema.load_state_dict(whole_names(state["ema"]))
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.step, self.seconds, self.samples = state["step"], state["seconds"], state["samples"]
        if self.rank == 0:
            self.curve.forget_after(self.step)

    def _sample_sheet(self) -> None:
        from .sample_sheet import write_sample_sheet

        write_sample_sheet(self)

    def _device(self) -> torch.device:
        if self.config.device == "cpu" or (self.config.device == "auto" and not torch.cuda.is_available()):
            return torch.device("cpu")
        local = int(os.environ.get("LOCAL_RANK", 0))
        torch.cuda.set_device(local)
        return torch.device("cuda", local)

    def _autocast(self):
        return torch.autocast(self.device.type, torch.bfloat16) if self.bfloat16 else nullcontext()
