"""A small press of invented articles, shared by the tests of the kinds of answers."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from corpus import Article, Corpus

ARTICLES = (
    Article(
        title="Ferry to Skarvik to stop in winter",
        publisher="The Fjord Times",
        published=date(2025, 3, 3),
        text="""\
The ferry between Hamnes and Skarvik will not sail in winter, the county decided on Monday.
The line carried 41,000 passengers last year, a third fewer than in 2015.
Ane Roe, of the county's transport board, said the ship needed repairs of nine million crowns.
Skarvik's only shop gets its bread by the ferry.
Fishermen will be paid to carry the post.
The board will look at the decision again in a year.""",
    ),
    Article(
        title="Islanders protest",
        publisher="Harbour Post",
        published=date(2025, 3, 9),
        text="""\
Two hundred people stood on the quay of Skarvik on Sunday and sang until the mayor came out.
They want the ferry to sail through the winter.
"We are not a museum," said Olav Brand, who keeps the shop.
The mayor promised to write to the county.""",
    ),
    Article(
        title="Tram line opens",
        publisher="Harbour Post",
        published=date(2024, 6, 20),
        text="""\
Hamnes opened its first tram line on Thursday, two years late.
The line runs from the station to the hospital in eleven minutes.
Ane Roe cut the ribbon, and the first tram left without her.""",
    ),
    Article(
        title="Snow",
        text="""\
It snowed in Hamnes for nine days.
Schools were closed, and the tram stood still.""",
    ),
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on four invented articles by two papers, one of them without a day."""
    with Corpus.open(tmp_path_factory.mktemp("press")) as corpus:
        corpus.add(ARTICLES)
        yield Assistant(corpus)
