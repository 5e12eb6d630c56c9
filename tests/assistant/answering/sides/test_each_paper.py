"""What each of several papers tells that a question names, side by side."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Answer, Assistant
from corpus import Article, Corpus, Filters
from tests.assistant.answering.test_article_lists import check

FJORD, HERALD, COURIER = "The Fjord Times", "Skarvik Herald", "Courier"
ROAR, SPORT = "The Bugle | News From The Isles", "Fjell News - Sport & Outdoors"


def article(publisher: str, day: int, title: str, text: str) -> Article:
    return Article(
        title=title, publisher=publisher, published=date(2025, 3, day), text=text, id=title.lower()
    )


ARTICLES = (
    article(
        FJORD,
        2,
        "Mine",
        "The copper mine at Rosvik will close at the end of June, its owner said on Saturday. "
        "About 310 miners will lose their jobs.",
    ),
    article(
        COURIER,
        4,
        "Rosvik",
        "The copper mine at Rosvik stays open for at least two more years, the union said. "
        "A buyer from Finland has been found.",
    ),
    article(
        HERALD,
        3,
        "Ferry",
        "The ferry to Holmen will cost 90 crowns from April. "
        "The county says that fuel has become dearer.",
    ),
    article(
        HERALD,
        6,
        "Bridge",
        "A bridge to Holmen would cost four billion crowns, engineers told the county council. "
        "It could be built by 2031.",
    ),
    article(
        COURIER,
        5,
        "Tickets",
        "Tickets for the ferry to Holmen stay at 70 crowns, the county decided after protests. "
        "Islanders had blocked the quay for a day.",
    ),
    article(
        COURIER,
        8,
        "Strike",
        "Bus drivers in Hamnes began a strike on Friday for higher wages. "
        "No bus left the depot before noon.",
    ),
    article(
        HERALD,
        9,
        "Storm",
        "A storm tore the roof off the school in Hamnes. "
        "Nobody was hurt, and lessons are held in the church.",
    ),
    article(
        ROAR,
        10,
        "Cup",
        "Rosvik won the island cup by three goals to one. Keeper Tor Lie saved two penalties.",
    ),
    article(
        SPORT,
        11,
        "Ski",
        "Skier Ida Moen broke her leg in training and will miss the spring races. "
        "Her coach hopes that she is back by autumn.",
    ),
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on nine invented articles by five papers."""
    with Corpus.open(tmp_path_factory.mktemp("papers")) as corpus:
        corpus.add(ARTICLES)
        yield Assistant(corpus)


def told(answer: Answer) -> list[str]:
    return [citation.article_id for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        (
            "Does the Fjord Times article say that the mine will close, while the Courier's report"
            " says it stays open?",
            ["mine", "rosvik"],
        ),
        (
            "Between the Herald's report of 3 March on the ferry and the Courier's of 5 March, was"
            " there a change?",
            ["ferry", "tickets"],
        ),
        ("What do the Courier and the Herald say about the ferry?", ["tickets", "ferry"]),
        (
            "Did the Courier report the bus strike before the Herald reported the storm?",
            ["strike", "storm"],
        ),
        (
            "Does the article from The Bugle | News From The Isles claim that Rosvik lost the cup,"
            " while the 'Fjell News - Sport & Outdoors' article discusses the broken leg of Ida"
            " Moen?",
            ["cup", "ski"],
        ),
        (
            "Is the cost of a bridge to Holmen, as reported by the Skarvik Herald, higher than the"
            " price of the ferry tickets mentioned in the Courier?",
            ["bridge", "tickets"],
        ),
        (
            "Does the Herald's article on the ferry give another price than another Herald article"
            " gives for the bridge?",
            ["ferry", "bridge"],
        ),
        (
            "Was there a change between the Courier report on the Rosvik mine published on March"
            " 4, 2025, and the Fjord Times report published on March 2, 2025?",
            ["rosvik", "mine"],
        ),
        (
            "what does the courier say about the strike and what does the herald say about the"
            " storm",
            ["strike", "storm"],
        ),
        (
            "Do both articles from the Courier tell of protests, with one discussing a strike of"
            " bus drivers and the other discussing the price of ferry tickets?",
            ["strike", "tickets"],
        ),
    ],
)
def test_each_paper_is_quoted_under_its_name_and_day(
    papers: Assistant, question: str, articles: list[str]
) -> None:
    answer = papers.ask(question)
    assert answer.kind == "compare"
    assert told(answer) == articles
    assert answer.verdict is None
    assert not answer.missing
    for section, citation in zip(answer.sections, answer.citations, strict=True):
        assert (section.publisher, section.day) == (citation.publisher, citation.published)
    check(papers, answer)


def test_what_a_paper_does_not_tell_is_said_to_be_missing(papers: Assistant) -> None:
    answer = papers.ask("What do the Courier and the Fjord Times say about the ferry to Holmen?")
    assert told(answer) == ["tickets"]
    assert answer.missing == ("The Fjord Times",)
    assert answer.remark == "Not told: The Fjord Times."


def test_filters_hold_beside_the_papers(papers: Assistant) -> None:
    within = Filters(published_before=date(2025, 3, 4))
    answer = papers.ask("What do the Courier and the Herald say about the ferry?", filters=within)
    assert told(answer) == ["ferry"]


@pytest.mark.parametrize(
    "question",
    [
        "What does the Courier say about the ferry?",
        "Does a Gazette article say that the ferry stays cheap, while the Courier's says it stops?",
        "Which articles of the Courier and the Herald mention the ferry?",
        "Did the Courier report that the Herald is to be sold?",
        "What do the Courier and the Herald say about penguins?",
    ],
)
def test_other_questions_take_the_ordinary_path(papers: Assistant, question: str) -> None:
    assert papers.ask(question).kind != "compare"
