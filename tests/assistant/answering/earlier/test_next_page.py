"""Long lists go on page by page: each article once, none left out, changes between pages said."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assistant import Answer, Assistant
from assistant.answer import Total
from corpus import Article, Corpus
from tests.assistant.answering.test_article_lists import check

QUESTION = "Which articles mention Norwick?"
MENTION = 75
"""Articles that mention it; five do not."""


def _article(number: int) -> Article:
    town = "Norwick" if number < MENTION else "Sallow"
    undated = number % 10 == 3
    return Article(
        id=f"note-{number:02}",
        title=f"Note {number}",
        publisher="The Lune Courier" if number % 2 else "Harbour Post",
        # Several of one day, some without one: order must not rest on days alone.
        published=None if undated else date(2024, 1, 1) + timedelta(number // 4),
        text=f"The council of {town} met on lamp {number}. Nobody spoke against it.",
    )


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on 80 notes, which no test changes."""
    with Corpus.open(tmp_path_factory.mktemp("long")) as corpus:
        corpus.add(map(_article, range(80)))
        yield Assistant(corpus)


@pytest.fixture
def short(corpus: Corpus) -> Assistant:
    """An assistant on 45 notes, which a test may change."""
    corpus.add(map(_article, range(45)))
    return Assistant(corpus)


def ids(answer: Answer) -> list[str]:
    return [citation.article_id for citation in answer.citations]


def pages(assistant: Assistant, question: str, *, text: bool = False) -> list[Answer]:
    """All pages of a list, asked for as a user does; with ``text`` the history has no answers."""
    told = [assistant.ask(question)]
    history: list[object] = [told[0]]
    if text:
        history = [("user", question), ("assistant", told[0].text)]
    while told[-1].total and not told[-1].total.complete:
        assert len(told) < 20, "the list has no end"
        told.append(assistant.ask("show me the rest", history=history))
        if text:
            history += [("user", "show me the rest"), ("assistant", told[-1].text)]
        else:
            history.append(told[-1])
    end = assistant.ask("next page", history=history)
    assert end.text.startswith("That was the whole list of ")
    assert assistant.ask("more", history=[*history, end]).text == end.text
    return told


@pytest.mark.parametrize(
    ("question", "count", "of", "size"),
    [
        (QUESTION, MENTION, 80, 30),
        ("Which articles are about the council of Norwick?", MENTION, 80, 30),
        ("articles by Harbour Post", 40, 80, 30),
        ("Which articles by Harbour Post mention Norwick?", 38, 40, 30),
        ("List the oldest articles", 80, 80, 10),
        ("What are the newest articles?", 80, 80, 10),
    ],
)
def test_every_article_is_told_once(
    long: Assistant, question: str, count: int, of: int, size: int
) -> None:
    told = pages(long, question)
    listed = [id_ for page in told for id_ in ids(page)]
    assert len(listed) == len(set(listed)) == count
    starts = range(1, count + 1, size)
    assert [page.total for page in told] == [
        Total(count, of, min(size, count + 1 - first), first) for first in starts
    ]
    for page, first in zip(told, starts, strict=True):
        assert page.standalone_question == question
        last = min(first + size - 1, count)
        assert f"; {first} to {last} are listed" in page.remark
        assert "changed" not in page.remark
        check(long, page)
    by_text = pages(long, question, text=True)
    assert [id_ for page in by_text for id_ in ids(page)] == listed


def test_to_dict_says_which_page_it_is(long: Assistant) -> None:
    first, *_, last = pages(long, QUESTION)
    assert first.to_dict()["total"] == {
        "count": MENTION, "of": 80, "listed": 30, "first": 1, "complete": False
    }  # fmt: skip
    assert last.to_dict()["total"] == {
        "count": MENTION, "of": 80, "listed": 15, "first": 61, "complete": True
    }  # fmt: skip
    assert "61 to 75 are listed" in last.to_markdown()


def test_the_caller_s_conditions_hold_on_each_page(long: Assistant) -> None:
    first = long.ask(QUESTION, publishers=["harbour post"])
    second = long.ask("more", history=[first], publishers=["harbour post"])
    assert second.total == Total(38, 40, 8, 31)
    assert not set(ids(first)) & set(ids(second))
    assert {citation.publisher for citation in second.citations} == {"Harbour Post"}


@pytest.mark.parametrize("text", [False, True])
def test_a_list_on_a_pronoun_goes_on(long: Assistant, text: bool) -> None:
    before: list[object] = [("user", "Where did Norwick meet?"), ("assistant", "Norwick met.")]
    first = long.ask("Which articles mention it?", history=before)
    assert first.total == Total(MENTION, 80, 30)
    told = [("user", "Which articles mention it?"), ("assistant", first.text)] if text else [first]
    second = long.ask("go on", history=[*before, *told])
    assert second.total == Total(MENTION, 80, 30, 31)
    assert not set(ids(first)) & set(ids(second))


def test_small_talk_between_pages_is_passed_over(long: Assistant) -> None:
    first = long.ask(QUESTION)
    thanks = long.ask("thanks", history=[first])
    assert long.ask("thanks, next page", history=[first, thanks]).total == Total(75, 80, 30, 31)
    pairs = [("user", QUESTION), ("assistant", first.text), ("user", "ok"), ("assistant", "Good.")]
    assert long.ask("the next 30 please", history=pairs).total == Total(75, 80, 30, 31)


def test_the_same_list_asked_again_begins_again(long: Assistant) -> None:
    first = long.ask(QUESTION)
    second = long.ask("more", history=[first])
    again = long.ask(QUESTION, history=[first, second])
    assert again.total == first.total
    after = long.ask("more", history=[first, second, again])
    assert ids(after) == ids(second)


def test_after_another_answer_more_is_told_of_that(long: Assistant) -> None:
    listed = long.ask(QUESTION)
    fact = long.ask("What did the council of Norwick meet on?", history=[listed])
    assert fact.kind == "fact"
    for text in ("more", "tell me more", "next"):
        told = long.ask(text, history=[listed, fact])
        assert told.kind == "conversation"
        assert "further sentence" in told.remark
    told = long.ask("tell me more", history=[listed])
    assert (told.kind, told.total) == ("conversation", None)
    assert "further sentence" in told.remark


def test_there_is_no_list_yet(long: Assistant) -> None:
    assert long.ask("next page").text.startswith("There is no answer before this one yet.")


def test_a_short_list_is_whole(long: Assistant) -> None:
    listed = long.ask("Which articles mention Sallow?")
    assert listed.total == Total(5, 80, 5)
    assert listed.remark == "5 of the 80 articles mention “Sallow”."
    told = long.ask("show more", history=[listed])
    assert told.text == "That was the whole list of 5."


def test_an_article_that_comes_between_pages_is_told_too(short: Assistant) -> None:
    first = short.ask(QUESTION)
    short.corpus.add(Article(text="Norwick is full.", id="new", published=date(2025, 1, 1)))
    second = short.ask("more", history=[first])
    assert second.total == Total(46, 46, 16, 31)
    assert second.text.startswith(
        "The list has changed since the last page, when it had 45. 46 of the 46 articles"
    )
    check(short, second)
    told = ids(first) + ids(second)
    assert len(told) == len(set(told)) == 46
    assert "new" in ids(second)
    assert short.ask("more", history=[first, second]).text == ("That was the whole list of 46.")


@pytest.mark.parametrize("question", [QUESTION, "articles from 2024"])
def test_an_article_that_goes_between_pages_shifts_nothing(short: Assistant, question: str) -> None:
    first = short.ask(question)
    assert first.total
    gone, later = ids(first)[0], ids(short.ask("more", history=[first]))
    short.corpus.remove(gone)
    second = short.ask("more", history=[first])
    assert ids(second) == later
    assert second.total == Total(first.total.count - 1, 44, len(later), 30)
    assert f"when it had {first.total.count}." in second.remark
    check(short, second)


def test_a_list_of_which_nothing_is_left_is_said(short: Assistant) -> None:
    first = short.ask(QUESTION)
    for number in range(45):
        short.corpus.remove(f"note-{number:02}")
    short.corpus.add(Article(text="Sallow is dry.", id="dry"))
    told = short.ask("more", history=[first])
    assert told.text == (
        "The list has changed since the last page, when it had 45. No article mentions “Norwick”."
    )
    assert not told.answered
    short.corpus.remove("dry")
    assert "No article" in short.ask("more", history=[first]).text


def test_one_more_after_the_last_page_is_told(short: Assistant) -> None:
    told = pages(short, QUESTION)
    short.corpus.add(Article(text="Norwick is full.", id="new"))
    late = short.ask("more", history=told)
    assert (ids(late), late.total) == (["new"], Total(46, 46, 1, 46))
    assert "; number 46 is listed." in late.remark


# -- lists of other things than articles ----------------------------------------------------------

SPEAKERS = [
    *("Ada Quill", "Bo Marsh", "Cy Dale", "Di Ford", "Ed Gray", "Fay Hill", "Gus Ibsen"),
    *("Hal Jones", "Ida Kerr", "Jo Lund", "Kit Moor", "Lea Nash", "Max Orr"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on a story of 18 articles with 36 days, and on one in which 13 people speak."""
    with Corpus.open(tmp_path_factory.mktemp("told")) as corpus:
        for number in range(18):
            day = date(2024, 1, 1) + timedelta(20 * number)
            earlier = day - timedelta(9)
            corpus.add(
                Article(
                    title=f"The Melbury dam, part {number}",
                    published=day,
                    text=f"The Melbury dam was seen leaking at gate {number} on {day:%d %B %Y}. "
                    f"Repairs to the Melbury dam at wall {number} began on {earlier:%d %B %Y}. "
                    f"“Gate {number} of this dam is safe for all of us,” said Rob Stone.",
                )
            )
        said = " ".join(
            f"“I lost {number + 2} sheep to the wolves near Torvik,” said {name}."
            for number, name in enumerate(SPEAKERS)
        )
        corpus.add(Article(title="Wolves take sheep near Torvik", text=said))
        yield Assistant(corpus)


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize(
    ("question", "kind", "count", "size"),
    [
        ("Give me a timeline of the Melbury dam", "timeline", 36, 30),
        ("What's the latest on the Melbury dam?", "latest", 18, 3),
        ("What happened in 2024?", "summary", 18, 8),
        ("What has Rob Stone said?", "said", 18, 5),
        ("Who is quoted in the article about wolves?", "said", 13, 10),
    ],
)
def test_other_lists_have_pages_too(  # noqa: PLR0917
    told: Assistant, question: str, kind: str, count: int, size: int, text: bool
) -> None:
    listed = pages(told, question, text=text)
    assert {page.kind for page in listed} == {kind}
    totals = [page.total for page in listed if page.total]
    assert [total.first for total in totals] == [*range(1, count + 1, size)]
    assert {total.count for total in totals} == {count}
    assert sum(total.listed for total in totals) == count
    assert "1 to" in listed[0].remark
    cited = [(c.article_id, c.start) for page in listed for c in page.citations]
    assert len(cited) == len(set(cited))
    if kind == "timeline":
        assert len({section.day for page in listed for section in page.sections}) == count
    if size == 10:
        speakers = {statement.speaker for page in listed for statement in page.statements}
        assert speakers == set(SPEAKERS)
    for page in listed:
        check(told, page)


def test_longer_and_more_of_a_summary_are_two_things(told: Assistant) -> None:
    first = told.ask("What happened in 2024?")
    longer = told.ask("longer", history=[first])
    assert len(longer.statements) > len(first.statements)
    assert set(ids(longer)) == set(ids(first))
    assert not set(ids(told.ask("next", history=[first]))) & set(ids(first))


def test_what_is_no_list_goes_on_as_it_did(told: Assistant) -> None:
    said = told.ask("What did Ida Kerr say about the wolves?")
    assert said.total
    assert said.total.complete
    assert "further sentence" in told.ask("more", history=[said]).remark
