"""The reader's network: the lowest layers of MPNet and one linear layer of nine outputs.

Written out rather than taken from ``transformers``: token ids are BERT's, what never changes in
training is no parameter, and the same definition is trained and exported.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader.encoding import CLS, SEP
from assistant.reader.span_model import WINDOW

LAYERS, WIDTH, HEADS = 8, 768, 12
TIMES = 4
"""How much wider a layer is inside."""
WORDS, PLACES = 30522, 514
EPSILON = 1e-5
MASKED = -1e4
DISTANCES, NEAR, FAR = 32, 8, 128
"""Kinds of distance between two tokens; up to NEAR each has its own, from FAR on all are one."""
START, PAD, END, SHIFT = 0, 1, 2, 4
"""MPNet's vocabulary is BERT's, moved by four; its own special tokens stand before it. Its places
are counted from END on."""
BERT_PAD = 0


class Scores(NamedTuple):
    """The network's output: logits, in float32.

    Attributes:
        start: Of each token, that the answer begins there, ``[batch, length]``.
        end: That it ends there.
        answerable: That there is an answer, ``[batch]``.
        judged: That the passage supports the claim in the question's place, contradicts it, or
            does not tell, ``[batch, 3]``.
        verdict: That the passage says yes to the question, says no, or does not settle it,
            ``[batch, 3]``.
    """

    start: Tensor
    end: Tensor
    answerable: Tensor
    judged: Tensor
    verdict: Tensor


class Layer(nn.Module):
    """One transformer layer, post-norm, without dropout."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, EPSILON)
        self.up = nn.Linear(width, TIMES * width)
        self.down = nn.Linear(TIMES * width, width)
        self.norm2 = nn.LayerNorm(width, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map states ``[batch, length, width]`` to the next, ``bias`` added to attention."""
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        inner: Tensor = self.norm2(x + self.down(functional.gelu(self.up(x))))
        return inner


class Network(nn.Module):
    """Token ids to scores.

    The words' vectors and the biases by distance stay as MPNet has them: they are buffers.
    """

    words: Tensor
    distances: Tensor
    kinds: Tensor

    def __init__(
        self, layers: int = LAYERS, width: int = WIDTH, heads: int = HEADS, words: int = WORDS
    ) -> None:
        super().__init__()
        self.register_buffer("words", torch.zeros(words, width))
        self.register_buffer("distances", torch.zeros(DISTANCES, heads))
        self.register_buffer("kinds", distances(WINDOW), persistent=False)
        self.positions = nn.Embedding(PLACES, width)
        self.types = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.heads = nn.Linear(width, 9)
        nn.init.zeros_(self.types.weight)  # MPNet has none: questions begin like passages
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Scores:
        """Return the scores of token ids, mask and types, each ``[batch, length]``."""
        return self.scores(self.states(ids, mask, types))

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Return the last layer's states, ``[batch, length, width]``."""
        far = self.far(ids.shape[1])
        bias = far + (~mask.bool() * MASKED).to(far.dtype)[:, None, None, :]
        return self.trunk(functional.embedding(ids, self.words), types, bias)

    def far(self, length: int) -> Tensor:
        """Return the bias of attention by distance, ``[1, heads, length, length]``."""
        kinds = self.kinds[:length, :length]
        return functional.embedding(kinds, self.distances).permute(2, 0, 1)[None]

    def trunk(self, words: Tensor, types: Tensor, bias: Tensor) -> Tensor:
        """Return the last layer's states from the words' vectors."""
        places = self.positions.weight[END : END + words.shape[1]]
        x: Tensor = self.norm(words + places + self.types(types))
        bias = bias.contiguous()
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def scores(self, states: Tensor) -> Scores:
        """Return the scores of the last layer's states."""
        said = self.heads(states).float()
        whole = said[:, 0]
        return Scores(said[:, :, 0], said[:, :, 1], whole[:, 2], whole[:, 3:6], whole[:, 6:])


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


def from_mpnet(folder: Path, layers: int = LAYERS) -> Network:
    """Return the lowest layers of ``folder/model.safetensors`` under fresh outputs."""
    from safetensors.torch import load_file

    theirs: dict[str, Any] = load_file(folder / "model.safetensors")
    words = theirs["embeddings.word_embeddings.weight"]
    moved = words[SHIFT : SHIFT + WORDS].clone()
    moved[CLS], moved[SEP], moved[BERT_PAD] = words[START], words[END], words[PAD]
    state = {
        "words": moved,
        "distances": theirs["encoder.relative_attention_bias.weight"],
        "positions.weight": theirs["embeddings.position_embeddings.weight"],
        "norm.weight": theirs["embeddings.LayerNorm.weight"],
        "norm.bias": theirs["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        from_, to = f"encoder.layer.{number}.", f"layers.{number}."
        attention = from_ + "attention."
        for ours, sources in (
            ("qkv", [f"{attention}attn.{name}" for name in "qkv"]),
            ("out", [attention + "attn.o"]),
            ("norm1", [attention + "LayerNorm"]),
            ("up", [from_ + "intermediate.dense"]),
            ("down", [from_ + "output.dense"]),
            ("norm2", [from_ + "output.LayerNorm"]),
        ):
            for kind in ("weight", "bias"):
                parts = [theirs[f"{source}.{kind}"] for source in sources]
                state[f"{to}{ours}.{kind}"] = torch.cat(parts)
    network = Network(layers, words=WORDS)
    network.load_state_dict({**network.state_dict(), **state})
    return network


def save(network: Network, file: Path) -> None:
    """Write the weights of a network, into their place only when all are written."""
    part = file.with_suffix(".part.npz")
    np.savez(part, **{name: value.cpu().numpy() for name, value in network.state_dict().items()})
    part.replace(file)


def load(file: Path, layers: int | None = None) -> Network:
    """Return the network of which ``save`` wrote the weights, or its lowest layers alone."""
    with np.load(file) as stored:
        state = {name: torch.tensor(stored[name]) for name in stored.files}
    whole = sum(name.endswith(".qkv.bias") for name in state)
    words, width = state["words"].shape
    network = Network(layers or whole, width, state["distances"].shape[1], words)
    network.load_state_dict({name: state[name] for name in network.state_dict()})
    return network
