"""Yes-or-no questions: what they ask to be so."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from assistant.judge.verdicts import statement_of
from corpus import Article, Corpus


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did Costa reject the plan?", "Costa did reject the plan."),
        ("did the council reject the plan", "the council did reject the plan."),
        ("Is the pier 420 metres long?", "the pier is 420 metres long."),
        ("Has Carla Winstanley been sentenced?", "Carla Winstanley has been sentenced."),
        ("Was he really arrested?", "he was arrested."),
        ("Is it true that the mayor resigned?", "the mayor resigned."),
        ("Hasn't the cap been lifted already?", "the cap has been lifted already."),
        ("And will Zelensky sign it?", "Zelensky will sign it."),
    ],
)
def test_a_question_as_a_statement(question: str, statement: str) -> None:
    assert statement_of(question) == statement


def test_the_article_tells_where_the_subject_ends() -> None:
    text = "The northern pier of Melbury will close, the council said."
    statement = statement_of("Will the northern pier of Melbury close?", text)
    assert statement == "the northern pier of Melbury will close."


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "Did he win or lose?",
        "Can you help me?",
        "Is there any news?",
        "Did?",
    ],
)
def test_another_question(question: str) -> None:
    assert statement_of(question) is None


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("verdicts") / "home") as corpus:
        corpus.add(
            [
                Article(
                    title="Pier closes",
                    publisher="Harbour Post",
                    published=date(2025, 4, 1),
                    text="The pier of Melbury was closed on 31 March 2025. Ane Roe, the harbour "
                    "master, did not attend the closing. A new pier will be opened in May. The "
                    "opening of the market was put off.",
                ),
            ]
        )
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "verdict", "quote"),
    [
        ("Was the pier of Melbury closed on 31 March 2025?", "yes", "closed on 31 March"),
        ("Was the pier of Melbury closed on 30 March 2025?", "no", "closed on 31 March"),
        ("Has the new pier been opened?", None, ""),
        ("Was the market opened?", None, ""),
    ],
)
def test_a_verdict_only_where_a_sentence_settles_it(
    assistant: Assistant, question: str, verdict: str | None, quote: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.verdict) == ("yes-no", verdict)
    if verdict:
        assert answer.text.startswith(f"{verdict.capitalize()}")
        assert quote in answer.citations[0].quote
