"""Commands that make the reader: ``python -m assistant.reader.training COMMAND --help``.

From nothing, with ``model.safetensors`` of all-mpnet-base-v2 in a folder (the model's card says
from where)::

    python -m assistant.judge.training.pairs DATA PAIRS
    python -m assistant.reader.training draw --pairs PAIRS --out RUN
    python -m assistant.reader.training train --base MPNET --out RUN --seconds 128
    python -m assistant.reader.training export --out RUN

Then ``measure``, and ``weigh`` and ``risk_curve`` in ``measure/``, and
``python -m tests.benchmarks.news_questions``.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.reader.span_model import FOLDER, NAMES, Reader
from assistant.reader.spans import Calibration
from assistant.reader.training.data import drawn, examples
from assistant.reader.training.measure import calibrate
from assistant.reader.training.measure import figures as measure
from corpus.models.onnx import MANIFEST, checksum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.reader.training.data.news_items import News
    from assistant.reader.training.data.sampler import Item, Sampler

SEED = 71
ITEMS, WEIGHTS = "items.npz", "weights.npz"
"""What ``draw`` and ``train`` write to their folder."""


def _corpus(options: argparse.Namespace) -> examples.Corpus:
    corpus = examples.load(options.data / "train", FOLDER / "tokenizer.json")
    options.out.mkdir(parents=True, exist_ok=True)
    examples.add_negatives(corpus, options.out / "negatives.json")
    return corpus


def _draw(options: argparse.Namespace) -> None:
    """Draw items of every kind into one file."""
    from assistant.reader.training.data import news_articles, news_items, sampler

    corpus, seed = _corpus(options), options.seed
    tokenizer = examples.plain_tokenizer(FOLDER / "tokenizer.json")
    usual = sampler.Sampler(corpus, seed)
    claims = sampler.Sampler(corpus, seed, sampler.CLAIMS)
    news = news_items.News(news_items.prepare(news_articles.load(options.data), tokenizer), seed)
    parts = [
        drawn.from_items(islice(_stream(usual), options.questions)),
        drawn.from_items(islice(_stream(news), options.news)),
        drawn.from_items(islice(_stream(claims), options.claims), claims=True),
        drawn.from_pairs(options.pairs / "claims.jsonl.gz", tokenizer),
    ]
    drawn.save(drawn.join(parts), options.out / ITEMS)


def _stream(source: Sampler | News) -> Iterator[Item]:
    while True:
        yield source.draw()


def _train(options: argparse.Namespace) -> None:
    """Train on what was drawn."""
    import torch

    from assistant.reader.training.fitting import fit, network

    torch.manual_seed(options.seed)
    plan = fit.Plan(
        options.rate, options.seconds, options.examples, options.tokens, options.seed, options.held
    )
    teacher = network.load(options.teacher / WEIGHTS) if options.teacher else None
    if options.shipped:
        from assistant.reader.training.fitting.export_reader import restored

        start = restored(FOLDER / "model.onnx")
    elif options.start:
        start = network.load(options.start / WEIGHTS, options.layers)
    else:
        start = network.from_mpnet(options.base, options.layers)
    options.out.mkdir(parents=True, exist_ok=True)
    items = drawn.load((options.items or options.out) / ITEMS)
    trained = fit.train(start, items, plan, teacher, _show)
    network.save(trained, options.out / WEIGHTS)


def _held_out(options: argparse.Namespace) -> list[measure.Case]:
    """Return the cases that calibrate, drawn once and kept next to the weights."""
    kept: Path = options.out / "held_out.json"
    if not kept.exists():
        kept.write_text(json.dumps(calibrate.held_out(_corpus(options))), encoding="utf-8")
    cases_kept: list[measure.Case] = json.loads(kept.read_text(encoding="utf-8"))
    return cases_kept


def _write(folder: Path, calibration: Calibration) -> None:
    """Write what goes with `folder`'s model.onnx."""
    tokenizer = (FOLDER / "tokenizer.json").read_bytes()
    (folder / "tokenizer.json").write_bytes(tokenizer)
    (folder / "config.json").write_text(calibration.to_json(), encoding="utf-8")
    sums = [f"{checksum((folder / name).read_bytes())}  {name}\n" for name in NAMES]
    (folder / MANIFEST).write_text("".join(sums), encoding="ascii", newline="\n")


def _export(options: argparse.Namespace) -> None:
    """Export trained weights to model folders: fp32 next to them, eight bits in --folder."""
    from assistant.reader.training.fitting import export_reader as export
    from assistant.reader.training.fitting import network

    fp32, folder = options.out / "fp32", options.folder
    fp32.mkdir(exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    trained = network.load(options.out / WEIGHTS).eval()
    export.export_fused(trained, fp32 / "model.onnx")
    export.quantise(fp32 / "model.onnx", folder / "model.onnx")
    cases = _held_out(options)
    for target in (fp32, folder):
        _write(target, Calibration())
        reads = measure.read_all(Reader.load(target), cases)
        calibration = calibrate.fit(reads)
        _write(target, calibration)
        _show(measure.figures(reads, calibration))


def _measure(options: argparse.Namespace) -> None:
    """Print figures on an evaluation set, as JSON."""
    reader = Reader.load(options.folder)
    cases = examples.rows(options.data / "eval" / f"{options.set}.jsonl.gz")
    _show(measure.figures(measure.read_all(reader, cases), reader.calibration))


def _show(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Parse the command line and run one command."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    commands = parser.add_subparsers(required=True)
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument("--out", type=Path, required=True, help="folder of the run")

    draw = commands.add_parser("draw", parents=[kept], help="draw the items to train on")
    draw.set_defaults(run=_draw)
    draw.add_argument("--pairs", type=Path, required=True, help="folder of the judge's pairs")
    draw.add_argument("--questions", type=int, default=360_000, help="items of public questions")
    draw.add_argument("--news", type=int, default=300_000, help="items of questions about news")
    draw.add_argument("--claims", type=int, default=40_000, help="items of claims from questions")
    draw.add_argument("--seed", type=int, default=SEED)

    train = commands.add_parser("train", parents=[kept], help="train on what was drawn")
    train.set_defaults(run=_train)
    train.add_argument("--items", type=Path, help="the run whose items to train on, --out's if not")
    begin = train.add_mutually_exclusive_group(required=True)
    begin.add_argument("--base", type=Path, help="folder of the weights of all-mpnet-base-v2")
    begin.add_argument("--start", type=Path, help="the run whose weights to go on from")
    begin.add_argument("--shipped", action="store_true", help="go on from the model that ships")
    train.add_argument("--layers", type=int, default=8, help="how many of the lowest; 12 are all")
    train.add_argument("--teacher", type=Path, help="the run whose network teaches, too")
    train.add_argument("--seconds", type=float, help="train by the clock rather than by count")
    train.add_argument("--examples", type=int, default=750_000, help="items to train on")
    train.add_argument("--tokens", type=int, default=32_768, help="tokens of a batch")
    train.add_argument("--rate", type=float, default=1e-4)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--held", type=int, default=0, help="lowest layers that are not trained")

    export = commands.add_parser(
        "export", parents=[kept], help="weights to ONNX, quantised and calibrated"
    )
    export.set_defaults(run=_export)
    export.add_argument("--folder", type=Path, default=FOLDER)

    figures = commands.add_parser("measure", help="figures on an evaluation set")
    figures.set_defaults(run=_measure)
    figures.add_argument("--folder", type=Path, default=FOLDER)
    figures.add_argument("--set", default="squad2_dev")
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
