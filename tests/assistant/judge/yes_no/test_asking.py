"""Yes-or-no questions in their parts."""

import pytest

from assistant.judge.yes_no.asking import opening, subject_of


@pytest.mark.parametrize(
    ("question", "verb", "rest"),
    [
        ("Did Costa reject the plan?", "did", "Costa reject the plan"),
        ("Was he really arrested?", "was", "he arrested"),
        ("Is it true that the mayor resigned?", "", "the mayor resigned"),
        ("Hasn't the cap been lifted already?", "has", "the cap been lifted already"),
        ("And will Zelensky sign it?", "will", "Zelensky sign it"),
        ("Can visitors still bring dogs?", "can", "visitors still bring dogs"),
    ],
)
def test_the_verb_that_begins_it(question: str, verb: str, rest: str) -> None:
    assert opening(question) == (verb, rest)


@pytest.mark.parametrize("question", ["Who opened the bridge?", "Did?"])
def test_another_question(question: str) -> None:
    assert opening(question) is None


@pytest.mark.parametrize(
    ("rest", "text", "subject"),
    [
        ("the council reject the plan", "", "the council"),
        (
            "the northern pier of Melbury close",
            "The northern pier of Melbury will close, the council said.",
            "the northern pier of Melbury",
        ),
        ("the Liberals vote for the law", "The Liberals voted against the law.", "the Liberals"),
        ("you help me", "", ""),
    ],
)
def test_the_subject_ends_where_the_article_tells(rest: str, text: str, subject: str) -> None:
    assert subject_of(rest, text) == subject
