"""Exports a trained network to ONNX: fp32 fused, then eight bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from assistant.reader.training.fitting.network import Network
from corpus.models import export
from corpus.models.onnx import open_session

INPUTS = ("input_ids", "token_type_ids")
OUTPUTS = ("start", "end", "answerable", "judged", "verdict")
TOKENS = {1: "tokens"}
HEADS_NODE = "/heads/MatMul"
PRODUCTS = ("qkv", "out", "up", "down")
"""The products with weights of a layer, in the order in which they are computed."""
QUANTISED = "_quantized"
"""How the names of eight-bit weights end; the number before it grows in that order."""
TOLERANCE = 1e-3
"""Of logits, between the network as trained, its words rounded, and as exported."""


class Exported(torch.nn.Module):
    """The network for one input at a time, so without a mask, its words' vectors in eight bits.

    The table of words is nearly a third of all weights and only looked up: a scale for each word
    is as good as the floats.
    """

    rows: Tensor
    scales: Tensor

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        scales = network.words.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(network.words / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        """Return the scores of one input's token ids and types, ``[1, length]``."""
        words = self.rows[ids].to(torch.float32) * self.scales[ids]
        states = self.network.trunk(words, types, self.network.far(ids.shape[1]))
        return tuple(self.network.scores(states))


def export_fused(network: Network, target: Path) -> None:
    """Write the network, fused, its weights but the words' in fp32, to ``target``.

    Raises:
        SystemExit: What was written gives other scores.
    """
    exported = Exported(network).eval()
    tokens = torch.ones((1, 16), dtype=torch.int64)
    inputs = dict(zip(INPUTS, (tokens, torch.zeros_like(tokens)), strict=True))
    axes = dict.fromkeys([*INPUTS, "start", "end"], TOKENS)
    width, heads = network.words.shape[1], network.distances.shape[1]
    export.export_fused(
        exported, target, inputs=inputs, outputs=OUTPUTS, axes=axes, width=width, heads=heads
    )
    check(exported, target)


def quantise(fused: Path, target: Path) -> None:
    """Write the eight-bit form of the ``fused`` network to ``target``; the heads stay in fp32."""
    export.quantise(fused, target, whole=[HEADS_NODE], operators=["MatMul"])
    export.with_fast_norms(target, INPUTS[0])


def restored(model: Path) -> Network:
    """Return the network that ``quantise`` wrote, its weights as eight bits tell them.

    A network that ships can be trained on from there: no other weights are kept.
    """
    import onnx
    from onnx.numpy_helper import to_array

    stored = {weight.name: to_array(weight) for weight in onnx.load(model).graph.initializer}
    products = sorted(
        (name for name in stored if name.endswith(QUANTISED)),
        key=lambda name: int(name.removesuffix(QUANTISED).rpartition("_")[2]),
    )
    state = {
        name.removeprefix("network."): value
        for name, value in stored.items()
        if name.startswith("network.")
    }
    state["words"] = stored["rows"] * stored["scales"]
    layers = len(products) // len(PRODUCTS)
    places = [f"layers.{at}.{name}.weight" for at in range(layers) for name in PRODUCTS]
    for place, product in zip(places, products, strict=True):
        scale = stored[product.removesuffix(QUANTISED) + "_scale"]
        state[place] = (stored[product] * scale).T
    (state["heads.weight"],) = (
        value.T
        for name, value in stored.items()
        if name.startswith("onnx::") and value.dtype == np.float32 and value.ndim > 1
    )
    words, width = state["words"].shape
    network = Network(layers, width, state["distances"].shape[1], words)
    network.load_state_dict(
        {name: torch.tensor(np.asarray(value, np.float32)) for name, value in state.items()}
    )
    network.eval()
    return network


def check(exported: Exported, written: Path) -> None:
    """Raise SystemExit unless a file gives the same scores as the network it was made from."""
    session = open_session(written.read_bytes())
    for length in (7, 40, 320):
        chance = torch.Generator().manual_seed(length)
        ids = torch.randint(len(exported.rows), (1, length), generator=chance)
        types = (torch.arange(length) > length // 3).long()[None]
        inputs = dict(zip(INPUTS, (ids.numpy(), types.numpy()), strict=True))
        with torch.no_grad():
            wanted = exported(ids, types)
        for one, two in zip(wanted, session.run(list(OUTPUTS), inputs), strict=True):
            worst = float((one - torch.as_tensor(two)).abs().max())
            if worst > TOLERANCE:
                raise SystemExit(f"the exported network differs from the trained one by {worst}")
