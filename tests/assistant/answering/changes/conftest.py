"""News of a mill fire whose toll rises, of a canal whose article is corrected, and of others."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import Article, Corpus

FIRE = (
    Article(
        id="fire-1",
        title="Fire at Tollbridge mill",
        publisher="Courier",
        published=date(2025, 3, 2),
        text="A fire tore through a cotton mill in Tollbridge on Saturday night. "
        "Three people died in the fire, the county brigade said. The cause is not known.",
    ),
    Article(
        id="fire-2",
        title="Toll of mill fire rises",
        publisher="Herald",
        published=date(2025, 3, 4),
        text="More victims were found in the ruins of the Tollbridge mill on Monday. "
        "Seven people died in the fire, the county brigade said. Two are still missing.",
    ),
    Article(
        id="fire-3",
        title="Tollbridge buries its dead",
        publisher="Courier",
        published=date(2025, 3, 7),
        text="The town of Tollbridge began to bury its dead on Friday. "
        "Nine people died in the mill fire, the coroner confirmed, after the last were found.",
    ),
    Article(
        id="fire-4",
        title="A year after the mill fire",
        publisher="Herald",
        published=date(2026, 3, 2),
        text="In Tollbridge 400 people lit candles on Monday, a year after the mill fire.",
    ),
)
CANAL = (
    Article(
        id="canal",
        title="Canal to be drained",
        publisher="Town Crier",
        published=date(2025, 2, 1),
        text="The Gorse canal will be drained on 10 February for repairs, the board said.",
    ),
    Article(
        id="canal",
        title="Canal to be drained",
        publisher="Town Crier",
        published=date(2025, 2, 1),
        updated=date(2025, 2, 7),
        text="The Gorse canal will be drained on 3 March for repairs, the board now says.",
    ),
)


@pytest.fixture(scope="package")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over news whose values change."""
    home: Path = tmp_path_factory.mktemp("changing")
    with Corpus.open(home) as corpus:
        for article in (*FIRE, *CANAL):
            corpus.add(article)
        yield Assistant(corpus)
