"""The network of a reader that ships, from its eight bits back to floats, to train on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from assistant.reader.span_model import FOLDER
from assistant.reader.training.fitting.network import LAYERS, Network

_PRODUCT = "onnx::MatMul_"
"""How torch's exporter names a weight that is multiplied with, before a number that grows."""


def network(folder: Path = FOLDER) -> Network:
    """Return the network of the reader in a folder."""
    made = Network()
    made.load_state_dict(weights(folder))
    return made


def weights(folder: Path = FOLDER) -> dict[str, Tensor]:
    """Return the weights of the reader in a folder, by the names of `Network`."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}

    def whole(name: str) -> Any:
        """Return a weight that has one scale, or one for each output channel."""
        low = stored[f"{name}_quantized"].astype(np.float32)
        zero = stored[f"{name}_zero_point"].astype(np.float32)
        return (low - zero) * stored[f"{name}_scale"].astype(np.float32)

    def blocks(name: str) -> Any:
        """Return a weight that has a scale for each block of inputs."""
        low = stored[f"{name}_Q8"].astype(np.float32) - 128
        return (low * stored[f"{name}_scales"][:, :, None]).reshape(low.shape[0], -1)

    numbers = (name.removeprefix(_PRODUCT).split("_")[0] for name in stored if _PRODUCT in name)
    products = [f"{_PRODUCT}{number}" for number in sorted({int(number) for number in numbers})]
    state = {
        "words.weight": whole("bert.embeddings.word_embeddings.weight"),
        "positions.weight": whole("bert.embeddings.position_embeddings.weight"),
        "types.weight": whole("bert.embeddings.token_type_embeddings.weight"),
        "norm.weight": whole("bert.embeddings.LayerNorm.weight"),
        "norm.bias": whole("bert.embeddings.LayerNorm.bias"),
        "heads.weight": stored[products[-1]].T,
        "heads.bias": stored["heads.bias"],
    }
    for layer in range(LAYERS):
        theirs, ours = f"bert.encoder.layer.{layer}.", f"layers.{layer}."
        out, up, down = products[3 * layer : 3 * layer + 3]
        state |= {
            f"{ours}qkv.weight": whole(f"Attention_{layer}_qkv_weight").T,
            f"{ours}qkv.bias": stored[f"Attention_{layer}_qkv_bias"],
            f"{ours}out.weight": whole(out).T,
            f"{ours}out.bias": stored[f"{theirs}attention.output.dense.bias"],
            f"{ours}norm1.weight": stored[f"{theirs}attention.output.LayerNorm.weight"],
            f"{ours}norm1.bias": stored[f"{theirs}attention.output.LayerNorm.bias"],
            f"{ours}up.weight": blocks(up),
            f"{ours}up.bias": stored[f"{theirs}intermediate.dense.bias"],
            f"{ours}down.weight": blocks(down),
            f"{ours}down.bias": stored[f"{theirs}output.dense.bias"],
            f"{ours}norm2.weight": stored[f"{theirs}output.LayerNorm.weight"],
            f"{ours}norm2.bias": stored[f"{theirs}output.LayerNorm.bias"],
        }
    return {name: torch.tensor(np.array(value)) for name, value in state.items()}
