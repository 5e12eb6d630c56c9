"""Shared steps of making both models: a network to fused ONNX, and that to eight bits.

Signed weights, one scale per output channel, activations quantised as they come. Where one
scale for all inputs would lose much, the weights get a scale per block of 32 instead.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnx import helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.optimizer import optimize_model

__all__ = ["export_fused", "quantise", "with_fast_norms"]


def export_fused(
    network: torch.nn.Module,
    target: Path,
    *,
    inputs: Mapping[str, torch.Tensor],
    outputs: Sequence[str],
    axes: Mapping[str, dict[int, str]],
    width: int,
    heads: int,
) -> None:
    """Write a network of transformer layers to `target`, fp32, its operators fused.

    Args:
        network: Takes the inputs in their order.
        target: The ONNX file.
        inputs: An example of each.
        outputs: Names of what it returns.
        axes: Of inputs and outputs, which axes vary in length, and what to call them.
        width: Of its states.
        heads: Of its attention.
    """
    raw = target.with_suffix(".raw.onnx")
    torch.onnx.export(
        network,
        tuple(inputs.values()),
        str(raw),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=dict(axes),
        opset_version=17,
        dynamo=False,  # the fusions below know the patterns of this exporter only
    )
    fused = optimize_model(str(raw), "bert", num_heads=heads, hidden_size=width, opt_level=0)
    fused.save_model_to_file(str(target))
    raw.unlink()


def quantise(
    fused: Path,
    target: Path,
    sensitive: Collection[str] = (),
    whole: Collection[str] = (),
    operators: Sequence[str] | None = None,
) -> None:
    """Write the eight-bit form of the network in `fused` to `target`.

    Args:
        fused: What ``export_fused`` wrote.
        target: The ONNX file.
        sensitive: Names of the products that get a scale per block of 32 weights and inputs.
        whole: Names of the products that stay in fp32.
        operators: What is quantised besides: all that can be when None.
    """
    model = onnx.load(str(fused))
    products = {node.name for node in model.graph.node if node.op_type == "MatMul"}
    if missing := {*sensitive, *whole} - products:
        raise SystemExit(f"the exporter named its nodes differently, no {sorted(missing)}")
    partial = target.with_suffix(".partial.onnx")
    # First the sensitive products, each block with a scale of its own; below, the others.
    blockwise = MatMulNBitsQuantizer(
        model,
        bits=8,
        block_size=32,
        is_symmetric=True,
        accuracy_level=4,  # integer arithmetic, inputs quantised per row and block
        nodes_to_exclude=sorted(products - set(sensitive)),
    )
    blockwise.process()
    onnx.save(blockwise.model.model, str(partial))
    quantize_dynamic(
        partial,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(whole),
        op_types_to_quantize=operators,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    partial.unlink()


def with_fast_norms(target: Path, tokens: str) -> None:
    """Write a model of one input at a time anew, its layer norms as norms of each token's channel.

    ONNX Runtime 1.32 adds up a layer norm's numbers one after the other, which took a fifth of the
    reader's time; its instance norm, which is the same sum with the tokens as channels, takes a
    sixth of that.

    Args:
        target: The ONNX file.
        tokens: Name of the input whose second axis is the tokens.
    """
    model = onnx.load(str(target))
    graph = model.graph
    nodes = [
        helper.make_node("Shape", [tokens], ["norm_tokens"], start=1, end=2),
        *(
            helper.make_node(
                "ConstantOfShape",
                ["norm_tokens"],
                [name],
                value=helper.make_tensor(name, onnx.TensorProto.FLOAT, [1], [value]),
            )
            for name, value in (("norm_ones", 1.0), ("norm_zeros", 0.0))
        ),
    ]
    for node in graph.node:
        nodes += _as_instance_norm(node) if node.op_type == "SkipLayerNormalization" else [node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _as_instance_norm(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Return what adds two states, and a bias if there is one, and norms them for each token."""
    one, other, gain, shift, *bias = node.input
    (normed,) = node.output
    epsilon = helper.get_node_attr_value(node, "epsilon")
    nodes = [helper.make_node("Add", [one, *bias], [f"{normed}_biased"])] if bias else []
    return [
        *nodes,
        helper.make_node("Add", [f"{normed}_biased" if bias else one, other], [f"{normed}_sum"]),
        helper.make_node(
            "InstanceNormalization",
            [f"{normed}_sum", "norm_ones", "norm_zeros"],
            [f"{normed}_even"],
            epsilon=epsilon,
        ),
        helper.make_node("Mul", [f"{normed}_even", gain], [f"{normed}_gained"]),
        helper.make_node("Add", [f"{normed}_gained", shift], [normed]),
    ]
