"""Readers over the wire: twenty at once, none fails, and none sees what is another's."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus import Article, Corpus
from tests.browser.conftest import Server, serving
from tests.readers import Reader

if TYPE_CHECKING:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.asyncio.client import ClientConnection

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


class Watching(Reader):
    """A reader who notes what the page is made of, and in which order it comes."""

    def __init__(self, connection: "ClientConnection", address: str) -> None:
        super().__init__(connection, address)
        self.seen: list[ForwardMsg] = []

    async def _receive(self) -> "ForwardMsg":
        self.seen.append(await super()._receive())
        return self.seen[-1]


async def test_nothing_takes_the_place_of_what_tells_that_an_answer_was_stopped(
    server: Server,
) -> None:
    async with Watching.visit(server) as reader:
        await reader.ask(f"How many new libraries did the mayor of {TOWNS[0]} open?")
    (place,) = {
        tuple(each.metadata.delta_path)
        for each in reader.seen
        if each.delta.add_block.id.endswith("halted")
    }
    there = [each for each in reader.seen if tuple(each.metadata.delta_path) == place]
    assert there[-1].delta.new_element.HasField("empty")
    assert sum(each.delta.HasField("add_block") for each in there) == 1
