"""The reader's network: MiniLM (BERT with 6 layers of 384) and three linear heads.

Written out rather than taken from ``transformers`` because plain batched matrix products in pure
bfloat16 train about twice as fast on a CPU as the library's layers under autocast. Parameter
names follow BERT's checkpoints, so the encoder exports as an ordinary ``BertModel``.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
MASKED = -1e4


class Layer(nn.Module):
    """One transformer layer, post-norm, without dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, 1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map states `[batch, length, 384]` to the next, `bias` added to attention."""
        batch, length, _ = x.shape
        size = WIDTH // HEADS
        qkv = self.qkv(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        query, key, value = qkv.unbind(0)
        weights = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(size) + bias
        mixed = torch.matmul(torch.softmax(weights, -1), value)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
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
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
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


def _names() -> list[tuple[str, list[str]]]:
    """Pairs of our parameter prefix and the BERT prefixes stacked into it."""
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


def from_bert(folder: Path) -> Network:
    """A network with the encoder weights of ``folder/model.safetensors`` and fresh heads."""
    from safetensors.torch import load_file

    theirs = load_file(folder / "model.safetensors")
    network = Network()
    state = network.state_dict()
    for ours, sources in _names():
        for kind in ("weight", "bias"):
            if f"{ours}.{kind}" in state:
                parts = [theirs[f"{source}.{kind}"] for source in sources]
                state[f"{ours}.{kind}"] = torch.cat(parts)
    network.load_state_dict(state)
    nn.init.normal_(network.heads.weight, std=0.02)
    nn.init.zeros_(network.heads.bias)
    return network


def to_bert(network: Network) -> dict[str, Tensor]:
    """The encoder's weights under the names of a BERT checkpoint (heads left out)."""
    state, theirs = network.state_dict(), {}
    for ours, targets in _names():
        for kind in ("weight", "bias"):
            if f"{ours}.{kind}" in state:
                parts = state[f"{ours}.{kind}"].chunk(len(targets))
                theirs.update(
                    {f"{name}.{kind}": part for name, part in zip(targets, parts, strict=True)}
                )
    return theirs
