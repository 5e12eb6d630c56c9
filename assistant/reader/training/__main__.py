"""Commands that make the reader: ``python -m assistant.reader.training COMMAND --help``.

To go on from the reader that ships, with our questions about news mixed in::

    python -m assistant.reader.training continue --out RUN [--examples 120000] [--rate 5e-5]

An interrupted run goes on from its checkpoint by the same command; with ``--steps N`` it stops by
itself after so many. Then ``export --out RUN --average RUN/start --share .5`` writes the reader
that lies half-way between where the run began and where it is, and ``measure``, ``weigh`` and
``curve`` follow, and ``python -m tests.benchmarks.news_questions``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.reader.span_model import FOLDER, NAMES, Reader
from assistant.reader.spans import Calibration
from assistant.reader.training.data import examples
from assistant.reader.training.measure import calibrate
from assistant.reader.training.measure import figures as measure
from corpus.models.onnx import MANIFEST, checksum

if TYPE_CHECKING:
    from torch import nn

    from assistant.reader.training.fitting import fit, network

SEED = 17


def _corpus(options: argparse.Namespace) -> examples.Corpus:
    corpus = examples.load(options.data / "train", FOLDER / "tokenizer.json")
    options.out.mkdir(parents=True, exist_ok=True)
    examples.add_negatives(corpus, options.out / "negatives.json")
    return corpus


def _train(options: argparse.Namespace) -> None:
    from assistant.reader.training.fitting import network

    def start() -> network.Network:
        return _with_weights(network.from_bert(options.base), options.start)

    _fit(options, start, _lessons(options) if options.lessons else _drawn(options))


def _teach(options: argparse.Namespace) -> None:
    from assistant.reader.training.fitting import teacher

    _fit(options, partial(teacher.from_mpnet, options.base), _drawn(options))


def _continue(options: argparse.Namespace) -> None:
    """Go on from a finished reader, with news among the items."""
    from assistant.reader.training.data import news_articles, news_items
    from assistant.reader.training.fitting import fit, shipped

    start = options.out / "start" / "checkpoint.pt"
    start_from = partial(shipped.network, options.folder)
    if not start.exists():  # the run's end will be averaged with it
        start.parent.mkdir(parents=True, exist_ok=True)
        fit.save(fit.State.of(start_from(), 1), start)
    usual = _drawn(options)
    tokenizer = examples.plain_tokenizer(FOLDER / "tokenizer.json")
    news = news_items.prepare(news_articles.load(options.data), tokenizer)
    streams: list[fit.Stream] = [
        news_items.Mixed(stream, news_items.News(news, options.seed + rank), options.news)
        for rank, stream in enumerate(usual)
    ]
    _fit(options, start_from, streams)


def _drawn(options: argparse.Namespace) -> list[fit.Stream]:
    """Return a stream for each worker of items drawn from the data."""
    from assistant.reader.training.data import sampler

    corpus = _corpus(options)
    return [sampler.Sampler(corpus, options.seed + rank) for rank in range(options.workers)]


def _lessons(options: argparse.Namespace) -> list[fit.Stream]:
    """Return a stream for each worker of what the teacher labelled."""
    from assistant.reader.training.data import lessons, sampler

    items, workers = lessons.read(options.lessons), options.workers
    return [sampler.Lessons(items[rank::workers], options.seed + rank) for rank in range(workers)]


def _fit(
    options: argparse.Namespace, start: Callable[[], nn.Module], streams: list[fit.Stream]
) -> None:
    """Train on streams of items, from the checkpoint in ``--out`` on if there is one."""
    import torch

    from assistant.reader.training.fitting import fit

    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    plan = fit.Plan(
        options.examples,
        options.rate,
        options.seed,
        options.out / "checkpoint.pt",
        options.out / "log.jsonl",
        options.workers,
        steps=options.steps,
    )
    fit.train(start(), streams, plan)


def _label(options: argparse.Namespace) -> None:
    from assistant.reader.training.data import lessons, sampler
    from assistant.reader.training.fitting import fit, teacher

    trained = _with_weights(teacher.from_mpnet(options.base), [options.out]).to(fit.precision())
    stream = sampler.Sampler(_corpus(options), options.seed)
    lessons.make(trained, stream, options.lessons, options.examples)


def _with_weights(
    untrained: network.N, runs: Sequence[Path], first: float | None = None
) -> network.N:
    """Return the network with the mean of the weights of ``runs``, or as it is without any."""
    from assistant.reader.training.fitting import fit

    paths = [run / "checkpoint.pt" for run in runs]
    return fit.trained(untrained, paths, first) if runs else untrained


def _held_out(options: argparse.Namespace) -> list[measure.Case]:
    """Return the cases that calibrate, drawn once and kept next to the checkpoint."""
    kept: Path = options.out / "held_out.json"
    if not kept.exists():
        corpus = _corpus(options)
        cases = calibrate.held_out(corpus) + calibrate.claims(corpus)
        kept.write_text(json.dumps(cases), encoding="utf-8")
    drawn: list[measure.Case] = json.loads(kept.read_text(encoding="utf-8"))
    return drawn


def _write(folder: Path, tokenizer: Path, calibration: Calibration) -> None:
    """Write what goes with `folder`'s model.onnx."""
    from assistant.reader.training.fitting import export_reader as export

    export.write_tokenizer(tokenizer, folder / "tokenizer.json")
    (folder / "config.json").write_text(calibration.to_json(), encoding="utf-8")
    sums = [f"{checksum((folder / name).read_bytes())}  {name}\n" for name in NAMES]
    (folder / MANIFEST).write_text("".join(sums), encoding="ascii", newline="\n")


def _export(options: argparse.Namespace) -> None:
    """Export a checkpoint to model folders: fp32 next to it, eight bits in --folder."""
    from assistant.reader.training.fitting import export_reader as export
    from assistant.reader.training.fitting import network, shipped

    fp32, folder = options.out / "fp32", options.folder
    fp32.mkdir(exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    runs = [options.out, *options.average]
    base: Path | None = options.base
    untrained = network.from_bert(base) if base else shipped.network()
    trained = _with_weights(untrained, runs, options.share)
    export.export_fused(trained, fp32 / "model.onnx")
    export.quantise(fp32 / "model.onnx", folder / "model.onnx")
    cases = _held_out(options)
    for target in (fp32, folder):
        _write(target, (base or FOLDER) / "tokenizer.json", Calibration())
        reads = measure.read_all(Reader.load(target), cases)
        calibration = calibrate.fit(reads)
        _write(target, (base or FOLDER) / "tokenizer.json", calibration)
        stated = [read for read in reads if read.source == calibrate.CLAIM]
        _show(measure.figures([read for read in reads if read not in stated], calibration))
        _show(measure.claims(stated, calibration))


def _measure(options: argparse.Namespace) -> None:
    """Print figures on an evaluation set, as JSON."""
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
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument("--out", type=Path, required=True, help="folder of checkpoint and log")
    making = argparse.ArgumentParser(add_help=False, parents=[kept])
    making.add_argument("--base", type=Path, required=True, help="folder of the weights to start")
    pace = argparse.ArgumentParser(add_help=False)
    pace.add_argument("--seed", type=int, default=SEED)
    pace.add_argument("--steps", type=int, help="stop after so many, to go on later")
    pace.add_argument("--workers", type=int, default=2, help="processes of one thread each")

    train = commands.add_parser(
        "train", parents=[making, pace], help="train, or go on from the checkpoint in --out"
    )
    train.set_defaults(run=_train)
    train.add_argument(
        "--examples", type=int, default=770_000, help="of all workers: four hours on two idle cores"
    )
    train.add_argument("--rate", type=float, default=2e-4)
    train.add_argument("--lessons", type=Path, help="folder that the command label has filled")
    train.add_argument(
        "--start", type=Path, nargs="+", default=[], help="runs whose mean a new run starts from"
    )

    teach = commands.add_parser(
        "teach", parents=[making, pace], help="train the teacher, from all-mpnet-base-v2"
    )
    teach.set_defaults(run=_teach)
    teach.add_argument(
        "--examples", type=int, default=66_000, help="of all workers: two hours on two idle cores"
    )
    teach.add_argument("--rate", type=float, default=6e-5)

    further = commands.add_parser(
        "continue",
        parents=[kept, pace],
        help="train the reader that ships with news mixed in, from the checkpoint in --out if any",
    )
    further.set_defaults(run=_continue)
    further.add_argument(
        "--examples", type=int, default=120_000, help="of all workers, until the rate is zero"
    )
    further.add_argument("--rate", type=float, default=5e-5)
    further.add_argument("--news", type=float, default=0.35, help="share of items about news, 0..1")
    further.add_argument("--folder", type=Path, default=FOLDER, help="the reader to start from")

    label = commands.add_parser(
        "label", parents=[making], help="write what the teacher in --out says of other items"
    )
    label.set_defaults(run=_label)
    label.add_argument(
        "--examples", type=int, default=160_000, help="of all workers: two hours on two idle cores"
    )
    label.add_argument("--seed", type=int, default=SEED)
    label.add_argument("--lessons", type=Path, required=True, help="folder to write to")

    export = commands.add_parser(
        "export", parents=[kept], help="checkpoint to ONNX, quantised and calibrated"
    )
    export.set_defaults(run=_export)
    export.add_argument(
        "--base", type=Path, help="folder of the words' vectors; those that ship when not given"
    )
    export.add_argument(
        "--average", type=Path, nargs="+", default=[], help="other runs to average with --out"
    )
    export.add_argument(
        "--share", type=float, help="0..1, how much --out counts beside the mean of --average"
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
