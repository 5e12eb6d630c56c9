"""Questions that ask for several things, on invented articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.question.understanding.several.asked_several import asks_for_several
from corpus import Article, Corpus
from tests.assistant.answering.test_article_lists import check

BREAD = """\
My grandmother baked rye bread on Fridays, and the whole stair smelt of it.
It keeps for a week in a cloth.
Ingredients
500 g rye flour
2 tsp salt
1 spoon of dark syrup
350 ml buttermilk
Method
Stir the flour and the salt in a bowl. Add the rest and knead for ten minutes.
Bake the bread for an hour."""
SCHOOLS = """\
The county of Nordmark will shut five schools next summer, its council decided on Monday.
Teachers protested in front of the hall.
The schools that will close are:
- Elvebakken
- Storvik
- Myrdal
- Nes
- Lia

Their 412 pupils will be taken to Halden by bus."""
BRIDGE = """\
The city of Lund has to mend its old bridge, and three builders want to do it.
Holt and Sons, a family firm from Lund, would do the work for nine million crowns.
Its bid is the cheapest of all.
The second builder is Brekke Bygg, which put up the new station.
It rained on the day of the opening."""
STORM = """\
Four fishing boats sank in the storm, the coast guard of Nordmark said on Monday.
The Vega of Skarvik sank off Hest at noon.
The wind was stronger than ever measured.
The Odile of Hild sank in the evening.
Schools were closed."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("town")) as corpus:
        corpus.add(
            [
                Article(title="Rye bread as my grandmother baked it", text=BREAD),
                Article(title="Nordmark shuts schools", text=SCHOOLS),
                Article(title="Who will mend the old bridge?", text=BRIDGE),
                Article(title="The storm", text=STORM),
            ]
        )
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "ingredients for the rye bread",
            ["500 g rye flour", "2 tsp salt", "1 spoon of dark syrup", "350 ml buttermilk"],
        ),
        (
            "Which schools will close in Nordmark?",
            ["Elvebakken", "Storvik", "Myrdal", "Nes", "Lia"],
        ),
    ],
)
def test_a_list_is_told_whole(town: Assistant, question: str, quotes: list[str]) -> None:
    answer = town.ask(question)
    told = [citation.quote.removeprefix("- ") for citation in answer.citations]
    assert told[-len(quotes) :] == quotes
    check(town, answer)


def test_one_thing_asked_for_is_told_alone(town: Assistant) -> None:
    answer = town.ask("How much rye flour does the bread need?")
    assert [citation.quote for citation in answer.citations] == ["500 g rye flour"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which boats sank in the storm?", STORM),
        pytest.param(
            "Which builders want to mend the old bridge in Lund?",
            BRIDGE,
            marks=pytest.mark.xfail(strict=True, reason="that he wants to is to be inferred"),
        ),
    ],
)
def test_another_answer_of_the_same_passage_is_told_too(
    town: Assistant, question: str, text: str
) -> None:
    answer = town.ask(question)
    told = [citation.quote for citation in answer.citations]
    assert text.splitlines()[1] in told
    assert text.splitlines()[3] in told
    assert text.splitlines()[4] not in told
    check(town, answer)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("What are the ingredients of the jam?", True),
        ("which teams could still get through", True),
        ("Who are the owners?", True),
        ("name the artists that he manages", True),
        ("and what other games come with it?", True),
        ("list of the schools that close", True),
        ("What is the name of the ship?", False),
        ("which news did he bring", False),
        ("What were the firm's losses last year?", False),
        ("What does this cost?", False),
        ("Who owns the yard?", False),
    ],
)
def test_what_asks_for_several(question: str, several: bool) -> None:
    assert asks_for_several(question) is several


NAMESAKES = (
    Article(
        id="actor",
        title="Peter Lindahl (actor)",
        text="Peter Lindahl was born in Malmo in 1961. He played in forty films.",
    ),
    Article(
        id="painter",
        title="Peter Lindahl (painter)",
        text="Peter Lindahl was born in Oulu in 1893. He painted the harbour again and again.",
    ),
)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Where was Peter Lindahl born?", {"Malmo", "Oulu"}),
        ("Which town was Peter Lindahl born in?", {"Malmo", "Oulu"}),
        ("Where was Peter Lindahl the painter born?", {"Oulu"}),
    ],
)
def test_what_another_article_answers_otherwise_is_told_too(
    tmp_path: Path, question: str, answers: set[str]
) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(NAMESAKES)
        answer = Assistant(corpus).ask(question)
    assert answer.answered
    assert {town for town in ("Malmo", "Oulu") if town in answer.text} >= answers


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Where is Hartley High School?",
            (
                "Hartley High School is a school in Hartley, Virginia. It has 900 pupils.",
                "Hartley High School in Hartley, Oxfordshire, was founded in 1870.",
            ),
        ),
        (
            "Who directed the film Grey Harbour?",
            (
                "Grey Harbour (1982) is a thriller directed by Jon Hewitt.",
                "Grey Harbour is a film of 2014 by the Polish director Ewa Brodska.",
            ),
        ),
        (
            "What is the population of Longford?",
            (
                "Longford is a village in Kansas. Its population was 2,397 in 2000.",
                "Longford in Cumbria has a population of around 800.",
            ),
        ),
        (
            "What is Collision Course?",
            (
                "Collision Course is a science fiction novel by Robert Silver.",
                "Collision Course is a comedy film of 1989 with Jay Leno.",
            ),
        ),
    ],
)
def test_things_of_one_name_are_told_apart(
    tmp_path: Path, question: str, told: tuple[str, ...]
) -> None:
    answer = asked_of(tmp_path, question, told)
    assert "several answers" in answer.remark
    assert len({citation.article_id for citation in answer.citations}) == len(told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Where did the ferry to Hest sink?",
            (
                "The ferry to Hest sank off Skarvik on Monday.",
                "Off Skarvik the ferry to Hest went down, its owner said. Nobody was hurt.",
                "The Hest ferry, which sank near the port of Skarvik, will be raised.",
            ),
        ),
        (
            "Who opened the bridge at Vik?",
            (
                "Erna Solberg opened the bridge at Vik on Monday.",
                "The bridge at Vik was opened by Prime Minister Solberg, who cut a ribbon.",
            ),
        ),
        (
            "When will the strike at Kolm end?",
            (
                "The strike at Kolm will end on 8 October, the union said.",
                "The union said the strike at the Kolm yards ends next Wednesday, 8 October.",
            ),
        ),
    ],
)
def test_articles_that_agree_give_one_answer(
    tmp_path: Path, question: str, told: tuple[str, ...]
) -> None:
    answer = asked_of(tmp_path, question, told)
    assert answer.answered
    assert "several answers" not in answer.remark


def asked_of(folder: Path, question: str, told: tuple[str, ...]) -> Answer:
    with Corpus.open(folder) as corpus:
        corpus.add(
            Article(id=f"{at}", text=text, publisher=f"Paper {at}") for at, text in enumerate(told)
        )
        return Assistant(corpus).ask(question)


CUP = """\
Sixteen towns will play for the Kelm Cup, whose draw was held on Monday.
Towns that have qualified
Halden (north): ninth appearance
Storvik (north): 12th appearance
Myrdal (east): third appearance
Nes (south): zero appearances
Lia (south): 12th appearance
The final is on 4 June."""
PRICES = """\
The shop of Hild sells its lamps off this week.
Oil lamp, $45
Desk lamp, $12
Street lamp, $310
Prices are valid until Saturday."""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("lists")) as corpus:
        corpus.add([Article(title="Kelm Cup: who plays", text=CUP)])
        corpus.add([Article(title="Lamps are cheap in Hild", text=PRICES)])
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "remark", "told"),
    [
        (
            "Which town has the most appearances in the Kelm Cup?",
            "The most of the 5 that the article lists.",
            ["Storvik (north): 12th appearance", "Lia (south): 12th appearance"],
        ),
        (
            "which town has the fewest Kelm Cup appearances",
            "The least of the 5 that the article lists.",
            ["Nes (south): zero appearances"],
        ),
    ],
)
def test_the_most_of_a_list_is_counted(
    lists: Assistant, question: str, remark: str, told: list[str]
) -> None:
    answer = lists.ask(question)
    assert answer.remark == remark
    assert [statement.text for statement in answer.statements] == told


def test_a_list_that_is_not_of_what_is_asked_for_is_told_whole(lists: Assistant) -> None:
    answer = lists.ask("Which lamp is the cheapest in the shop of Hild?")
    assert answer.remark == "The article lists these, in its order."
    assert len(answer.statements) == 3
