"""Commands that make the reader: ``python -m assistant.reader.training COMMAND --help``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from assistant.reader.reader import FOLDER, NAMES, Reader
from assistant.reader.spans import Calibration
from assistant.reader.training import calibrate, examples, measure
from corpus.onnx import MANIFEST, checksum

EXAMPLES = 770_000
"""Of all workers together: some four hours on two idle cores."""


def _train(options: argparse.Namespace) -> None:
    import torch

    from assistant.reader.training import fit, network, sampler

    torch.manual_seed(options.seed)
    corpus = examples.load(options.data / "train", options.base / "tokenizer.json")
    examples.rank_negatives(corpus)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint, log = options.out / "checkpoint.pt", options.out / "log.jsonl"
    plan = fit.Plan(options.examples, options.rate, options.seed, checkpoint, log)
    streams = [sampler.Sampler(corpus, plan.seed + rank) for rank in range(plan.workers)]
    fit.train(network.from_bert(options.base), streams, plan)


def _held_out(options: argparse.Namespace) -> list[measure.Case]:
    """The cases that calibrate, drawn once and kept next to the checkpoint."""
    kept: Path = options.out / "held_out.json"
    if not kept.exists():
        corpus = examples.load(options.data / "train", options.base / "tokenizer.json")
        examples.rank_negatives(corpus)
        cases = calibrate.held_out(corpus) + calibrate.claims(corpus)
        kept.write_text(json.dumps(cases), encoding="utf-8")
    drawn: list[measure.Case] = json.loads(kept.read_text(encoding="utf-8"))
    return drawn


def _write(folder: Path, base: Path, calibration: Calibration) -> None:
    """Write what goes with `folder`'s model.onnx."""
    from assistant.reader.training import export

    export.write_tokenizer(base / "tokenizer.json", folder / "tokenizer.json")
    (folder / "config.json").write_text(calibration.to_json(), encoding="utf-8")
    sums = [f"{checksum((folder / name).read_bytes())}  {name}\n" for name in NAMES]
    (folder / MANIFEST).write_text("".join(sums), encoding="ascii", newline="\n")


def _export(options: argparse.Namespace) -> None:
    """Checkpoint to model folders: fp32 next to the checkpoint, eight bits in --folder."""
    from assistant.reader.training import export, fit, network

    fp32, folder = options.out / "fp32", options.folder
    fp32.mkdir(exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [run / "checkpoint.pt" for run in (options.out, *options.average)]
    trained = fit.trained(network.from_bert(options.base), paths)
    export.export_fused(trained, fp32 / "model.onnx")
    export.quantise(fp32 / "model.onnx", folder / "model.onnx")
    cases = _held_out(options)
    for place in (fp32, folder):
        _write(place, options.base, Calibration())
        reads = measure.read_all(Reader.load(place), cases)
        calibration = calibrate.fit(reads)
        _write(place, options.base, calibration)
        stated = [read for read in reads if read.source == calibrate.CLAIM]
        _show(measure.figures([read for read in reads if read not in stated], calibration))
        _show(measure.claims(stated, calibration))


def _measure(options: argparse.Namespace) -> None:
    """Figures on an evaluation set, as JSON."""
    reader = Reader.load(options.folder)
    cases = examples.rows(options.data / "eval" / f"{options.set}.jsonl.gz")
    _show(measure.figures(measure.read_all(reader, cases), reader.calibration))


def _show(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def main() -> None:
    """Parse the command line and run one command."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    commands = parser.add_subparsers(required=True)
    making = argparse.ArgumentParser(add_help=False)
    making.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    making.add_argument("--out", type=Path, required=True, help="folder of checkpoint and log")
    train = commands.add_parser(
        "train", parents=[making], help="train, or go on from the checkpoint in --out"
    )
    train.set_defaults(run=_train)
    train.add_argument("--examples", type=int, default=EXAMPLES)
    train.add_argument("--rate", type=float, default=2e-4)
    train.add_argument("--seed", type=int, default=17)
    export = commands.add_parser(
        "export", parents=[making], help="checkpoint to ONNX, quantised and calibrated"
    )
    export.set_defaults(run=_export)
    export.add_argument(
        "--average", type=Path, nargs="+", default=[], help="other runs to average with --out"
    )
    export.add_argument("--folder", type=Path, default=FOLDER)
    figures = commands.add_parser("measure", help="figures on an evaluation set")
    figures.set_defaults(run=_measure)
    figures.add_argument("--folder", type=Path, default=FOLDER)
    figures.add_argument("--set", default="squad2_dev")
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
