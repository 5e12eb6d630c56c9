"""Questions about what several sources tell of one thing, and others that only look like them."""

import pytest

from assistant.question.understanding.several.asked_sides import sides_asked


@pytest.mark.parametrize(
    ("question", "asked_of"),
    [
        ("Who disagrees?", ""),
        ("Who disagrees with that?", ""),
        ("Do the sources agree?", ""),
        ("What do others say?", ""),
        ("What do other papers say about that?", ""),
        ("Does anyone say otherwise?", ""),
        ("Is that disputed?", ""),
        ("Are there conflicting figures?", ""),
        ("Which papers disagree?", ""),
        ("Do reports conflict?", ""),
        ("Do sources agree on the toll?", "What is the toll?"),
        ("Do all papers agree on how many people died?", "how many people died?"),
    ],
)
def test_sides_are_asked_for(question: str, asked_of: str) -> None:
    assert sides_asked(question) == asked_of


@pytest.mark.parametrize(
    "question",
    [
        "Who agrees with Merkel on the reform?",
        "Do the ministers agree on the budget?",
        "Who disputes the election result?",
        "What did Costa say?",
        "Who contradicts the minister?",
    ],
)
def test_what_people_agree_on_is_asked_of_the_articles(question: str) -> None:
    assert sides_asked(question) is None
