"""Three papers with different figures of one ferry crash, and news of the months after it."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from corpus import Article, Corpus

LANTERN, GAZETTE, MERCURY = "The Lantern", "Quayside Gazette", "Upland Mercury"
ARTICLES = (
    Article(
        id="lantern-crash",
        title="Odile in collision at Brannock",
        publisher=LANTERN,
        published=date(2025, 1, 15),
        text="The ferry Odile hit the pier at Brannock on Tuesday evening. "
        "Eleven people were hurt, the harbour office said. "
        "The captain, Jonas Vik, was tested for alcohol, and the test was clear.",
    ),
    Article(
        id="gazette-crash",
        title="Ferry crash: what we know",
        publisher=GAZETTE,
        published=date(2025, 1, 16),
        text="The ferry Odile was sailing at nine knots when it struck the pier at Brannock. "
        "Fourteen people were hurt, two of them badly. "
        "Inspectors blame a broken rudder cable for the crash.",
    ),
    Article(
        id="mercury-crash",
        title="Passengers tell of their fear",
        publisher=MERCURY,
        published=date(2025, 1, 18),
        text="Nineteen people were hurt when the ferry Odile ran into the pier, doctors said. "
        "Repairs of the ship will cost 3.2 million crowns, said its owner, Halden Lines.",
    ),
    Article(
        id="lantern-court",
        title="Court fines ferry company",
        publisher=LANTERN,
        published=date(2025, 3, 10),
        text="A court in Brannock fined Halden Lines 900,000 crowns on Monday. "
        "Judge Ida Solberg said the company had put off the repair of the rudder cable.",
    ),
    Article(
        id="gazette-fish",
        title="Fish market to move",
        publisher="The Quayside Gazette",
        published=date(2025, 4, 2),
        text="The fish market of Brannock will move to the north quay. "
        "In March the market sold 310 tonnes of cod, the harbour office said. "
        "Trader Edda Brun called the move a mistake.",
    ),
    Article(
        id="mercury-fares",
        title="Council raises ferry fares",
        publisher=MERCURY,
        published=date(2025, 6, 12),
        text="A ferry ticket now costs 58 crowns, after a vote of the council on Thursday. "
        "Councillor Petra Lind voted against the rise.",
    ),
    Article(
        id="lantern-fares",
        title="Tickets dearer again",
        publisher=LANTERN,
        published=date(2025, 9, 3),
        text="A ferry ticket now costs 64 crowns, the second rise of the year. "
        "Councillor Omar Dahl voted against it.",
    ),
    Article(
        id="gazette-sale",
        title="Norden Media buys a rival",
        publisher=GAZETTE,
        published=date(2025, 10, 20),
        text="Norden Media has bought the Upland Mercury for 12 million crowns. "
        "The Upland Mercury will lay off 14 of its 60 staff because sales of the paper fell. "
        "Karl Moe, who edits the Upland Mercury, resigned. "
        "The Lantern was founded in 1911 and belongs to its readers.",
    ),
)


@pytest.fixture(scope="package")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over three papers that differ."""
    with Corpus.open(tmp_path_factory.mktemp("papers")) as corpus:
        corpus.add(ARTICLES)
        yield Assistant(corpus)
