"""Tests of whose doing it was, with the reader that ships."""

import pytest

from assistant.judge.somebody_else import somebody_else
from assistant.judge.verifier import Verifier
from assistant.reader import Reader
from corpus import Article, Hit
from tests.benchmarks.verification import passage

HARBOUR = (
    "Mayor Ada Quill opened the new harbour at Sandvik on Monday. The engineer Bo Larsen warned "
    "that the quay would sink within ten years. Finance minister Ines Roe promised 4 million crowns"
    " for repairs, and the fishermen's leader Tom Brandt called the sum an insult."
)
TRIAL = (
    "Judge Helen Marsh sentenced Peter Doyle to six years for fraud on Friday. Doyle had been "
    "reported by his partner, Susan Vale. The prosecutor, Omar Haddad, had asked for nine years, "
    "and the defence lawyer Ruth Klein said that her client would appeal."
)


@pytest.mark.parametrize(
    ("text", "statement", "who"),
    [
        (HARBOUR, "Bo Larsen opened the new harbour at Sandvik.", "Ada Quill"),
        (HARBOUR, "Tom Brandt warned that the quay would sink within ten years.", "Bo Larsen"),
        (HARBOUR, "4 million crowns for repairs were promised by Mayor Ada Quill.", "Ines Roe"),
        (HARBOUR, "Larsen called the sum an insult.", "Tom Brandt"),
        (TRIAL, "Omar Haddad sentenced Peter Doyle to six years for fraud.", "Helen Marsh"),
        (TRIAL, "Doyle had been reported by Ruth Klein.", "Susan Vale"),
        (TRIAL, "Susan Vale had asked for nine years.", "Omar Haddad"),
        # A clause is asked of alone, without what is told in passing.
        (HARBOUR, "Ines Roe, who is a minister, called the sum an insult.", "Tom Brandt"),
        (
            TRIAL,
            "Klein asked for nine years, while Haddad will appeal for his client.",
            "Omar Haddad",
        ),
    ],
)
def test_the_other_person_is_named(text: str, statement: str, who: str) -> None:
    assert somebody_else(statement, text, Reader.load()) == who


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (HARBOUR, "Ada Quill opened the new harbour at Sandvik."),
        (HARBOUR, "The engineer Bo Larsen warned that the quay would sink within ten years."),
        (HARBOUR, "4 million crowns for repairs were promised by Ines Roe."),
        (HARBOUR, "Brandt called the sum an insult."),
        (HARBOUR, "Quill, Larsen and Roe spoke about the harbour."),
        (TRIAL, "Peter Doyle was sentenced to six years by Judge Helen Marsh."),
        (TRIAL, "Haddad, the prosecutor, had asked for nine years."),
        (TRIAL, "Ruth Klein said that Doyle would appeal."),
        (HARBOUR, "Tom Brandt, who leads the fishermen, called the sum an insult."),
        # Nobody, one person alone, and a firm.
        (HARBOUR, "The new harbour was opened on Monday."),
        ("Ada Quill opened the harbour.", "Ada Quill opened the harbour."),
        (TRIAL, "Vale's partner was sentenced for fraud."),
    ],
)
def test_what_is_told_of_the_right_person_stands(text: str, statement: str) -> None:
    assert somebody_else(statement, text, Reader.load()) is None


def test_a_written_sentence_about_the_wrong_person_is_withheld() -> None:
    cited: Hit = passage(Article(text=HARBOUR))
    check = Verifier().check("Larsen called the sum an insult.", [cited])
    assert not check.supports
    assert check.reason
