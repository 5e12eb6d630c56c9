"""From a trained network to ONNX: fp32 fused, then eight bits."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.optimizer import optimize_model
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig, BertModel

from assistant.reader.training.network import HEADS, INNER, LAYERS, WIDTH, Network, to_bert

SENSITIVE = frozenset(
    f"/bert/encoder/layer.{layer}/{place}/dense/MatMul"
    for layer in range(6)
    for place in ("intermediate", "output")
)
"""The feed-forward projections get a scale per block of 32 weights and inputs: a few of their
inputs are far larger than the rest, which one scale for all inputs serves badly. Held-out
articles lost 1.1 points of span F1 with only the second projections of the first three layers
so treated, .9 with all second ones, .3 with these."""
HEADS_NODE = "/heads/MatMul"
"""The last projection, 384 to 3, stays in fp32: it costs nothing."""
TOLERANCE = 1e-3
"""Of logits, between the network as trained and as exported."""
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start", "end", "answerable"]


class Exported(torch.nn.Module):
    """The network on transformers' BertModel, whose graph ONNX Runtime's optimiser knows."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=network.words.num_embeddings,
            hidden_size=WIDTH,
            num_hidden_layers=LAYERS,
            num_attention_heads=HEADS,
            intermediate_size=INNER,
            attn_implementation="eager",
        )
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.load_state_dict(to_bert(network), strict=False)
        self.heads = network.heads

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start and end logits, `[batch, tokens]`, and the answerability logit, `[batch]`."""
        output = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)
        scores = self.heads(output.last_hidden_state)
        return scores[:, :, 0], scores[:, :, 1], scores[:, 0, 2]


def export_fused(network: Network, target: Path) -> None:
    """Write the fp32 network, fused, to `target`."""
    tokens = torch.ones((2, 16), dtype=torch.int64)
    raw = target.with_suffix(".raw.onnx")
    axes = {name: {0: "batch", 1: "tokens"} for name in [*INPUTS, *OUTPUTS[:2]]}
    exported = Exported(network).eval()
    check(network, exported)
    torch.onnx.export(
        exported,
        (tokens, tokens, torch.zeros_like(tokens)),
        str(raw),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={**axes, OUTPUTS[2]: {0: "batch"}},
        opset_version=17,
        dynamo=False,  # the fusions below know the patterns of this exporter only
    )
    fused = optimize_model(str(raw), "bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0)
    fused.save_model_to_file(str(target))
    raw.unlink()


def check(network: Network, exported: Exported) -> None:
    """Raise SystemExit unless both forms of the network give the same scores."""
    ids = torch.randint(1000, 30000, (2, 40), generator=torch.Generator().manual_seed(1))
    mask, types = torch.ones_like(ids), (torch.arange(40) // 20).long().expand(2, 40)
    with torch.no_grad():
        pairs = zip(network(ids, mask, types), exported(ids, mask, types), strict=True)
        worst = max(float((one - two).abs().max()) for one, two in pairs)
    if worst > TOLERANCE:
        raise SystemExit(f"the exported network differs from the trained one by {worst}")


def quantise(fused: Path, target: Path) -> None:
    """Write the eight-bit form of the `fused` network to `target`."""
    model = onnx.load(str(fused))
    products = {node.name for node in model.graph.node if node.op_type == "MatMul"}
    if missing := (SENSITIVE | {HEADS_NODE}) - products:
        raise SystemExit(f"the exporter named its nodes differently, no {sorted(missing)}")
    blockwise = MatMulNBitsQuantizer(
        model,
        bits=8,
        block_size=32,
        is_symmetric=True,
        accuracy_level=4,  # integer arithmetic, inputs quantised per row and block
        nodes_to_exclude=sorted(products - SENSITIVE),
    )
    blockwise.process()
    partial = target.with_suffix(".partial.onnx")
    onnx.save(blockwise.model.model, str(partial))
    quantize_dynamic(
        partial,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[HEADS_NODE],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    partial.unlink()


def write_tokenizer(source: Path, target: Path) -> None:
    """Write the tokenizer of `source` without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(target), pretty=False)
