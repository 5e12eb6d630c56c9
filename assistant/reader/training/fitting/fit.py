"""The training loop: all items on one device, in batches of like length, by the clock or by count.

Passes run in bfloat16 on a GPU, in float32 on a processor, where it is slow; the master weights
are float32, in one flat tensor that Adam steps at once.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.judge.training.rules import CONTRADICTED, UNSUPPORTED
from assistant.reader.training.data.drawn import ASKED, LABELS, TYPES, Drawn
from assistant.reader.training.fitting.network import MASKED, Network, Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMOOTHING = 0.03
TAUGHT = 0.7
"""How much a teacher's word counts where there is one; the bare truth has the rest."""
ALIGNED = 0.5
"""How much it counts that the last states point another way than the teacher's."""
POOL = 65_536
"""Items of a round that are laid into batches together."""
WARMING = 0.05
"""Share of the run in which the rate rises."""
LOG_EVERY = 15.0
_REFUTED = LABELS.index(CONTRADICTED)
_UNSUPPORTED = LABELS.index(UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class Plan:
    """Length and pace of a run.

    Attributes:
        rate: The highest learning rate.
        seconds: How long it takes; None: ``examples`` decides.
        examples: How many items are trained on.
        tokens: Of a batch, at most, with what it is filled up with.
        seed: Of the items' order.
        held: How many of the lowest layers stay as they are, with the vectors below them; 0: none.
    """

    rate: float = 1e-4
    seconds: float | None = None
    examples: int = 750_000
    tokens: int = 32_768
    seed: int = 1
    held: int = 0

    def done(self, seconds: float, examples: int) -> float:
        """Return the share of the run that is done."""
        return examples / self.examples if self.seconds is None else seconds / self.seconds

    def rate_at(self, done: float) -> float:
        """Return the learning rate: a linear rise, then a linear fall to zero."""
        return self.rate * min(1.0, (done + 1e-3) / WARMING, (1 - done) / (1 - WARMING) + 1e-4)


def device() -> Any:
    """Return the GPU, or the processor where there is none."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def round_up(length: Any) -> Any:
    """Return the multiple of 32 that lengths are filled up to, so that few shapes occur."""
    return -(-length // 32) * 32


@dataclass(frozen=True, slots=True)
class Batch:
    """Items of one length as filled up.

    Attributes:
        ids: Token ids, ``[batch, length]``, as are the next three.
        mask: True for what is not filled up.
        types: 1 in the second segment.
        allowed: True where a span may begin or end: the passage's tokens, and [CLS] for "none".
        start: Index of the span's first token, -1 if not known; ``[batch]``, as are the others.
        end: Of its last.
        answerable: 1 if the passage answers.
        label: Of a claim, its place in ``LABELS``; ``ASKED`` of a question.
        weight: How much a claim counts.
        verdict: Of a question of yes or no, its place in ``VERDICTS``; -1 if not known.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    allowed: Tensor
    start: Tensor
    end: Tensor
    answerable: Tensor
    label: Tensor
    weight: Tensor
    verdict: Tensor


class Items:
    """Drawn items on a device."""

    def __init__(self, drawn: Drawn, where: Any) -> None:
        self.length = drawn["length"].astype(np.int64)
        self._where = where
        self._at = self._put(np.cumsum(self.length) - self.length)
        self._ids = self._put(drawn["ids"].astype(np.int32))
        self._each = {
            name: self._put(drawn[name].astype(np.int64))
            for name in TYPES
            if name not in ("ids", "weight")
        }
        self._weight = self._put(drawn["weight"].astype(np.float32))

    def _put(self, array: NDArray[Any]) -> Tensor:
        return torch.as_tensor(array, device=self._where)

    def __len__(self) -> int:
        return len(self.length)

    def batch(self, numbers: NDArray[np.int64], length: int) -> Batch:
        """Return the items of these numbers, filled up to a length."""
        rows = self._put(numbers)
        values_of = {name: values[rows] for name, values in self._each.items()}
        size, second, first = (
            values_of.pop(name)[:, None] for name in ("length", "second", "first")
        )
        places = torch.arange(length, device=self._where)[None]
        mask = places < size
        tokens = (self._at[rows][:, None] + places).clamp(max=len(self._ids) - 1)
        return Batch(
            self._ids[tokens].long() * mask,
            mask,
            (mask & (places >= second)).long(),
            (mask & (places >= first) & (places < size - 1)) | (places == 0),
            weight=self._weight[rows],
            **values_of,
        )


def batches(items: Items, tokens: int, seed: int) -> Iterator[Batch]:
    """Give full batches of like length without end: all items, again and again, shuffled."""
    chance = np.random.default_rng(seed)
    waiting: dict[int, NDArray[np.int64]] = {}
    none = np.empty(0, np.int64)
    while True:
        order = chance.permutation(len(items))
        for at in range(0, len(items), POOL):
            pool = order[at : at + POOL]
            lengths = round_up(items.length[pool])
            full: list[tuple[int, NDArray[np.int64]]] = []
            for length in np.unique(lengths).tolist():
                here = np.concatenate([waiting.get(length, none), pool[lengths == length]])
                room = max(1, tokens // length)
                end = len(here) // room * room
                full += [(length, here[low : low + room]) for low in range(0, end, room)]
                waiting[length] = here[end:]
            for index in chance.permutation(len(full)):
                length, numbers = full[index]
                yield items.batch(numbers, length)


class Weights:
    """A network's parameters as flat tensors: those it runs with, their masters, Adam's means."""

    def __init__(self, running: nn.Module, precise: nn.Module) -> None:
        """Take over the parameters of a network that runs, beginning from those of a precise one.

        Both are on one device.
        """
        parameters = _trained(running)
        self.live = torch.cat([parameter.detach().flatten() for parameter in parameters])
        self.master = torch.cat([parameter.detach().flatten() for parameter in _trained(precise)])
        self.gradient = torch.zeros_like(self.live)
        self._mean, self._square = (torch.zeros_like(self.master) for _ in range(2))
        self._steps = 0
        at = 0
        for parameter in parameters:
            end = at + parameter.numel()
            parameter.data = self.live[at:end].view(parameter.shape)
            parameter.grad = self.gradient[at:end].view(parameter.shape)
            at = end

    def step(self, rate: float) -> None:
        """Take a step of Adam (betas .9 and .98, no decay), the gradient clipped to norm 1."""
        self._steps += 1
        gradient = self.gradient.float()
        gradient *= 1 / gradient.norm().clamp(min=1.0)
        self._mean.lerp_(gradient, 0.1)
        self._square.mul_(0.98).addcmul_(gradient, gradient, value=0.02)
        root = (self._square / (1 - 0.98**self._steps)).sqrt_().add_(1e-6)
        self.master.addcdiv_(self._mean, root, value=-rate / (1 - 0.9**self._steps))
        self.live.copy_(self.master)
        self.gradient.zero_()

    def finish(self, network: nn.Module) -> None:
        """Give the master weights to a network."""
        at = 0
        with torch.no_grad():
            for parameter in _trained(network):
                end = at + parameter.numel()
                parameter.copy_(self.master[at:end].view(parameter.shape))
                at = end


def _trained(network: nn.Module) -> list[nn.Parameter]:
    return [parameter for parameter in network.parameters() if parameter.requires_grad]


def _hold(network: Network, layers: int) -> None:
    """Keep the lowest layers of a network from being trained, and the vectors below them."""
    held = [network.positions, network.types, network.norm, *network.layers[:layers]]
    for module in held if layers else ():
        module.requires_grad_(False)


def loss_of(batch: Batch, said: Scores, taught: Scores | None = None) -> Tensor:
    """Return the mean loss of a batch.

    Of questions spans and answers count, and the verdict where it is known, of claims the
    judgement.
    """
    asked = batch.label == ASKED
    reading = _span_loss(batch, said, taught) + _answer_loss(batch, said, taught)
    loss = torch.where(asked, reading, _judge_loss(batch, said, taught))
    return (loss + _verdict_loss(batch, said, taught)).mean()


def _span_loss(batch: Batch, said: Scores, taught: Scores | None) -> Tensor:
    """Return the cross-entropy of both ends, halved; [CLS] is the span of those without answer."""
    allowed = batch.allowed
    even = SMOOTHING * allowed.float() / allowed.sum(1, keepdim=True)
    total = torch.zeros_like(said.answerable)
    for side in ("start", "end"):
        logs = _logs(getattr(said, side), allowed)
        token = getattr(batch, side)
        known = token >= 0
        wanted = even.scatter_add(
            1, token.clamp(min=0)[:, None], torch.full_like(even[:, :1], 1 - SMOOTHING)
        )
        if taught is not None:
            share = torch.where(known, TAUGHT, 1.0)[:, None]
            wanted = wanted * (1 - share) + _logs(getattr(taught, side), allowed).exp() * share
            known = torch.ones_like(known)
        total = total - (logs * wanted).sum(1) * known / 2
    return total


def _logs(logits: Tensor, allowed: Tensor) -> Tensor:
    return functional.log_softmax(logits.masked_fill(~allowed, MASKED), -1)


def _answer_loss(batch: Batch, said: Scores, taught: Scores | None) -> Tensor:
    truth = batch.answerable.float() * (1 - 2 * SMOOTHING) + SMOOTHING
    if taught is not None:
        truth = TAUGHT * taught.answerable.sigmoid() + (1 - TAUGHT) * truth
    return functional.binary_cross_entropy_with_logits(said.answerable, truth, reduction="none")


def _judge_loss(batch: Batch, said: Scores, taught: Scores | None) -> Tensor:
    """Return the cross-entropy of the judgement; of "unsupported" either of two will do."""
    logs = functional.log_softmax(said.judged, -1)
    kinds = logs.shape[1]
    one = functional.one_hot(batch.label.clamp(max=kinds - 1), kinds).float()
    exact = -(logs * (one * (1 - SMOOTHING) + SMOOTHING / kinds)).sum(1)
    either = -torch.logsumexp(logs[:, _REFUTED:], 1)
    loss = torch.where(batch.label == _UNSUPPORTED, either, exact) * batch.weight
    if taught is None:
        return loss
    theirs = functional.softmax(taught.judged, -1)
    return (1 - TAUGHT) * loss - TAUGHT * (logs * theirs).sum(1)


def _verdict_loss(batch: Batch, said: Scores, taught: Scores | None) -> Tensor:
    """Return the cross-entropy of what a passage says to a question of yes or no."""
    logs = functional.log_softmax(said.verdict, -1)
    kinds = logs.shape[1]
    one = functional.one_hot(batch.verdict.clamp(min=0), kinds).float()
    wanted = one * (1 - SMOOTHING) + SMOOTHING / kinds
    if taught is not None:
        theirs = functional.softmax(taught.verdict, -1)
        wanted = (1 - TAUGHT) * wanted + TAUGHT * theirs
    return -(logs * wanted).sum(1) * (batch.verdict >= 0)


def _apart(batch: Batch, states: Tensor, taught: Tensor) -> Tensor:
    """Return how far the states of the tokens point another way than the teacher's, 0..2."""
    alike = functional.cosine_similarity(states.float(), taught.float(), dim=-1)
    return ((1 - alike) * batch.mask).sum() / batch.mask.sum()


def train(
    network: Network,
    drawn: Drawn,
    plan: Plan,
    teacher: Network | None = None,
    log: Callable[[dict[str, float]], None] = lambda line: None,
) -> Network:
    """Train a network to the end of a plan; it is changed, and returned.

    Args:
        network: In float32, on the processor.
        drawn: What to train on.
        plan: How long and how fast.
        teacher: A trained network whose scores and last states are learnt from too.
        log: Takes the figures of the run, every quarter of a minute and at its end.
    """
    where = device()
    precision = torch.float32 if where.type == "cpu" else torch.bfloat16
    items = Items(drawn, where)
    _hold(network, plan.held)
    running = copy.deepcopy(network).to(where, precision)
    weights = Weights(running, network.to(where))
    if teacher is not None:
        teacher = copy.deepcopy(teacher).to(where, precision).requires_grad_(False)
    begun = logged = time.monotonic()
    seen = steps = 0
    loss = torch.zeros(())

    def report(done: float) -> None:
        passed = time.monotonic() - begun
        log({"seconds": passed, "steps": steps, "items": seen, "loss": float(loss), "done": done})

    for batch in batches(items, plan.tokens, plan.seed):
        done = plan.done(time.monotonic() - begun, seen)
        if done >= 1:
            break
        states = running.states(batch.ids, batch.mask, batch.types)
        said = running.scores(states)
        if teacher is None:
            loss = loss_of(batch, said)
        else:
            theirs = teacher.states(batch.ids, batch.mask, batch.types)
            loss = loss_of(batch, said, teacher.scores(theirs))
            loss = loss + ALIGNED * _apart(batch, states, theirs)
        loss.backward()
        loss = loss.detach()
        weights.step(plan.rate_at(done))
        seen, steps = seen + len(batch.ids), steps + 1
        if time.monotonic() - logged > LOG_EVERY:
            logged = time.monotonic()
            report(done)
    report(1.0)
    weights.finish(network)
    network.cpu().eval().requires_grad_(True)
    return network
