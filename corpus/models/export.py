"""Shared steps of making both models: a network to fused ONNX, and that to eight bits.

Signed weights, one scale per output channel, activations quantised as they come. Where one
scale for all inputs would lose much, the weights get a scale per block of 32 instead.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.optimizer import optimize_model

__all__ = ["INPUTS", "export_fused", "quantise"]

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
HEADS, WIDTH = 12, 384


def export_fused(
    network: torch.nn.Module,
    target: Path,
    outputs: Sequence[str],
    axes: Mapping[str, dict[int, str]],
) -> None:
    """Write a network on transformers' ``BertModel`` to `target`, fp32, its operators fused.

    Args:
        network: Takes the three tensors of ``INPUTS``.
        target: The ONNX file.
        outputs: Names of what it returns.
        axes: Of each output, which axes vary in length, and what to call them.
    """
    tokens = torch.ones((2, 16), dtype=torch.int64)
    raw = target.with_suffix(".raw.onnx")
    varying = {name: {0: "batch", 1: "tokens"} for name in INPUTS}
    torch.onnx.export(
        network,
        (tokens, tokens, torch.zeros_like(tokens)),
        str(raw),
        input_names=list(INPUTS),
        output_names=list(outputs),
        dynamic_axes={**varying, **axes},
        opset_version=17,
        dynamo=False,  # the fusions below know the patterns of this exporter only
    )
    fused = optimize_model(str(raw), "bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0)
    fused.save_model_to_file(str(target))
    raw.unlink()


def quantise(
    fused: Path, target: Path, sensitive: Collection[str], whole: Collection[str] = ()
) -> None:
    """Write the eight-bit form of the network in `fused` to `target`.

    Args:
        fused: What ``export_fused`` wrote.
        target: The ONNX file.
        sensitive: Names of the products that get a scale per block of 32 weights and inputs.
        whole: Names of the products that stay in fp32.
    """
    model = onnx.load(str(fused))
    products = {node.name for node in model.graph.node if node.op_type == "MatMul"}
    if missing := {*sensitive, *whole} - products:
        raise SystemExit(f"the exporter named its nodes differently, no {sorted(missing)}")
    blockwise = MatMulNBitsQuantizer(
        model,
        bits=8,
        block_size=32,
        is_symmetric=True,
        accuracy_level=4,  # integer arithmetic, inputs quantised per row and block
        nodes_to_exclude=sorted(products - set(sensitive)),
    )
    blockwise.process()
    partial = target.with_suffix(".partial.onnx")
    onnx.save(blockwise.model.model, str(partial))
    quantize_dynamic(
        partial,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(whole),
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    partial.unlink()
