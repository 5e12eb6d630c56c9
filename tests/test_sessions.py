"""Twenty readers at once: none fails, and none sees what is another's."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus import Article, Corpus
from tests.browser.conftest import Server, serving
from tests.readers import Reader

READERS = 20
TOWNS = (
    "Aarau Bergen Cadiz Delft Evora Fermo Ghent Husum Ivrea Jaca "
    "Kotka Lucca Mainz Namur Oporto Padua Quimper Riga Siena Turku"
).split()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A chat about as many towns as there are readers, each in a paper of its own."""
    home: Path = tmp_path_factory.mktemp("towns")
    with Corpus.open(home) as corpus:
        corpus.add(
            Article(
                text=f"The mayor of {town} opened {10 + place} new libraries in {town} on Friday.",
                publisher=f"The {town} Times",
                published=date(2025, 1, 1 + place),
            )
            for place, town in enumerate(TOWNS)
        )
    with serving(home) as running:
        yield running


async def converse(server: Server, place: int) -> list[str]:
    """Ask about one's own town, then about another's, which one's filter leaves out.

    Returns:
        Every text of an article that was shown, in the order of the page.
    """
    town, other = TOWNS[place], TOWNS[(place + 1) % READERS]
    async with Reader.visit(server, f"publisher=The+{town}+Times") as reader:
        mine = await reader.ask(f"How many new libraries did the mayor of {town} open?")
        others = await reader.ask(f"How many new libraries did the mayor of {other} open?")
    assert [mine["turn"], others["turn"]] == [0, 1]
    assert mine["kind"] == "quoted"
    return [*texts(mine), *texts(others)]


def texts(answer: dict[str, Any]) -> list[str]:
    quoted = [each["text"] for each in answer["statements"] if each["markers"]]
    return [*quoted, *(passage["text"] for passage in answer["nearest"])]


async def test_twenty_readers_at_once_each_get_their_own_answers(server: Server) -> None:
    assert len(TOWNS) == READERS
    shown = await asyncio.gather(*(converse(server, place) for place in range(READERS)))
    for place, passages in enumerate(shown):
        assert f"opened {10 + place} new libraries" in passages[0]
        assert all(TOWNS[place] in passage for passage in passages)
