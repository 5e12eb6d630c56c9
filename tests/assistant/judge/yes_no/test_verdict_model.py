"""The model of verdicts, on sentences as papers write them."""

import numpy as np
import pytest

from assistant.judge.yes_no.verdict_model import VerdictModel
from assistant.reader import Reader


@pytest.mark.parametrize(
    ("statement", "sentence", "verdict"),
    [
        (
            "The boats were paid for by the state.",
            "Port opens. Not a penny of public money went into the fleet, the harbour master said.",
            "no",
        ),
        (
            "Ane Roe is a soldier.",
            "Trial begins. Roe, a lance corporal in the Army, denies the charge.",
            "yes",
        ),
        (
            "There was bad blood between the striker and the club.",
            'Striker leaves. "There was absolutely no fall-out, it was all extremely amicable."',
            "no",
        ),
        (
            "The union has said sorry to the library.",
            "Row over banner. The union has not apologised for its use of the picture.",
            "no",
        ),
        (
            "The lake is safe to swim in.",
            "Lake closed. The water was let out of the lake for the first time in ninety years.",
            None,
        ),
    ],
)
def test_what_a_sentence_says(statement: str, sentence: str, verdict: str | None) -> None:
    yes, no = VerdictModel.load().probabilities(Reader.load().states(statement, sentence))
    assert 0 <= yes <= 1
    assert 0 <= no <= 1
    assert yes + no <= 1 + 1e-6
    told = {"yes": yes, "no": no, None: 1 - yes - no}
    assert max(told, key=told.__getitem__) == verdict


def test_states_are_those_of_the_whole_and_the_means_of_both_parts() -> None:
    states = Reader.load().states("The mill burnt down.", "The mill was saved.")
    assert states.shape == (VerdictModel.load().weights.shape[1],)
    nothing = Reader.load().states("", "")
    assert np.isfinite(nothing).all()
    assert not nothing[len(nothing) // 3 :].any()
