"""The reader's network: MiniLM (BERT with 6 layers of 384) and three linear heads.

Written out rather than taken from ``transformers`` because plain batched matrix products in pure
bfloat16 train about twice as fast on a CPU as the library's layers under autocast. Parameter
names follow BERT's checkpoints, so the encoder exports as an ordinary ``BertModel``.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS = 384, 6, 12
TIMES = 4
"""How much wider a layer is inside."""
MASKED = -1e4


class Layer(nn.Module):
    """One transformer layer, post-norm, without dropout, of ``HEADS`` attention heads."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, TIMES * width)
        self.down = nn.Linear(TIMES * width, width)
        self.norm2 = nn.LayerNorm(width, epsilon)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map states `[batch, length, width]` to the next, `bias` added to attention."""
        batch, length, width = x.shape
        size = width // HEADS
        qkv = self.qkv(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        query, key, value = qkv.unbind(0)
        weights = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(size) + bias
        mixed = torch.matmul(torch.softmax(weights, -1), value)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        inner: Tensor = self.norm2(x + self.down(functional.gelu(self.up(x))))
        return inner


class Network(nn.Module):
    """Token ids to start, end and answerability logits.

    ``forward(ids, mask, types)`` takes three ``[batch, length]`` integer tensors and returns
    ``start``, ``end`` (both ``[batch, length]``) and ``answerable`` (``[batch]``) in float32.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, 1e-12) for _ in range(LAYERS))
        self.heads = nn.Linear(WIDTH, 3)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start, end and answerability logits (see the class)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types(types)
        x = self.norm(x)
        bias = ((1 - mask) * MASKED)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        start, end, answerable = self.heads(x).float().unbind(-1)
        return start, end, answerable[:, 0]


Names = list[tuple[str, list[str]]]
"""Pairs of our parameter prefix and their prefixes, stacked into it."""


def _names() -> Names:
    pairs = [
        ("words", ["embeddings.word_embeddings"]),
        ("positions", ["embeddings.position_embeddings"]),
        ("types", ["embeddings.token_type_embeddings"]),
        ("norm", ["embeddings.LayerNorm"]),
    ]
    for number in range(LAYERS):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        attention = theirs + "attention."
        pairs += [
            (ours + "qkv", [attention + f"self.{name}" for name in ("query", "key", "value")]),
            (ours + "out", [attention + "output.dense"]),
            (ours + "norm1", [attention + "output.LayerNorm"]),
            (ours + "up", [theirs + "intermediate.dense"]),
            (ours + "down", [theirs + "output.dense"]),
            (ours + "norm2", [theirs + "output.LayerNorm"]),
        ]
    return pairs


N = TypeVar("N", bound=nn.Module)


def start(network: N, folder: Path, names: Names) -> N:
    """Give ``network`` the encoder weights of ``folder/model.safetensors`` and fresh heads."""
    from safetensors.torch import load_file

    theirs = load_file(folder / "model.safetensors")
    state = network.state_dict()
    for ours, sources in names:
        for kind in ("weight", "bias"):
            if f"{ours}.{kind}" in state:
                parts = [theirs[f"{source}.{kind}"] for source in sources]
                state[f"{ours}.{kind}"] = torch.cat(parts)
    nn.init.normal_(state["heads.weight"], std=0.02)
    nn.init.zeros_(state["heads.bias"])
    network.load_state_dict(state)
    return network


def from_bert(folder: Path) -> Network:
    """Return a network with the encoder weights of ``folder/model.safetensors`` and fresh heads."""
    return start(Network(), folder, _names())


def to_bert(network: Network) -> dict[str, Tensor]:
    """Return the encoder's weights under the names of a BERT checkpoint (heads left out)."""
    state, theirs = network.state_dict(), {}
    for ours, targets in _names():
        for kind in ("weight", "bias"):
            if f"{ours}.{kind}" in state:
                parts = state[f"{ours}.{kind}"].chunk(len(targets))
                theirs.update(
                    {f"{name}.{kind}": part for name, part in zip(targets, parts, strict=True)}
                )
    return theirs
