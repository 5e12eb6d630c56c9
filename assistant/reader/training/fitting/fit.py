# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""The training loop: two single-threaded workers on shared weights, resumable at any step.

Each worker runs passes on its own stream of items, in bfloat16 where the processor has it; the
gradients are added and each worker updates its share of the float32 master weights (Adam). One
thread a worker, because on a shared machine two threads that wait for each other in every operator
ran three times slower.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
import torch.multiprocessing as processes
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader.spans import sigmoid
from assistant.reader.training.data.sampler import Item
from assistant.reader.training.fitting.network import MASKED, N

TOKENS_A_BATCH = 2560  # of one worker
SMOOTHING = 0.03
TAUGHT = 0.7
"""How much the teacher's word counts where there is one; the bare truth has the rest."""
POOL = 1024
WORDS = "words.weight"
LOG_EVERY = 40


class Stream(Protocol):
    """An endless stream of items that can be resumed at any position."""

    drawn: int

    def skip(self, items: int) -> None:
        """Go to the place reached after ``items`` items."""

    def draw(self, progress: float) -> Item:
        """Return the next item when ``progress`` (0..1) of the training has been done."""
        ...


def precision() -> torch.dtype:
    """Return the numbers to compute with: without AVX-512 bfloat16 takes six times as long."""
    fast: bool = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.bfloat16 if fast else torch.float32


def round_up(length: int) -> int:
    """Return the multiple of 32 a batch is padded to: odd shapes leak memory in oneDNN."""
    return -(-length // 32) * 32


def collate(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """Return token ids, attention mask and token types of ``items``, padded on the right."""
    length = round_up(max(len(item.ids) for item in items))
    ids = torch.zeros(len(items), length, dtype=torch.long)
    mask = torch.zeros(len(items), length, dtype=torch.long)
    types = torch.zeros(len(items), length, dtype=torch.long)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        types[row, item.second : len(item.ids)] = 1
    return ids, mask, types


def allowed_tokens(items: Sequence[Item], length: int) -> Tensor:
    """Mark where a span may begin or end: the passage's tokens, and [CLS] for "no answer"."""
    allowed = torch.zeros(len(items), length, dtype=torch.bool)
    allowed[:, 0] = True
    for row, item in enumerate(items):
        allowed[row, item.first : len(item.ids) - 1] = True
    return allowed


def loss_of(network: nn.Module, items: Sequence[Item]) -> Tensor:
    """Return span cross-entropy ([CLS] is the null span) plus answerability's cross-entropy."""
    ids, mask, types = collate(items)
    start, end, answerable = network(ids, mask, types)
    allowed = allowed_tokens(items, ids.shape[1])
    known = torch.tensor([item.span is not None or item.taught is not None for item in items])
    total = torch.zeros(())
    for logits, wanted in zip((start, end), spans_of(items, allowed), strict=True):
        logs = functional.log_softmax(logits.masked_fill(~allowed, MASKED), -1)
        line = -(logs * wanted).sum(1)
        total = total + (line * known).sum() / known.sum().clamp(min=1) / 2
    truth = torch.tensor([answerability(item) for item in items])
    return total + functional.binary_cross_entropy_with_logits(answerable, truth)


def spans_of(items: Sequence[Item], allowed: Tensor) -> tuple[Tensor, Tensor]:
    """Return the shares, ``[batch, length]``, that each token should have as start, and as end."""
    even = SMOOTHING * allowed / allowed.sum(1, keepdim=True)
    sides = even.clone(), even.clone()
    for row, item in enumerate(items):
        for side, token in zip(sides, item.span or (0, 0), strict=True):
            side[row, token] += 1 - SMOOTHING
        if item.taught:
            weight = TAUGHT if item.span else 1.0
            for side, said in zip(sides, (item.taught.start, item.taught.end), strict=True):
                side[row] *= 1 - weight
                side[row, : len(said)] += weight * said.float().exp()
    return sides


def answerability(item: Item) -> float:
    """Return the probability that the network should give."""
    truth = float(item.answerable) * (1 - 2 * SMOOTHING) + SMOOTHING
    if item.taught is None:
        return truth
    return TAUGHT * sigmoid(item.taught.answerable) + (1 - TAUGHT) * truth


def cut(items: Sequence[Item]) -> list[list[Item]]:
    """Cut items into batches of one padded length, shortest first; a length's last may be short."""
    buckets: dict[int, list[Item]] = {}
    for item in items:
        buckets.setdefault(round_up(len(item.ids)), []).append(item)
    return [
        bucket[at : at + capacity(length)]
        for length, bucket in sorted(buckets.items())
        for at in range(0, len(bucket), capacity(length))
    ]


def capacity(length: int) -> int:
    """Return the number of items of this padded length that fill a batch."""
    return max(1, TOKENS_A_BATCH // length)


class Batches:
    """Items of one worker in batches of like length; full batches only, the rest is kept.

    The number of items depends on the padded length alone, so that few shapes ever occur:
    oneDNN compiles a kernel for each new one.
    """

    def __init__(self, sampler: Stream) -> None:
        self.sampler = sampler
        self.waiting: list[Item] = []

    def next(self, progress: float, seed: int) -> list[list[Item]]:
        """Return about ``POOL`` items' worth of batches, shuffled."""
        full: list[list[Item]] = []
        batches = cut([*self.waiting, *(self.sampler.draw(progress) for _ in range(POOL))])
        self.waiting = []
        for batch in batches:
            if len(batch) == capacity(round_up(len(batch[0].ids))):
                full.append(batch)
            else:
                self.waiting += batch
        random.Random(seed).shuffle(full)
        return full


@dataclass(slots=True)
class State:
    """The state that the workers share: flat tensors in shared memory, and counters."""

    live: Tensor
    gradients: Tensor
    master: Tensor
    mean: Tensor
    square: Tensor
    norms: Tensor
    counts: Tensor

    @classmethod
    def of(cls, network: nn.Module, workers: int) -> State:
        """Make fresh state for the trainable parameters of ``network``."""
        flat = torch.cat([p.detach().float().flatten() for p in trainable(network)])
        state = cls(
            flat.to(precision(), copy=True),
            torch.zeros(workers, flat.numel(), dtype=precision()),
            flat,
            torch.zeros_like(flat),
            torch.zeros_like(flat),
            torch.zeros(workers),
            torch.zeros(workers + 1, dtype=torch.long),
        )
        for name in cls.__slots__:
            getattr(state, name).share_memory_()
        return state

    def weights(self, network: N) -> N:
        """Copy the master weights into ``network`` (float32)."""
        at = 0
        with torch.no_grad():
            for parameter in trainable(network):
                size = parameter.numel()
                parameter.copy_(self.master[at : at + size].view_as(parameter))
                at += size
        network.eval()
        return network


def trainable(network: nn.Module) -> list[torch.nn.Parameter]:
    """Return all parameters but the word vectors: freezing them spares a 47 MB gradient a step."""
    return [p for name, p in network.named_parameters() if name != WORDS]


@dataclass(frozen=True, slots=True)
class Plan:
    """Length and pace of a run.

    Attributes:
        examples: Of all workers, until the rate has come down to zero.
        peak: The highest learning rate.
        seed: Of the items' order.
        checkpoint: Where the state is kept.
        log: Where the loss is written.
        workers: Processes, of one thread each.
        save_every: Seconds between two checkpoints.
        steps: How many are taken at most before the run is left to be gone on with; None: all.
    """

    examples: int
    peak: float
    seed: int
    checkpoint: Path
    log: Path
    workers: int = 2
    save_every: float = 240.0
    steps: int | None = None

    def rate(self, seen: int) -> float:
        """Return the learning rate: linear warm-up over 8,000 examples, linear decay to zero."""
        return self.peak * min(1.0, (seen + 50) / 8_000, max(0.0, 1 - seen / self.examples))


def adam(state: State, part: slice, rate: float, step: int, scale: float) -> None:
    """Take an Adam step (betas .9 and .98, no decay) on ``part``, gradients times ``scale``."""
    gradient = state.gradients[:, part].float().sum(0).mul_(scale)
    mean, square, master = state.mean[part], state.square[part], state.master[part]
    mean.lerp_(gradient, 0.1)
    square.mul_(0.98).addcmul_(gradient, gradient, value=0.02)
    root = (square / (1 - 0.98**step)).sqrt_().add_(1e-6)
    master.addcdiv_(mean, root, value=-rate / (1 - 0.9**step))
    state.live[part] = master.to(state.live.dtype)


def _attach(network: N, state: State, rank: int) -> N:
    """``network`` with weights and gradients inside the shared tensors."""
    network = network.to(state.live.dtype)
    network.get_parameter(WORDS).requires_grad = False
    at = 0
    for parameter in trainable(network):
        end = at + parameter.numel()
        parameter.data = state.live[at:end].view_as(parameter)
        parameter.grad = state.gradients[rank, at:end].view_as(parameter)
        at = end
    return network


@dataclass(slots=True)
class Worker:
    """One of the processes that train: its stream of items and its part of the weights."""

    rank: int
    network: nn.Module
    sampler: Stream
    state: State
    plan: Plan
    barrier: Any

    def run(self) -> None:
        """Take part in steps until the plan's examples have been seen, or its steps taken."""
        torch.set_num_threads(1)
        network = _attach(self.network, self.state, self.rank)
        stream = Batches(self.sampler)
        queue: list[list[Item]] = []
        losses: list[float] = []
        norm = 0.0
        begun = saved = time.monotonic()
        first = int(self.state.counts[-1])
        while True:
            self.barrier.wait()
            seen, step = int(self.state.counts[:-1].sum()), int(self.state.counts[-1])
            self.barrier.wait()
            if seen >= self.plan.examples or step - first == self.plan.steps:
                break
            queue = queue or stream.next(seen / self.plan.examples, self.sampler.drawn)
            items = queue.pop()
            self.state.gradients[self.rank].zero_()
            loss = loss_of(network, items)
            loss.backward()
            norm = self._update(self.plan.rate(seen), step + 1)
            self.state.counts[self.rank] += len(items)
            losses.append(float(loss.detach()))
            if self.rank == 0:
                self.state.counts[-1] += 1
                if len(losses) == LOG_EVERY:
                    self._log(seen, sum(losses) / LOG_EVERY, norm, time.monotonic() - begun)
                    losses.clear()
                if time.monotonic() - saved > self.plan.save_every:
                    save(self.state, self.plan.checkpoint)
                    saved = time.monotonic()
        if self.rank == 0:
            if losses:
                self._log(seen, sum(losses) / len(losses), norm, time.monotonic() - begun)
            save(self.state, self.plan.checkpoint)

    def _update(self, rate: float, step: int) -> float:
        """Update this worker's part with all gradients, clipped to norm 1; the norm."""
        total, workers = self.state.master.numel(), self.plan.workers
        part = slice(total * self.rank // workers, total * (self.rank + 1) // workers)
        self.barrier.wait()
        gradient = self.state.gradients[:, part].float().sum(0)
        self.state.norms[self.rank] = gradient.norm() / workers
        self.barrier.wait()
        norm = float(self.state.norms.norm())
        adam(self.state, part, rate, step, min(1.0, 1.0 / (norm + 1e-6)) / workers)
        return norm

    def _log(self, seen: int, loss: float, norm: float, seconds: float) -> None:
        line = {
            "seen": seen,
            "loss": round(loss, 4),
            "rate": round(self.plan.rate(seen), 7),
            "norm": round(norm, 2),
            "seconds": round(seconds, 1),
        }
        with self.plan.log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def save(state: State, path: Path) -> None:
    """Write everything a resumed run needs."""
    kept = {name: getattr(state, name).clone() for name in ("master", "mean", "square", "counts")}
    write(kept, path)


def write(kept: object, path: Path) -> None:
    """Write with torch, so that ``path`` is there whole or not at all."""
    torch.save(kept, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def resume(state: State, path: Path) -> None:
    """Resume from a checkpoint written by :func:`save`."""
    kept = torch.load(path, weights_only=True)
    for name, value in kept.items():
        getattr(state, name).copy_(value)
    state.live.copy_(state.master)


def trained(network: N, paths: Sequence[Path], first: float | None = None) -> N:
    """``network`` (float32) with the mean of the weights of the checkpoints ``paths``.

    The first counts as ``first`` (0..1) beside the mean of the others, or as each of them does.

    Runs that go on from one another end in one basin, whose middle reads better than its rim
    (Wortsman et al. 2022, "Model soups").
    """
    state = State.of(network, 1)
    masters = [torch.load(path, weights_only=True)["master"] for path in paths]
    share = 1 / len(paths) if first is None else first
    others = torch.stack(masters[1:] or masters).mean(0)
    state.master.copy_(masters[0] * share + others * (1 - share))
    return state.weights(network)


def train(network: N, samplers: Sequence[Stream], plan: Plan) -> N:
    """Train ``network`` to the end of ``plan``, going on from its checkpoint if there is one."""
    torch.set_num_threads(1)
    state = State.of(network, plan.workers)
    if plan.checkpoint.exists():
        resume(state, plan.checkpoint)
    for rank, sampler in enumerate(samplers):
        sampler.skip(int(state.counts[rank]))
    barrier = processes.get_context("fork").Barrier(plan.workers)
    together(
        [
            Worker(rank, network, sampler, state, plan, barrier).run
            for rank, sampler in enumerate(samplers)
        ]
    )
    return state.weights(network)


def together(jobs: Sequence[Callable[[], None]]) -> None:
    """Run each job in a process of its own, to the end of all.

    Raises:
        RuntimeError: One has failed.
    """
    running = [processes.get_context("fork").Process(target=job) for job in jobs]
    for process in running:
        process.start()
    for process in running:
        process.join()
        if process.exitcode:
            raise RuntimeError(f"a worker ended with {process.exitcode}: see its output")
