"""Who wrote an article, which paper ran it and when, told from what is stored beside its text."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from corpus import Article, Corpus

ARTICLES = (
    Article(
        title="Mine at Kelm shut after fire",
        publisher="The Lantern",
        authors=("Ida Solberg", "Jonas Vik"),
        published=date(2025, 5, 2),
        updated=date(2025, 5, 4),
        text="The mine at Kelm was shut on Thursday after a fire in its upper shaft. "
        "Nobody was hurt. The novel The Long Shaft, which Petra Lind wrote, is set there.",
    ),
    Article(
        title="Bees return to Lund",
        publisher="Quayside Gazette",
        published=date(2025, 6, 9),
        text="Bees are back in the parks of Lund, the city's gardeners say.",
    ),
    Article(
        title="A plum jam for the winter",
        authors=("Edda Brun",),
        text="Stone two kilos of plums and boil them with sugar. The recipe is my aunt's.",
    ),
    Article(
        title="Harbour bridge to be sold",
        publisher="The Lantern",
        authors=("Omar Dahl",),
        text="The council will sell the harbour bridge.",
    ),
    Article(
        title="Harbour bridge: buyer found",
        publisher="Upland Mercury",
        authors=("Upland Mercury",),
        text="A buyer for the harbour bridge has been found.",
    ),
    Article(title="Hamlet", authors=("Karl Moe",), text="The theatre of Lund shows Hamlet again."),
)
MINE = "“Mine at Kelm shut after fire”"


@pytest.fixture(scope="module")
def bylines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("bylines")) as corpus:
        corpus.add(ARTICLES)
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "who wrote the article about the mine at Kelm?",
            f"{MINE} is by Ida Solberg, Jonas Vik. It was published by The Lantern.",
        ),
        (
            "Who wrote “Mine at Kelm shut after fire”?",
            f"{MINE} is by Ida Solberg, Jonas Vik. It was published by The Lantern.",
        ),
        (
            "who is the author of the Lund bees story",
            "“Bees return to Lund” names no author. It was published by Quayside Gazette.",
        ),
        (
            "which newspaper printed the piece on the bees?",
            "“Bees return to Lund” was published by Quayside Gazette on 9 June 2025.",
        ),
        ("When was the Kelm mine article published?", f"{MINE} was published on 2 May 2025."),
        ("when was the story about the mine updated", f"{MINE} was last updated on 4 May 2025."),
        (
            "when was the plum jam recipe published",
            "“A plum jam for the winter” has no date of publication.",
        ),
        (
            "where was the plum jam article published?",
            "“A plum jam for the winter” names no publisher.",
        ),
        (
            "who wrote the Lantern article on the harbour bridge?",
            "“Harbour bridge to be sold” is by Omar Dahl. It was published by The Lantern.",
        ),
    ],
)
def test_what_is_stored_is_told(bylines: Assistant, question: str, told: str) -> None:
    answer = bylines.ask(question)
    assert answer.answered
    assert answer.remark == told
    assert answer.citations


def test_all_that_may_be_meant_are_told(bylines: Assistant) -> None:
    remark = bylines.ask("who wrote about the harbour bridge?").remark
    assert "“Harbour bridge to be sold” is by Omar Dahl." in remark
    # Who wrote it and who published it are one.
    assert remark.count("Upland Mercury") == 1


@pytest.mark.parametrize(
    "question",
    [
        "who wrote the article about the tunnel?",
        "Who wrote Hamlet?",
        "Who wrote the novel The Long Shaft?",
        "who wrote the letter about the mine?",
    ],
)
def test_other_authors_are_left_to_the_text(bylines: Assistant, question: str) -> None:
    assert " is by " not in bylines.ask(question).remark
