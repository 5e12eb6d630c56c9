"""One answer in other words is told apart from another one."""

import pytest

from assistant.answering.sides.same_answer import gives_another_answer
from tests.assistant.answering.sides.test_values import piece

CUT = "What caused the power cut in Hallow?"
LONG = "How long is the Pellworth bridge?"
LIVE = "How many people live in Sorrel?"
BUILT = "When was the Earle House built?"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            CUT,
            ("A storm caused the power cut in Hallow, the grid operator said.", "A storm"),
            ("High winds caused the power cut in Hallow on Monday night.", "High winds"),
        ),
        (
            "What did the thieves take from the Corvo museum?",
            ("The thieves took a crown from the Corvo museum.", "a crown"),
            (
                "A royal headpiece was stolen by the thieves from the Corvo museum.",
                "A royal headpiece",
            ),
        ),
        (
            LONG,
            ("The Pellworth bridge is 1,200 metres long.", "1,200 metres"),
            ("The Pellworth bridge is 1.2 kilometres long.", "1.2 kilometres"),
        ),
        (
            LIVE,
            ("Just over 400 people live in Sorrel.", "Just over 400"),
            ("The village of Sorrel has 412 inhabitants.", "412"),
        ),
        (
            LIVE,
            ("More than 600 people live in Sorrel.", "More than 600"),
            ("The village of Sorrel has 690 inhabitants.", "690"),
        ),
        (  # of another sort: it does not say when
            BUILT,
            ("The Earle House was built in 1860.", "1860"),
            ("The Earle House was built of blue stone.", "of blue stone"),
        ),
    ],
)
def test_other_words_for_one_answer(
    question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert not gives_another_answer(question, piece(*one), piece(*other))
    assert not gives_another_answer(question, piece(*other), piece(*one))


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            CUT,
            ("A storm caused the power cut in Hallow, the grid operator said.", "A storm"),
            ("Sabotage caused the power cut in Hallow, police said.", "Sabotage"),
        ),
        (
            LONG,
            ("The Pellworth bridge is 1,200 metres long.", "1,200 metres"),
            ("The Pellworth bridge is 900 metres long.", "900 metres"),
        ),
        (  # no year is another one rounded
            BUILT,
            ("The Earle House was built in 1860.", "1860"),
            ("The Earle House was built in 1858.", "1858"),
        ),
        (
            "Who is the artist of the album Direct Hits?",
            ("Direct Hits is an album by The Killers.", "The Killers"),
            ("Direct Hits is a compilation of songs by The Who.", "Who"),
        ),
    ],
)
def test_another_answer(question: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert gives_another_answer(question, piece(*one), piece(*other))
    assert gives_another_answer(question, piece(*other), piece(*one))
