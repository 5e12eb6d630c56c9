"""Items labelled by the teacher, made once and kept in files for ``sampler.Lessons``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from assistant.reader.training.data.sampler import Item, Sampler, Taught
from assistant.reader.training.fitting import fit
from assistant.reader.training.fitting.teacher import Teacher, label

SHARD = 2048
"""Items in a file."""
WORKERS = 2


def make(teacher: Teacher, sampler: Sampler, folder: Path, examples: int) -> None:
    """Write files of labelled items to ``folder``; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    shards = range(-(-examples // SHARD))
    fit.together(
        [partial(_make, teacher, sampler, folder, shards[rank::WORKERS]) for rank in range(WORKERS)]
    )


def _make(teacher: Teacher, sampler: Sampler, folder: Path, numbers: Sequence[int]) -> None:
    torch.set_num_threads(1)
    for number in numbers:
        path = folder / f"{number:05}.pt"
        if not path.exists():
            sampler.skip(number * SHARD)
            write(label(teacher, [sampler.draw(progress=1.0) for _ in range(SHARD)]), path)


def write(items: Sequence[Item], path: Path) -> None:
    """Write labelled items."""
    plain, logs = [], []
    for item in items:
        if item.taught is None:
            raise ValueError("an item without the teacher's word is no lesson: label it first")
        plain.append((item.ids, item.second, item.first, item.span, item.answerable))
        logs.append((item.taught.start, item.taught.end, item.taught.answerable))
    starts, ends, heads = zip(*logs, strict=True)
    fit.write((plain, torch.cat(starts), torch.cat(ends), heads), path)


def read(folder: Path) -> list[Item]:
    """Return the labelled items of all files of ``folder``.

    Raises:
        FileNotFoundError: There are none.
    """
    items = []
    for path in sorted(folder.glob("*.pt")):
        plain, starts, ends, heads = torch.load(path, weights_only=True)
        sizes = [len(ids) for ids, *_ in plain]
        sides = zip(starts.split(sizes), ends.split(sizes), heads, strict=True)
        items += [
            replace(Item(*one), taught=Taught(*said))
            for one, said in zip(plain, sides, strict=True)
        ]
    if not items:
        raise FileNotFoundError(f"no lessons in {folder}: make them with the command label")
    return items
