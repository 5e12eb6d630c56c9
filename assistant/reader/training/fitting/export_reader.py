"""Exports a trained network to ONNX: fp32 fused, then eight bits."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig, BertModel

from assistant.reader.training.fitting.network import HEADS, LAYERS, TIMES, WIDTH, Network, to_bert
from corpus.models import export

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
            intermediate_size=TIMES * WIDTH,
            attn_implementation="eager",
        )
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.load_state_dict(to_bert(network), strict=False)
        self.heads = network.heads

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start and end logits, `[batch, tokens]`, and answerability, `[batch]`."""
        output = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)
        scores = self.heads(output.last_hidden_state)
        return scores[:, :, 0], scores[:, :, 1], scores[:, 0, 2]


def export_fused(network: Network, target: Path) -> None:
    """Write the fp32 network, fused, to `target`."""
    exported = Exported(network).eval()
    check(network, exported)
    axes = {OUTPUTS[0]: {0: "batch", 1: "tokens"}, OUTPUTS[1]: {0: "batch", 1: "tokens"}}
    export.export_fused(exported, target, OUTPUTS, {**axes, OUTPUTS[2]: {0: "batch"}})


def quantise(fused: Path, target: Path) -> None:
    """Write the eight-bit form of the `fused` network to `target`."""
    export.quantise(fused, target, SENSITIVE, [HEADS_NODE])


def check(network: Network, exported: Exported) -> None:
    """Raise SystemExit unless both forms of the network give the same scores."""
    ids = torch.randint(1000, 30000, (2, 40), generator=torch.Generator().manual_seed(1))
    mask, types = torch.ones_like(ids), (torch.arange(40) // 20).long().expand(2, 40)
    with torch.no_grad():
        pairs = zip(network(ids, mask, types), exported(ids, mask, types), strict=True)
        worst = max(float((one - two).abs().max()) for one, two in pairs)
    if worst > TOLERANCE:
        raise SystemExit(f"the exported network differs from the trained one by {worst}")


def write_tokenizer(source: Path, target: Path) -> None:
    """Write the tokenizer of `source` without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(target), pretty=False)
