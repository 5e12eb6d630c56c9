"""The words that a follow-up leaves out: those of its topic, in their order, names whole."""

import pytest

from assistant.question.resolving.said_words import Exchange, said_words
from assistant.question.resolving.term_classifier import TermClassifier

TALK = (
    Exchange("what is throat cancer?", "Throat cancer grows in the pharynx or the larynx."),
    Exchange("is it treatable?", "Surgery, radiation and chemotherapy are used."),
)


def test_the_topic_is_picked_out_of_all_that_was_said() -> None:
    words = TermClassifier.load().left_out("what are its symptoms?", TALK)
    assert {"throat", "cancer"} <= {word.lower() for word in words}
    assert not {"treatable", "used", "grows"} & set(words)


def test_nothing_comes_of_nothing() -> None:
    assert TermClassifier.load().left_out("is it treatable?", ()) == ()
    assert TermClassifier.load().left_out("is it?", (Exchange("what is it?", ""),)) == ()


def test_words_that_the_follow_up_has_are_no_candidates() -> None:
    assert "canc" in said_words("is it treatable?", TALK)
    assert "canc" not in said_words("is cancer treatable?", TALK)


def test_of_a_name_all_words_are_taken_or_none() -> None:
    before = (
        Exchange("who built the Pont du Gard?", "Romans built Black Rock Fort for Ada Quill."),
    )
    said = said_words("when?", before)
    odds = dict.fromkeys(said, -9.0) | {"rock": 9.0}
    taken = TermClassifier({"bias": 0.0}, 0.5).taken(said, odds)
    assert taken == ("Black", "Rock", "Fort")


@pytest.mark.parametrize(
    ("question", "feature"), [("is it old?", "it"), ("why?", "why"), ("tell me more", "tell")]
)
def test_what_the_follow_up_says_is_a_feature(question: str, feature: str) -> None:
    features = next(iter(said_words(question, TALK).values())).features
    assert features[feature] == 1.0


def test_a_phrase_comes_whole_where_one_word_of_it_is_sure() -> None:
    said = said_words("is it old?", (Exchange("what is the stone bridge?", ""),))
    odds = {"ston": -1.5, "bridg": 3.0}
    assert set(odds) == set(said)
    assert TermClassifier({"bias": 0.0}, 0.25).taken(said, odds) == ("stone", "bridge")
    assert TermClassifier({"bias": 0.0}, 0.25).taken(said, odds | {"ston": -9.0}) == ("bridge",)
