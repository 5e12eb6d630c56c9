"""The kind of a question, and what it asks of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.understanding.kinds import understood
from assistant.question.understanding.request import Request
from corpus.models.embedding import Embedder

TODAY = date(2026, 11, 26)
PUBLISHERS = ("Harbour Post", "The Fjord Times", "inland.example")


def classified(question: str) -> str:
    """The kind, where the classifier helps the rules."""
    return understood(question, PUBLISHERS, TODAY, Embedder.load().embed).kind


def read(question: str) -> Request:
    return understood(question, PUBLISHERS, TODAY)


@pytest.mark.parametrize(
    ("question", "topic", "of"),
    [
        ("Which articles mention Ane Roe?", "Ane Roe", "mention"),
        ("how many stories mention the harbour", "harbour", "mention"),
        ("In which articles is Ane Roe mentioned?", "Ane Roe", "mention"),
        ("list all articles that talk about the ferry", "ferry", "mention"),
        ("Which pieces bring up the ferry?", "ferry", "mention"),
        ("which articles touch on the mine", "mine", "mention"),
        ("stories that namecheck Ane Roe", "Ane Roe", "mention"),
        ("which articles are about those trams", "trams", "about"),
        ("Which articles are about the mine?", "mine", "about"),
        ("What articles do you have on the new bridge?", "new bridge", "about"),
        ("what do you have about the tram?", "tram", "about"),
        ("How many articles are there about snow in here?", "snow", "about"),
        ("do you have anything on the strike, please?", "strike", "about"),
        ("Could you show me the stories about the strike?", "strike", "about"),
    ],
)
def test_articles_on_a_topic(question: str, topic: str, of: str) -> None:
    request = read(question)
    assert (request.kind, request.topic, request.of) == ("articles", topic, of)


@pytest.mark.parametrize(
    ("question", "first", "last", "publisher"),
    [
        ("Which articles are from 2018?", "2018-01-01", "2018-12-31", None),
        ("What was published on 20 November 2019?", "2019-11-20", "2019-11-20", None),
        ("what do you have from before 2018", None, "2017-12-31", None),
        ("What's new since Tuesday?", "2026-11-24", None, None),
        ("Do you have news from the Fjord Times?", None, None, "The Fjord Times"),
        ("articles by Harbour Post in March 2025", "2025-03-01", "2025-03-31", "Harbour Post"),
        ("show me all Inland articles", None, None, "inland.example"),
        ("how many articles do you have", None, None, None),
        ("what is new?", None, None, None),
    ],
)
def test_articles_by_day_and_publisher(
    question: str, first: str | None, last: str | None, publisher: str | None
) -> None:
    request = read(question)
    assert (request.kind, request.topic, request.publisher) == ("articles", "", publisher)
    filters = request.filters
    assert filters.published_after == (first and date.fromisoformat(first))
    assert filters.published_before == (last and date.fromisoformat(last))
    assert filters.publishers == ((publisher,) if publisher else None)


def test_oldest_and_publishers() -> None:
    assert read("list the oldest articles").oldest
    assert read("which papers do you have?").publishers
    assert read("which papers wrote about the mine?").topic == "mine"


@pytest.mark.parametrize(
    ("question", "topic", "length"),
    [
        ("Summarise the article about the mine", "mine", "medium"),
        ("Can you give me a short summary of the story on the tram?", "tram", "short"),
        ("a detailed summary of the strike", "strike", "long"),
        ("What is the article on the ferry about?", "ferry", "medium"),
        ("what's the Fjord Times piece on the ferry saying", "ferry", "medium"),
        ("main points of the bridge article", "bridge", "medium"),
        ("tl;dr of the mine story", "mine", "medium"),
        ("What happened in May 2019?", "", "medium"),
        ("sum up the news of 3 March 2025", "", "medium"),
    ],
)
def test_summaries(question: str, topic: str, length: str) -> None:
    request = read(question)
    assert (request.kind, request.topic, request.length) == ("summary", topic, length)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What's the latest on the ferry?", "ferry"),
        ("latest news about the strike in Hull", "strike in Hull"),
        ("any updates on the mine?", "mine"),
        ("what is new with the tram?", "tram"),
    ],
)
def test_the_latest(question: str, topic: str) -> None:
    assert (read(question).kind, read(question).topic) == ("latest", topic)


@pytest.mark.parametrize(
    "question",
    [
        "How many reports were filed?",
        "What is the latest version of the timetable?",
        "Which papers did the court release?",
        "What did the article of the treaty say?",
        "What happened to the bridge?",
        "What do you have to pay for the ferry?",
        "What news did Ane Roe bring?",
        "Who summarised the findings?",
        "What is new in version 3?",
        "Where are the documents kept?",
        "What reports did the committee publish?",
        "What did Meloni propose?",
    ],
)
def test_facts(question: str) -> None:
    assert read(question).kind == "fact"


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    request = read(text)
    assert request.topic == request.topic.strip()


def test_who_works_for_a_paper_speaks_in_any() -> None:
    request = read("What did the editor of the Fjord Times say about the mine?")
    assert (request.kind, request.publisher) == ("said", None)
    assert (request.speaker, request.topic) == ("editor of the Fjord Times", "mine")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did Ostbahn apologise?", "yes-no"),
        ("Did the committee reject the cable car?", "yes-no"),
        ("What did the committee say about the cable car?", "said"),
    ],
)
def test_what_somebody_did_is_no_question_of_words(question: str, kind: str) -> None:
    assert classified(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "date of the hearing for the ferry captain",
        "number of ships laid up in the fjord right now",
        "Any date for the bridge to reopen?",
        "where will the town's rubbish be burnt from now on",
        "what's the law on fishing in the harbour now",
        "harbour ferry ticket price adults",
        "any big prizes for the lighthouse film",
        "what made it an easy decision for Roe to go to Bergen",
    ],
)
def test_facts_in_haste(question: str) -> None:
    assert classified(question) == "fact"


@pytest.mark.parametrize(
    "question",
    [
        "Can you hear the organ from the market square?",
        "could you see the fire from the ferry",
        "is there a lift at the new Halden station",
    ],
)
def test_what_anybody_can_do_is_asked_of_the_world(question: str) -> None:
    assert classified(question) == "yes-no"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("did all 27 mayors back the text on the ferry?", "yes-no"),
        ("Has the latest round of talks failed?", "yes-no"),
        ("Are all articles of the treaty in force?", "yes-no"),
        ("Was the first item on the agenda dropped?", "yes-no"),
        ("Has the timeline for the tunnel slipped?", "yes-no"),
        ("How many pages has the Tolland report?", "fact"),
        ("How many documents were leaked?", "fact"),
        ("Does anyone cover the Halloran trial?", "articles"),
        ("has anything been reported on the flood?", "articles"),
        ("Does the Fjord Times cover the trial?", "articles"),
        ("How many reviews mention the smell?", "articles"),
        ("How many of the stories bring up the ferry?", "articles"),
        ("how many times does the ferry come up", "articles"),
        ("how many different writers cover the mine", "articles"),
    ],
)
def test_neither_yes_or_no_nor_a_count_is_a_list_unless_articles_are_asked_of(
    question: str, kind: str
) -> None:
    assert classified(question) == kind


@pytest.mark.parametrize(
    ("question", "rule", "kind"),
    [
        ("what is this year's state of play in the bin strike", "fact", "latest"),
        ("so what's happening with the bypass now", "summary", "latest"),
        ("what should I know about the vaccine rollout", "articles", "summary"),
        ("What did Roe say about the mine?", "said", "said"),
        ("How many articles mention the mine?", "articles", "articles"),
    ],
)
def test_a_sure_classifier_overrules_a_rule(question: str, rule: str, kind: str) -> None:
    assert read(question).kind == rule
    assert classified(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("give me the differences between the two studies", "compare"),
        ("Is Titan bigger than Mercury?", "yes-no"),
        ("are the two vaccines any different from each other", "yes-no"),
    ],
)
def test_what_compares_without_naming_two_things_is_left_to_the_reader(
    question: str, kind: str
) -> None:
    request = understood(question, PUBLISHERS, TODAY, Embedder.load().embed)
    assert (request.kind, request.sides) == (kind, ())


@pytest.mark.parametrize(
    "question", ["newest articles about the strike", "do u have stuff on eels"]
)
def test_articles_asked_for_in_haste(question: str) -> None:
    assert classified(question) == "articles"


@pytest.mark.parametrize(
    ("question", "kind", "publisher", "topic"),
    [
        ("What did the Fjord Times report on the mine?", "summary", "The Fjord Times", "mine"),
        (
            "what has the fjord times written about the strike",
            "summary",
            "The Fjord Times",
            "strike",
        ),
        ("What did Anna Times say about the mine?", "said", None, "mine"),
        ("can you sum up the Fjord Times's take on the mine", "summary", "The Fjord Times", "mine"),
        (
            "Summarise The Fjord Times's account of the strike",
            "summary",
            "The Fjord Times",
            "strike",
        ),
        ("summarise her view of the strike", "summary", None, "her view of the strike"),
    ],
)
def test_what_a_paper_reported_on_is_a_summary(
    question: str, kind: str, publisher: str | None, topic: str
) -> None:
    request = read(question)
    assert (request.kind, request.publisher, request.topic) == (kind, publisher, topic)


@pytest.mark.parametrize(
    "question",
    [
        "What was the first magazine?",
        "What is the name of the magazine?",
        "Which newspaper was printed in 1803?",
        "Who published the report?",
        "What stories did Munro write?",
        "Which magazine broke the story?",
        "What articles did Inked magazine publish?",
        "Which items were stolen?",
        "What is the title of her book?",
    ],
)
def test_what_is_written_in_the_world_is_asked_of_the_reader(question: str) -> None:
    assert classified(question) == "fact"


@pytest.mark.parametrize(
    ("question", "of_world"),
    [
        ("How many articles does the law have?", True),
        ("How old is the library?", True),
        ("What was the first report?", True),
        ("Which items are on the agenda?", True),
        ("Which story made Inked famous?", True),
        ("Which papers are there?", False),
        ("How many articles are in the library?", False),
        ("What's in the library?", False),
        ("Who wrote about the ferry?", False),
        ("which writers cover the ferry", False),
        ("stuff on magazines", False),
        ("What was published about the ferry?", False),
        ("Which articles are about the mine?", False),
        ("What articles did Harbour Post publish?", False),
        ("What was the first article you have?", False),
    ],
)
def test_articles_or_something_that_they_tell_of(question: str, of_world: bool) -> None:
    request = understood(question, PUBLISHERS, TODAY, Embedder.load().embed)
    assert (request.kind, request.of_world) == ("articles", of_world)


@pytest.mark.parametrize(
    ("question", "kind", "of_world"),
    [
        ("What was one of the things Costa feels the pact is about?", "summary", True),
        ("What's the gist of the ferry story?", "summary", False),
        ("What does Norway's constitution say about the king?", "fact", False),
        ("What did the BBC's survey say?", "fact", False),
    ],
)
def test_what_a_classifier_would_take_for_more_than_a_fact(
    question: str, kind: str, of_world: bool
) -> None:
    request = understood(question, PUBLISHERS, TODAY, Embedder.load().embed)
    assert (request.kind, request.of_world) == (kind, of_world)
