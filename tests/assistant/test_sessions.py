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
                text=f"The mayor of {town} opened {10 + number} new libraries in {town} on Friday.",
                publisher=f"The {town} Times",
                published=date(2025, 1, 1 + number),
            )
            for number, town in enumerate(TOWNS)
        )
    with serving(home) as running:
        yield running


async def converse(server: Server, number: int) -> list[str]:
    """Ask about one's own town, then about another's, which one's filter leaves out.

    Returns:
        Every text of an article that was shown, in the order of the page.
    """
    town, other = TOWNS[number], TOWNS[(number + 1) % READERS]
    async with Reader.visit(server, f"publisher=The+{town}+Times") as reader:
        own = await reader.ask(f"How many new libraries did the mayor of {town} open?")
        others = await reader.ask(f"How many new libraries did the mayor of {other} open?")
    assert [own["turn"], others["turn"]] == [0, 1]
    assert own["kind"] == "quoted"
    return [*texts(own), *texts(others)]


def texts(answer: dict[str, Any]) -> list[str]:
    quoted = [statement["text"] for statement in answer["statements"] if statement["markers"]]
    return [*quoted, *(passage["text"] for passage in answer["nearest"])]


async def test_twenty_readers_at_once_each_get_their_own_answers(server: Server) -> None:
    assert len(TOWNS) == READERS
    shown = await asyncio.gather(*(converse(server, number) for number in range(READERS)))
    for number, passages in enumerate(shown):
        assert f"opened {10 + number} new libraries" in passages[0]
        assert all(TOWNS[number] in passage for passage in passages)


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
    (path,) = {
        tuple(message.metadata.delta_path)
        for message in reader.seen
        if message.delta.add_block.id.endswith("halted")
    }
    there = [message for message in reader.seen if tuple(message.metadata.delta_path) == path]
    assert there[-1].delta.new_element.HasField("empty")
    assert sum(message.delta.HasField("add_block") for message in there) == 1
