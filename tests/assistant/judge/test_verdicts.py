"""Verdicts on yes-or-no questions, and the sentences that settle them."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from corpus import Article, Corpus


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
        ("Was the market opened?", "no", "was put off"),
        ("Did Ane Roe miss the closing?", "yes", "did not attend"),
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
