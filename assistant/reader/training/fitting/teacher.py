"""The reader's teacher, MPNet (12 layers of 768) with the same heads, which labels items.

Eight times as slow as the reader, so it does not ship; what it says of a question and a passage
teaches the reader more than the bare answer does (Hinton, Vinyals and Dean 2015, "Distilling the
knowledge in a neural network").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader.encoding import CLS, SEP
from assistant.reader.training.data.sampler import Item, Taught
from assistant.reader.training.fitting import fit
from assistant.reader.training.fitting.network import HEADS, MASKED, Layer, Names, start

WIDTH, LAYERS = 768, 12
DISTANCES, NEAR, FAR = 32, 8, 128
"""Kinds of distance between two tokens; up to NEAR each has its own, from FAR on all are one."""
START, PAD, END, SHIFT = 0, 1, 2, 4
"""MPNet's vocabulary is BERT's, moved by four; its own special tokens stand before it."""


class Teacher(nn.Module):
    """A network with the inputs and outputs of the reader's ``Network``, BERT's token ids too."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30527, WIDTH)
        self.positions = nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-5)
        self.distances = nn.Embedding(DISTANCES, HEADS)
        self.types = nn.Embedding(2, WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, 1e-5) for _ in range(LAYERS))
        self.heads = nn.Linear(WIDTH, 3)
        nn.init.zeros_(self.types.weight)  # MPNet has none: questions begin like passages

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start, end and answerability logits, in float32."""
        length = ids.shape[1]
        moved = torch.where(mask == 0, PAD, ids + SHIFT)
        moved = torch.where(ids == CLS, START, torch.where(ids == SEP, END, moved))
        places = self.positions.weight[END : END + length]
        x = self.norm(self.words(moved) + places + self.types(types))
        far = self.distances(distances(length)).permute(2, 0, 1)
        bias = ((1 - mask) * MASKED)[:, None, None, :].to(x.dtype) + far
        for layer in self.layers:
            x = layer(x, bias)
        first, last, answerable = self.heads(x).float().unbind(-1)
        return first, last, answerable[:, 0]


def distances(length: int) -> Tensor:
    """Return the kind of distance, 0..31, from each token to each other, ``[length, length]``.

    As in T5 (Raffel et al. 2020): half of the kinds for each direction, near ones by steps of
    one, others by steps that grow with the logarithm.
    """
    places = torch.arange(length)
    back = places[:, None] - places[None]
    half = DISTANCES // 2
    steps = (back.abs().clamp(min=1) / NEAR).log() / math.log(FAR / NEAR) * (half - NEAR)
    kinds = torch.where(back.abs() < NEAR, back.abs(), (NEAR + steps.long()).clamp(max=half - 1))
    return kinds + half * (back < 0)


def from_mpnet(folder: Path) -> Teacher:
    """Return a teacher with the encoder weights of ``folder/model.safetensors`` and fresh heads."""
    names: Names = [
        ("words", ["embeddings.word_embeddings"]),
        ("positions", ["embeddings.position_embeddings"]),
        ("norm", ["embeddings.LayerNorm"]),
        ("distances", ["encoder.relative_attention_bias"]),
    ]
    for number in range(LAYERS):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        names += [
            (ours + "qkv", [f"{theirs}attention.attn.{name}" for name in "qkv"]),
            (ours + "out", [theirs + "attention.attn.o"]),
            (ours + "norm1", [theirs + "attention.LayerNorm"]),
            (ours + "up", [theirs + "intermediate.dense"]),
            (ours + "down", [theirs + "output.dense"]),
            (ours + "norm2", [theirs + "output.LayerNorm"]),
        ]
    return start(Teacher(), folder, names)


def label(network: Teacher, items: Sequence[Item]) -> list[Item]:
    """Return ``items``, by length, each with the teacher's scores."""
    return [item for batch in fit.cut(items) for item in _label(network, batch)]


def _label(network: Teacher, items: Sequence[Item]) -> Iterator[Item]:
    ids, mask, types = fit.collate(items)
    with torch.inference_mode():
        start, end, answerable = network(ids, mask, types)
    allowed = fit.allowed_tokens(items, ids.shape[1])
    logs = [
        functional.log_softmax(side.masked_fill(~allowed, MASKED), -1).half()
        for side in (start, end)
    ]
    for item, one, two, head in zip(items, *logs, answerable, strict=True):
        size = len(item.ids)
        yield replace(item, taught=Taught(one[:size].clone(), two[:size].clone(), float(head)))
